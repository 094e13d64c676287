import { useMemo } from 'react';
import type { Figure, FigureBlock, TableBlock, TableData } from '../../core/report/blocks.ts';
import { useTruth } from '../app/truth.tsx';

/** A block as it may be shown now: what tells the planted truth is left out while that is covered. */
export function useCovered<B extends FigureBlock | TableBlock>(block: B): B {
  const isShown = useTruth();
  return useMemo(() => (isShown ? block : covered(block)), [block, isShown]);
}

/** A block without its traces and columns that tell the planted truth. */
export function covered<B extends FigureBlock | TableBlock>(block: B): B {
  const table = withoutTruth(block.table);
  return block.kind === 'figure' ? { ...block, table, figure: withCoveredTraces(block.figure) } : { ...block, table };
}

/** Hidden, not removed: a selection names its traces by their place. */
function withCoveredTraces({ data, layout }: Figure): Figure {
  return { data: data.map((trace) => (tellsTruth(trace) ? { ...trace, visible: false } : trace)), layout };
}

function tellsTruth({ meta }: Figure['data'][number]): boolean {
  return typeof meta === 'object' && meta !== null && (meta as { readonly truth?: unknown }).truth === true;
}

function withoutTruth(table: TableData): TableData {
  const isKept = table.columns.map(({ isTruth }) => isTruth !== true);
  if (!isKept.includes(false)) return table;
  return {
    columns: table.columns.filter((_, at) => isKept[at]),
    rows: table.rows.map((row) => row.filter((_, at) => isKept[at])),
  };
}
