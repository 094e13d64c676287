import { lowerShare, upperShare } from './anchors-bounds.ts';

/** What is known of one rule's precision: how many rows were drawn, and how many of them agreed. */
export interface Arm {
  draws: number;
  agree: number;
  /** Share of the table's rows that the rule holds for: the larger comes first among equals. */
  readonly coverage: number;
}

export interface ArmChoice {
  readonly most: number;
  readonly delta: number;
  readonly epsilon: number;
}

export function precisionOf({ draws, agree }: Arm): number {
  return draws === 0 ? 0 : agree / draws;
}

export function lowerOf(arm: Arm, rate: number): number {
  return arm.draws === 0 ? 0 : lowerShare(precisionOf(arm), rate / arm.draws);
}

export function upperOf(arm: Arm, rate: number): number {
  return arm.draws === 0 ? 1 : upperShare(precisionOf(arm), rate / arm.draws);
}

/** Arms by precision, then by coverage, then as they stand. */
export function rankedArms(arms: readonly Arm[]): number[] {
  return [...arms.keys()].sort((left, right) => {
    const [a, b] = [arms[left] as Arm, arms[right] as Arm];
    return precisionOf(b) - precisionOf(a) || b.coverage - a.coverage || left - right;
  });
}

/**
 * The most precise arms, with probability 1 − delta up to epsilon (KL-LUCB): whichever chosen arm may be the worst and
 * whichever other arm may be the best are drawn from, until even then they lie within epsilon.
 *
 * @param pull draws more from the named arms; false when the budget is spent, and the choice stands as it is
 * @returns at most `most` positions, the most precise first
 * @see Kaufmann & Kalyanakrishnan (2013), COLT, theorem 8 (rate with α = 1.1, k₁ = 405.5)
 */
export function bestArms(arms: readonly Arm[], { most, delta, epsilon }: ArmChoice, pull: (arms: readonly number[]) => boolean): number[] {
  for (let round = 1; ; round++) {
    const order = rankedArms(arms);
    const chosen = order.slice(0, most);
    if (arms.length <= most) return chosen;
    const rate = explorationRate(arms.length, round, delta);
    const weakest = leastBy(chosen, (at) => lowerOf(arms[at] as Arm, rate));
    const strongest = leastBy(order.slice(most), (at) => -upperOf(arms[at] as Arm, rate));
    const gap = upperOf(arms[strongest] as Arm, rate) - lowerOf(arms[weakest] as Arm, rate);
    if (gap < epsilon || !pull([weakest, strongest])) return chosen;
  }
}

function explorationRate(arms: number, round: number, delta: number): number {
  const rate = Math.log((405.5 * arms * round ** 1.1) / delta);
  return rate + Math.log(rate);
}

function leastBy(positions: readonly number[], size: (at: number) => number): number {
  let best = positions[0] as number;
  let least = size(best);
  for (let i = 1; i < positions.length; i++) {
    const at = positions[i] as number;
    const found = size(at);
    if (found < least) [best, least] = [at, found];
  }
  return best;
}
