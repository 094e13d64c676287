import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { StepView } from '../../../core/api/types.ts';
import { ProblemView } from '../../client/ProblemView.tsx';
import { saveDownload } from '../../client/save-file.ts';
import { useAct } from '../../client/use-act.tsx';
import { useCall } from '../../client/use-call.ts';
import { decideWords, rowsShown } from '../../text/decide.ts';
import { useWords } from '../../text/words.tsx';
import { PlanTable, type Sorting } from './PlanTable.tsx';
import type { Cells, PlanShape } from './why-customer.ts';

/** Rows asked for at a time: the host finds the rest. */
const ROWS = 100;

interface PlanRowsProps {
  readonly step: StepView;
  readonly shape: PlanShape;
  /** A customer was chosen. */
  onCustomer(cells: Cells): void;
}

/** The plan customer by customer: page by page, in any order, for one option or for all, or from the customer who is looked for. */
export function PlanRows({ step, shape, onCustomer }: PlanRowsProps) {
  const { say, number } = useWords();
  const act = useAct();
  const [from, setFrom] = useState(0);
  const [option, setOption] = useState<string | null>(null);
  const [sort, setSort] = useState<Sorting | null>(null);
  const [search, setSearch] = useState({ words: '', after: -1 });
  const version = step.fingerprint ?? '';
  const view = {
    source: step.id,
    ...(sort === null ? {} : { sort }),
    ...(option === null ? {} : { filter: `"${shape.offer.replaceAll('"', '""')}" = '${option.replaceAll("'", "''")}'` }),
  };
  const found = useCall('data.find', search.words === '' ? null : { ...view, ...search }, version);
  const at = search.words === '' ? null : (found.value?.at ?? null);
  const start = at === null ? from : Math.floor(at / ROWS) * ROWS;
  const page = useCall('data.rows', { ...view, from: start, count: ROWS }, version);
  const seek = (typed: string): void => {
    const words = typed.trim();
    setSearch({ words, after: words === search.words && at !== null ? at : -1 });
  };
  const turn = (next: number): void => {
    setSearch({ words: '', after: -1 });
    setFrom(next);
  };
  const save = async (): Promise<void> => {
    const download = await act('data.export', view);
    if (download !== undefined) saveDownload(download);
  };
  const matching = page.value?.matching ?? 0;
  return (
    <section className="block" aria-label={say(decideWords.plan)}>
      <header className="block-head">
        <div>
          <h3>{say(decideWords.plan)}</h3>
          <p className="quiet small">{say(decideWords.planHow)}</p>
        </div>
        <Button size="small" onClick={() => void save()}>
          {say(decideWords.export)}
        </Button>
      </header>
      <div className="plan-tools">
        <Input.Search
          aria-label={say(decideWords.search)}
          placeholder={say(decideWords.search)}
          allowClear
          status={found.value === null ? 'error' : ''}
          onSearch={seek}
        />
        <Select
          aria-label={say(decideWords.option)}
          value={option ?? ''}
          options={[{ value: '', label: say(decideWords.allOptions) }, ...shape.options.map((name) => ({ value: name, label: name }))]}
          popupMatchSelectWidth={false}
          onChange={(next: string) => {
            setOption(next === '' ? null : next);
            turn(0);
          }}
        />
        <span className="plan-pager">
          <span className="quiet small" aria-live="polite">
            {say(rowsShown(number(Math.min(start + 1, matching)), number(Math.min(start + ROWS, matching)), number(matching)))}
          </span>
          <Button size="small" disabled={start === 0} onClick={() => turn(Math.max(0, start - ROWS))}>
            {say(decideWords.earlier)}
          </Button>
          <Button size="small" disabled={start + ROWS >= matching} onClick={() => turn(start + ROWS)}>
            {say(decideWords.later)}
          </Button>
        </span>
      </div>
      {found.value === null ? <p role="alert">{say(search.after >= 0 ? decideWords.nobodyElse : decideWords.nobody)}</p> : null}
      {page.problem === undefined ? null : <ProblemView problem={page.problem} retry={page.reload} />}
      {page.value === undefined ? null : (
        <PlanTable
          page={page.value}
          shape={shape}
          sort={sort}
          marked={at === null || page.isLoading ? null : at - start}
          onSort={(next) => {
            setSort(next);
            turn(0);
          }}
          onCustomer={onCustomer}
        />
      )}
    </section>
  );
}
