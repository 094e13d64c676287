import { around, type Judged, type Measured, meanOf } from './measured.ts';

/** Probabilities closer to 0 or 1 than this are taken as this: one sure mistake must not make a mean infinite. */
const SUREST = 1e-15;

/** Mean of −y·log p − (1 − y)·log(1 − p), in nats, with an interval by the central limit theorem. */
export function logLoss(judged: Judged, level: number): Measured {
  return meanLoss(judged, level, (predicted, actual) => {
    const p = Math.min(1 - SUREST, Math.max(SUREST, predicted));
    return -(actual * Math.log(p) + (1 - actual) * Math.log1p(-p));
  });
}

/** Mean squared distance of probabilities from 0/1 outcomes (Brier 1950), with an interval by the central limit theorem. */
export function brierScore(judged: Judged, level: number): Measured {
  return meanLoss(judged, level, squaredError);
}

/** Mean absolute error in the unit of the outcome, with an interval by the central limit theorem. */
export function meanAbsoluteError(judged: Judged, level: number): Measured {
  return meanLoss(judged, level, (predicted, actual) => Math.abs(predicted - actual));
}

/** Root of the mean squared error in the unit of the outcome; its interval is that of the mean, under the root. */
export function rootMeanSquaredError(judged: Judged, level: number): Measured {
  const { value, standardError, interval } = meanLoss(judged, level, squaredError);
  const root = Math.sqrt(value);
  return {
    value: root,
    standardError: root === 0 ? 0 : standardError / (2 * root),
    interval: [Math.sqrt(interval[0]), Math.sqrt(interval[1])],
  };
}

/**
 * Share of the outcome's variance that the predictions explain: 1 − MSE / variance. Below 0 the mean would do better.
 * The error is the delta method's: each row moves the ratio by (−e² + (1 − R²)·(y − ȳ)²) / variance.
 *
 * @returns NaN when the outcome does not vary
 */
export function explainedShare(judged: Judged, level: number): Measured {
  const { predicted, actual, weight } = judged;
  const centre = meanOf(actual, weight).value;
  const spread = actual.map((value) => (value - centre) ** 2);
  const errors = predicted.map((value, i) => (value - (actual[i] as number)) ** 2);
  const variance = meanOf(spread, weight).value;
  const share = 1 - meanOf(errors, weight).value / variance;
  const moves = errors.map((error, i) => (-error + (1 - share) * (spread[i] as number)) / variance);
  return around(share, meanOf(moves, weight).standardError, level, [Number.NEGATIVE_INFINITY, 1]);
}

function squaredError(predicted: number, actual: number): number {
  return (predicted - actual) ** 2;
}

function meanLoss({ predicted, actual, weight }: Judged, level: number, loss: (predicted: number, actual: number) => number): Measured {
  const losses = predicted.map((value, i) => loss(value, actual[i] as number));
  const { value, standardError } = meanOf(losses, weight);
  return around(value, standardError, level, [0, Number.POSITIVE_INFINITY]);
}
