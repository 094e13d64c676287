import type { Estimate } from '../../core/report/blocks.ts';

/** The common axis of the interval bars of a block. */
export interface IntervalScale {
  readonly low: number;
  readonly high: number;
  /** Effects have a zero line and a direction. */
  readonly isEffect: boolean;
}

/** Above this ratio of widths the narrow intervals would be dots, and the bars would mislead. */
const MOST_RATIO = 200;

/** One scale for a block whose rows share a unit; rows that differ by orders of magnitude get none. */
export function scaleOf(rows: readonly Estimate[]): IntervalScale | undefined {
  const ends = rows.flatMap((row) => [...(row.interval ?? [])]).filter(Number.isFinite);
  if (ends.length === 0) return undefined;
  const isEffect = rows.some((row) => row.contrast !== undefined);
  const low = Math.min(...ends, ...(isEffect ? [0] : []));
  const high = Math.max(...ends, ...(isEffect ? [0] : []));
  const widths = rows.flatMap((row) => (row.interval === undefined ? [] : [row.interval[1] - row.interval[0]]));
  const isReadable = high > low && Math.max(...widths) < MOST_RATIO * Math.min(...widths.filter((width) => width > 0));
  return isReadable ? { low, high, isEffect } : undefined;
}

/** Which way an interval points: gain or loss only where it leaves zero out. */
export function directionOf([low, high]: readonly [number, number], scale: IntervalScale): 'gain' | 'loss' | 'open' {
  if (!scale.isEffect) return 'open';
  return low > 0 ? 'gain' : high < 0 ? 'loss' : 'open';
}
