/** How p-values of several comparisons are made honest: family-wise (Holm), false discoveries (BH), or not at all. */
export type Adjustment = 'holm' | 'bh' | 'none';

/**
 * Adjusts the p-values of a family of comparisons.
 *
 * @param pValues m values in [0, 1], in any order
 * @returns m adjusted values in the same order, never below the raw ones
 * @see Holm (1979), Scand. J. Statist. 6, 65–70; Benjamini & Hochberg (1995), JRSS B 57, 289–300
 * Cost: O(m log m).
 */
export function adjustPValues(pValues: readonly number[], how: Adjustment): number[] {
  if (how === 'none') return [...pValues];
  const count = pValues.length;
  const order = pValues.map((_, index) => index).sort((left, right) => (pValues[left] as number) - (pValues[right] as number));
  const adjusted = new Array<number>(count);
  let running = how === 'holm' ? 0 : 1;
  for (let step = 0; step < count; step++) {
    // Holm walks up from the smallest and may only rise; BH walks down from the largest and may only fall.
    const rank = how === 'holm' ? step : count - 1 - step;
    const index = order[rank] as number;
    const raw = pValues[index] as number;
    running = how === 'holm' ? Math.max(running, Math.min(1, raw * (count - rank))) : Math.min(running, (raw * count) / (rank + 1));
    adjusted[index] = running;
  }
  return adjusted;
}
