import { useMemo, useState } from 'react';
import type { StepView } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import type { Report, TableData } from '../../../core/report/blocks.ts';
import type { BlockSurroundings } from '../../blocks/block-actions.ts';
import { DataTable } from '../../blocks/table/DataTable.tsx';
import { useWords } from '../../text/words.tsx';

/** The numbers that the drawer shows: of the block that was asked for, else of the first figure. */
export function useDataBehind(step: StepView, report: Report | undefined) {
  const { say } = useWords();
  const [asked, setAsked] = useState<{ readonly title: Text; readonly table: TableData }>();
  const surroundings = useMemo<BlockSurroundings>(() => ({ showBehind: ({ title }, table) => setAsked({ title, table }) }), []);
  const shown = asked ?? report?.blocks.find((block) => block.kind === 'figure');
  const dataBehind =
    shown === undefined ? undefined : <DataTable table={shown.table} name={step.id} label={say(shown.title)} maxHeight={2000} />;
  return { surroundings, dataBehind };
}
