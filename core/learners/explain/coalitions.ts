import type { Rng } from '../../base/rng.ts';
import { factorIndependent, solveFactored } from '../../numeric/linear-algebra.ts';

/** Sets of known features, and how much each counts in the fit that Shapley values solve. */
export interface Coalitions {
  readonly width: number;
  /** C × F bytes; the first coalition is empty, the last one everybody. */
  readonly members: Uint8Array;
  /** C weights; those of the first and the last are not used: both are met exactly. */
  readonly weights: Float64Array;
}

/** All 2^F coalitions with the kernel's weights: the fit to them gives the Shapley values themselves. */
export function everyCoalition(width: number): Coalitions {
  const count = 2 ** width;
  const members = new Uint8Array(count * width);
  const weights = new Float64Array(count);
  for (let c = 0; c < count; c++) {
    let size = 0;
    for (let feature = 0; feature < width; feature++) {
      if (((c >> feature) & 1) === 0) continue;
      members[c * width + feature] = 1;
      size++;
    }
    weights[c] = size === 0 || size === width ? 0 : (width - 1) / (choose(width, size) * size * (width - size));
  }
  return { width, members, weights };
}

/**
 * Coalitions drawn in proportion to the kernel, each with its complement; then all of them count alike.
 *
 * @param pairs how many pairs are drawn
 */
export function drawnCoalitions(width: number, pairs: number, rng: Rng): Coalitions {
  const count = 2 * pairs + 2;
  const members = new Uint8Array(count * width);
  const weights = new Float64Array(count).fill(1);
  const shares = Array.from({ length: width - 1 }, (_, at) => 1 / ((at + 1) * (width - at - 1)));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const features = Int32Array.from({ length: width }, (_, feature) => feature);
  for (let pair = 0; pair < pairs; pair++) {
    let left = rng.next() * total;
    let size = 1;
    while (size < width - 1 && left > (shares[size - 1] as number)) left -= shares[size++ - 1] as number;
    const at = (1 + 2 * pair) * width;
    members.fill(1, at + width, at + 2 * width);
    for (let k = 0; k < size; k++) {
      const other = k + rng.below(width - k);
      const feature = features[other] as number;
      features[other] = features[k] as number;
      features[k] = feature;
      members[at + feature] = 1;
      members[at + width + feature] = 0;
    }
  }
  members.fill(1, (count - 1) * width);
  return { width, members, weights };
}

/**
 * The weighted least squares fit of an additive game to the values of coalitions, exact for nobody and for everybody.
 *
 * @param values one a coalition
 * @returns F contributions that sum to the last value less the first
 * @throws numeric/singular when fewer coalitions than features are known
 * @see Lundberg & Lee (2017), NeurIPS 30, theorem 2
 * Cost: coalitions × F² / 2, and F³ / 3.
 */
export function shapleyFromCoalitions({ width, members, weights }: Coalitions, values: Float64Array): Float64Array {
  const count = values.length;
  const empty = values[0] as number;
  const all = (values[count - 1] as number) - empty;
  if (width === 1) return Float64Array.of(all);
  // The last feature gives way: what the others leave is its own.
  const free = width - 1;
  const square = new Float64Array(free * free);
  const right = new Float64Array(free);
  const row = new Float64Array(free);
  for (let c = 1; c < count - 1; c++) {
    const last = members[c * width + free] as number;
    const weight = weights[c] as number;
    const value = (values[c] as number) - empty - last * all;
    for (let i = 0; i < free; i++) row[i] = (members[c * width + i] as number) - last;
    for (let i = 0; i < free; i++) {
      const scaled = weight * (row[i] as number);
      if (scaled === 0) continue;
      right[i] = (right[i] as number) + scaled * value;
      for (let j = 0; j < free; j++) square[i * free + j] = (square[i * free + j] as number) + scaled * (row[j] as number);
    }
  }
  const solved = solveFactored(factorIndependent(square, free), right);
  const found = new Float64Array(width);
  found.set(solved);
  found[free] = solved.reduce((rest, value) => rest - value, all);
  return found;
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}
