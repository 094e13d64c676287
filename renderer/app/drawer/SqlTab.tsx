import { Button, Select } from 'antd';
import { useMemo, useRef, useState } from 'react';
import type { RowPage } from '../../../core/api/types.ts';
import type { Problem } from '../../../core/base/problem.ts';
import type { TableData } from '../../../core/report/blocks.ts';
import { DataTable } from '../../blocks/table/DataTable.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useApi, useProject } from '../../client/session-hooks.ts';
import { CodeEditor } from '../../controls/code/CodeEditor.tsx';
import { appWords } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';

/** Questions that are kept for asking again; never longer than a sitting. */
const MOST_ASKED = 30;

/** Questions in SQL over the project's tables, answered below. */
export default function SqlTab() {
  const { say } = useWords();
  const api = useApi();
  const project = useProject();
  const [sql, setSql] = useState(() => `SELECT * FROM ${quoted(project?.datasets[0]?.name ?? 'data')} LIMIT 100`);
  const [page, setPage] = useState<RowPage>();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const [asked, setAsked] = useState<readonly string[]>([]);
  const running = useRef<AbortController>(null);
  const tables = useMemo(
    () => [
      ...(project?.datasets ?? []).map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) })),
      ...(project?.steps ?? []).flatMap(({ id, columns }) =>
        columns === null ? [] : [{ name: id, columns: columns.map((column) => column.name) }],
      ),
    ],
    [project?.datasets, project?.steps],
  );
  const ask = async (): Promise<void> => {
    const cancel = new AbortController();
    running.current = cancel;
    setBusy(true);
    setAsked((before) => [sql, ...before.filter((other) => other !== sql)].slice(0, MOST_ASKED));
    const outcome = await api.call('sql.query', { sql }, cancel.signal);
    setBusy(false);
    // Who withdraws a question keeps the answer to the one before.
    if (!outcome.ok && outcome.problem.kind === 'cancelled') return;
    setPage(outcome.ok ? outcome.value : undefined);
    setProblem(outcome.ok ? undefined : outcome.problem);
  };
  return (
    <div className="drawer-sql">
      <div className="drawer-editor">
        <CodeEditor language="sql" label={say(appWords.sqlQuestion)} value={sql} onChange={setSql} tables={tables} height="100%" />
        <div className="drawer-editor-actions">
          {asked.length === 0 ? null : (
            <Select<string>
              size="small"
              aria-label={say(appWords.sqlAsked)}
              placeholder={say(appWords.sqlAsked)}
              style={{ width: 180 }}
              popupMatchSelectWidth={420}
              value={null}
              onChange={setSql}
              options={asked.map((question) => ({ value: question, label: question.slice(0, 200) }))}
            />
          )}
          {isBusy ? (
            <Button size="small" onClick={() => running.current?.abort()}>
              {say(appWords.cancel)}
            </Button>
          ) : (
            <Button size="small" type="primary" disabled={project === null} onClick={() => void ask()}>
              {say(appWords.runSql)}
            </Button>
          )}
        </div>
      </div>
      <div className="drawer-answer" aria-busy={isBusy}>
        {problem === undefined ? null : <ProblemView problem={problem} />}
        {page === undefined ? (
          <p className="quiet">{problem === undefined ? say(appWords.sqlHint) : ''}</p>
        ) : (
          <DataTable table={tableOf(page)} name="sql" label={say(appWords.tabSql)} />
        )}
      </div>
    </div>
  );
}

/** A page of rows, which comes column by column, as a table. */
function tableOf(page: RowPage): TableData {
  return {
    columns: page.columns.map(({ name }) => ({ name })),
    rows: page.rows.map((_, row) => page.columns.map((_, column) => page.cells[column]?.[row] ?? null)),
  };
}

function quoted(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
