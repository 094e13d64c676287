import { Button, Input } from 'antd';
import { useState } from 'react';
import type { StepView } from '../../../core/api/types.ts';
import { DataTable } from '../../blocks/table/DataTable.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { saveDownload } from '../../client/save-file.ts';
import { useAct } from '../../client/use-act.tsx';
import { useCall } from '../../client/use-call.ts';
import { decideWords } from '../../text/decide.ts';
import { useWords } from '../../text/words.tsx';

/** Rows asked for at a time: the host finds the rest. */
const ROWS = 100;

/** The plan customer by customer: the first rows, or those from the row in which the words are found. */
export function PlanRows({ step }: { readonly step: StepView }) {
  const { say } = useWords();
  const act = useAct();
  const [words, setWords] = useState('');
  const version = step.fingerprint ?? '';
  const found = useCall('data.find', words.trim() === '' ? null : { source: step.id, words: words.trim(), after: -1 }, version);
  const isSought = words.trim() !== '';
  const from = isSought ? (found.value?.at ?? 0) : 0;
  const page = useCall('data.rows', { source: step.id, from, count: ROWS }, version);
  const isNobody = isSought && found.value === null;
  const table = page.value;
  const save = async (): Promise<void> => {
    const download = await act('data.export', { source: step.id });
    if (download !== undefined) saveDownload(download);
  };
  return (
    <section className="block" aria-label={say(decideWords.plan)}>
      <header className="block-head">
        <div>
          <h3>{say(decideWords.plan)}</h3>
          <p className="quiet small">{say(decideWords.planWhy)}</p>
        </div>
        <div className="block-tools">
          <Input.Search
            aria-label={say(decideWords.search)}
            placeholder={say(decideWords.search)}
            allowClear
            onSearch={setWords}
            status={isNobody ? 'error' : ''}
          />
          <Button onClick={() => void save()}>{say(decideWords.export)}</Button>
        </div>
      </header>
      {isNobody ? <p role="alert">{say(decideWords.nobody)}</p> : null}
      {page.problem === undefined ? null : <ProblemView problem={page.problem} retry={page.reload} />}
      {table === undefined ? null : (
        <DataTable
          name={step.id}
          label={say(decideWords.plan)}
          table={{
            columns: table.columns.map(({ name }) => ({ name })),
            rows: table.rows.map((_, row) => table.cells.map((column) => column[row] ?? null)),
          }}
        />
      )}
    </section>
  );
}
