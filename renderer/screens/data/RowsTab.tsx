import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CellView } from '../../../core/api/types.ts';
import type { Role } from '../../../core/frame/column.ts';
import { Grid, type GridColumn, type GridHandle } from '../../blocks/grid/Grid.tsx';
import { tabSeparated } from '../../blocks/grid/grid-text.ts';
import type { CellRange } from '../../blocks/grid/selection.ts';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useApi } from '../../client/session-hooks.ts';
import { dataWords, rowsOf } from '../../text/data.ts';
import { useWords } from '../../text/words.tsx';
import { ColumnCard } from './ColumnCard.tsx';
import { DataToolbar } from './DataToolbar.tsx';
import type { TableInfo } from './tables.ts';
import { type RowQuery, useRows } from './use-rows.ts';
import type { useSummaries } from './use-summaries.ts';

interface RowsTabProps {
  readonly table: TableInfo;
  readonly locked: string | undefined;
  readonly profile: ReturnType<typeof useSummaries>;
  setRole(column: string, role: Role | null): void;
  /** Tells which rows are shown, so that an export can hold the same. */
  onQuery(query: RowQuery): void;
}

const HEAD_PX = 118;
const COLUMN_PX = { number: 156, category: 168, boolean: 128, date: 148 } as const;
/** A clipboard takes this many cells without a pause. */
const MOST_COPIED = 200_000;
const ROWS_A_CALL = 2000;

/** The rows of a table, with the cards of its columns above them. */
export function RowsTab({ table, locked, profile, setRole, onQuery }: RowsTabProps) {
  const { say, number } = useWords();
  const grid = useRef<GridHandle>(null);
  const [sort, setSort] = useState<RowQuery['sort']>();
  const [filter, setFilter] = useState('');
  const names = useMemo(() => table.columns.map(({ name }) => name), [table.columns]);
  const [shown, setShown] = useState<readonly string[]>(names);
  const query = useMemo(
    (): RowQuery => ({ source: table.name, ...(sort === undefined ? {} : { sort }), ...(filter === '' ? {} : { filter }) }),
    [table.name, sort, filter],
  );
  useEffect(() => onQuery(query), [onQuery, query]);
  const rows = useRows(query, names.length, table.version);
  const places = useMemo(() => shown.map((name) => names.indexOf(name)), [shown, names]);
  const columns = useMemo(() => places.flatMap((place) => gridColumnOf(table.columns[place], sort) ?? []), [places, table.columns, sort]);
  const cell = useCallback(
    (row: number, column: number): CellView | undefined => rows.cell(row, places[column] ?? -1),
    [rows.cell, places],
  );
  const { need } = profile;
  const onView = useCallback(
    (seen: Span, across: Span) => {
      rows.need(seen);
      need(shown.slice(across.from, across.to));
    },
    [rows.need, need, shown],
  );
  const sortBy = (column: string): void => {
    const isSame = sort?.column === column;
    setSort(!isSame ? { column, isDescending: false } : sort.isDescending ? undefined : { column, isDescending: true });
    grid.current?.toTop();
  };
  const copy = useRangeCopy(query, places, names);
  const matching = rows.matching ?? table.rowCount;
  return (
    <div className="data-rows">
      <DataToolbar query={query} grid={grid} columns={names} shown={shown} setFilter={setFilter} setShown={setShown} />
      {rows.problem === undefined ? null : <ProblemView problem={rows.problem} />}
      <div className="data-grid">
        <Grid
          ref={grid}
          label={`${say(dataWords.table)} ${table.name}`}
          columns={columns}
          rowCount={matching}
          largestNumber={table.rowCount}
          headHeight={HEAD_PX}
          cell={cell}
          rowNumber={rows.rowNumber}
          onView={onView}
          onCopy={copy}
          head={(column, index) => {
            const info = table.columns[places[index] ?? -1];
            return info === undefined ? null : (
              <ColumnCard
                column={column}
                info={info}
                summary={profile.summaries.get(column.name)}
                locked={locked}
                sort={() => sortBy(column.name)}
                hide={() => setShown(shown.filter((name) => name !== column.name))}
                setRole={(role) => setRole(column.name, role)}
              />
            );
          }}
        />
      </div>
      {filter === '' ? null : (
        <p className="quiet small" role="status">
          {say(rowsOf(number(matching), number(table.rowCount)))}
        </p>
      )}
    </div>
  );
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function gridColumnOf(info: TableInfo['columns'][number] | undefined, sort: RowQuery['sort']): GridColumn | undefined {
  if (info === undefined) return undefined;
  const order = sort?.column === info.name ? (sort.isDescending ? 'descending' : 'ascending') : undefined;
  return { name: info.name, kind: info.kind, width: COLUMN_PX[info.kind], order };
}

/** Fetches a range, whatever of it is at hand, and writes it with its column names. */
function useRangeCopy(query: RowQuery, places: readonly number[], names: readonly string[]) {
  const api = useApi();
  return async ({ top, bottom, left, right }: CellRange): Promise<string | null> => {
    const taken = places.slice(left, right + 1);
    if ((bottom - top + 1) * taken.length > MOST_COPIED) return null;
    const rows: CellView[][] = [];
    for (let from = top; from <= bottom; from += ROWS_A_CALL) {
      const outcome = await api.call('data.rows', { ...query, from, count: Math.min(ROWS_A_CALL, bottom + 1 - from) });
      if (!outcome.ok) return null;
      const { cells, rows: numbers } = outcome.value;
      rows.push(...numbers.map((_, at) => taken.map((place) => cells[place]?.[at] ?? null)));
    }
    return tabSeparated(
      taken.map((place) => names[place] ?? ''),
      rows,
    );
  };
}
