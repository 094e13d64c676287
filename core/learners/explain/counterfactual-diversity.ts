import { type Attempt, type Hunt, moveAt } from './counterfactual-attempts.ts';
import { changeCost } from './counterfactual-moves.ts';

/** What likeness to an example that is already shown costs, as a multiple of the cheapest example's cost. */
const LIKENESS_WEIGHT = 2;

/** Beyond this two examples say the same. */
const SAME = 0.9;

/**
 * Picks examples that are cheap and unlike each other: first the cheapest, then whichever has the least cost with its likeness to
 * those already picked added.
 *
 * @see Mothilal, Sharma & Tan (2020), FAT*, §3 (proximity and diversity; likeness 1 / (1 + distance)), picked greedily here
 */
export function pickDiverse(hunt: Hunt, attempts: readonly Attempt[], most: number): Attempt[] {
  const left = [...attempts].sort((one, other) => one.cost - other.cost);
  const [cheapest] = left.splice(0, 1);
  if (cheapest === undefined) return [];
  const picked = [cheapest];
  while (picked.length < most) {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    left.forEach((attempt, at) => {
      const likeness = picked.reduce((highest, other) => Math.max(highest, likenessOf(hunt, attempt, other)), 0);
      const score = attempt.cost / cheapest.cost + LIKENESS_WEIGHT * likeness;
      if (likeness <= SAME && score < least) [best, least] = [at, score];
    });
    if (best < 0) break;
    picked.push(...left.splice(best, 1));
  }
  return picked.sort((one, other) => one.cost - other.cost);
}

/** Mean over the columns that either changes: 1 where both change it alike, less the further apart, 0 where only one does. */
export function likenessOf(hunt: Hunt, one: Attempt, other: Attempt): number {
  const all = new Set([...one.columns, ...other.columns]);
  let sum = 0;
  one.columns.forEach((column, k) => {
    const at = other.columns.indexOf(column);
    if (at < 0) return;
    const [first, second] = [one.cells[k] as number, other.cells[at] as number];
    const move = moveAt(hunt, column);
    const apart = first === second ? 0 : move.isGradual ? Math.abs(first - second) / move.scale : changeCost(move, second);
    sum += 1 / (1 + apart);
  });
  return all.size === 0 ? 1 : sum / all.size;
}
