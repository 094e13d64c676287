import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Api } from '../../../core/api/calls.ts';
import type { CellView } from '../../../core/api/types.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { useApi } from '../../client/session-hooks.ts';
import { StretchCache } from './stretch-cache.ts';

/** Which rows, in which order. */
export type RowQuery = Pick<Api['data.rows']['params'], 'source' | 'sort' | 'filter'>;

export interface RowsView {
  /** Rows that pass the filter; undefined before the first have come. */
  readonly matching: number | undefined;
  readonly problem: Problem | undefined;
  readonly cell: (row: number, column: number) => CellView | undefined;
  readonly rowNumber: (row: number) => number | undefined;
  readonly need: (rows: { readonly from: number; readonly to: number }) => void;
}

const STRETCH = 200;
/** Of a wide table fewer rows make as many cells. */
const WIDE = 100;
const WIDE_STRETCH = 50;

/** Rows of a table as the reader comes to them. @param version changes when the cells do */
export function useRows(query: RowQuery, columnCount: number, version: string): RowsView {
  const api = useApi();
  const [turn, setTurn] = useState(0);
  const asked = JSON.stringify(query);
  const cache = useMemo(() => {
    const params = JSON.parse(asked) as RowQuery;
    const length = columnCount > WIDE ? WIDE_STRETCH : STRETCH;
    return {
      // Never read, but new cells need a new cache though the question stays the same.
      version,
      stretches: new StretchCache(
        length,
        (from, count, signal) => api.call('data.rows', { ...params, from, count }, signal),
        () => setTurn((before) => before + 1),
      ),
    };
  }, [api, asked, columnCount, version]).stretches;
  useEffect(() => () => cache.close(), [cache]);
  const need = useCallback((rows: { readonly from: number; readonly to: number }) => cache.need(rows.from, rows.to), [cache]);
  // New functions whenever cells have come: that is how the grid learns of it.
  const reads = useMemo(
    () => ({
      turn,
      cell: (row: number, column: number) => cache.cell(row, column),
      rowNumber: (row: number) => cache.rowNumber(row),
    }),
    [cache, turn],
  );
  return { matching: cache.newest?.matching, problem: cache.problem, cell: reads.cell, rowNumber: reads.rowNumber, need };
}
