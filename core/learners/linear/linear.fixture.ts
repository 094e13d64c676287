import { rngFromSeed } from '../../base/rng.ts';
import type { Work } from '../../base/work.ts';
import { type Frame, numbersOf } from '../../frame/frame.ts';
import { bindFeatures, describeFeatures } from '../features.ts';
import type { FeatureTable } from '../model.ts';
import type { LinearFit } from './coefficients.ts';
import { designOf } from './design.ts';
import { fitLeastSquares } from './least-squares.ts';
import { fitLogistic } from './logistic.ts';
import { type LinearSpec, linearSpec } from './spec.ts';

/** Straight lines never leave the calling thread. */
const alone: Work = {
  rng: rngFromSeed(1),
  signal: { aborted: false, throwIfAborted: () => undefined },
  threads: 1,
  progress: () => undefined,
  spread: () => Promise.reject(new Error('not here')),
  team: () => Promise.reject(new Error('not here')),
};

/** No penalty. */
export const plain = linearSpec.parse({});

/** The named columns as features. */
export function tableOf(frame: Frame, names: readonly string[]): FeatureTable {
  return bindFeatures(frame, describeFeatures(frame, names));
}

/** Least squares of one column on others. */
export function regress(frame: Frame, outcome: string, names: readonly string[], spec: LinearSpec = plain, weight?: string): LinearFit {
  const target = { task: 'regression' as const, values: numbersOf(frame, outcome) };
  const weighted = weight === undefined ? target : { ...target, weight: numbersOf(frame, weight) };
  return fitLeastSquares(designOf(tableOf(frame, names)), weighted, spec, alone);
}

/** Logistic regression of one 0/1 column on others. */
export function classify(frame: Frame, outcome: string, names: readonly string[], spec: LinearSpec = plain): LinearFit {
  return fitLogistic(designOf(tableOf(frame, names)), { task: 'binary', values: numbersOf(frame, outcome) }, spec, alone);
}

/** Coefficients by the names of the golden files. */
export function named(fit: LinearFit): Record<string, number> {
  return Object.fromEntries(
    fit.coefficients.map((row) => [row.category === undefined ? row.feature : `${row.feature} = ${row.category}`, row.value]),
  );
}
