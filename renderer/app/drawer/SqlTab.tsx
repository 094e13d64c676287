import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { RowPage } from '../../../core/api/types.ts';
import type { Problem } from '../../../core/base/problem.ts';
import type { TableData } from '../../../core/report/blocks.ts';
import { DataTable } from '../../blocks/table/DataTable.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useApi, useProject } from '../../client/session-hooks.ts';
import { CodeEditor } from '../../controls/code/CodeEditor.tsx';
import { appWords } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';

/** Questions in SQL over the project's tables, answered below. */
export default function SqlTab() {
  const { say } = useWords();
  const api = useApi();
  const project = useProject();
  const [sql, setSql] = useState(() => `SELECT * FROM ${quoted(project?.datasets[0]?.name ?? 'data')} LIMIT 100`);
  const [page, setPage] = useState<RowPage>();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const tables = useMemo(
    () => (project?.datasets ?? []).map((dataset) => ({ name: dataset.name, columns: dataset.columns.map(({ name }) => name) })),
    [project?.datasets],
  );
  const ask = async (): Promise<void> => {
    setBusy(true);
    const outcome = await api.call('sql.query', { sql });
    setBusy(false);
    setPage(outcome.ok ? outcome.value : undefined);
    setProblem(outcome.ok ? undefined : outcome.problem);
  };
  return (
    <div className="drawer-sql">
      <div className="drawer-editor">
        <CodeEditor language="sql" label={say(appWords.sqlQuestion)} value={sql} onChange={setSql} tables={tables} height="100%" />
        <div className="drawer-editor-actions">
          <Button size="small" type="primary" loading={isBusy} disabled={project === null} onClick={() => void ask()}>
            {say(appWords.runSql)}
          </Button>
        </div>
      </div>
      <div className="drawer-answer">
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
