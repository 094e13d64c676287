import { refuse } from '../../base/problem.ts';
import type { Work } from '../../base/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { bindFeatures, describeFeatures } from '../../learners/features.ts';
import type { FeatureTable } from '../../learners/model.ts';
import type { Inputs } from '../contract.ts';
import { columnsFor, effectsWithFrame, findInput, inputOf } from '../inputs.ts';
import { type Telltale, telltalesOf } from '../kit/meta-learners/leakage.ts';
import { readMetaStudy } from '../kit/meta-learners/study.ts';
import { scoreArms } from '../kit/policy/arm-values.ts';
import { readCosts } from '../kit/policy/costs.ts';
import type { PolicyTreeSpec } from './spec.ts';

/** What the tree is learned from. Matrices are n × K row-major, control first. */
export interface PolicyStudy {
  readonly source: 'test' | 'effects';
  readonly outcome: string;
  readonly arms: readonly string[];
  readonly table: FeatureTable;
  readonly costs: Float64Array;
  /** n arms that rows were in; −1 unknown. */
  readonly codes: Int32Array;
  readonly telltales: readonly Telltale[];
  /** Worth before costs, with noise; asked for once, as it trains models where it comes from a test. */
  scores(work: Work): Promise<{ readonly values: Float64Array; readonly clipped: number }>;
}

/**
 * Reads the study: effects where they come in, else the test itself, whose rows get doubly robust scores.
 *
 * @throws whatever is wrong with the columns, by name
 */
export function readPolicyStudy(spec: PolicyTreeSpec, inputs: Inputs): PolicyStudy {
  return findInput(inputs, 'effects') === undefined ? fromTest(spec, inputOf(inputs, 'frame')) : fromEffects(spec, inputs);
}

function fromTest(spec: PolicyTreeSpec, frame: Frame): PolicyStudy {
  const study = readMetaStudy(frame, spec);
  return {
    source: 'test',
    outcome: study.outcome,
    arms: study.arms.names,
    table: spec.splitOn === undefined || spec.splitOn.length === 0 ? study.table : tableOf(frame, spec.splitOn),
    costs: readCosts(frame, study.arms, spec.costs),
    codes: study.codes,
    telltales: telltalesOf(study),
    scores: async (work) => {
      const { scores, clipped } = await scoreArms(study, spec, work);
      return { values: scores, clipped };
    },
  };
}

function fromEffects(spec: PolicyTreeSpec, inputs: Inputs): PolicyStudy {
  const { effects, frame } = effectsWithFrame(inputs);
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or widen the segment.');
  const arms = [effects.control, ...effects.arms];
  const names = spec.splitOn ?? columnsFor(frame, 'covariate', spec.covariates, 'covariates');
  if (names.length === 0)
    refuse(
      'option/invalid',
      'Nothing says which columns the rules may name.',
      'Set splitOn to some columns, or give columns the role covariate.',
      {
        option: 'splitOn',
      },
    );
  const values = new Float64Array(frame.rowCount * arms.length);
  for (let row = 0; row < frame.rowCount; row++)
    for (let arm = 0; arm < effects.arms.length; arm++)
      values[row * arms.length + arm + 1] = effects.value[row * effects.arms.length + arm] as number;
  const known = {
    column: effects.treatment ?? 'effects',
    names: arms,
    codes: new Int32Array(frame.rowCount).fill(-1),
    counts: arms.map(() => 0),
  };
  return {
    source: 'effects',
    outcome: effects.outcome,
    arms,
    table: tableOf(frame, names),
    costs: readCosts(frame, known, spec.costs),
    codes: known.codes,
    telltales: [],
    scores: () => Promise.resolve({ values, clipped: 0 }),
  };
}

function tableOf(frame: Frame, names: readonly string[]): FeatureTable {
  return bindFeatures(frame, describeFeatures(frame, columnsFor(frame, 'covariate', names, 'splitOn')));
}
