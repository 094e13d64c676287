import type { FeatureTable, LinearModel, Link, Model } from './model.ts';
import { predictTrees } from './trees/predict.ts';

/**
 * A model's answers on the outcome's own scale (a probability for a yes/no outcome).
 *
 * @param table columns bound with `bindFeatures(frame, model.features)`
 * @param rows the rows to answer for; all without it
 */
export function predict(model: Model, table: FeatureTable, rows?: Int32Array): Float64Array {
  const raw = predictRaw(model, table, rows);
  if (model.link !== 'identity') for (let i = 0; i < raw.length; i++) raw[i] = inverseLink(model.link, raw[i] as number);
  return raw;
}

/** A model's answers before the link. */
export function predictRaw(model: Model, table: FeatureTable, rows?: Int32Array): Float64Array {
  switch (model.kind) {
    case 'trees':
      return predictTrees(model, table, rows);
    case 'linear':
      return predictLinear(model, table, rows);
    case 'blend': {
      const sum = new Float64Array(rows?.length ?? table.rowCount);
      for (const part of model.parts) {
        const answers = predict(part.model, table, rows);
        for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + part.weight * (answers[i] as number);
      }
      return sum;
    }
  }
}

/** From the raw scale to the outcome's scale. */
export function inverseLink(link: Link, raw: number): number {
  switch (link) {
    case 'identity':
      return raw;
    case 'logit':
      return 1 / (1 + Math.exp(-raw));
    case 'log':
      return Math.exp(raw);
  }
}

function predictLinear(model: LinearModel, table: FeatureTable, rows?: Int32Array): Float64Array {
  const raw = new Float64Array(rows?.length ?? table.rowCount).fill(model.intercept);
  for (const term of model.terms) {
    const column = table.columns[term.feature] as Float64Array;
    const code = term.category === undefined ? -1 : (model.features[term.feature]?.categories?.indexOf(term.category) ?? -1);
    for (let i = 0; i < raw.length; i++) {
      const cell = column[rows === undefined ? i : (rows[i] as number)] as number;
      const input = term.category === undefined ? (Number.isNaN(cell) ? term.fill : cell) : Number(cell === code);
      raw[i] = (raw[i] as number) + term.coefficient * input;
    }
  }
  return raw;
}
