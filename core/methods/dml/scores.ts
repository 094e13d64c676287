import { giveUp } from '../../base/problem.ts';
import { normalTwoSided, normalUpperQuantile } from '../../numeric/distributions.ts';
import type { Clusters } from '../kit/instruments/terms.ts';
import type { Nuisances } from './nuisances.ts';
import type { DmlSpec } from './spec.ts';
import type { Comparison, DmlStudy } from './study.ts';

/** A score that is linear in the effect, ψ = b − θa, and what sensitivity analysis needs. Arrays follow `rows`. */
export interface LinearScore {
  readonly rows: Int32Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** Y minus its model without the effect, and the treatment's residual: the outcome's noise is rest − θ·left. */
  readonly rest: Float64Array;
  readonly left: Float64Array;
  /** 2·m(α) − α² of the interactive model; left² in the partially linear one. */
  readonly riesz: Float64Array;
}

/** An estimate with a normal interval. */
export interface Scored {
  readonly value: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  readonly pValue: number;
  readonly n: number;
}

/** Residuals below this share of the treatment's own spread are rounding. */
const NOTHING_LEFT = 1e-10;

/** The score of the model that was asked for. @throws numeric/singular when covariates fix the treatment */
export function scoreOf(study: DmlStudy, comparison: Comparison, nuisances: Nuisances, spec: DmlSpec): LinearScore {
  refuseFixed(study, comparison, nuisances);
  return spec.model === 'interactive'
    ? interactive(study, comparison, nuisances, spec)
    : partiallyLinear(study, comparison, nuisances, spec);
}

/** @see Chernozhukov et al. (2018), Econometrics Journal 21(1), eqs. 4.3 (IV-type) and 4.4 (partialling out) */
function partiallyLinear({ values }: DmlStudy, { rows, treatment }: Comparison, nuisances: Nuisances, { score }: DmlSpec): LinearScore {
  const blank = () => new Float64Array(rows.length);
  const [a, b, rest, left, riesz] = [blank(), blank(), blank(), blank(), blank()];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const d = treatment[row] as number;
    const v = d - (nuisances.treatment[row] as number);
    const u = (values[row] as number) - (nuisances.outcome[row] as number);
    a[i] = score === 'iv-type' ? d * v : v * v;
    b[i] = u * v;
    rest[i] = u;
    left[i] = score === 'iv-type' ? d : v;
    riesz[i] = v * v;
  }
  return { rows, a, b, rest, left, riesz };
}

/** @see Chernozhukov et al. (2018), eqs. 5.3 (ATE) and 5.4 (ATTE) */
function interactive(
  { values }: DmlStudy,
  { rows, treatment }: Comparison,
  nuisances: Nuisances,
  { estimand, normalizeWeights }: DmlSpec,
): LinearScore {
  const n = rows.length;
  const blank = () => new Float64Array(n);
  const [a, b, rest, left, riesz] = [blank(), blank(), blank(), blank(), blank()];
  let [treated, over, under] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const row = rows[i] as number;
    const [d, m] = [treatment[row] as number, nuisances.treatment[row] as number];
    treated += d / n;
    over += d / m / n;
    under += (1 - d) / (1 - m) / n;
  }
  const [scaleOver, scaleUnder] = normalizeWeights ? [over, under] : [1, 1];
  for (let i = 0; i < n; i++) {
    const row = rows[i] as number;
    const [d, y] = [treatment[row] as number, values[row] as number];
    const m = nuisances.treatment[row] as number;
    const [g0, g1] = [nuisances.outcome[row] as number, nuisances.treated[row] as number];
    const [p1, p0] = [m * scaleOver, (1 - m) * scaleUnder];
    rest[i] = y - (d === 1 ? g1 : g0);
    if (estimand === 'ate') {
      const alpha = d / p1 - (1 - d) / p0;
      a[i] = 1;
      b[i] = g1 - g0 + alpha * (rest[i] as number);
      riesz[i] = 2 * (1 / p1 + 1 / p0) - alpha * alpha;
    } else {
      const alpha = (d - ((1 - d) * m) / p0) / treated;
      a[i] = d / treated;
      b[i] = alpha * (y - g0);
      riesz[i] = (2 * d) / (treated * treated * p0) - alpha * alpha;
    }
  }
  return { rows, a, b, rest, left, riesz };
}

function refuseFixed({ treatment: name }: DmlStudy, { rows, treatment }: Comparison, nuisances: Nuisances): void {
  let [sum, squares, left] = [0, 0, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    sum += treatment[row] as number;
    squares += (treatment[row] as number) ** 2;
    left += ((treatment[row] as number) - (nuisances.treatment[row] as number)) ** 2;
  }
  if (left > NOTHING_LEFT * (squares - (sum * sum) / rows.length)) return;
  giveUp(
    'numeric/singular',
    `The covariates explain "${name}" altogether, so there are no two rows alike with different treatments.`,
    'Take out the covariate that decides the treatment.',
    { column: name, option: 'covariates' },
  );
}

/** How the error of an estimate is formed. */
export interface ErrorRule {
  readonly alpha: number;
  readonly clusters: Clusters | undefined;
}

/**
 * θ = Σb/Σa over the chosen positions, with the error of ψ/mean(a): √(Σψ²)/Σa, the squares by cluster where there are clusters.
 *
 * @see Chernozhukov et al. (2018), theorem 3.2; Chiang, Kato, Ma & Sasaki (2022), JBES 40(3), for clusters
 */
export function solveScore(score: LinearScore, rule: ErrorRule, isIn?: (row: number) => boolean): Scored {
  const { rows, a, b } = score;
  let [slope, level, n] = [0, 0, 0];
  for (let i = 0; i < rows.length; i++) {
    if (isIn !== undefined && !isIn(rows[i] as number)) continue;
    slope += a[i] as number;
    level += b[i] as number;
    n++;
  }
  const value = level / slope;
  const influence = influenceOf(score, value, isIn);
  return scored(value, Math.sqrt(squaresOf(influence, rows, rule.clusters)) / Math.abs(slope), rule.alpha, n);
}

/** b − θa, 0 for rows that are left out. */
export function influenceOf({ rows, a, b }: LinearScore, value: number, isIn?: (row: number) => boolean): Float64Array {
  const influence = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++)
    if (isIn === undefined || isIn(rows[i] as number)) influence[i] = (b[i] as number) - value * (a[i] as number);
  return influence;
}

/** Σψ², or Σ over clusters of (Σψ)²; a row without a cluster is one of its own. */
export function squaresOf(influence: Float64Array, rows: Int32Array, clusters: Clusters | undefined): number {
  let squares = 0;
  const sums = new Float64Array(clusters?.count ?? 0);
  for (let i = 0; i < influence.length; i++) {
    const code = clusters === undefined ? -1 : (clusters.codes[rows[i] as number] as number);
    if (code < 0) squares += (influence[i] as number) ** 2;
    else sums[code] = (sums[code] as number) + (influence[i] as number);
  }
  for (const sum of sums) squares += sum * sum;
  return squares;
}

/** An estimate with its normal interval. */
export function scored(value: number, standardError: number, alpha: number, n: number): Scored {
  const half = normalUpperQuantile(alpha / 2) * standardError;
  const pValue = standardError > 0 ? normalTwoSided(value / standardError) : value === 0 ? 1 : 0;
  return { value, standardError, interval: [value - half, value + half], pValue, n };
}
