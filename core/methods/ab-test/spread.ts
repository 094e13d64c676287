import type { StopSignal } from '../../base/work.ts';
import type { GroupMoments } from '../../numeric/moments.ts';
import type { Clusters } from './study.ts';

/**
 * How far the arm values scatter. The variance of a weighted difference of two arms is asked for with its
 * weights, so one answer serves the difference (1, −1), the lift, and an arm by itself (1, 0).
 */
export interface Spread {
  variance(arm: number, weights: readonly [number, number]): number;
  /** Degrees of freedom of that variance. */
  freedom(arm: number, weights: readonly [number, number]): number;
}

/** What makes an arm's value out of its columns, to first order: value ≈ constant + Σ direction · mean. */
export type Directions = readonly Float64Array[];

/**
 * Rows are independent: Var = Σ_a w_a² s_a²/n_a, with Welch's degrees of freedom.
 *
 * @param moments by arm, over the columns that the directions weigh
 * @see Welch (1947), Biometrika 34, 28–35; for ratios Deng, Knoblich & Lu (2018), KDD (delta method)
 */
export function independentSpread(moments: GroupMoments, directions: Directions): Spread {
  const own = directions.map((direction, arm) => {
    const count = moments.count[arm] as number;
    return squareAlong(moments, arm, direction) / (count - 1) / count;
  });
  return weighedSpread(own, moments.count);
}

/** Rows are independent and the outcome is yes or no: Var = Σ_a w_a² p_a (1 − p_a)/n_a. */
export function binomialSpread(moments: GroupMoments): Spread {
  const own = Array.from(moments.mean, (share, arm) => (share * (1 - share)) / (moments.count[arm] as number));
  return weighedSpread(own, moments.count);
}

function weighedSpread(own: readonly number[], count: Float64Array): Spread {
  const parts = (arm: number, [first, second]: readonly [number, number]): [number, number] => [
    first * first * (own[arm] as number),
    second * second * (own[0] as number),
  ];
  return {
    variance: (arm, weights) => {
      const [left, right] = parts(arm, weights);
      return left + right;
    },
    freedom: (arm, weights) => {
      const [left, right] = parts(arm, weights);
      const spread = left * (left / ((count[arm] as number) - 1)) + right * (right / ((count[0] as number) - 1));
      return spread === 0 ? Number.POSITIVE_INFINITY : ((left + right) * (left + right)) / spread;
    },
  };
}

/** dᵀ S d for one arm. */
function squareAlong(moments: GroupMoments, arm: number, direction: Float64Array): number {
  const { width, products } = moments;
  let sum = 0;
  for (let j = 0; j < width; j++) {
    for (let k = 0; k < width; k++) {
      sum += (direction[j] as number) * (direction[k] as number) * (products[(arm * width + j) * width + k] as number);
    }
  }
  // Rounding can leave a tiny negative where the covariates explain the outcome entirely.
  return Math.max(0, sum);
}

/** What the clustered spread is summed from. */
export interface ClusteredRows {
  readonly codes: Int32Array;
  readonly columns: readonly Float64Array[];
  readonly clusters: Clusters;
  readonly signal: StopSignal;
}

/**
 * Rows of a cluster hang together: Var = c Σ_g (Σ_a w_a Σ_{i∈g,a} e_i / n_a)², with the small-sample factor
 * c = G/(G−1) · (N−1)/(N−K) that regression software calls CR1, and G − 1 degrees of freedom. Equals the
 * cluster-robust regression on an arm dummy over the rows of the two arms.
 *
 * @see Liang & Zeger (1986), Biometrika 73, 13–22; Cameron & Miller (2015), J. Human Resources 50, section II
 * Cost: one pass over n rows, then O(G) a question.
 */
export function clusteredSpread(moments: GroupMoments, directions: Directions, rows: ClusteredRows): Spread {
  const armCount = moments.groupCount;
  const { sums, isPresent } = clusterSums(moments, directions, rows);
  const clustersOf = (arm: number, weights: readonly [number, number]): number => {
    let present = 0;
    for (let at = 0; at < sums.length; at += armCount) {
      if ((weights[0] !== 0 && isPresent[at + arm] === 1) || (weights[1] !== 0 && isPresent[at] === 1)) present++;
    }
    return present;
  };
  return {
    variance: (arm, weights) => {
      let squares = 0;
      for (let at = 0; at < sums.length; at += armCount) {
        const sum = weights[0] * (sums[at + arm] as number) + weights[1] * (sums[at] as number);
        squares += sum * sum;
      }
      const present = clustersOf(arm, weights);
      const total = (weights[0] === 0 ? 0 : (moments.count[arm] as number)) + (weights[1] === 0 ? 0 : (moments.count[0] as number));
      const means = weights.filter((weight) => weight !== 0).length;
      return present < 2 ? Number.NaN : squares * (present / (present - 1)) * ((total - 1) / (total - means));
    },
    freedom: (arm, weights) => clustersOf(arm, weights) - 1,
  };
}

function clusterSums(
  moments: GroupMoments,
  directions: Directions,
  { codes, columns, clusters, signal }: ClusteredRows,
): { sums: Float64Array; isPresent: Uint8Array } {
  const armCount = moments.groupCount;
  const { width, mean, count } = moments;
  const sums = new Float64Array(clusters.count * armCount);
  const isPresent = new Uint8Array(sums.length);
  for (let row = 0; row < codes.length; row++) {
    if ((row & 0xffff) === 0) signal.throwIfAborted();
    const arm = codes[row] as number;
    if (arm < 0) continue;
    const direction = directions[arm] as Float64Array;
    let score = 0;
    for (let j = 0; j < width; j++) {
      score += (direction[j] as number) * (((columns[j] as Float64Array)[row] as number) - (mean[arm * width + j] as number));
    }
    if (Number.isNaN(score)) continue;
    const at = (clusters.codes[row] as number) * armCount + arm;
    sums[at] = (sums[at] as number) + score / (count[arm] as number);
    isPresent[at] = 1;
  }
  return { sums, isPresent };
}
