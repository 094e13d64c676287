import { Select } from 'antd';
import { memo, useState } from 'react';
import type { ColumnInfo, ProjectState } from '../../../core/api/types.ts';
import { formatCell } from '../../../core/report/format.ts';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useCall } from '../../client/use-call.ts';
import { explainWords, openTable } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import { hrefOfStep } from '../registry.ts';
import { isComputed } from './subjects.ts';

interface ElsewhereProps {
  readonly project: ProjectState;
  readonly idColumn: string;
  readonly name: string;
}

interface Table {
  readonly name: string;
  /** What was decided for the customer: it is shown first. */
  readonly isPlan: boolean;
  readonly columns: readonly ColumnInfo[];
  readonly version: string;
  readonly href: string | null;
}

/** What the other tables of the project say about the same customer. */
export const Elsewhere = memo(function Elsewhere({ project, idColumn, name }: ElsewhereProps) {
  const { say, language } = useWords();
  const tables = tablesWith(project, idColumn);
  const [asked, setAsked] = useState<string>();
  const table = tables.find((each) => each.name === asked) ?? tables.find(({ isPlan }) => isPlan) ?? tables.at(-1);
  const id = table?.columns.find((column) => column.name === idColumn);
  const filter = id === undefined ? '' : conditionOf(id, name);
  const page = useCall(
    'data.rows',
    table === undefined || filter === '' ? null : { source: table.name, from: 0, count: 1, filter },
    table?.version,
  );
  if (table === undefined) return null;
  const found = page.value;
  return (
    <section className="block" aria-label={say(explainWords.elsewhere)}>
      <header className="block-head">
        <h3>{say(explainWords.elsewhere)}</h3>
        <div className="block-tools elsewhere-tools">
          {table.href === null ? null : (
            <a href={table.href} aria-label={say(openTable(table.name))}>
              {say(explainWords.toStep)}
            </a>
          )}
          <Select
            size="small"
            aria-label={say(explainWords.table)}
            value={table.name}
            popupMatchSelectWidth={false}
            onChange={setAsked}
            options={tables.map((each) => ({ value: each.name, label: <bdi>{each.name}</bdi> }))}
          />
        </div>
      </header>
      {page.problem === undefined ? null : <ProblemView problem={page.problem} retry={page.reload} />}
      {found === undefined ? null : found.rows.length === 0 ? (
        <p className="quiet">{say(explainWords.notThere)}</p>
      ) : (
        <dl className="elsewhere">
          {found.columns.map((column, index) => (
            <div key={column.name}>
              <dt title={column.name}>
                <bdi>{column.name}</bdi>
              </dt>
              <dd>
                <bdi>{formatCell(found.cells[index]?.[0] ?? null, language)}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
});

function tablesWith(project: ProjectState, idColumn: string): readonly Table[] {
  const datasets = project.datasets.map(({ name, columns, hash }): Table => ({ name, isPlan: false, columns, version: hash, href: null }));
  const steps = project.steps.filter(isComputed).map(
    (step): Table => ({
      name: step.id,
      isPlan: step.gives.includes('plan'),
      columns: step.columns ?? [],
      version: step.fingerprint ?? '',
      href: hrefOfStep(step),
    }),
  );
  return [...datasets, ...steps].filter(({ columns }) => columns.some((column) => column.name === idColumn));
}

/** A condition that only this customer satisfies; empty for columns that cannot be compared with a name. */
function conditionOf({ name, kind }: ColumnInfo, customer: string): string {
  const column = `"${name.replaceAll('"', '""')}"`;
  if (kind === 'number') return Number.isFinite(Number(customer)) ? `${column} = ${Number(customer)}` : '';
  return kind === 'category' ? `${column} = '${customer.replaceAll("'", "''")}'` : '';
}
