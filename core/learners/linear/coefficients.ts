import { quadraticForm } from '../../numeric/linear-algebra.ts';
import type { LinearModel, LinearTerm, Link } from '../model.ts';
import type { Design, Layout } from './design.ts';

/** One line of a coefficient table, on the original scale. */
export interface Coefficient {
  readonly feature: string;
  readonly category?: string;
  readonly value: number;
  /** Only without a penalty: penalised coefficients have no honest standard error. */
  readonly standardError?: number;
}

/** A trained linear model with what a report needs to say about it. */
export interface LinearFit {
  readonly model: LinearModel;
  readonly intercept: { readonly value: number; readonly standardError?: number };
  readonly coefficients: readonly Coefficient[];
  /** λ that was used; 0 without a penalty. */
  readonly strength: number;
  /** Rows behind the fit, and how many remain after the coefficients are taken off; t quantiles need them. */
  readonly rowCount: number;
  readonly degreesOfFreedom: number;
  /** Terms left out because earlier ones already say what they say. */
  readonly aliased: readonly string[];
  readonly constant: readonly string[];
  readonly missing: readonly { readonly feature: string; readonly count: number }[];
  readonly references: readonly { readonly feature: string; readonly category: string }[];
}

/** Coefficients in the basis, and the covariance matrix of them where there is one. */
export interface BasisFit {
  readonly values: Float64Array;
  readonly covariance?: Float64Array;
  readonly strength: number;
  /** Positions in the basis that were left out. */
  readonly dropped: readonly number[];
}

/**
 * Brings coefficients from standardised columns back to the original scale:
 * b_j = scale_j · β_j, and the intercept gives up Σ shift_j · b_j.
 */
export function toOriginalScale(design: Design, layout: Layout, fit: BasisFit, link: Link): LinearFit {
  const { basis, terms, rows } = layout;
  const { values, covariance } = fit;
  const size = basis.size;
  const contrast = new Float64Array(size);
  contrast[0] = 1;
  let intercept = values[0] as number;
  const modelTerms: LinearTerm[] = [];
  const coefficients: Coefficient[] = [];
  terms.forEach((term, index) => {
    const position = index + 1;
    const coefficient = (values[position] as number) * term.scale;
    intercept -= coefficient * term.shift;
    contrast[position] = -term.shift * term.scale;
    const named = term.category === undefined ? {} : { category: term.category };
    modelTerms.push({ feature: term.feature, ...named, coefficient, fill: term.shift });
    const row = { feature: design.features[term.feature]?.name ?? '', ...named, value: coefficient };
    const variance = covariance?.[position * size + position];
    const isKept = !fit.dropped.includes(position);
    coefficients.push(variance === undefined || !isKept ? row : { ...row, standardError: Math.sqrt(variance) * term.scale });
  });
  const nameOf = (feature: number): string => design.features[feature]?.name ?? '';
  return {
    model: { kind: 'linear', features: design.features, link, intercept, terms: modelTerms },
    intercept:
      covariance === undefined ? { value: intercept } : { value: intercept, standardError: Math.sqrt(quadraticForm(covariance, contrast)) },
    coefficients,
    strength: fit.strength,
    rowCount: rows.length,
    degreesOfFreedom: rows.length - (size - fit.dropped.length),
    aliased: fit.dropped.map((position) => termName(layout, position, nameOf)),
    constant: layout.constant.map(nameOf),
    missing: layout.missing.map(({ feature, count }) => ({ feature: nameOf(feature), count })),
    references: layout.references.map(({ feature, category }) => ({ feature: nameOf(feature), category })),
  };
}

/** "plan = pro" for a category's term, "age" for a number. */
export function termName(layout: Layout, position: number, nameOf: (feature: number) => string): string {
  const term = layout.terms[position - 1];
  if (term === undefined) return 'the intercept';
  return term.category === undefined ? nameOf(term.feature) : `${nameOf(term.feature)} = ${term.category}`;
}
