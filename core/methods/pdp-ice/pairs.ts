import { refuse } from '../../base/problem.ts';

/**
 * Pairs of feature names, given as ["a", "b"] or "a:b". A colon inside a name is no trouble: the cut is made
 * where both sides are names.
 *
 * @throws option/invalid when a text cannot be cut into two names
 */
export function readPairs(pairs: readonly (readonly [string, string] | string)[], names: readonly string[]): (readonly [string, string])[] {
  return pairs.map((pair) => {
    if (typeof pair !== 'string') return pair;
    for (let at = pair.indexOf(':'); at >= 0; at = pair.indexOf(':', at + 1)) {
      const [first, second] = [pair.slice(0, at), pair.slice(at + 1)];
      if (names.includes(first) && names.includes(second)) return [first, second];
    }
    return refuse(
      'option/invalid',
      `"${pair.slice(0, 80)}" does not name two columns that the model reads.`,
      'Write a pair as first:second.',
      { option: 'pairs' },
    );
  });
}
