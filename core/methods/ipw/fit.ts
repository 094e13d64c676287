import type { FitContext, Inputs } from '../contract.ts';
import { inputOf } from '../inputs.ts';
import { type AdjustedContrast, type AdjustedFit, withNormalInterval } from '../kit/propensity/contrast.ts';
import { diagnose } from '../kit/propensity/diagnosis.ts';
import { plainDifference } from '../kit/propensity/plain.ts';
import { guardScores, influenceThroughScores, learnScores, type PairScores } from '../kit/propensity/scores.ts';
import { foldsFor, isPlainLine } from '../kit/propensity/spec.ts';
import { type AssignmentStudy, readAssignment } from '../kit/propensity/study.ts';
import { hajek, horvitzThompson } from './estimate.ts';
import type { IpwSpec } from './spec.ts';
import { balancingWeights, trim } from './weights.ts';

/** One arm's weighted difference. */
export interface IpwContrast extends AdjustedContrast {
  /** The error with the scores taken as known. */
  readonly standardErrorKnown: number;
  /** The range of scores that takes part, where there is one. */
  readonly bounds: readonly [number, number] | null;
  readonly dropped: number;
}

export interface IpwFit extends AdjustedFit {
  readonly learner: string;
  readonly folds: number;
  /** Whether the error counts in that the scores were estimated. */
  readonly isStacked: boolean;
  readonly contrasts: readonly IpwContrast[];
}

/** Weights every compared arm and the control to one population and compares them. */
export async function fitIpw(spec: IpwSpec, inputs: Inputs, context: FitContext): Promise<IpwFit> {
  const frame = inputOf(inputs, 'frame');
  const folds = foldsFor(spec.folds, spec.learner);
  const study = readAssignment(frame, spec, folds);
  context.progress(0, 'learning the propensity scores');
  const pairs = await learnScores(study, { learner: spec.learner, folds }, context);
  const isStacked = folds === 1 && isPlainLine(spec.learner);
  let guarded = 0;
  const contrasts = pairs.map((pair, index) => {
    context.signal.throwIfAborted();
    context.progress(0.6 + (0.4 * index) / pairs.length, 'weighting');
    const { scores, moved } = guardScores(pair.scores, spec.estimand, spec.learner);
    guarded += moved;
    return compare(study, { ...pair, scores }, { spec, isStacked }, context);
  });
  return {
    method: 'ipw',
    outcome: study.outcome,
    ...(study.counted === undefined ? {} : { counted: study.counted }),
    isBinary: study.task === 'binary',
    control: study.arms.names[0] ?? '',
    rowCount: frame.rowCount,
    usableRows: study.counts.reduce((sum, count) => sum + count, 0),
    covariates: study.table.features.map(({ name }) => name),
    missing: study.missing,
    guarded,
    learner: spec.learner.learner,
    folds,
    isStacked,
    contrasts,
  };
}

interface How {
  readonly spec: IpwSpec;
  readonly isStacked: boolean;
}

function compare(study: AssignmentStudy, pair: PairScores, { spec, isStacked }: How, { signal }: FitContext): IpwContrast {
  const [low = 0, high = 1] = spec.bounds;
  const trimmed = trim(pair.scores, { how: spec.trimming, bounds: [low, high] });
  const weights = balancingWeights(pair.treated, trimmed, spec.estimand);
  const outcome = Float64Array.from(pair.rows, (row) => study.values[row] as number);
  const given = { ...weights, ...trimmed, treated: pair.treated, outcome };
  const found = spec.normalization === 'hajek' ? hajek(given) : horvitzThompson(given, spec.estimand);
  const standardErrorKnown = rootOfSquares(found.influence);
  const through = isStacked ? influenceThroughScores(study, pair, found.load, signal) : undefined;
  const standardError =
    through === undefined ? standardErrorKnown : rootOfSquares(found.influence.map((own, i) => own + (through[i] as number)));
  const shown = spec.stabilized ? stabilized(weights.weight, pair.treated) : weights.weight;
  return {
    arm: study.arms.names[pair.arm] ?? '',
    ...withNormalInterval(found.value, standardError, spec.alpha),
    standardErrorKnown,
    n: pair.rows.length - trimmed.dropped,
    means: { arm: found.armMean, control: found.controlMean },
    naive: plainDifference(study, pair),
    bounds: trimmed.bounds,
    dropped: trimmed.dropped,
    diagnosis: diagnose(study, { ...pair, scores: trimmed.scores }, shown, { estimand: spec.estimand, signal }),
  };
}

function rootOfSquares(influence: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < influence.length; i++) sum += (influence[i] as number) ** 2;
  return Math.sqrt(sum);
}

/**
 * Weights times their arm's share, so that they average about 1. Ratios of sums do not change, only how the weights read.
 *
 * @see Robins, Hernán & Brumback (2000), Epidemiology 11, 550–560
 */
function stabilized(weights: Float64Array, treated: Uint8Array): Float64Array {
  let arm = 0;
  for (let i = 0; i < treated.length; i++) arm += treated[i] as number;
  const share = arm / treated.length;
  return weights.map((weight, i) => weight * (treated[i] === 1 ? share : 1 - share));
}
