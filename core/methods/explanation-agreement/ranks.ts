/** Places from 1, the largest first; equal sizes share the mean of their places. */
export function ranksOf(sizes: Float64Array): Float64Array {
  const order = [...sizes.keys()].sort((a, b) => (sizes[b] as number) - (sizes[a] as number));
  const ranks = new Float64Array(sizes.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && sizes[order[to] as number] === sizes[order[from] as number]) to++;
    for (let at = from; at < to; at++) ranks[order[at] as number] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Kendall's rank correlation τ-b: pairs in the same order less pairs in the other order, ties taken into account.
 *
 * @returns null when one of the two has ties only
 * @see Kendall (1945), Biometrika 33(3), 239–251
 * Cost: O(F²).
 */
export function kendallTau(left: Float64Array, right: Float64Array): number | null {
  let [sum, inLeft, inRight] = [0, 0, 0];
  for (let i = 0; i < left.length; i++)
    for (let j = i + 1; j < left.length; j++) {
      const [a, b] = [Math.sign((left[i] as number) - (left[j] as number)), Math.sign((right[i] as number) - (right[j] as number))];
      sum += a * b;
      inLeft += Math.abs(a);
      inRight += Math.abs(b);
    }
  return inLeft === 0 || inRight === 0 ? null : sum / Math.sqrt(inLeft * inRight);
}

/** The features with the largest sizes above 0, at most so many. */
export function leadersOf(sizes: Float64Array, top: number): number[] {
  return [...sizes.keys()]
    .filter((feature) => (sizes[feature] as number) > 0)
    .sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || a - b)
    .slice(0, top);
}

/** Share of the leading features of either that lead in both; 1 where neither has any. */
export function sharedLeaders(left: readonly number[], right: readonly number[]): number {
  const most = Math.max(left.length, right.length);
  return most === 0 ? 1 : left.filter((feature) => right.includes(feature)).length / most;
}
