import { type Text, text, verbatim } from '../../base/text.ts';
import type { Gam, GamTerm } from '../../learners/gam/terms.ts';
import type { Feature } from '../../learners/model.ts';
import type { FeatureBins } from '../../learners/trees/bin-feature.task.ts';
import type { GamMethodFit } from './fit.ts';

/** Where a cell lies: above one number and up to another, or what it is called. */
export interface CellPlace {
  readonly from: number | string | null;
  readonly to: number | string | null;
  readonly label: string | null;
}

/** The latest moment that a date can hold, in ms. */
const LAST_MOMENT = 8.64e15;

/** A number as the column's reader knows it. */
export function knownAs({ kind }: Feature, value: number): number | string {
  return kind === 'date' && Math.abs(value) <= LAST_MOMENT ? new Date(value).toISOString().slice(0, 10) : value;
}

/** The cells of an axis in order; the first one is that of missing values. */
export function cellPlaces(feature: Feature, rule: FeatureBins | undefined): CellPlace[] {
  const missing = { from: null, to: null, label: 'missing' };
  if (rule === undefined || rule.binCount === 0) return [missing];
  if (rule.kind === 'category') {
    const named = Array.from(rule.codeOfBin, (code) => ({ from: null, to: null, label: feature.categories?.[code] ?? String(code) }));
    return [missing, ...named, ...(rule.rareBin > 0 ? [{ from: null, to: null, label: 'others' }] : [])];
  }
  const bound = (at: number): number | string | null => {
    const value = rule.bounds[at];
    return value === undefined ? null : knownAs(feature, value);
  };
  return [missing, ...Array.from({ length: rule.binCount }, (_, k) => ({ from: bound(k - 1), to: bound(k), label: null }))];
}

/** A feature's name, or those of a pair. */
export function termName({ features }: Gam, term: GamTerm): string {
  return term.features.map((feature) => features[feature]?.name ?? '').join(' × ');
}

/** The scale that terms add up on. */
export function scaleWords({ fit }: GamMethodFit): Text {
  return fit.task === 'binary' ? text('log-odds', '对数几率') : verbatim(fit.outcome);
}
