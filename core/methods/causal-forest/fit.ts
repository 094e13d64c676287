import { giveUp } from '../../base/problem.ts';
import { partOf } from '../../base/work.ts';
import type { Effects } from '../../frame/effects.ts';
import { type Frame, numberColumn, withColumns } from '../../frame/frame.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import { splitImportance, splitsPerTree } from '../../learners/causal-forest/importance.ts';
import type { ForestSettings } from '../../learners/causal-forest/job.ts';
import { binTable } from '../../learners/trees/binned-matrix.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { inputOf } from '../inputs.ts';
import { columnOf } from '../kit/meta-learners/average.ts';
import { type AverageEffect, averagesOf } from './averages.ts';
import { type Calibration, calibrate, type SortedGroups, sortGroups } from './calibration.ts';
import { centre } from './centring.ts';
import { complianceOf, forestData, type Grown, growAndAsk, settingsOf } from './grow.ts';
import { type Overlap, overlapOf } from './overlap.ts';
import { project, projectionColumns } from './projection.ts';
import type { Coefficient } from './robust-regression.ts';
import { expectedOf, type Fitted, scoresOf } from './scores.ts';
import type { CausalForestSpec } from './spec.ts';
import { type ForestStudy, readForestStudy } from './study.ts';
import { tuneSettings } from './tune.ts';

/** What is known about one arm's effects (or about one unit more of a continuous treatment). */
export interface ArmFindings {
  readonly arm: string;
  readonly averages: readonly AverageEffect[];
  /** Plain mean of the individual effects, over all rows. */
  readonly meanEffect: number;
  readonly harmedShare: number;
  readonly calibration: Calibration | undefined;
  readonly sorted: SortedGroups;
  readonly projection: readonly Coefficient[];
}

/** What a causal forest found; matrices are row-major and on shared memory. */
export interface ForestFit {
  readonly kind: ForestStudy['kind'];
  readonly treatment: string;
  readonly control: string;
  readonly arms: readonly string[];
  readonly outcome: string;
  readonly counted?: string;
  readonly instrument?: string;
  readonly cluster?: { readonly column: string; readonly count: number };
  readonly isBinary: boolean;
  readonly rowCount: number;
  readonly counts: readonly number[];
  /** n × d. */
  readonly value: Float64Array;
  readonly standardError: Float64Array;
  /** n expected outcomes under the control; absent where there is none. */
  readonly baseline?: Float64Array;
  readonly findings: readonly ArmFindings[];
  readonly importance: readonly { readonly name: string; readonly share: number }[];
  readonly overlap: Overlap;
  readonly compliance?: { readonly mean: number; readonly weakShare: number };
  readonly settings: ForestSettings;
  readonly splits: number;
  /** Rows whose effect is the average, because no tree could say more. */
  readonly filled: number;
}

/** Runs the forest from the inputs to effects and what can be said about them. */
export async function fitCausalForest(spec: CausalForestSpec, inputs: Inputs, context: FitContext): Promise<ForestFit> {
  const study = readForestStudy(inputOf(inputs, 'frame'), spec);
  const matrix = await binTable(study.table, 255, partOf(context, 'bins', 0, 0.02));
  const centring = await centre(study, spec, partOf(context, 'centring', 0.02, 0.25));
  const overlap = overlapOf(study, centring, matrix);
  const data = forestData(study, centring, matrix);
  const given = settingsOf(spec, data.featureCount);
  const settings = spec.tune ? await tuneSettings(data, given, partOf(context, 'tuning', 0.25, 0.45)) : given;
  const grown = await growAndAsk(data, settings, partOf(context, 'forest', 0.45, 0.85));
  const side = study.instrument === undefined ? undefined : await complianceOf(data, settings, partOf(context, 'compliance', 0.85, 0.95));
  const { value, standardError, filled } = settleEffects(grown, study.arms.length);
  context.progress(0.96, 'averaging');
  const fitted: Fitted = { study, centring, effect: value, compliance: side?.compliance };
  const importance = splitImportance(grown.batches, data.featureCount);
  return {
    ...namesOf(study),
    value,
    standardError,
    ...(hasBaseline(study) ? { baseline: baselineOf(fitted) } : {}),
    findings: study.arms.map((arm, index) => findingsOf(fitted, arm, index, spec)),
    importance: study.table.features.map(({ name }, feature) => ({ name, share: importance[feature] as number })),
    overlap,
    ...(side === undefined ? {} : { compliance: { mean: side.mean, weakShare: side.weak / study.codes.length } }),
    settings,
    splits: splitsPerTree(grown.batches),
    filled,
  };
}

function namesOf(study: ForestStudy) {
  return {
    kind: study.kind,
    treatment: study.treatment,
    control: study.control,
    arms: study.arms,
    outcome: study.outcome,
    ...(study.counted === undefined ? {} : { counted: study.counted }),
    ...(study.instrument === undefined ? {} : { instrument: study.instrument.column }),
    ...(study.clusters === undefined ? {} : { cluster: { column: study.clusters.column, count: study.clusters.count } }),
    isBinary: study.task === 'binary',
    rowCount: study.codes.length,
    counts: study.counts,
  };
}

function hasBaseline(study: ForestStudy): boolean {
  return study.kind === 'arms' && study.instrument === undefined;
}

function baselineOf(fitted: Fitted): Float64Array {
  const baseline = sharedFloats(fitted.study.codes.length);
  for (let row = 0; row < baseline.length; row++) baseline[row] = expectedOf(fitted, row).control;
  return baseline;
}

/** Rows that no tree could say anything about get the mean of the others, with the widest standard error seen. */
function settleEffects({ effect, variance }: Grown, d: number) {
  const standardError = sharedFloats(effect.length);
  let filled = 0;
  for (let index = 0; index < d; index++) {
    let [sum, count, widest] = [0, 0, 0];
    for (let at = index; at < effect.length; at += d) {
      const error = Math.sqrt(variance[at] as number);
      standardError[at] = error;
      if (error > widest) widest = error;
      if (!Number.isFinite(effect[at])) continue;
      sum += effect[at] as number;
      count++;
    }
    if (count === 0) {
      giveUp(
        'numeric/no-overlap',
        'Nothing is left of the treatment once the covariates are taken into account, so no effect can be told.',
        'Leave out the covariate that decides the treatment, or collect rows where both arms occur.',
        { option: 'covariates' },
      );
    }
    for (let at = index; at < effect.length; at += d) {
      if (!Number.isFinite(effect[at])) {
        effect[at] = sum / count;
        standardError[at] = widest;
        if (index === 0) filled++;
      } else if (!Number.isFinite(standardError[at])) standardError[at] = widest;
    }
  }
  return { value: effect, standardError, filled };
}

function findingsOf(fitted: Fitted, arm: string, index: number, spec: CausalForestSpec): ArmFindings {
  const { study } = fitted;
  const averaging = { alpha: spec.alpha, clusters: study.clusters?.codes };
  const scores = scoresOf(fitted)[index] as Float64Array;
  const effects = columnOf(fitted.effect, study.arms.length, index);
  return {
    arm,
    averages: averagesOf(fitted, scores, index, averaging),
    meanEffect: effects.reduce((sum, effect) => sum + effect, 0) / effects.length,
    harmedShare: effects.reduce((count, effect) => count + Number(effect < 0), 0) / effects.length,
    calibration: calibrate(fitted, index, averaging),
    sorted: sortGroups(effects, scores, averaging),
    projection: project(projectionColumns(study.table, spec.projectOn), scores, averaging),
  };
}

/** The effects that the step hands on; every row's comes from trees that did not draw it. */
export function effectsOfForest(fit: ForestFit): Effects {
  const { control, arms, outcome, treatment, rowCount, value, standardError, baseline } = fit;
  const known = baseline === undefined ? {} : { baseline };
  return { control, arms, outcome, treatment, rowCount, value, standardError, ...known, isCrossFitted: true };
}

/** The incoming table with one column of effects per arm. */
export function frameWithForest(fit: ForestFit, inputs: Inputs): Frame {
  return withColumns(
    inputOf(inputs, 'frame'),
    fit.arms.map((arm, at) => [`effect:${arm}`, numberColumn(columnOf(fit.value, fit.arms.length, at))] as const),
  );
}
