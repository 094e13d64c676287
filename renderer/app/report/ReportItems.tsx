import { CheckOutlined, FileAddOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { App } from 'antd';
import { type ReactNode, useMemo } from 'react';
import type { Block } from '../../../core/report/blocks.ts';
import { type MenuItem, PageBlockContext } from '../../blocks/block-actions.ts';
import { stepOfBlock } from '../../client/block-origins.ts';
import { useProject, useSession } from '../../client/session-hooks.ts';
import { addedToReport, removedFromReport, reportWords } from '../../text/report.ts';
import { useWords } from '../../text/words.tsx';
import { go, hrefOf } from '../route.ts';
import { pageWith, withBlock, withoutBlock } from './plan.ts';
import { useReportEdit } from './use-report-edit.ts';

/** Puts "add to report" into the menu of every block below, on whatever screen it stands. */
export function ReportItems({ children }: { readonly children: ReactNode }) {
  const { say } = useWords();
  const session = useSession();
  const project = useProject();
  const { message } = App.useApp();
  const edit = useReportEdit();
  const pages = JSON.stringify(project?.document.report?.pages ?? []);
  const isReadOnly = project?.isReadOnly ?? true;
  const surroundings = useMemo(() => {
    const plan = { pages: JSON.parse(pages) as NonNullable<Parameters<typeof pageWith>[0]>['pages'] };
    const add = async (block: Block, step: string): Promise<void> => {
      if (!(await edit((before) => withBlock(before, step, block.id), addedToReport(block.title)))) return;
      const at = pageWith(session.snapshot().project?.document.report, step, block.id) ?? 0;
      const link = <a href={hrefOf('report', 'report', { page: String(at + 1) })}>{say(reportWords.openReport)}</a>;
      void message.success({
        duration: 6,
        content: (
          <span>
            {say(reportWords.added)} {link}
          </span>
        ),
      });
    };
    const remove = async (block: Block, step: string): Promise<void> => {
      if (await edit((before) => withoutBlock(before, step, block.id), removedFromReport(block.title)))
        void message.success(say(reportWords.removed));
    };
    const items = (block: Block): readonly MenuItem[] => {
      const step = stepOfBlock(block);
      if (step === undefined) return [];
      const at = pageWith(plan, step, block.id);
      const reason = isReadOnly ? { disabled: true, title: say(reportWords.readOnlyWhy) } : {};
      if (at === undefined)
        return [
          { key: 'report-add', icon: <FileAddOutlined />, label: say(reportWords.add), ...reason, onClick: () => void add(block, step) },
        ];
      const open = (): void => go('report', 'report', { page: String(at + 1) });
      return [
        { key: 'report-open', icon: <CheckOutlined />, label: say(reportWords.isIn), onClick: open },
        {
          key: 'report-remove',
          icon: <MinusCircleOutlined />,
          label: say(reportWords.takeOut),
          ...reason,
          onClick: () => void remove(block, step),
        },
      ];
    };
    return { items };
  }, [pages, isReadOnly, edit, say, session, message]);
  return <PageBlockContext value={surroundings}>{children}</PageBlockContext>;
}
