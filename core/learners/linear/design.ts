import { giveUp, refuse } from '../../base/problem.ts';
import { sharedInts } from '../../frame/shared-memory.ts';
import type { Basis } from '../../numeric/basis.ts';
import { allRows } from '../folds.ts';
import type { Feature, FeatureTable } from '../model.ts';

/** What training reads, whatever the target: numbers as they are, categories as whole codes. */
export interface Design {
  readonly rowCount: number;
  readonly features: readonly Feature[];
  readonly numbers: readonly { readonly feature: number; readonly values: Float64Array }[];
  readonly categories: readonly { readonly feature: number; readonly codes: Int32Array; readonly levels: readonly string[] }[];
}

/** Reads a table once; NaN codes become −1. */
export function designOf(table: FeatureTable): Design {
  const numbers: Design['numbers'][number][] = [];
  const categories: Design['categories'][number][] = [];
  table.features.forEach((feature, index) => {
    const values = table.columns[index] as Float64Array;
    if (feature.kind !== 'category') {
      numbers.push({ feature: index, values });
      return;
    }
    const codes = sharedInts(values.length);
    for (let row = 0; row < codes.length; row++) codes[row] = Number.isNaN(values[row]) ? -1 : (values[row] as number);
    categories.push({ feature: index, codes, levels: feature.categories ?? [] });
  });
  return { rowCount: table.rowCount, features: table.features, numbers, categories };
}

/** One coefficient besides the intercept: where it comes from and how to read it on the original scale. */
export interface Term {
  readonly feature: number;
  readonly category?: string;
  readonly shift: number;
  readonly scale: number;
  /** The standard deviation of the column as it enters the basis: 1 for numbers. Penalties are per unit of it. */
  readonly spread: number;
}

/** The basis for one set of rows, and what had to be done to build it. */
export interface Layout {
  readonly basis: Basis;
  readonly rows: Int32Array;
  /** One number per entry of rows; absent when all are 1. */
  readonly weight: Float64Array | undefined;
  readonly weightSum: number;
  /** Term t has position t + 1 in the basis. */
  readonly terms: readonly Term[];
  /** Features that do not vary among these rows; they get no term. */
  readonly constant: readonly number[];
  readonly missing: readonly { readonly feature: number; readonly count: number }[];
  /** The level that a category's other levels are compared with; only with reference coding. */
  readonly references: readonly { readonly feature: number; readonly category: string }[];
}

/** A fit costs (number of terms)³; beyond this it would take minutes and gigabytes. */
const MOST_TERMS = 2_000;

/**
 * Lays out the terms of a regression: numbers centred and scaled to standard deviation 1 (missing ones at
 * the mean), categories as 0/1 terms. With `reference` coding the first level that occurs has no term, so
 * that the others are read as differences from it; with `all` every level that occurs has one, so that a
 * penalty treats them alike. A missing category has none of the terms.
 *
 * @throws data/too-few-rows without rows; data/too-large above 2,000 terms; numeric/not-finite
 * Cost: three passes over the numbers, one over the categories.
 */
export function layOut(
  design: Design,
  coding: 'reference' | 'all',
  given: { readonly rows?: Int32Array; readonly weight?: Float64Array },
): Layout {
  const rows = given.rows ?? allRows(design.rowCount);
  if (rows.length === 0) refuse('data/too-few-rows', 'There are no rows to train on.', 'Widen the segment, or choose another outcome.');
  const weight = given.weight === undefined ? undefined : Float64Array.from(rows, (row) => given.weight?.[row] as number);
  const weightSum = weight === undefined ? rows.length : weight.reduce((sum, each) => sum + each, 0);
  const sample = { rows, weight, weightSum };
  const terms: Term[] = [];
  const constant: number[] = [];
  const missing: { feature: number; count: number }[] = [];
  const numbers = design.numbers.flatMap(({ feature, values }) => {
    const { mean, deviation, missingCount } = momentsOf(values, sample);
    if (missingCount > 0) missing.push({ feature, count: missingCount });
    if (!Number.isFinite(deviation)) refuseInfinite(design.features[feature]?.name ?? '');
    if (deviation === 0) {
      constant.push(feature);
      return [];
    }
    const column = { values, shift: mean, scale: 1 / deviation };
    terms.push({ feature, shift: column.shift, scale: column.scale, spread: 1 });
    return [column];
  });
  const references: { feature: number; category: string }[] = [];
  const categories = design.categories.map(({ feature, codes, levels }) => {
    const { shares, missingCount } = levelShares(codes, levels.length, sample);
    if (missingCount > 0) missing.push({ feature, count: missingCount });
    const first = shares.findIndex((share) => share > 0);
    if (coding === 'reference' && first >= 0) references.push({ feature, category: levels[first] as string });
    if (first < 0 || (shares[first] as number) === 1) constant.push(feature);
    const positions = new Int32Array(levels.length).fill(-1);
    shares.forEach((share, code) => {
      if (share === 0 || share === 1 || (coding === 'reference' && code === first)) return;
      positions[code] = terms.push({
        feature,
        category: levels[code] as string,
        shift: 0,
        scale: 1,
        spread: Math.sqrt(share * (1 - share)),
      });
    });
    return { codes, positions };
  });
  if (terms.length > MOST_TERMS) refuseWide(design, terms.length);
  return { ...sample, basis: { size: terms.length + 1, numbers, categories }, terms, constant, missing, references };
}

function refuseInfinite(name: string): never {
  return giveUp(
    'numeric/not-finite',
    `Column "${name}" holds numbers too large to square.`,
    'Divide the column by a large number, or take its logarithm.',
    { column: name },
  );
}

function refuseWide(design: Design, count: number): never {
  const widest = design.categories.reduce((left, right) => (right.levels.length > left.levels.length ? right : left));
  const name = design.features[widest.feature]?.name ?? '';
  return refuse(
    'data/too-large',
    `The columns become ${count} terms; the most that fit is ${MOST_TERMS}. "${name}" alone has ${widest.levels.length} categories.`,
    `Leave out "${name}" or merge its categories; trees take such columns as they are.`,
    { column: name },
  );
}

interface Sample {
  readonly rows: Int32Array;
  readonly weight: Float64Array | undefined;
  readonly weightSum: number;
}

/** Weighted mean of what is present, and standard deviation with missing values at the mean. Two passes: dates are near 1e12. */
function momentsOf(values: Float64Array, { rows, weight, weightSum }: Sample): { mean: number; deviation: number; missingCount: number } {
  let sum = 0;
  let present = 0;
  let missingCount = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i] as number] as number;
    if (Number.isNaN(value)) {
      missingCount++;
      continue;
    }
    const each = weight === undefined ? 1 : (weight[i] as number);
    if (each === 0) continue;
    sum += each * value;
    present += each;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  // A constant column must come out as exactly constant, whatever rounding the sum had.
  if (!(high > low)) return { mean: present > 0 ? low : 0, deviation: 0, missingCount };
  const mean = sum / present;
  let squares = 0;
  for (let i = 0; i < rows.length; i++) {
    const step = (values[rows[i] as number] as number) - mean;
    if (!Number.isNaN(step)) squares += (weight === undefined ? 1 : (weight[i] as number)) * step * step;
  }
  return { mean, deviation: Math.sqrt(squares / weightSum), missingCount };
}

/** The weighted share of each level among all rows of the sample. */
function levelShares(codes: Int32Array, levels: number, { rows, weight, weightSum }: Sample): { shares: number[]; missingCount: number } {
  const totals = new Float64Array(levels);
  let missingCount = 0;
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i] as number] as number;
    if (code < 0) missingCount++;
    else totals[code] = (totals[code] as number) + (weight === undefined ? 1 : (weight[i] as number));
  }
  return { shares: Array.from(totals, (total) => total / weightSum), missingCount };
}
