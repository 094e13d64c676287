import { PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { StepView } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import type { ReportPage } from '../../../core/run/document.ts';
import { useAct } from '../../client/use-act.tsx';
import { reportWords } from '../../text/report.ts';
import { useWords } from '../../text/words.tsx';
import { shortPage } from './pages.ts';
import type { Desk } from './use-desk.ts';

interface AddStepProps {
  readonly desk: Desk;
  add(page: ReportPage, title: Text): void;
}

/** A page for any step that was run: for screens that draw their results in a way of their own. */
export function AddStep({ desk, add }: AddStepProps) {
  const { say } = useWords();
  const act = useAct();
  const pick = async ({ id, title }: StepView): Promise<void> => {
    const result = await act('step.result', { step: id });
    const page = result === undefined ? undefined : shortPage(id, result.report);
    if (page !== undefined) add(page, title);
  };
  const items = desk.project.steps.map((step) => {
    const isComputed = step.state === 'fresh' || step.state === 'stale';
    return {
      key: step.id,
      disabled: !isComputed,
      ...(isComputed ? {} : { title: say(reportWords.notComputed) }),
      label: (
        <>
          {say(step.title)} <bdi className="quiet small">{step.id}</bdi>
        </>
      ),
      onClick: () => void pick(step),
    };
  });
  return (
    <Dropdown menu={{ items, className: 'report-block-menu' }} trigger={['click']} placement="topLeft">
      <Button type="dashed" size="small" block icon={<PlusOutlined />}>
        {say(reportWords.addStep)}
      </Button>
    </Dropdown>
  );
}
