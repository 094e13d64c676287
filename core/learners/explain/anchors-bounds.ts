/** Halvings of the interval: 2⁻⁵² of [0, 1] is below what a share can hold. */
const HALVINGS = 52;

/** KL(p, q) of two Bernoulli shares in nats; 0 · log 0 counts as 0. */
export function bernoulliDivergence(p: number, q: number): number {
  return part(p, q) + part(1 - p, 1 - q);
}

function part(p: number, q: number): number {
  if (p === 0) return 0;
  return q === 0 ? Number.POSITIVE_INFINITY : p * Math.log(p / q);
}

/**
 * The greatest share q ≥ p that n draws with mean p do not rule out: KL(p, q) ≤ level.
 *
 * @param level exploration rate divided by n
 * @see Kaufmann & Kalyanakrishnan (2013), COLT, section 3
 */
export function upperShare(p: number, level: number): number {
  return farthest(p, 1, level);
}

/** The least such share q ≤ p. */
export function lowerShare(p: number, level: number): number {
  return farthest(p, 0, level);
}

/** KL(p, q) grows from 0 as q leaves p, so halving finds where it meets the level. */
function farthest(p: number, end: 0 | 1, level: number): number {
  if (bernoulliDivergence(p, end) <= level) return end;
  let [inside, outside] = [p, end as number];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (inside + outside) / 2;
    if (bernoulliDivergence(p, middle) <= level) inside = middle;
    else outside = middle;
  }
  return inside;
}
