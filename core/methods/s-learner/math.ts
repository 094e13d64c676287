import { partOf, type Work } from '../../base/work.ts';
import { sharedFloats, sharedInts } from '../../frame/shared-memory.ts';
import { prepareLearner } from '../../learners/catalog.ts';
import type { FeatureTable } from '../../learners/model.ts';
import { modelOf, predictSpread, trainMany } from '../../learners/train-many.ts';
import type { Classroom, EffectLearner, FoldLot, FoldResult } from '../kit/meta-learners/cross-fit.ts';
import { learnPropensity, type Propensity } from '../kit/meta-learners/propensity.ts';
import { openSchool } from '../kit/meta-learners/school.ts';
import type { MetaStudy } from '../kit/meta-learners/study.ts';

/**
 * The S-learner: one model of the outcome in which the arm is a covariate like any other, asked about each row
 * under every arm.
 *
 *   τ̂_k(x) = μ̂(x, k) − μ̂(x, 0)
 *
 * @see Künzel, Sekhon, Bickel & Yu (2019), PNAS 116(10), 4156–4165, section Metaalgorithms
 * Cost: one training per fold, and K answers a row.
 */
export const single: EffectLearner = {
  async learn(lots, room, work) {
    const expected = await learnTogether(lots, room, partOf(work, 'outcomes', 0, 0.7));
    const propensities = await shares(lots, room, partOf(work, 'shares', 0.7, 1));
    return expected.map((byArm, index): FoldResult => {
      const [control, ...others] = byArm;
      return {
        expected: byArm,
        effects: others.map((column) => column.map((value, i) => value - (control?.[i] as number))),
        propensity: propensities[index] as Propensity,
      };
    });
  },
};

async function shares(lots: readonly FoldLot[], room: Classroom, work: Work): Promise<readonly Propensity[]> {
  const nobody = { teach: () => Promise.resolve([]) };
  const school = room.spec.propensity === 'shares' ? nobody : await openSchool(room.spec.learner, room.study.table, work);
  return learnPropensity(room, lots, school, work);
}

/** By fold and arm: the expected outcomes of the held-out rows. */
async function learnTogether(lots: readonly FoldLot[], { study, spec }: Classroom, work: Work): Promise<readonly Float64Array[][]> {
  const codes = sharedFloats(study.codes.length);
  for (let row = 0; row < codes.length; row++) codes[row] = (study.codes[row] as number) < 0 ? Number.NaN : (study.codes[row] as number);
  // Logistic regression cannot learn numbers; straight lines can.
  const choice =
    spec.learner.learner === 'logistic' && study.task !== 'binary' ? { ...spec.learner, learner: 'linear' as const } : spec.learner;
  const ready = await prepareLearner(choice, withArm(study, codes), partOf(work, 'prepare', 0, 0.1));
  const lessons = lots.map(({ rowsOfArm, rng }) => ({
    target: { task: study.task, values: study.values, rows: together(rowsOfArm) },
    seed: rng.fork('outcome').seed,
    questions: [],
    wantsModel: true,
  }));
  const learnt = await trainMany(ready, lessons, partOf(work, 'outcomes', 0.1, 0.8));
  const tables = study.arms.names.map((_, arm) => withArm(study, sharedFloats(codes.length).fill(arm)));
  const answers: Float64Array[][] = [];
  for (const [index, { heldOut }] of lots.entries()) {
    const byArm: Float64Array[] = [];
    for (const table of tables) byArm.push(await predictSpread({ model: modelOf(learnt[index]), table }, heldOut, work));
    answers.push(byArm);
  }
  return answers;
}

/** The covariates and the arm, under the name of the treatment's column. */
function withArm({ table, arms }: MetaStudy, codes: Float64Array): FeatureTable {
  return {
    rowCount: table.rowCount,
    features: [...table.features, { name: arms.column, kind: 'category', categories: arms.names }],
    columns: [...table.columns, codes],
  };
}

function together(rowsOfArm: readonly Int32Array[]): Int32Array {
  const rows = sharedInts(rowsOfArm.reduce((sum, own) => sum + own.length, 0));
  let at = 0;
  for (const own of rowsOfArm) {
    rows.set(own, at);
    at += own.length;
  }
  return rows.sort();
}
