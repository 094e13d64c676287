import type { StopSignal } from '../../base/work.ts';
import type { CoarseBins } from './coarse.ts';
import { Surface } from './surface.ts';
import { cellCount } from './terms.ts';

/** What the shapes left over, by row of the ranking. */
export interface LeftOver {
  readonly rows: Int32Array;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

export interface RankedPair {
  readonly pair: readonly [number, number];
  /** How much the best two cuts would lower the loss together, beyond what each does alone. */
  readonly gain: number;
}

/**
 * FAST: ranks pairs of features by the best four-way cut of what the shapes left over, the most gainful first.
 *
 * @param candidates positions of the features that may meet
 * @see Lou, Caruana, Gehrke & Hooker (2013), KDD, section 4.1; the gain here is that of the interaction alone
 * Cost: pairs × (rows + cells).
 */
export function rankPairs(
  coarse: CoarseBins,
  candidates: readonly number[],
  left: LeftOver,
  minLeafRows: number,
  signal: StopSignal,
): RankedPair[] {
  const own = candidates.map((feature) => Uint8Array.from(left.rows, (row) => coarse.bins[feature]?.[row] as number));
  const ranked: RankedPair[] = [];
  const most = Math.max(1, ...coarse.rules.map(cellCount));
  const [gradient, hessian, rows] = [0, 1, 2].map(() => new Float64Array(most * most)) as [Float64Array, Float64Array, Float64Array];
  for (const [at, first] of candidates.entries()) {
    for (const [offset, second] of candidates.slice(at + 1).entries()) {
      signal.throwIfAborted();
      const [tall, wide] = [coarse.rules[first], coarse.rules[second]];
      if (tall === undefined || wide === undefined) continue;
      const size = cellCount(tall) * cellCount(wide);
      for (const sums of [gradient, hessian, rows]) sums.fill(0, 0, size);
      countPair(own[at] as Uint8Array, own[at + 1 + offset] as Uint8Array, cellCount(wide), left, gradient, hessian, rows);
      const surface = new Surface(tall, wide);
      surface.load(gradient, hessian, rows);
      ranked.push({ pair: [first, second], gain: surface.interaction(minLeafRows) });
    }
  }
  return ranked.sort((one, other) => other.gain - one.gain || one.pair[0] - other.pair[0] || one.pair[1] - other.pair[1]);
}

function countPair(
  first: Uint8Array,
  second: Uint8Array,
  width: number,
  { gradient, hessian }: LeftOver,
  ...[gradients, hessians, rows]: readonly [Float64Array, Float64Array, Float64Array]
): void {
  for (let i = 0; i < first.length; i++) {
    const cell = (first[i] as number) * width + (second[i] as number);
    gradients[cell] = (gradients[cell] as number) + (gradient[i] as number);
    hessians[cell] = (hessians[cell] as number) + (hessian[i] as number);
    rows[cell] = (rows[cell] as number) + 1;
  }
}
