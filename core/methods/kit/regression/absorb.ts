import { giveUp } from '../../../base/problem.ts';
import type { StopSignal } from '../../../base/work.ts';
import type { Groups } from './clusters.ts';

/** Groups whose means are taken out, with the weight of each. */
export interface Absorber {
  readonly groups: readonly Groups[];
  readonly weight: Float64Array | undefined;
  readonly sums: readonly Float64Array[];
}

/** Prepares fixed effects over the rows of a regression. */
export function prepareAbsorber(groups: readonly Groups[], weight: Float64Array | undefined): Absorber {
  const sums = groups.map(({ codes, count }) => {
    const total = new Float64Array(count);
    for (let i = 0; i < codes.length; i++)
      total[codes[i] as number] = (total[codes[i] as number] as number) + (weight === undefined ? 1 : (weight[i] as number));
    return total;
  });
  return { groups, weight, sums };
}

/** What is left of a column, relative to its own size, that counts as nothing. */
const TOLERANCE = 1e-11;

/** Conjugate gradients over connected panels end in tens of rounds; more means that groups hardly overlap. */
const MOST_ROUNDS = 2000;

/**
 * Takes the fixed effects out of a column: the weighted least-squares residual on all group dummies. Alternating
 * demeaning there and back is a symmetric map, so conjugate gradients on it reach the limit in few rounds.
 *
 * @param values one per row of the regression; unchanged
 * @returns the residual; exactly 0 everywhere when the fixed effects explain the column
 * @throws numeric/not-converged
 * @see Guimarães & Portugal (2010), Stata J. 10(4); Correia (2016), section 3.2
 * Cost: O(n) per round and fixed effect.
 */
export function absorbColumn(values: Float64Array, absorber: Absorber, signal: StopSignal): Float64Array {
  const out = Float64Array.from(values);
  const inner = (left: Float64Array, right: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < left.length; i++)
      sum += (absorber.weight === undefined ? 1 : (absorber.weight[i] as number)) * (left[i] as number) * (right[i] as number);
    return sum;
  };
  const size = inner(values, values);
  if (absorber.groups.length === 1) demean(out, absorber, 0);
  else descend(out, absorber, inner, signal);
  if (inner(out, out) <= TOLERANCE * TOLERANCE * 100 * size) out.fill(0);
  return out;
}

type Inner = (left: Float64Array, right: Float64Array) => number;

/** Solves (I − T)x = (I − T)y for the part x of y that the groups explain, and leaves y − x. */
function descend(out: Float64Array, absorber: Absorber, inner: Inner, signal: StopSignal): void {
  const centred = Float64Array.from(out);
  demean(centred, absorber, 0);
  const enough = TOLERANCE * TOLERANCE * Math.max(inner(centred, centred), Number.MIN_VALUE);
  const residual = explained(out, absorber);
  const direction = Float64Array.from(residual);
  let squares = inner(residual, residual);
  for (let round = 0; squares > enough; round++) {
    signal.throwIfAborted();
    if (round === MOST_ROUNDS)
      giveUp('numeric/not-converged', 'The fixed effects could not be absorbed: their groups hardly overlap.', 'Use fewer fixed effects.', {
        option: 'fixedEffects',
      });
    const moved = explained(direction, absorber);
    const bend = inner(direction, moved);
    if (!(bend > 0)) break;
    const step = squares / bend;
    for (let i = 0; i < out.length; i++) {
      out[i] = (out[i] as number) - step * (direction[i] as number);
      residual[i] = (residual[i] as number) - step * (moved[i] as number);
    }
    const before = squares;
    squares = inner(residual, residual);
    const keep = squares / before;
    for (let i = 0; i < out.length; i++) direction[i] = (residual[i] as number) + keep * (direction[i] as number);
  }
}

/** (I − T)·values, T being one sweep of demeaning there and back. */
function explained(values: Float64Array, absorber: Absorber): Float64Array {
  const swept = Float64Array.from(values);
  const last = absorber.groups.length - 1;
  for (let at = 0; at <= last; at++) demean(swept, absorber, at);
  for (let at = last - 1; at >= 0; at--) demean(swept, absorber, at);
  for (let i = 0; i < swept.length; i++) swept[i] = (values[i] as number) - (swept[i] as number);
  return swept;
}

function demean(values: Float64Array, { groups, weight, sums }: Absorber, at: number): void {
  const { codes, count } = groups[at] as Groups;
  const total = sums[at] as Float64Array;
  const means = new Float64Array(count);
  for (let i = 0; i < values.length; i++) {
    const code = codes[i] as number;
    means[code] = (means[code] as number) + (weight === undefined ? 1 : (weight[i] as number)) * (values[i] as number);
  }
  for (let code = 0; code < count; code++) means[code] = (means[code] as number) / (total[code] as number);
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) - (means[codes[i] as number] as number);
}
