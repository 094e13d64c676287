import { normalTwoSided } from '../../../numeric/distributions.ts';
import type { ArmSummary, Averaged } from './average.ts';

/**
 * How much more the tenth of rows with the highest predicted effects gains than the tenth with the lowest,
 * by what the test shows and not by what was predicted; null when there are no two groups to compare.
 */
export function spreadOf({ deciles, average }: ArmSummary): (Averaged & { readonly pValue: number }) | null {
  const [bottom, top] = [deciles[0]?.observed ?? null, deciles.at(-1)?.observed ?? null];
  if (deciles.length < 2 || bottom === null || top === null) return null;
  const value = top.value - bottom.value;
  const standardError = Math.hypot(top.standardError, bottom.standardError);
  if (!(standardError > 0) || average.standardError === 0) return null;
  // The average's own interval tells how many standard errors wide the level asks for.
  const half = ((average.interval[1] - average.value) / average.standardError) * standardError;
  return {
    value,
    standardError,
    interval: [value - half, value + half],
    n: top.n + bottom.n,
    pValue: normalTwoSided(value / standardError),
  };
}
