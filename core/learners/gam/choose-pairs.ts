import { rngFromWords, shuffle } from '../../base/rng.ts';
import type { StopSignal } from '../../base/work.ts';
import type { CoarseBins } from './coarse.ts';
import type { BagResult, GamJob } from './job.ts';
import { rankPairs } from './rank-pairs.ts';

/** Rows that pairs are ranked on; more make the same order dearer. */
const RANK_ROWS = 20_000;

/** Of more features only those with the largest shapes are tried: pairs grow with the square. */
const MOST_CANDIDATES = 100;

/** The pairs whose surfaces promise most, from what the mean of the bags' shapes leaves over. */
export function choosePairs(
  job: GamJob,
  coarse: CoarseBins,
  bags: readonly BagResult[],
  most: number,
  signal: StopSignal,
): readonly (readonly [number, number])[] {
  if (most === 0) return [];
  const rows =
    job.rows.length <= RANK_ROWS ? job.rows : shuffle(job.rows.slice(), rngFromWords(job.seed).fork('pairs')).slice(0, RANK_ROWS).sort();
  const score = new Float64Array(rows.length).fill(job.start);
  const sizes = job.bins.map((column, feature) => {
    const shape = meanShape(bags, feature);
    for (let i = 0; i < rows.length; i++) score[i] = (score[i] as number) + (shape[column[rows[i] as number] as number] as number);
    return Math.max(...shape) - Math.min(...shape);
  });
  const free = [...job.rules.keys()].filter((feature) => job.signs[feature] === 0 && (job.rules[feature]?.binCount ?? 0) > 0);
  const candidates = free.sort((one, other) => (sizes[other] as number) - (sizes[one] as number) || one - other).slice(0, MOST_CANDIDATES);
  const ranked = rankPairs(
    coarse,
    candidates.sort((one, other) => one - other),
    leftOver(job, rows, score),
    job.spec.minLeafRows,
    signal,
  );
  return ranked
    .filter(({ gain }) => gain > 0)
    .slice(0, most)
    .map(({ pair }) => pair);
}

function meanShape(bags: readonly BagResult[], feature: number): Float64Array {
  const sum = new Float64Array(bags[0]?.values[feature]?.length ?? 0);
  for (const { values } of bags) for (const [cell, value] of (values[feature] ?? []).entries()) sum[cell] = (sum[cell] as number) + value;
  return sum.map((value) => value / bags.length);
}

function leftOver(job: GamJob, rows: Int32Array, score: Float64Array) {
  const [gradient, hessian] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const w = job.weight === undefined ? 1 : (job.weight[row] as number);
    const answer = job.isBinary ? 1 / (1 + Math.exp(-(score[i] as number))) : (score[i] as number);
    gradient[i] = w * (answer - (job.outcome[row] as number));
    hessian[i] = job.isBinary ? w * answer * (1 - answer) : w;
  }
  return { rows, gradient, hessian };
}
