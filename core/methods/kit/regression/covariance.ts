import { giveUp, refuse } from '../../../base/problem.ts';
import type { StopSignal } from '../../../base/work.ts';
import type { Basis } from '../../../numeric/basis.ts';
import { gramOf } from '../../../numeric/gram.ts';
import { clusterMeat } from './cluster-meat.ts';
import { crossedGroups, type Groups, requireClusters } from './clusters.ts';

export const COVARIANCES = ['classical', 'HC0', 'HC1', 'HC2', 'HC3', 'cluster'] as const;

export type CovarianceKind = (typeof COVARIANCES)[number];

/** What a covariance matrix is made from: the inverse Hessian and every row's score x_i·u_i. */
export interface Scores {
  readonly basis: Basis;
  readonly rows: Int32Array;
  readonly bread: Float64Array;
  /** u_i: weight times residual, one per row. */
  readonly loads: Float64Array;
  /** h_i, needed by HC2 and HC3 only. */
  readonly leverage?: Float64Array;
}

export interface ErrorRule {
  readonly kind: Exclude<CovarianceKind, 'classical'>;
  /** One or two, over the rows of the regression. */
  readonly clusters: readonly Groups[];
  /** Two-way: smallest takes G/(G−1) of the smaller set for all parts (fixest), own each its own (statsmodels, Stata). */
  readonly factor: 'smallest' | 'own';
  /** k of the factors n/(n−k) and (n−1)/(n−k). */
  readonly parameters: number;
}

/**
 * The sandwich A·M·A. HC0: M = Σ u²xxᵀ; HC1 times n/(n−k); HC2 and HC3 divide u² by (1−h) and (1−h)². By cluster:
 * M = Σ_g s_g s_gᵀ times G/(G−1)·(n−1)/(n−k); two ways: first + second − both.
 *
 * @returns basis.size squared, on the basis' scale
 * @throws data/too-few-rows for fewer than two clusters; numeric/singular when leverage is 1 under HC2 or HC3, or
 *   a two-way variance comes out negative
 * @see MacKinnon & White (1985), J. Econometrics 29; Cameron, Gelbach & Miller (2011), JBES 29(2), eq. 2.11
 * Cost: one Gram pass, or one pass by cluster and k² per cluster.
 */
export function sandwichOf(scores: Scores, rule: ErrorRule, signal: StopSignal): Float64Array {
  const count = scores.rows.length;
  if (rule.kind !== 'cluster') {
    const factor = rule.kind === 'HC1' ? count / (count - rule.parameters) : 1;
    return scaled(wrap(scores.bread, robustMeat(scores, rule.kind, signal)), factor);
  }
  rule.clusters.forEach(requireClusters);
  const [first, second] = rule.clusters;
  if (first === undefined)
    return refuse('option/invalid', 'Errors by cluster need a cluster column.', 'Set cluster to a column.', { option: 'cluster' });
  const rest = (count - 1) / (count - rule.parameters);
  const smallest = Math.min(...rule.clusters.map((groups) => groups.count));
  const partOf = (groups: Groups): Float64Array => {
    const size = rule.factor === 'smallest' ? smallest : groups.count;
    return scaled(clusterMeat(scores, groups, signal), (rest * size) / (size - 1));
  };
  if (second === undefined) return wrap(scores.bread, partOf(first));
  const [left, right, both] = [partOf(first), partOf(second), partOf(crossedGroups(first, second))];
  const matrix = wrap(
    scores.bread,
    left.map((value, at) => value + (right[at] as number) - (both[at] as number)),
  );
  refuseNegative(matrix, scores.basis.size);
  return matrix;
}

function robustMeat({ basis, rows, loads, leverage }: Scores, kind: ErrorRule['kind'], signal: StopSignal): Float64Array {
  const power = kind === 'HC2' ? 1 : kind === 'HC3' ? 2 : 0;
  const squares = new Float64Array(rows.length);
  for (let i = 0; i < squares.length; i++) {
    const load = loads[i] as number;
    const left = power === 0 ? 1 : (1 - (leverage?.[i] ?? 0)) ** power;
    squares[i] = (load * load) / left;
    if (!Number.isFinite(squares[i])) refuseLeverage(rows[i] as number);
  }
  return gramOf(basis, rows, squares, signal);
}

function refuseLeverage(row: number): never {
  return giveUp(
    'numeric/singular',
    `Row ${row + 1} alone decides one coefficient (its leverage is 1), so HC2 and HC3 do not exist.`,
    'Set covariance to HC1, or group categories in which only one row occurs.',
    { row, option: 'covariance' },
  );
}

function refuseNegative(matrix: Float64Array, size: number): void {
  for (let j = 0; j < size; j++) {
    if ((matrix[j * size + j] as number) >= 0) continue;
    giveUp(
      'numeric/singular',
      'Clustering two ways gives a negative variance; there are too few clusters for it.',
      'Cluster by one column, the one with fewer groups.',
      { option: 'cluster' },
    );
  }
}

/** A·M·A. */
function wrap(bread: Float64Array, meat: Float64Array): Float64Array {
  const size = Math.round(Math.sqrt(bread.length));
  return product(product(bread, meat, size), bread, size);
}

function product(left: Float64Array, right: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const value = left[i * size + k] as number;
      if (value === 0) continue;
      for (let j = 0; j < size; j++) out[i * size + j] = (out[i * size + j] as number) + value * (right[k * size + j] as number);
    }
  }
  return out;
}

/** Every entry times a number. */
export function scaled(matrix: Float64Array, factor: number): Float64Array {
  return matrix.map((value) => value * factor);
}
