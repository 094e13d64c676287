import type { Effects } from '../../../frame/effects.ts';
import { type Frame, numberColumn, withColumns } from '../../../frame/frame.ts';
import { sharedFloats } from '../../../frame/shared-memory.ts';
import type { LearnerId } from '../../../learners/catalog.ts';
import type { FitContext, Inputs } from '../../contract.ts';
import { inputOf } from '../../inputs.ts';
import { type ArmSummary, averageEffects, columnOf } from './average.ts';
import { crossFit, type EffectLearner, metaFolds } from './cross-fit.ts';
import { type Density, densityOf } from './density.ts';
import { type Telltale, telltalesOf } from './leakage.ts';
import type { MetaSpec } from './spec.ts';
import { readMetaStudy } from './study.ts';

/** What a meta-learner found; matrices are row-major and on shared memory. */
export interface MetaFit {
  readonly method: string;
  readonly treatment: string;
  readonly control: string;
  /** The arms other than the control. */
  readonly arms: readonly string[];
  readonly outcome: string;
  readonly counted?: string;
  readonly isBinary: boolean;
  readonly features: readonly string[];
  readonly learner: LearnerId;
  readonly folds: number;
  readonly rowCount: number;
  /** Rows with an arm and an outcome, control first. */
  readonly counts: readonly number[];
  readonly clipped: number;
  /** Covariates that go with the assignment more than chance allows. */
  readonly telltales: readonly Telltale[];
  /** Whether the arms' shares were taken for the chances of every row. */
  readonly isByLot: boolean;
  /** Whether one last stage learned from all rows, its own included. */
  readonly isLastStageShared: boolean;
  /** n × (K−1) effects, and n expected outcomes under the control. */
  readonly value: Float64Array;
  readonly baseline: Float64Array;
  /** n × (K−1) standard errors, where theory gives them. */
  readonly standardError?: Float64Array;
  readonly summaries: readonly ArmSummary[];
  readonly densities: readonly Density[];
}

/** Runs one meta-learner from the inputs to effects and their averages. */
export async function fitMeta(
  method: string,
  spec: MetaSpec,
  inputs: Inputs,
  context: FitContext,
  learner: EffectLearner,
): Promise<MetaFit> {
  const study = readMetaStudy(inputOf(inputs, 'frame'), spec);
  const folds = metaFolds(study, spec.folds, context.rng.fork('folds'));
  const fit = await crossFit({ study, spec, folds }, context, learner);
  context.progress(0.96, 'averaging');
  const [control = '', ...arms] = study.arms.names;
  const baseline = sharedFloats(study.codes.length);
  baseline.set(columnOf(fit.outcomes, study.arms.names.length, 0));
  return {
    method,
    treatment: study.arms.column,
    control,
    arms,
    outcome: study.outcome,
    ...(study.counted === undefined ? {} : { counted: study.counted }),
    isBinary: study.task === 'binary',
    features: study.table.features.map((feature) => feature.name),
    learner: spec.learner.learner,
    folds: spec.folds,
    rowCount: study.codes.length,
    counts: study.counts,
    clipped: fit.clipped,
    telltales: telltalesOf(study),
    isByLot: spec.propensity === 'shares',
    isLastStageShared: 'finalStage' in spec && spec.finalStage === 'once',
    value: fit.effects,
    baseline,
    ...(fit.errors === undefined ? {} : { standardError: fit.errors }),
    summaries: averageEffects(study, fit, spec.alpha, context.signal),
    densities: arms.map((_, arm) => densityOf(baseline, columnOf(fit.effects, arms.length, arm))),
  };
}

/** The effects that the step hands on. */
export function effectsOfMeta(fit: MetaFit): Effects {
  return {
    control: fit.control,
    arms: fit.arms,
    outcome: fit.outcome,
    treatment: fit.treatment,
    rowCount: fit.rowCount,
    value: fit.value,
    baseline: fit.baseline,
    ...(fit.standardError === undefined ? {} : { standardError: fit.standardError }),
    isCrossFitted: fit.folds > 1,
  };
}

/** The incoming table with one column of effects per arm. */
export function frameWithEffects(fit: MetaFit, inputs: Inputs): Frame {
  return withColumns(
    inputOf(inputs, 'frame'),
    fit.arms.map((arm, at) => [`effect:${arm}`, numberColumn(columnOf(fit.value, fit.arms.length, at))] as const),
  );
}
