import { refuse } from '../../base/problem.ts';
import type { Work } from '../../base/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { type Coefficient, inferCoefficient } from '../kit/regression/coefficients.ts';
import { centredInteractions, positionsOf } from '../kit/regression/interactions.ts';
import { type Regression, regress } from '../kit/regression/regress.ts';
import { type RegressionStudy, type RegressionTreatment, readStudy } from '../kit/regression/study.ts';
import { type WaldTest, waldTest } from '../kit/regression/wald.ts';
import {
  type Inflation,
  inflationOf,
  type LeverageSummary,
  leverageSummaryOf,
  type ResidualBand,
  residualBands,
  type SpreadTest,
  spreadTestOf,
} from './diagnostics.ts';
import type { OlsSpec } from './spec.ts';

/** Everything that the report is written from. */
export interface OlsFit {
  readonly outcome: string;
  readonly counted: string | null;
  readonly treatment: RegressionTreatment | null;
  /** In the order of the options; the intercept, if there is one, comes first. */
  readonly coefficients: readonly Coefficient[];
  /** Those of the treatment itself. */
  readonly effects: readonly Coefficient[];
  readonly dropped: readonly string[];
  readonly references: readonly { readonly column: string; readonly level: string }[];
  readonly count: number;
  readonly rowsLeftOut: number;
  readonly parameters: number;
  readonly freedom: number;
  readonly residualError: number;
  readonly explained: number | null;
  readonly explainedWithin: number | null;
  readonly clusters: readonly { readonly column: string; readonly count: number }[];
  readonly fixedEffects: readonly { readonly column: string; readonly count: number }[];
  readonly allSlopes: WaldTest | null;
  readonly inflation: readonly Inflation[];
  readonly spread: SpreadTest | null;
  readonly leverage: LeverageSummary | null;
  readonly residuals: readonly ResidualBand[];
}

/** Checks what can be checked before the run. */
export function readOls(frame: Frame, spec: OlsSpec): RegressionStudy {
  const study = readStudy(frame, spec, { use: 'compare' });
  if (spec.interactions && study.treatmentPart === undefined) {
    refuse('option/invalid', 'Interactions need a treatment.', 'Set treatment to a column, or interactions to false.', {
      option: 'interactions',
    });
  }
  if (study.treatmentPart === undefined && study.covariateParts.length === 0) {
    refuse('option/invalid', 'The regression has neither a treatment nor covariates.', 'Set covariates to at least one column.', {
      option: 'covariates',
    });
  }
  return study;
}

/** Fits the regression with its errors and diagnostics. */
export function fitOls(spec: OlsSpec, frame: Frame, work: Pick<Work, 'signal' | 'progress'>): OlsFit {
  const study = readOls(frame, spec);
  const { treatmentPart, covariateParts, rows, rowCount, weight } = study;
  const main = treatmentPart === undefined ? covariateParts : [treatmentPart, ...covariateParts];
  const crossed =
    spec.interactions && treatmentPart !== undefined ? centredInteractions(treatmentPart, covariateParts, { rows, rowCount, weight }) : [];
  work.progress(0.1, 'regression');
  const regression = regress(
    {
      outcome: study.outcome.values,
      parts: [...main, ...crossed],
      rows,
      weight,
      fixedEffects: study.fixedEffects,
      clusters: study.clusters,
      covariance: spec.covariance,
      clusterFactor: spec.clusterFactor,
    },
    work.signal,
  );
  work.progress(0.7, 'diagnostics');
  return summarise(study, regression, spec, work);
}

function summarise(study: RegressionStudy, regression: Regression, spec: OlsSpec, work: Pick<Work, 'signal'>): OlsFit {
  const { design, least, freedom, count, parameters } = regression;
  const coefficients = coefficientsOf(regression, spec.alpha);
  const share = (left: number, total: number): number | null => (total > 0 ? 1 - left / total : null);
  const slopes = [...least.kept].filter((position) => position > 0);
  const treatment = study.treatment?.column;
  const isOwn = new Set(treatment === undefined ? [] : positionsOf(design, treatment));
  const own = new Set(design.terms.filter(({ position }) => isOwn.has(position)).map(({ name }) => name));
  return {
    outcome: study.outcomeName,
    counted: study.outcome.counted ?? null,
    treatment: study.treatment,
    coefficients,
    effects: coefficients.filter(({ name }) => own.has(name)),
    dropped: regression.dropped.map(({ name }) => name),
    references: design.references,
    count,
    rowsLeftOut: study.rowCount - count,
    parameters,
    freedom,
    residualError: Math.sqrt(least.squares / (count - parameters)),
    explained: share(least.squares, regression.totalSquares),
    explainedWithin: regression.hasIntercept ? null : share(least.squares, regression.withinSquares),
    clusters: regression.clusters.map(({ column, count: groups }) => ({ column, count: groups })),
    fixedEffects: regression.fixedEffects.map(({ column, count: groups }) => ({ column, count: groups })),
    allSlopes: waldTest(regression.coefficients, regression.covariance, slopes, freedom) ?? null,
    inflation: inflationOf(regression),
    spread: spreadTestOf(regression, work.signal) ?? null,
    leverage: leverageSummaryOf(regression, study.rows, work.signal) ?? null,
    residuals: residualBands(regression),
  };
}

/** The kept coefficients with their inference; the intercept first. */
function coefficientsOf({ design, least, coefficients, covariance, freedom, hasIntercept }: Regression, alpha: number): Coefficient[] {
  const { size } = design.basis;
  const kept = new Set(least.kept);
  const infer = (term: { name: string; column: string; level: string | null }, position: number): Coefficient =>
    inferCoefficient(term, coefficients[position] as number, covariance[position * size + position] as number, { freedom, alpha });
  const slopes = design.terms.filter(({ position }) => kept.has(position)).map((term) => infer(term, term.position));
  return hasIntercept ? [infer({ name: '(Intercept)', column: '', level: null }, 0), ...slopes] : slopes;
}
