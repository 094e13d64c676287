/** Memory to pool in: room for one more than there are cells. */
export interface PoolRoom {
  readonly means: Float64Array;
  readonly weights: Float64Array;
  readonly ends: Int32Array;
}

/**
 * Projects a shape onto those that only rise (sign 1) or only fall (−1): neighbours in the wrong order are pooled to their
 * weighted mean until none are left.
 *
 * @param values by cell; cells 1 … count are projected, cell 0 (missing) is left as it is
 * @param weight by cell; 0 counts as next to nothing
 * @see Barlow, Bartholomew, Bremner & Brunk (1972), pool adjacent violators
 * Cost: O(count).
 */
export function projectMonotone(values: Float64Array, weight: Float64Array, count: number, sign: number, room: PoolRoom): void {
  const { means, weights, ends } = room;
  let blocks = 0;
  for (let cell = 1; cell <= count; cell++) {
    let mean = sign * (values[cell] as number);
    let w = Math.max(weight[cell] as number, LEAST_WEIGHT);
    while (blocks > 0 && (means[blocks - 1] as number) >= mean) {
      blocks--;
      const before = weights[blocks] as number;
      mean = ((means[blocks] as number) * before + mean * w) / (before + w);
      w += before;
    }
    means[blocks] = mean;
    weights[blocks] = w;
    ends[blocks++] = cell;
  }
  let cell = 1;
  for (let block = 0; block < blocks; block++)
    for (; cell <= (ends[block] as number); cell++) values[cell] = sign * (means[block] as number);
}

const LEAST_WEIGHT = 1e-9;
