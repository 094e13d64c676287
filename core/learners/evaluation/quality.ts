import type { StopSignal } from '../../base/work.ts';
import type { LearningTask } from '../learner.ts';
import { areaUnderRoc } from './auc.ts';
import { type CalibrationBin, type CalibrationLine, calibrationBins, calibrationLine } from './calibration.ts';
import { type CurvePoint, type GainRow, gainTable, rocCurves } from './curves.ts';
import { brierScore, explainedShare, logLoss, meanAbsoluteError, rootMeanSquaredError } from './losses.ts';
import type { Judged, Measured } from './measured.ts';

export type MetricId = 'auc' | 'logLoss' | 'brier' | 'rmse' | 'mae' | 'r2';

/** How good a model is on rows that it has not seen: the same evidence for every learner. */
export interface Quality {
  readonly metrics: readonly { readonly id: MetricId; readonly measured: Measured }[];
  readonly averagePrecision?: number;
  readonly bins: readonly CalibrationBin[];
  readonly line?: CalibrationLine;
  /** Only for yes/no outcomes. */
  readonly roc: readonly CurvePoint[];
  readonly gain: readonly GainRow[];
}

const BINS = 10;

/** Judges predictions of a yes/no outcome (AUC, log loss, Brier) or of a number (RMSE, MAE, R²). */
export function qualityOf(task: LearningTask, judged: Judged, level: number, signal: StopSignal): Quality {
  const line = calibrationLine(judged, task, level, signal);
  const shared = {
    bins: calibrationBins(judged, task, BINS, level),
    ...(line === undefined ? {} : { line }),
    gain: gainTable(judged),
  };
  if (task === 'regression') return { ...shared, metrics: numberMetrics(judged, level), roc: [] };
  const { points, averagePrecision } = rocCurves(judged);
  const metrics = [
    { id: 'auc', measured: areaUnderRoc(judged, level) },
    { id: 'logLoss', measured: logLoss(judged, level) },
    { id: 'brier', measured: brierScore(judged, level) },
  ] as const;
  return { ...shared, metrics, averagePrecision, roc: points };
}

/** Squares of squares leave double precision beyond 1e±77, so errors are measured in a power of two near the largest outcome. */
function numberMetrics(judged: Judged, level: number): Quality['metrics'] {
  let largest = 0;
  for (const value of judged.actual) largest = Math.max(largest, Math.abs(value));
  const unit = largest > 0 ? 2 ** Math.round(Math.log2(largest)) : 1;
  const scaled: Judged = {
    ...judged,
    predicted: judged.predicted.map((value) => value / unit),
    actual: judged.actual.map((value) => value / unit),
  };
  const inUnit = ({ value, standardError, interval }: Measured): Measured => ({
    value: value * unit,
    standardError: standardError * unit,
    interval: [interval[0] * unit, interval[1] * unit],
  });
  return [
    { id: 'rmse', measured: inUnit(rootMeanSquaredError(scaled, level)) },
    { id: 'mae', measured: inUnit(meanAbsoluteError(scaled, level)) },
    { id: 'r2', measured: explainedShare(scaled, level) },
  ];
}
