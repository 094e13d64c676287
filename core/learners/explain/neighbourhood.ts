import type { Rng } from '../../base/rng.ts';
import { normalCdf, normalQuantile } from '../../numeric/normal.ts';
import { distinctOfSorted, quantilesOfSorted, sortedFinite } from '../../numeric/quantiles.ts';
import { type Feature, type FeatureTable, inputIsCategory } from '../model.ts';

/** How the values of one column lie: what new rows are drawn from. Shares run up to each value, missing ones last. */
export type ColumnSpread =
  | { readonly kind: 'levels'; readonly values: Float64Array; readonly upTo: Float64Array }
  | { readonly kind: 'bins'; readonly edges: Float64Array; readonly bins: readonly BinSpread[]; readonly upTo: Float64Array }
  | { readonly kind: 'normal'; readonly mean: number; readonly deviation: number; readonly missingShare: number };

/** The values within one bin. */
export interface BinSpread {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly deviation: number;
}

/** Made-up rows near one row. */
export interface Neighbours {
  /** The rows as a model reads them; the first one is the row itself. */
  readonly table: FeatureTable;
  /**
   * By feature, what a plain model sees of them. Bins, categories and yes/no: 1 where the row's own value (or bin) stands, else
   * 0; numbers: standard deviations from the mean, or, where the row has none, 1 for missing and else 0.
   */
  readonly design: readonly Float64Array[];
  /** Nearness: 1 for the row itself, falling with the distance. */
  readonly weight: Float64Array;
}

export interface NeighbourOptions {
  readonly samples: number;
  /** Width of the kernel, in the unit of distances. */
  readonly width: number;
}

const QUARTILES = [0.25, 0.5, 0.75];

/** Kernel width of the paper's own code: 0.75 · √d. */
export function usualWidth(features: number): number {
  return 0.75 * Math.sqrt(features);
}

/**
 * Describes how each column's values lie; infinities count as missing.
 *
 * @param discretize whether numbers are taken by quartile, rather than as they are
 * Cost: one sort a column of numbers.
 */
export function spreadsOf({ features, columns }: FeatureTable, discretize: boolean): ColumnSpread[] {
  return features.map((feature, at) => {
    const column = columns[at] as Float64Array;
    if (inputIsCategory(feature) || feature.kind === 'boolean') return levelsOf(column);
    return discretize ? binsOf(column) : normalOf(column);
  });
}

function levelsOf(column: Float64Array): ColumnSpread {
  const counts = new Map<number, number>();
  for (const cell of column) {
    const level = Number.isFinite(cell) ? cell : Number.NaN;
    counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  const values = Float64Array.from(counts.keys()).sort();
  return { kind: 'levels', values, upTo: runningShares(Array.from(values, (value) => counts.get(value) ?? 0)) };
}

function binsOf(column: Float64Array): ColumnSpread {
  const sorted = sortedFinite(column);
  const edges = Float64Array.from(new Set(sorted.length === 0 ? [] : quantilesOfSorted(sorted, QUARTILES)));
  const bins: BinSpread[] = [];
  const counts: number[] = [];
  let from = 0;
  for (let bin = 0; bin <= edges.length; bin++) {
    let to = from;
    while (to < sorted.length && binAt(edges, sorted[to] as number) === bin) to++;
    const own = sorted.subarray(from, to);
    counts.push(own.length);
    bins.push({ low: own[0] ?? 0, high: own.at(-1) ?? 0, ...momentsOf(own) });
    from = to;
  }
  return { kind: 'bins', edges, bins, upTo: runningShares([...counts, column.length - sorted.length]) };
}

function normalOf(column: Float64Array): ColumnSpread {
  const sorted = sortedFinite(column);
  const { mean, deviation } = momentsOf(sorted);
  return {
    kind: 'normal',
    mean,
    deviation: distinctOfSorted(sorted) > 1 ? deviation : 0,
    missingShare: 1 - sorted.length / Math.max(1, column.length),
  };
}

/** Mean and standard deviation, in a unit that squares cannot leave. */
function momentsOf(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  const unit = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (unit === 0) return { mean: 0, deviation: 0 };
  let [mean, squares, count] = [0, 0, 0];
  for (const value of values) {
    const step = value / unit - mean;
    mean += step / ++count;
    squares += step * (value / unit - mean);
  }
  return { mean: unit * mean, deviation: unit * Math.sqrt(squares / count) };
}

function runningShares(counts: readonly number[]): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  return Float64Array.from(counts, (count) => {
    sum += count;
    return sum / Math.max(1, total);
  });
}

/** Bin k holds values above edge k − 1 and up to edge k. */
function binAt(edges: Float64Array, value: number): number {
  let bin = 0;
  while (bin < edges.length && value > (edges[bin] as number)) bin++;
  return bin;
}

/** The place of a cell in its column's spread: its level or bin, −1 for missing. */
export function placeOf(spread: ColumnSpread, cell: number): number {
  if (!Number.isFinite(cell)) return -1;
  if (spread.kind === 'levels') return spread.values.indexOf(cell);
  return spread.kind === 'bins' ? binAt(spread.edges, cell) : 0;
}

/** Whether a plain model sees this feature as a yes/no: is it as in the row. */
export function isIndicator(spread: ColumnSpread, cell: number): boolean {
  return spread.kind !== 'normal' || !Number.isFinite(cell);
}

/**
 * Draws rows near one row: each feature on its own, categories by how often they occur, numbers from their quartile's own
 * normal distribution (cut at its ends) or, undivided, from the normal distribution with the column's mean and spread.
 * Nearness is √exp(−D²/width²) with D the distance of the designs.
 *
 * @param cells the row itself, one number a feature
 * @see Ribeiro, Singh & Guestrin (2016), "Why should I trust you?", KDD, section 3; the authors' lime_tabular for details
 * Cost: samples × features draws.
 */
export function drawNeighbours(
  features: readonly Feature[],
  spreads: readonly ColumnSpread[],
  cells: readonly number[],
  { samples, width }: NeighbourOptions,
  rng: Rng,
): Neighbours {
  const squares = new Float64Array(samples);
  const columns: Float64Array[] = [];
  const design: Float64Array[] = [];
  spreads.forEach((spread, at) => {
    const own = cells[at] as number;
    const stream = rng.fork(at);
    const column = Float64Array.from({ length: samples }, (_, row) => (row === 0 ? own : drawCell(spread, stream)));
    const seen = column.map((cell) => seenAs(spread, cell, own));
    const start = seen[0] as number;
    for (let row = 0; row < samples; row++) squares[row] = (squares[row] as number) + ((seen[row] as number) - start) ** 2;
    columns.push(column);
    design.push(seen);
  });
  return {
    table: { rowCount: samples, features, columns },
    design,
    weight: squares.map((square) => Math.exp(-square / (2 * width * width))),
  };
}

/** A cell as the design has it. */
function seenAs(spread: ColumnSpread, cell: number, own: number): number {
  if (isIndicator(spread, own)) return Number(placeOf(spread, cell) === placeOf(spread, own));
  if (spread.kind !== 'normal' || !Number.isFinite(cell) || spread.deviation === 0) return 0;
  return (cell - spread.mean) / spread.deviation;
}

function drawCell(spread: ColumnSpread, rng: Rng): number {
  if (spread.kind === 'normal') {
    const isMissing = rng.next() < spread.missingShare;
    const value = spread.mean + spread.deviation * rng.normal();
    return isMissing ? Number.NaN : value;
  }
  const { upTo } = spread;
  const share = rng.next();
  let place = 0;
  while (place < upTo.length - 1 && share >= (upTo[place] as number)) place++;
  if (spread.kind === 'levels') return spread.values[place] ?? Number.NaN;
  const bin = spread.bins[place];
  return bin === undefined ? Number.NaN : drawWithin(bin, rng.next());
}

/** The value below which a share of the bin's cut-off normal distribution lies. */
function drawWithin({ low, high, mean, deviation }: BinSpread, share: number): number {
  if (deviation === 0) return mean;
  const [from, to] = [normalCdf((low - mean) / deviation), normalCdf((high - mean) / deviation)];
  return Math.min(high, Math.max(low, mean + deviation * normalQuantile(from + share * (to - from))));
}

/** How many equally near rows would say as much: (Σ w)² / Σ w². */
export function effectiveRows(weight: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (const w of weight) {
    sum += w;
    squares += w * w;
  }
  return (sum * sum) / squares;
}
