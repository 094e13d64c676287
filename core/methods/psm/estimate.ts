import { giveUp } from '../../base/problem.ts';
import type { Matches } from './matches.ts';

/** A matched comparison. Arrays are by position within the pair. */
export interface MatchedDifference {
  readonly value: number;
  readonly standardError: number;
  readonly how: 'abadie-imbens' | 'matched-sets';
  /** Σ of 1/partners over the seekers that a row serves, plus 1 for every matched seeker itself. */
  readonly weight: Float64Array;
  readonly matchedSeekers: number;
  readonly unmatchedSeekers: number;
}

/** One side's seekers with what their partners say. */
interface Side {
  /** Matched seekers. */
  readonly seekers: Int32Array;
  /** Arm minus control, per matched seeker. */
  readonly difference: Float64Array;
  readonly unmatched: number;
}

/**
 * Average difference between matched seekers and the mean of their partners.
 *
 * With replacement the error is that of Abadie & Imbens: the spread of the differences, plus what reused rows add,
 * Σ(K² − K′)·σ̂² for the ATT or ATC and Σ(K² + 2K − K′)·σ̂² for the ATE, where K is the sum of 1/M over the seekers
 * that a row serves and K′ the sum of 1/M². Without replacement it is clustered by matched set with the usual
 * G/(G − 1)·(N − 1)/(N − 2), as a regression on the matched sample would give.
 *
 * @param spread σ̂² by position: half the squared difference from the nearest row of the same arm
 * @throws numeric/no-overlap when nobody was matched
 * @see Abadie & Imbens (2006), Econometrica 74, 235–267, theorems 6 and 7; Abadie & Spiess (2022), JASA 117, 983–995
 * Cost: one pass over the matches.
 */
export function matchedDifference(
  outcome: Float64Array,
  treated: Uint8Array,
  matches: readonly Matches[],
  how: { readonly replacement: boolean; readonly spread: Float64Array },
): MatchedDifference {
  const reused = new Float64Array(outcome.length);
  const squared = new Float64Array(outcome.length);
  const sides = matches.map((each) => sideOf(outcome, treated, each, { reused, squared }));
  const matchedSeekers = sides.reduce((sum, side) => sum + side.seekers.length, 0);
  if (matchedSeekers < 2) {
    giveUp(
      'numeric/no-overlap',
      `Only ${matchedSeekers} rows found a partner.`,
      'Use a wider caliper, fewer exact columns, or other covariates.',
      {
        option: 'caliper',
      },
    );
  }
  let total = 0;
  for (const { difference } of sides) for (const each of difference) total += each;
  const value = total / matchedSeekers;
  let squares = 0;
  for (const { difference } of sides) for (const each of difference) squares += (each - value) ** 2;
  const weight = Float64Array.from(reused);
  const isSeeker = new Uint8Array(outcome.length);
  for (const { seekers } of sides) {
    for (const seeker of seekers) {
      weight[seeker] = (weight[seeker] as number) + 1;
      isSeeker[seeker] = 1;
    }
  }
  const unmatchedSeekers = sides.reduce((sum, side) => sum + side.unmatched, 0);
  const common = { value, weight, matchedSeekers, unmatchedSeekers };
  if (!how.replacement) {
    let rows = 0;
    for (const each of weight) if (each > 0) rows++;
    const factor = (matchedSeekers / (matchedSeekers - 1)) * ((rows - 1) / Math.max(1, rows - 2));
    return { ...common, standardError: Math.sqrt(squares * factor) / matchedSeekers, how: 'matched-sets' };
  }
  for (let i = 0; i < outcome.length; i++) {
    const [k, own] = [reused[i] as number, how.spread[i] as number];
    if (k > 0) squares += (k * k - (squared[i] as number) + (isSeeker[i] === 1 ? 2 * k : 0)) * own;
  }
  return { ...common, standardError: Math.sqrt(Math.max(0, squares)) / matchedSeekers, how: 'abadie-imbens' };
}

function sideOf(
  outcome: Float64Array,
  treated: Uint8Array,
  { seekers, start, partner }: Matches,
  { reused, squared }: { readonly reused: Float64Array; readonly squared: Float64Array },
): Side {
  const matched: number[] = [];
  const difference: number[] = [];
  for (let s = 0; s < seekers.length; s++) {
    const [from, to] = [start[s] as number, start[s + 1] as number];
    if (from === to) continue;
    let sum = 0;
    const share = 1 / (to - from);
    for (let at = from; at < to; at++) {
      const other = partner[at] as number;
      sum += outcome[other] as number;
      reused[other] = (reused[other] as number) + share;
      squared[other] = (squared[other] as number) + share * share;
    }
    const seeker = seekers[s] as number;
    const own = (outcome[seeker] as number) - sum * share;
    matched.push(seeker);
    difference.push(treated[seeker] === 1 ? own : -own);
  }
  return { seekers: Int32Array.from(matched), difference: Float64Array.from(difference), unmatched: seekers.length - matched.length };
}
