import { type Text, text, verbatim } from '../../base/text.ts';
import type { Predicate } from '../../learners/explain/anchors-predicates.ts';
import type { Feature } from '../../learners/model.ts';
import { cellWords } from '../kit/explanations/words.ts';
import { heldWordsWithDates } from '../kit/readable-rules/held-dates.ts';

/** One condition, e.g. "age > 40", "town = north" or "age is missing". */
export function predicateWords(predicate: Predicate, features: readonly Feature[]): Text {
  return conditionWords(features[predicate.feature] as Feature, [predicate]);
}

/** A rule with one condition for each feature, e.g. "20 < age ≤ 40 and town = north". */
export function ruleWords(predicates: readonly Predicate[], features: readonly Feature[]): Text {
  const parts = [...Map.groupBy(predicates, ({ feature }) => feature)].map(([feature, asked]) =>
    conditionWords(features[feature] as Feature, asked),
  );
  return text(parts.map(({ en }) => en).join(' and '), parts.map(({ zh }) => zh).join(' 且 '));
}

function conditionWords(feature: Feature, asked: readonly Predicate[]): Text {
  const { name, kind, categories } = feature;
  let held: { low?: number; high?: number } = {};
  for (const part of asked) {
    if (part.kind === 'missing') return text(`${name} is missing`, `${name} 缺失`);
    if (part.kind === 'equals') {
      if (kind === 'boolean') return part.value === 1 ? text(`${name} = yes`, `${name} = 是`) : text(`${name} = no`, `${name} = 否`);
      return verbatim(`${name} = ${cellWords(part.value, categories).en}`);
    }
    held = part.kind === 'above' ? { ...held, low: part.limit } : { ...held, high: part.limit };
  }
  return verbatim(heldWordsWithDates(feature, { ...held, missing: false }));
}
