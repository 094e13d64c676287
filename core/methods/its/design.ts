import { refuse } from '../../base/problem.ts';
import type { Series } from './study.ts';

/** Columns of a segmented regression, standardised so that sums of squares keep their digits. */
export interface Design {
  readonly names: readonly string[];
  /** As in the formula; the first is the intercept. */
  readonly columns: readonly Float64Array[];
  /** Intercept, then columns with mean 0 and root mean square 1. */
  readonly standard: readonly Float64Array[];
  readonly means: Float64Array;
  readonly scales: Float64Array;
}

/** Which terms a segmented regression has. */
export interface Terms {
  readonly change: 'level' | 'slope' | 'both';
  /** Periods counted as passed in the first period after the change. */
  readonly countFrom: number;
  readonly season: 'none' | 'dummies' | 'harmonics';
  readonly period: number;
  readonly harmonics: number;
}

export const LEVEL = 'level change';
export const SLOPE = 'slope change';

/**
 * Lays out y = b₀ + b₁t + b₂·after + b₃·since + season + controls over the first `until` periods; t counts from 1.
 *
 * @throws data/constant (a control that does not move), data/too-few-rows (more terms than periods)
 * @see Wagner et al. (2002), J. Clin. Pharm. Ther. 27, eq. 1; Lopez Bernal et al. (2017), Int. J. Epidemiol. 46
 */
export function layOut(series: Pick<Series, 'covariates'>, terms: Terms, start: number, until: number): Design {
  const column = (of: (at: number) => number): Float64Array => Float64Array.from({ length: until }, (_, at) => of(at));
  const named: (readonly [string, Float64Array])[] = [
    ['(Intercept)', column(() => 1)],
    ['trend', column((at) => at + 1)],
  ];
  if (terms.change !== 'slope') named.push([LEVEL, column((at) => Number(at >= start))]);
  if (terms.change !== 'level') named.push([SLOPE, column((at) => (at >= start ? at - start + terms.countFrom : 0))]);
  named.push(...seasonOf(terms, column));
  for (const { name, values } of series.covariates) named.push([name, values.slice(0, until)]);
  if (named.length + 2 > until)
    refuse(
      'data/too-few-rows',
      `${until} periods are too few for ${named.length} coefficients.`,
      'Add periods, or leave out season or controls.',
      { option: 'season' },
    );
  const means = Float64Array.from(named, ([, values], j) => (j === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / until));
  const scales = Float64Array.from(named, ([name, values], j) => (j === 0 ? 1 : spreadOf(name, values, means[j] as number)));
  const standard = named.map(([, values], j) => values.map((value) => (value - (means[j] as number)) / (scales[j] as number)));
  return { names: named.map(([name]) => name), columns: named.map(([, values]) => values), standard, means, scales };
}

function spreadOf(name: string, values: Float64Array, mean: number): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
  if (largest <= 1e-12 * Math.abs(mean) || largest === 0)
    refuse('data/constant', `"${name}" does not move over these periods.`, 'Leave it out.', { column: name });
  // Divided first, so that squares of large numbers stay finite.
  return largest * Math.sqrt(values.reduce((sum, value) => sum + ((value - mean) / largest) ** 2, 0) / values.length);
}

function seasonOf(terms: Terms, column: (of: (at: number) => number) => Float64Array): (readonly [string, Float64Array])[] {
  if (terms.season === 'none') return [];
  if (terms.season === 'dummies')
    return Array.from({ length: terms.period - 1 }, (_, k) => [`season ${k + 2}`, column((at) => Number(at % terms.period === k + 1))]);
  return Array.from({ length: Math.min(terms.harmonics, Math.floor(terms.period / 2)) }, (_, k) => k + 1).flatMap((k) => {
    const angle = (at: number): number => (2 * Math.PI * k * (at + 1)) / terms.period;
    const cosine = [`cosine ${k}`, column((at) => Math.cos(angle(at)))] as const;
    // At half the period the sine is 0 in every row.
    return 2 * k === terms.period ? [cosine] : [[`sine ${k}`, column((at) => Math.sin(angle(at)))] as const, cosine];
  });
}

/** Coefficients on the standardised columns, on the scale of the columns themselves. */
export function toOriginal({ means, scales }: Design, coefficients: Float64Array): Float64Array {
  const out = coefficients.map((value, j) => value / (scales[j] as number));
  for (let j = 1; j < out.length; j++) out[0] = (out[0] as number) - (means[j] as number) * (out[j] as number);
  return out;
}

/** Covariance L·C·Lᵀ for the same change of scale. */
export function covarianceToOriginal(design: Design, covariance: Float64Array): Float64Array {
  const size = design.means.length;
  const half = new Float64Array(size * size);
  for (let i = 0; i < size; i++) half.set(toOriginal(design, covariance.subarray(i * size, (i + 1) * size)), i * size);
  const out = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const column = toOriginal(
      design,
      Float64Array.from({ length: size }, (_, i) => half[i * size + j] as number),
    );
    for (let i = 0; i < size; i++) out[i * size + j] = column[i] as number;
  }
  return out;
}
