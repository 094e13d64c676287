import type { FeatureTable, LinearModel, LinearTerm, Link, Model } from './model.ts';
import { predictNetwork } from './network/predict.ts';
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
    case 'network':
      return predictNetwork(model, table, rows);
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

/** One pass per feature: a category's coefficients stand in a table by code. */
function predictLinear(model: LinearModel, table: FeatureTable, rows?: Int32Array): Float64Array {
  const raw = new Float64Array(rows?.length ?? table.rowCount).fill(model.intercept);
  for (const terms of termsByFeature(model)) {
    const [first] = terms;
    if (first === undefined) continue;
    const column = table.columns[first.feature] as Float64Array;
    if (first.category === undefined) addNumber(raw, column, first, rows);
    else addCategory(raw, column, coefficientsByCode(model, terms), rows);
  }
  return raw;
}

/** Terms of one feature stand together, in the order in which features first occur. */
function termsByFeature({ terms }: LinearModel): readonly (readonly LinearTerm[])[] {
  const groups = new Map<number, LinearTerm[]>();
  for (const term of terms) {
    const known = groups.get(term.feature);
    if (known === undefined) groups.set(term.feature, [term]);
    else known.push(term);
  }
  return [...groups.values()];
}

/** Codes without a term of their own, and unknown ones, add nothing. */
function coefficientsByCode({ features }: LinearModel, terms: readonly LinearTerm[]): Float64Array {
  const categories = features[terms[0]?.feature ?? 0]?.categories ?? [];
  const codeOf = new Map(categories.map((name, code) => [name, code]));
  const coefficients = new Float64Array(categories.length);
  for (const { category = '', coefficient } of terms) {
    const code = codeOf.get(category);
    if (code !== undefined) coefficients[code] = coefficient;
  }
  return coefficients;
}

function addNumber(raw: Float64Array, column: Float64Array, { coefficient, fill }: LinearTerm, rows: Int32Array | undefined): void {
  for (let i = 0; i < raw.length; i++) {
    const cell = column[rows === undefined ? i : (rows[i] as number)] as number;
    raw[i] = (raw[i] as number) + coefficient * (Number.isNaN(cell) ? fill : cell);
  }
}

function addCategory(raw: Float64Array, column: Float64Array, coefficients: Float64Array, rows: Int32Array | undefined): void {
  for (let i = 0; i < raw.length; i++) {
    const code = column[rows === undefined ? i : (rows[i] as number)] as number;
    // A missing code is NaN, and no comparison holds for it.
    if (code >= 0 && code < coefficients.length) raw[i] = (raw[i] as number) + (coefficients[code] as number);
  }
}
