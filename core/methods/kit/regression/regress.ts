import { refuse } from '../../../base/problem.ts';
import type { StopSignal } from '../../../base/work.ts';
import { absorbColumn, prepareAbsorber } from './absorb.ts';
import { type Groups, groupsIn, isNested } from './clusters.ts';
import { type CovarianceKind, sandwichOf, scaled } from './covariance.ts';
import { type Design, layOutDesign, levelsIn, type Term } from './design.ts';
import { type LeastSquares, solveLeastSquares, sumOfSquares, weighed } from './least-squares.ts';
import { leverageOf } from './leverage.ts';
import { originalCoefficients, originalCovariance } from './original-scale.ts';
import type { NumberPart, Part } from './parts.ts';

/** A linear regression to run; columns have one entry per row of the frame. */
export interface RegressionTask {
  readonly outcome: Float64Array;
  readonly parts: readonly Part[];
  /** Rows of the frame that are complete. */
  readonly rows: Int32Array;
  readonly weight?: Float64Array | undefined;
  readonly fixedEffects: readonly Groups[];
  readonly clusters: readonly Groups[];
  readonly covariance: CovarianceKind;
  readonly clusterFactor: 'smallest' | 'own';
}

/** The fit in the columns' own units. */
export interface Regression {
  readonly design: Design;
  readonly least: LeastSquares;
  /** By position; 0 for dropped terms and, with fixed effects, for the intercept. */
  readonly coefficients: Float64Array;
  readonly covariance: Float64Array;
  /** Terms that other terms or the fixed effects already explain. */
  readonly dropped: readonly Term[];
  readonly count: number;
  /** k with every fixed effect counted: residual degrees of freedom are n − k. */
  readonly parameters: number;
  /** Degrees of freedom of t: n − k, or the smaller number of clusters less one. */
  readonly freedom: number;
  readonly hasIntercept: boolean;
  readonly clusters: readonly Groups[];
  readonly fixedEffects: readonly Groups[];
  readonly weight: Float64Array | undefined;
  /** Σ w(y − ȳ)², and the same once fixed effects are out. */
  readonly totalSquares: number;
  readonly withinSquares: number;
}

/**
 * Least squares with classical, HC0–HC3 or clustered errors; fixed effects are absorbed first, which leaves slopes
 * and residuals as if every group had its dummy (Frisch–Waugh–Lovell). Degrees of freedom follow fixest: all fixed
 * effects count, except, for clustered errors, those nested in a cluster.
 *
 * @throws data/too-few-rows, option/invalid, numeric/singular, numeric/not-finite, numeric/not-converged
 * @see Frisch & Waugh (1933), Econometrica 1(4); Cameron & Miller (2015), J. Human Resources 50(2)
 * Cost: one Gram pass for the fit, one for a robust covariance.
 */
export function regress(task: RegressionTask, signal: StopSignal): Regression {
  const { rows } = task;
  const weight = task.weight === undefined ? undefined : gather(task.weight, rows);
  const outcome = gather(task.outcome, rows);
  const groups = task.fixedEffects.map((effect) => groupsIn(effect, rows));
  const clusters = task.clusters.map((cluster) => groupsIn(cluster, rows));
  const totalSquares = squaresAboutMean(outcome, weight);
  const isAbsorbing = groups.length > 0;
  const absorbed = isAbsorbing ? absorbAll(task.parts, outcome, rows, { groups, weight }, signal) : undefined;
  const design = absorbed?.design ?? layOutDesign(task.parts, rows);
  const response = absorbed?.outcome ?? outcome;
  const least = solveLeastSquares(design, response, weight, signal);
  const slopes = least.kept.length - 1;
  const absorbedCount = groups.reduce((sum, { count }) => sum + count - 1, 1);
  const parameters = slopes + (isAbsorbing ? absorbedCount : 1);
  requireFreedom(rows.length, parameters);
  const shape = { design, least, weight, groups, clusters, parameters };
  const matrix = covarianceOf(shape, task, signal);
  const isKept = new Set(least.kept);
  return {
    design,
    least,
    coefficients: originalCoefficients(design.basis, least.coefficients),
    covariance: originalCovariance(design.basis, matrix),
    dropped: design.terms.filter(({ position }) => !isKept.has(position)),
    count: rows.length,
    parameters,
    freedom: task.covariance === 'cluster' ? Math.min(...clusters.map(({ count }) => count)) - 1 : rows.length - parameters,
    hasIntercept: !isAbsorbing,
    clusters,
    fixedEffects: groups,
    weight,
    totalSquares,
    withinSquares: isAbsorbing ? sumOfSquares(response, weight) : totalSquares,
  };
}

interface Shape {
  readonly design: Design;
  readonly least: LeastSquares;
  readonly weight: Float64Array | undefined;
  readonly groups: readonly Groups[];
  readonly clusters: readonly Groups[];
  readonly parameters: number;
}

function covarianceOf(
  { design, least, weight, groups, clusters, parameters }: Shape,
  task: RegressionTask,
  signal: StopSignal,
): Float64Array {
  const { basis, rows } = design;
  const kind = task.covariance;
  if (kind === 'classical') return scaled(least.bread, least.squares / (rows.length - parameters));
  const scores = { basis, rows, bread: least.bread, loads: weighed(least.residuals, weight) };
  const rule = {
    kind,
    clusters,
    factor: task.clusterFactor,
    parameters: countedParameters(parameters, groups, kind === 'cluster' ? clusters : []),
  };
  if (kind !== 'HC2' && kind !== 'HC3') return sandwichOf(scores, rule, signal);
  if (groups.length > 1) {
    refuse(
      'option/invalid',
      `${kind} needs the leverage of every row, which is not at hand with ${groups.length} absorbed fixed effects.`,
      'Set covariance to HC1 or cluster.',
      { option: 'covariance' },
    );
  }
  return sandwichOf({ ...scores, leverage: leverageOf({ basis, rows, weight }, least.bread, signal, groups[0]) }, rule, signal);
}

/** Fixed effects nested in a cluster do not count among the parameters of clustered errors. */
function countedParameters(parameters: number, groups: readonly Groups[], clusters: readonly Groups[]): number {
  const nested = groups.filter((group) => clusters.some((cluster) => isNested(group, cluster)));
  return parameters - nested.reduce((sum, { count }) => sum + count - 1, 0);
}

function requireFreedom(count: number, parameters: number): void {
  if (count > parameters) return;
  refuse(
    'data/too-few-rows',
    `${count} complete rows cannot carry ${parameters} coefficients.`,
    'Use fewer covariates or fixed effects, or more rows; rows with a gap in any column are left out.',
  );
}

interface Absorption {
  readonly groups: readonly Groups[];
  readonly weight: Float64Array | undefined;
}

function absorbAll(parts: readonly Part[], outcome: Float64Array, rows: Int32Array, { groups, weight }: Absorption, signal: StopSignal) {
  const absorber = prepareAbsorber(groups, weight);
  const own = Int32Array.from(rows, (_, i) => i);
  const dense = parts.flatMap((part) => writeOut(part, rows));
  const taken = dense.map((part) => ({ ...part, values: absorbColumn(part.values, absorber, signal), isCentred: true }));
  const references = layOutDesign(parts, rows).references;
  return { design: { ...layOutDesign(taken, own), references }, outcome: absorbColumn(outcome, absorber, signal) };
}

/** A part as dense columns over the rows of the regression. */
function writeOut(part: Part, rows: Int32Array): NumberPart[] {
  if (part.kind === 'number') return [{ ...part, values: gather(part.values, rows) }];
  const { levels, reference } = levelsIn(part, rows);
  return levels
    .filter((code) => code !== reference)
    .map((code) => {
      const level = part.dictionary[code] as string;
      const values = Float64Array.from(rows, (row) => (part.codes[row] === code ? 1 : 0));
      return { kind: 'number', name: `${part.column} = ${level}`, column: part.column, level, values };
    });
}

/** The entries of a column at the given rows. */
export function gather(values: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i] as number] as number;
  return out;
}

/** Σ w(v − v̄)². */
function squaresAboutMean(values: Float64Array, weight: Float64Array | undefined): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const own = weight === undefined ? 1 : (weight[i] as number);
    sum += own * (values[i] as number);
    total += own;
  }
  const mean = sum / total;
  let squares = 0;
  for (let i = 0; i < values.length; i++)
    squares += (weight === undefined ? 1 : (weight[i] as number)) * ((values[i] as number) - mean) ** 2;
  return squares;
}
