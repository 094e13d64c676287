import { sharedFloats } from '../../frame/shared-memory.ts';
import type { FeatureTable, LinearModel, LinearTerm } from '../model.ts';
import type { Explanation } from './tree-shap.ts';

/**
 * SHAP values of a linear model on its raw scale: coefficient × (x − mean of x over the background), summed over
 * the terms of a feature. They are exact whether or not the features depend on each other.
 *
 * @param background rows to compare with, bound to the same features
 * @param rows the rows to explain; all without it
 * @see Štrumbelj & Kononenko (2014), Knowledge and Information Systems 41, eq. 8
 * Cost: terms × rows.
 */
export function explainLinear(model: LinearModel, table: FeatureTable, background: FeatureTable, rows?: Int32Array): Explanation {
  const width = model.features.length;
  const count = rows?.length ?? table.rowCount;
  const values = sharedFloats(count * width);
  let base = model.intercept;
  for (const term of model.terms) {
    const behind = background.columns[term.feature] as Float64Array;
    const code = codeOf(model, term);
    let mean = 0;
    for (let row = 0; row < background.rowCount; row++) mean += (inputOf(term, code, behind[row] as number) - mean) / (row + 1);
    base += term.coefficient * mean;
    const column = table.columns[term.feature] as Float64Array;
    for (let i = 0; i < count; i++) {
      const input = inputOf(term, code, column[rows === undefined ? i : (rows[i] as number)] as number);
      const at = i * width + term.feature;
      values[at] = (values[at] as number) + term.coefficient * (input - mean);
    }
  }
  return { base, values };
}

function codeOf(model: LinearModel, term: LinearTerm): number {
  return term.category === undefined ? -1 : (model.features[term.feature]?.categories?.indexOf(term.category) ?? -1);
}

/** What a term multiplies: 0 or 1 for a category, otherwise the cell, with missing cells filled as in training. */
function inputOf(term: LinearTerm, code: number, cell: number): number {
  if (term.category !== undefined) return Number(cell === code);
  return Number.isNaN(cell) ? term.fill : cell;
}
