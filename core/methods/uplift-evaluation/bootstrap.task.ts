import { type Rng, rngFromWords } from '../../base/rng.ts';
import type { Task } from '../../base/work.ts';
import { measure } from './measures.ts';
import type { RankedArm, Stops } from './ranking.ts';

export interface BootstrapJob {
  readonly ranked: RankedArm;
  readonly stops: Stops;
}

/** The streams of a few replicates, so that results never depend on which thread did which. */
export interface BootstrapItem {
  readonly seeds: readonly (readonly [number, number, number, number])[];
}

/** Measures of several replicates, one vector after the other. */
export const bootstrapUplift: Task<BootstrapJob, BootstrapItem, Float64Array> = {
  id: 'uplift-evaluation/bootstrap',
  run({ ranked, stops }, { seeds }, signal) {
    const counts = new Uint8Array(ranked.rowCount);
    const replicates = seeds.map((seed) => {
      signal.throwIfAborted();
      drawCounts(rngFromWords(seed), counts);
      return measure(ranked, stops, counts);
    });
    const length = replicates[0]?.length ?? 0;
    const all = new Float64Array(length * replicates.length);
    replicates.forEach((measures, index) => {
      all.set(measures, index * length);
    });
    return all;
  },
};

/** P(N ≤ k) for N Poisson with mean 1; beyond the last entry less than one draw in 10¹² falls. */
const POISSON_CUMULATIVE = Float64Array.from({ length: 14 }, (_, k) => {
  let [sum, term] = [0, Math.exp(-1)];
  for (let j = 0; j <= k; j++) {
    sum += term;
    term /= j + 1;
  }
  return sum;
});

/**
 * How often each row counts: independent Poisson(1) draws, which is drawing rows with replacement with a random
 * total, and needs no random access.
 *
 * @see Hanley & MacGibbon (2006), Creating non-parametric bootstrap samples using Poisson frequencies
 */
function drawCounts(rng: Rng, counts: Uint8Array): void {
  for (let row = 0; row < counts.length; row++) {
    const share = rng.next();
    let count = 0;
    while (count < POISSON_CUMULATIVE.length && share >= (POISSON_CUMULATIVE[count] as number)) count++;
    counts[row] = count;
  }
}
