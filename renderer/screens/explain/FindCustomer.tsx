import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Input, Segmented } from 'antd';
import { memo, useState } from 'react';
import type { RowView, SubjectView } from '../../../core/api/types.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { explainWords, shownRow } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';

interface FindCustomerProps {
  readonly subject: SubjectView | undefined;
  readonly view: RowView | undefined;
  /** Why the last one was not found. */
  readonly problem: Problem | undefined;
  show(who: { readonly row: number } | { readonly id: string }): void;
}

/** Leads to a customer by identifier or row number, and from row to row. */
export const FindCustomer = memo(function FindCustomer({ subject, view, problem, show }: FindCustomerProps) {
  const { say, number } = useWords();
  const [words, setWords] = useState('');
  const [mode, setMode] = useState<'id' | 'row'>('id');
  const kind = subject?.idColumn === null ? 'row' : mode;
  const label = say(kind === 'id' ? explainWords.find : explainWords.findRow);
  const search = (): void => {
    const wanted = words.trim();
    if (wanted === '') return;
    // A number that is no row is still asked for: the answer says which rows there are.
    if (kind === 'row' && /^[1-9]\d{0,8}$/.test(wanted)) show({ row: Number(wanted) });
    else show({ id: wanted });
  };
  const step = (by: number): void => {
    if (view !== undefined) show({ row: view.row + by });
  };
  return (
    <section className="find-customer" aria-label={say(explainWords.find)}>
      <div className="find-line">
        {subject === undefined || subject.idColumn === null ? null : (
          <Segmented
            size="small"
            aria-label={say(explainWords.find)}
            value={mode}
            onChange={(next) => setMode(next === 'row' ? 'row' : 'id')}
            options={[
              { value: 'id', label: say(explainWords.byId) },
              { value: 'row', label: say(explainWords.byRow) },
            ]}
          />
        )}
        <span className="quiet small">
          {view === undefined || subject === undefined ? '' : say(shownRow(number(view.row), number(subject.rowCount)))}
        </span>
      </div>
      <div className="find-line">
        <Input.Search
          aria-label={label}
          placeholder={kind === 'id' ? (view?.name ?? label) : label}
          value={words}
          status={problem === undefined ? '' : 'error'}
          enterButton={say(explainWords.findGo)}
          onChange={({ target }) => setWords(target.value)}
          onSearch={search}
        />
        <Button
          icon={<LeftOutlined />}
          aria-label={say(explainWords.previous)}
          title={say(explainWords.previous)}
          disabled={view === undefined || view.row <= 1}
          onClick={() => step(-1)}
        />
        <Button
          icon={<RightOutlined />}
          aria-label={say(explainWords.next)}
          title={say(explainWords.next)}
          disabled={view === undefined || subject === undefined || view.row >= subject.rowCount}
          onClick={() => step(1)}
        />
      </div>
      {problem === undefined ? null : (
        <p className="find-problem small" role="alert">
          <bdi>{problem.message}</bdi> <bdi>{problem.fix}</bdi>
        </p>
      )}
    </section>
  );
});
