import type { Conditions } from '../../learners/explain/in-trees-rules.ts';
import type { Feature, FeatureTable } from '../../learners/model.ts';
import { heldWordsWithDates } from '../kit/readable-rules/held-dates.ts';

/** A rule's conditions as a person reads them; missing values are named where the table has some. */
export function ruleWords(conditions: Conditions, { features, columns }: FeatureTable): string[] {
  return conditions.map(({ feature: at, low, high, levels, missing }) => {
    const feature = features[at] as Feature;
    return heldWordsWithDates(feature, {
      ...(low === undefined ? {} : { low }),
      ...(high === undefined ? {} : { high }),
      ...(levels === undefined ? {} : { levels: levels.map((code) => feature.categories?.[code] ?? String(code)) }),
      missing: missing && (columns[at] as Float64Array).some(Number.isNaN),
    });
  });
}
