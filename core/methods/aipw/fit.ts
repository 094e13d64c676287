import type { FitContext, Inputs } from '../contract.ts';
import { inputOf } from '../inputs.ts';
import { type AdjustedContrast, type AdjustedFit, withNormalInterval } from '../kit/propensity/contrast.ts';
import { diagnose } from '../kit/propensity/diagnosis.ts';
import { type Groups, readGroups } from '../kit/propensity/groups.ts';
import { plainDifference } from '../kit/propensity/plain.ts';
import { foldsFor } from '../kit/propensity/spec.ts';
import { type AssignmentStudy, readAssignment } from '../kit/propensity/study.ts';
import { learnNuisances, type Nuisances } from './nuisances.ts';
import { averageScores, type RobustScores, robustScores } from './scores.ts';
import type { AipwSpec } from './spec.ts';

/** The effect in one group. */
export interface GroupEffect extends Pick<AdjustedContrast, 'value' | 'standardError' | 'interval' | 'pValue' | 'n'> {
  readonly group: string;
}

export interface AipwContrast extends AdjustedContrast {
  readonly groups: readonly GroupEffect[];
  /** The models' answer alone: the mean of μ̂_k − μ̂_0 over the population. */
  readonly modelled: number;
}

export interface AipwFit extends AdjustedFit {
  readonly learner: string;
  readonly propensityLearner: string;
  readonly folds: number;
  readonly group: string | null;
  readonly contrasts: readonly AipwContrast[];
}

/** Learns both models, joins them into doubly robust scores, and averages them. */
export async function fitAipw(spec: AipwSpec, inputs: Inputs, context: FitContext): Promise<AipwFit> {
  const frame = inputOf(inputs, 'frame');
  const folds = foldsFor(spec.folds, spec.learner, spec.propensityLearner);
  const study = readAssignment(frame, spec, folds);
  const groups = spec.group === undefined ? undefined : readGroups(frame, spec.group);
  const nuisances = await learnNuisances(study, spec, folds, context);
  const contrasts = study.compared.map((arm) => {
    context.signal.throwIfAborted();
    return compare(study, nuisances, arm, { spec, groups, context });
  });
  return {
    method: 'aipw',
    outcome: study.outcome,
    ...(study.counted === undefined ? {} : { counted: study.counted }),
    isBinary: study.task === 'binary',
    control: study.arms.names[0] ?? '',
    rowCount: frame.rowCount,
    usableRows: study.counts.reduce((sum, count) => sum + count, 0),
    covariates: study.table.features.map(({ name }) => name),
    missing: study.missing,
    guarded: nuisances.guarded,
    learner: spec.learner.learner,
    propensityLearner: spec.propensityLearner.learner,
    folds,
    group: groups?.column ?? null,
    contrasts,
  };
}

interface How {
  readonly spec: AipwSpec;
  readonly groups: Groups | undefined;
  readonly context: FitContext;
}

function compare(study: AssignmentStudy, nuisances: Nuisances, arm: number, { spec, groups, context }: How): AipwContrast {
  const robust = robustScores(study, nuisances, arm, spec.estimand);
  const { value, standardError, n } = averageScores(robust);
  const inPair = Int32Array.from(robust.rows.keys()).filter((i) => {
    const code = study.codes[robust.rows[i] as number];
    return code === 0 || code === arm;
  });
  const pairRows = Int32Array.from(inPair, (i) => robust.rows[i] as number);
  const pair = {
    arm,
    rows: pairRows,
    treated: Uint8Array.from(pairRows, (row) => Number(study.codes[row] === arm)),
    scores: Float64Array.from(pairRows, (row) => nuisances.against.get(arm)?.[row] as number),
  };
  const weights = Float64Array.from(inPair, (i) => robust.weight[i] as number);
  return {
    arm: study.arms.names[arm] ?? '',
    ...withNormalInterval(value, standardError, spec.alpha),
    n,
    means: null,
    naive: plainDifference(study, pair),
    modelled: modelledEffect(nuisances, robust, arm),
    groups: groups === undefined ? [] : groupEffects(robust, groups, spec.alpha),
    diagnosis: diagnose(study, pair, weights, { estimand: spec.estimand, signal: context.signal }),
  };
}

function modelledEffect({ outcomes }: Nuisances, { rows, member }: RobustScores, arm: number): number {
  const [above, below] = [outcomes.get(arm) as Float64Array, outcomes.get(0) as Float64Array];
  let sum = 0;
  let size = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    sum += (member[i] as number) * ((above[row] as number) - (below[row] as number));
    size += member[i] as number;
  }
  return sum / size;
}

/** Groups with fewer rows than this have no error worth printing. */
const FEWEST_IN_GROUP = 2;

function groupEffects(robust: RobustScores, { names, codes }: Groups, alpha: number): GroupEffect[] {
  const own = Int32Array.from(robust.rows, (row) => codes[row] as number);
  return names.flatMap((group, code) => {
    const { value, standardError, n } = averageScores(robust, own, code);
    return n < FEWEST_IN_GROUP ? [] : [{ group, ...withNormalInterval(value, standardError, alpha), n }];
  });
}
