import { useMemo } from 'react';
import type { RejectView } from '../../../core/api/import-types.ts';
import type { TableData } from '../../../core/report/blocks.ts';
import { importWords, rejectWords } from '../../text/import.ts';
import { useWords } from '../../text/words.tsx';
import { DataTable } from '../table/DataTable.tsx';

interface RejectTableProps {
  readonly rejects: readonly RejectView[];
  readonly maxHeight: number;
}

/** Rows that did not become rows: where they stand in the file, why, and their text. */
export function RejectTable({ rejects, maxHeight }: RejectTableProps) {
  const { say, language } = useWords();
  const table = useMemo(
    (): TableData => ({
      columns: [
        { name: 'line', label: importWords.line },
        { name: 'column', label: importWords.column },
        { name: 'why', label: importWords.why },
        { name: 'text', label: importWords.raw },
      ],
      rows: rejects.map(({ line, column, kind, text }) => [line, column, rejectWords[kind]?.[language] ?? kind, text]),
    }),
    [rejects, language],
  );
  return <DataTable table={table} name="rejects" label={say(importWords.rejects)} maxHeight={maxHeight} />;
}
