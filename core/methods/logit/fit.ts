import { refuse } from '../../base/problem.ts';
import type { Work } from '../../base/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { chiSquaredSf } from '../../numeric/distributions.ts';
import { sortFloats } from '../../numeric/sort-floats.ts';
import { groupsIn } from '../kit/regression/clusters.ts';
import { type Coefficient, inferCoefficient } from '../kit/regression/coefficients.ts';
import { sandwichOf } from '../kit/regression/covariance.ts';
import { type Design, layOutDesign, type Term } from '../kit/regression/design.ts';
import { type LogitFit as Maximum, maximizeLogit } from '../kit/regression/likelihood.ts';
import { originalCoefficients, originalCovariance } from '../kit/regression/original-scale.ts';
import { gather } from '../kit/regression/regress.ts';
import { type RegressionStudy, type RegressionTreatment, readStudy } from '../kit/regression/study.ts';
import { derivativeMargins, differenceMargin, type MarginTask } from './margins.ts';
import type { LogitSpec } from './spec.ts';

/** Observed and fitted share in one tenth of the rows, by fitted probability. */
export interface CalibrationBand {
  readonly fitted: number;
  readonly observed: number;
  readonly standardError: number;
  readonly count: number;
}

/** Everything that the report is written from. */
export interface LogitFit {
  readonly outcome: string;
  readonly positive: string;
  readonly treatment: RegressionTreatment | null;
  readonly coefficients: readonly Coefficient[];
  /** Average differences in probability per term. */
  readonly margins: readonly Coefficient[];
  /** Of the treatment: its average differences in probability. */
  readonly effects: readonly Coefficient[];
  readonly dropped: readonly string[];
  readonly references: readonly { readonly column: string; readonly level: string }[];
  readonly clusters: readonly { readonly column: string; readonly count: number }[];
  readonly count: number;
  readonly rowsLeftOut: number;
  readonly logLikelihood: number;
  readonly nullLogLikelihood: number;
  readonly likelihoodRatioPValue: number;
  readonly iterations: number;
  readonly calibration: readonly CalibrationBand[];
}

/** Checks what can be checked before the run. */
export function readLogit(frame: Frame, spec: LogitSpec): RegressionStudy {
  const study = readStudy(frame, spec, { use: 'learn', task: 'binary', positive: spec.positive });
  if (study.treatmentPart === undefined && study.covariateParts.length === 0) {
    refuse('option/invalid', 'The regression has neither a treatment nor covariates.', 'Set covariates to at least one column.', {
      option: 'covariates',
    });
  }
  return study;
}

/** Fits the regression, its errors, margins and calibration. */
export function fitLogit(spec: LogitSpec, frame: Frame, work: Pick<Work, 'signal' | 'progress'>): LogitFit {
  const study = readLogit(frame, spec);
  const { rows, treatmentPart, covariateParts } = study;
  const weight = study.weight === undefined ? undefined : gather(study.weight, rows);
  const outcome = gather(study.outcome.values, rows);
  const base = nullLikelihood(outcome, weight, study.outcomeName);
  const design = layOutDesign(treatmentPart === undefined ? covariateParts : [treatmentPart, ...covariateParts], rows);
  if (rows.length <= design.basis.size) {
    refuse(
      'data/too-few-rows',
      `${rows.length} complete rows cannot carry ${design.basis.size} coefficients.`,
      'Use fewer covariates, or more rows.',
    );
  }
  work.progress(0.1, 'maximum likelihood');
  const maximum = maximizeLogit(design, outcome, weight, work.signal);
  work.progress(0.7, 'margins');
  const { matrix, freedom, clusters } = errorsOf({ design, maximum, outcome, weight }, study, spec, work);
  const coefficients = originalCoefficients(design.basis, maximum.coefficients);
  const covariance = originalCovariance(design.basis, matrix);
  const isKept = new Set(maximum.kept);
  const terms = design.terms.filter(({ position }) => isKept.has(position));
  const uncertain = { freedom, alpha: spec.alpha };
  const variance = (position: number): number => covariance[position * design.basis.size + position] as number;
  const infer = (term: Pick<Term, 'name' | 'column' | 'level'>, position: number): Coefficient =>
    inferCoefficient(term, coefficients[position] as number, variance(position), uncertain);
  const margins = marginsOf({ design, odds: maximum.odds, weight, coefficients, covariance }, terms, spec).map((margin, at) =>
    inferCoefficient(terms[at] as Term, margin.value, margin.variance, uncertain),
  );
  return {
    outcome: study.outcomeName,
    positive: study.outcome.positive ?? '1',
    treatment: study.treatment,
    coefficients: [infer({ name: '(Intercept)', column: '', level: null }, 0), ...terms.map((term) => infer(term, term.position))],
    margins,
    effects: margins.filter(({ column }) => column === study.treatment?.column),
    dropped: design.terms.filter(({ position }) => !isKept.has(position)).map(({ name }) => name),
    references: design.references,
    clusters,
    count: rows.length,
    rowsLeftOut: study.rowCount - rows.length,
    logLikelihood: maximum.logLikelihood,
    nullLogLikelihood: base,
    likelihoodRatioPValue: chiSquaredSf(Math.max(0, 2 * (maximum.logLikelihood - base)), Math.max(1, maximum.kept.length - 1)),
    iterations: maximum.iterations,
    calibration: calibrationOf(maximum.chance, outcome),
  };
}

function marginsOf(task: MarginTask, terms: readonly Term[], spec: LogitSpec) {
  const derivatives = derivativeMargins(task, terms);
  if (spec.marginal === 'derivative') return derivatives;
  return derivatives.map((derivative, at) => {
    const term = terms[at] as Term;
    return term.isYesNo ? differenceMargin(task, term) : derivative;
  });
}

interface Fitted {
  readonly design: Design;
  readonly maximum: Maximum;
  readonly outcome: Float64Array;
  readonly weight: Float64Array | undefined;
}

/** The normal serves for likelihoods; clusters take t with G − 1, as elsewhere. */
function errorsOf({ design, maximum, outcome, weight }: Fitted, study: RegressionStudy, spec: LogitSpec, work: Pick<Work, 'signal'>) {
  const normal = Number.POSITIVE_INFINITY;
  if (spec.covariance === 'classical') return { matrix: maximum.bread, freedom: normal, clusters: [] };
  const loads = outcome.map((value, i) => (weight === undefined ? 1 : (weight[i] as number)) * (value - (maximum.chance[i] as number)));
  const clusters = study.clusters.map((cluster) => groupsIn(cluster, study.rows));
  const scores = { basis: design.basis, rows: design.rows, bread: maximum.bread, loads };
  const rule = { kind: spec.covariance, clusters, factor: spec.clusterFactor, parameters: maximum.kept.length };
  const matrix = sandwichOf(scores, rule, work.signal);
  const freedom = spec.covariance === 'cluster' ? Math.min(...clusters.map(({ count }) => count)) - 1 : normal;
  return { matrix, freedom, clusters: clusters.map(({ column, count }) => ({ column, count })) };
}

/** Log likelihood of the constant alone. */
function nullLikelihood(outcome: Float64Array, weight: Float64Array | undefined, name: string): number {
  let yes = 0;
  let total = 0;
  for (let i = 0; i < outcome.length; i++) {
    const own = weight === undefined ? 1 : (weight[i] as number);
    yes += own * (outcome[i] as number);
    total += own;
  }
  if (yes === 0 || yes === total) {
    refuse(
      'data/constant',
      `In the complete rows "${name}" has one value only; there is nothing to explain.`,
      'Widen the segment, or fill the gaps of the covariates.',
      {
        column: name,
      },
    );
  }
  return yes * Math.log(yes / total) + (total - yes) * Math.log(1 - yes / total);
}

/** Tenths of the rows by fitted probability; equal ones go to the lower tenth in the order of the rows. */
function calibrationOf(chance: Float64Array, outcome: Float64Array): CalibrationBand[] {
  const sorted = sortFloats(chance);
  const bands = Math.max(1, Math.min(10, Math.floor(sorted.length / 20)));
  const starts = Array.from({ length: bands }, (_, band) => Math.floor((band * sorted.length) / bands));
  const edges = Float64Array.from(starts, (start) => sorted[start] as number);
  // How many rows that lie on an edge still belong below it.
  const below = Int32Array.from(starts, (start, band) => start - firstAtLeast(sorted, edges[band] as number));
  const [fitted, observed, count] = [new Float64Array(bands), new Float64Array(bands), new Int32Array(bands)];
  for (let i = 0; i < chance.length; i++) {
    const value = chance[i] as number;
    let band = bands - 1;
    while (band > 0 && (value < (edges[band] as number) || (value === edges[band] && (below[band] as number) > 0))) {
      if (value === edges[band]) below[band] = (below[band] as number) - 1;
      band--;
    }
    fitted[band] = (fitted[band] as number) + value;
    observed[band] = (observed[band] as number) + (outcome[i] as number);
    count[band] = (count[band] as number) + 1;
  }
  return Array.from(count, (size, band) => {
    const share = (observed[band] as number) / size;
    return {
      fitted: (fitted[band] as number) / size,
      observed: share,
      standardError: Math.sqrt((share * (1 - share)) / size),
      count: size,
    };
  });
}

/** The first place in ascending values that holds at least this much. */
function firstAtLeast(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
