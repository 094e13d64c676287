import { refuse } from '../../base/problem.ts';
import type { Column } from '../../frame/column.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import type { Units } from './units.ts';

/** How rows hang together in clusters. */
export interface Clusters {
  /** Null when only the shape was given. */
  readonly count: number | null;
  /** Rows in a cluster on average. */
  readonly size: number;
  /** Squared coefficient of variation of the sizes. */
  readonly unevenness: number;
  /** Intraclass correlation: the share of the variance that lies between clusters; negative estimates count as 0. */
  readonly icc: number;
  /** What the variance of a mean is multiplied by. */
  readonly designEffect: number;
}

/** A row's part in the outcome, which rows those are, and the cluster of every row of the table. */
interface Measured {
  readonly part: Float64Array;
  readonly rows: Int32Array;
  readonly codes: Int32Array;
}

/**
 * The design effect 1 + ((cv² + 1) m̄ − 1) · ICC, from given numbers or from the one-way analysis of variance.
 *
 * @throws data/too-few-rows with fewer than two clusters
 * @see Eldridge, Ashby & Kerry (2006), Int. J. Epidemiol. 35, 1292–1300; Donner (1986) for the ANOVA estimator
 * Cost: one pass.
 */
export function clusterShape(from: number | Measured, size = 1): Clusters {
  if (typeof from === 'number') return { count: null, size, unevenness: 0, icc: from, designEffect: 1 + (size - 1) * from };
  const { part, rows, codes } = from;
  const clusterCount = 1 + codes.reduce((most, code) => Math.max(most, code), -1);
  const [counts, sums] = [new Float64Array(clusterCount), new Float64Array(clusterCount)];
  let [total, squares] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const [code, value] = [codes[rows[i] as number] as number, part[i] as number];
    counts[code] = (counts[code] as number) + 1;
    sums[code] = (sums[code] as number) + value;
    total += value;
    squares += value * value;
  }
  let [used, sizeSquares, between] = [0, 0, 0];
  for (let code = 0; code < clusterCount; code++) {
    const count = counts[code] as number;
    if (count === 0) continue;
    used++;
    sizeSquares += count * count;
    between += (sums[code] as number) ** 2 / count;
  }
  const n = rows.length;
  if (used < 2)
    refuse('data/too-few-rows', `There is ${used} cluster; planning by cluster needs at least 2.`, 'Choose another cluster column.', {
      option: 'cluster',
    });
  const betweenMean = (between - (total * total) / n) / (used - 1);
  const withinMean = n > used ? (squares - between) / (n - used) : 0;
  const typical = (n - sizeSquares / n) / (used - 1);
  const spread = betweenMean + (typical - 1) * withinMean;
  const icc = spread > 0 ? Math.max(0, (betweenMean - withinMean) / spread) : 0;
  const mean = n / used;
  const unevenness = Math.max(0, sizeSquares / used / (mean * mean) - 1);
  return { count: used, size: mean, unevenness, icc, designEffect: 1 + ((unevenness + 1) * mean - 1) * icc };
}

/** A code per row for the values of a column; −1 is missing. */
export function readClusters(column: Column): Int32Array {
  if (column.kind === 'category') return column.codes;
  const codeOf = new Map<number, number>();
  return Int32Array.from(column.values, (value) => {
    if (Number.isNaN(value) || (column.kind === 'boolean' && value === 2)) return -1;
    const code = codeOf.get(value) ?? codeOf.size;
    codeOf.set(value, code);
    return code;
  });
}

/** Whole clusters as units: totals of their rows. */
export function sumByCluster(rows: Int32Array, codes: Int32Array, { numerator, denominator }: Units): Units {
  const placeOf = new Map<number, number>();
  for (const row of rows) if (!placeOf.has(codes[row] as number)) placeOf.set(codes[row] as number, placeOf.size);
  const [sums, weights] = [sharedFloats(placeOf.size), sharedFloats(placeOf.size)];
  rows.forEach((row, i) => {
    const place = placeOf.get(codes[row] as number) ?? 0;
    sums[place] = (sums[place] as number) + (numerator[i] as number);
    weights[place] = (weights[place] as number) + (denominator[i] as number);
  });
  return { numerator: sums, denominator: weights };
}
