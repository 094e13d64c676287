import { Button, Select, Tabs } from 'antd';
import { useCallback, useState } from 'react';
import type { ProjectState } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import { EmptyStage } from '../../app/EmptyStage.tsx';
import { Page } from '../../app/page/Page.tsx';
import { go } from '../../app/route.ts';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { RejectTable } from '../../blocks/grid/RejectTable.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { saveDownload } from '../../client/save-file.ts';
import { useProject } from '../../client/session-hooks.ts';
import { useAct } from '../../client/use-act.tsx';
import { useCall } from '../../client/use-call.ts';
import { changedMeaning, changedRole, dataWords, rowsAndColumns } from '../../text/data.ts';
import { stepWords } from '../../text/step.ts';
import { useWords } from '../../text/words.tsx';
import type { ScreenProps } from '../screen.ts';
import { Dictionary } from './Dictionary.tsx';
import { RowsTab } from './RowsTab.tsx';
import { type TableInfo, tablesOf, withMeaning, withRole } from './tables.ts';
import type { RowQuery } from './use-rows.ts';
import { useSummaries } from './use-summaries.ts';
import './data.css';

/** The table that the address names, else the first one. */
export default function DataScreen({ route }: ScreenProps) {
  const { say } = useWords();
  const project = useProject();
  const { open } = useProjectActions();
  if (project === null) return <EmptyStage stage="data" />;
  const tables = tablesOf(project);
  const table = tables.find(({ name }) => name === route.params['source']) ?? tables[0];
  if (table === undefined) {
    return (
      <div className="empty-stage">
        <h1>{say(dataWords.noTable)}</h1>
        <p className="quiet">{say(dataWords.noTableWhy)}</p>
        <Button type="primary" disabled={project.isReadOnly} onClick={() => void open()}>
          {say(dataWords.open)}
        </Button>
      </div>
    );
  }
  return <TablePage key={`${table.name} ${table.columns.length}`} project={project} table={table} tables={tables} />;
}

interface TablePageProps {
  readonly project: ProjectState;
  readonly table: TableInfo;
  readonly tables: readonly TableInfo[];
}

function TablePage({ project, table, tables }: TablePageProps) {
  const { say, number } = useWords();
  const act = useAct();
  const { open } = useProjectActions();
  const [query, setQuery] = useState<RowQuery>({ source: table.name });
  const profile = useSummaries(table.name, table.version);
  const { document } = project;
  const locked = project.isReadOnly ? say(stepWords.readOnlyWhy) : table.isDataset ? undefined : say(dataWords.roleOfStep);
  const onQuery = useCallback((next: RowQuery) => setQuery(next), []);
  const save = async (): Promise<void> => {
    const download = await act('data.export', query);
    if (download !== undefined) saveDownload(download);
  };
  const edit = (next: ProjectState['document'], label: Text): void => void act('document.edit', { document: next, label });
  return (
    <Page
      isFilled
      title={<bdi>{table.name}</bdi>}
      subtitle={
        <>
          {say(rowsAndColumns(number(table.rowCount), number(table.columns.length)))}
          {table.isStale ? ` · ${say(dataWords.stale)}` : ''}
        </>
      }
      actions={
        <>
          <TableChooser table={table} tables={tables} />
          <Button disabled={project.isReadOnly} onClick={() => void open()}>
            {say(dataWords.open)}
          </Button>
          <Button onClick={() => void save()}>{say(dataWords.export)}</Button>
        </>
      }
    >
      <Tabs
        className="data-views"
        size="small"
        items={[
          {
            key: 'rows',
            label: say(dataWords.rows),
            children: (
              <RowsTab
                table={table}
                locked={locked}
                profile={profile}
                onQuery={onQuery}
                setRole={(column, role) => edit(withRole(document, table.name, column, role), changedRole(column))}
              />
            ),
          },
          {
            key: 'dictionary',
            label: say(dataWords.dictionary),
            children: (
              <Dictionary
                table={table}
                meanings={document.data[table.name]?.meanings ?? {}}
                locked={locked}
                profile={profile}
                setMeaning={(column, meaning) => edit(withMeaning(document, table.name, column, meaning), changedMeaning(column))}
              />
            ),
          },
          ...(table.isDataset
            ? [
                {
                  key: 'rejects',
                  label: `${say(dataWords.rejects)} (${number(table.rejectCount)})`,
                  children: <Rejects table={table} />,
                },
              ]
            : []),
        ]}
      />
    </Page>
  );
}

function TableChooser({ table, tables }: Omit<TablePageProps, 'project'>) {
  const { say } = useWords();
  const groups = [
    { label: say(dataWords.datasets), tables: tables.filter(({ isDataset }) => isDataset) },
    { label: say(dataWords.steps), tables: tables.filter(({ isDataset }) => !isDataset) },
  ];
  return (
    <Select<string>
      className="data-chooser"
      aria-label={say(dataWords.table)}
      showSearch
      popupMatchSelectWidth={false}
      value={table.name}
      onChange={(source) => go('data', 'table', { source })}
      options={groups
        .filter((group) => group.tables.length > 0)
        .map((group) => ({ label: group.label, options: group.tables.map(({ name }) => ({ value: name, label: name })) }))}
    />
  );
}

function Rejects({ table }: { readonly table: TableInfo }) {
  const { say } = useWords();
  const view = useCall('data.imported', { name: table.name }, table.version);
  if (view.problem !== undefined) return <ProblemView problem={view.problem} retry={view.reload} />;
  if (view.value === undefined) return null;
  const { rejects, rejectCount } = view.value;
  if (rejectCount === 0) return <p className="quiet data-rejects">{say(dataWords.noRejects)}</p>;
  return (
    <div className="data-rejects">
      <RejectTable rejects={rejects} maxHeight={560} />
      {rejectCount > rejects.length ? <p className="quiet small">{say(dataWords.firstRejects)}</p> : null}
    </div>
  );
}
