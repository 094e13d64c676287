import type { Judge } from './in-trees-judge.ts';
import type { Condition, Conditions, RowFinder } from './in-trees-rules.ts';

/**
 * Drops what a rule asks for in vain: from the last condition to the first, and either end of a range by itself, each that
 * the rule can do without while its error stays within `decay` of what it was as a whole. The rule's prediction is kept.
 *
 * @see Deng (2019), section 4.1 (decay as the absolute growth of the error)
 */
export function pruneRule(conditions: Conditions, findRows: RowFinder, judge: Judge, decay: number): Conditions {
  const whole = judge.verdict(findRows(conditions));
  const isYes = whole.mean >= 0.5;
  const errorOf = (rule: Conditions): number => {
    const { mean, error } = judge.verdict(findRows(rule));
    if (judge.task === 'regression') return error;
    return isYes ? 1 - mean : mean;
  };
  const most = errorOf(conditions) + decay;
  let kept = conditions;
  for (const { feature, end } of conditions.flatMap(partsOf).reverse()) {
    if (kept.length === 1 && partsOf(kept[0] as Condition).length === 1) break;
    const without = kept.flatMap((condition) => (condition.feature === feature ? withoutPart(condition, end) : [condition]));
    if (errorOf(without) <= most) kept = without;
  }
  return kept;
}

type End = 'low' | 'high' | 'levels';

/** What can be dropped of a condition by itself. */
function partsOf({ feature, low, high, levels }: Condition): { readonly feature: number; readonly end: End }[] {
  if (levels !== undefined) return [{ feature, end: 'levels' }];
  const ends: End[] = [];
  if (low !== undefined) ends.push('low');
  if (high !== undefined) ends.push('high');
  return ends.map((end) => ({ feature, end }));
}

function withoutPart({ feature, low, high, missing }: Condition, end: End): Condition[] {
  if (end === 'low' && high !== undefined) return [{ feature, high, missing }];
  if (end === 'high' && low !== undefined) return [{ feature, low, missing }];
  return [];
}
