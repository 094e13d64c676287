import { partOf } from '../../base/work.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import type { EffectLearner, FoldLot, FoldResult } from '../kit/meta-learners/cross-fit.ts';
import { learnEffects, type Pseudo } from '../kit/meta-learners/final-stage.ts';
import { learnPropensity, merged, type Propensity } from '../kit/meta-learners/propensity.ts';
import type { ResidualSpec } from '../kit/meta-learners/residual-spec.ts';
import { type Answers, openSchool } from '../kit/meta-learners/school.ts';
import type { MetaStudy } from '../kit/meta-learners/study.ts';

/**
 * The R-learner: takes out of the outcome and of the assignment what the covariates explain, and learns the effects
 * from what is left. Each arm is set against the control on the rows of the two, W = 1 in the arm:
 *
 *   τ̂_k = argmin_τ Σ [(Y − m̂(x)) − (W − ê(x)) τ(x)]²,
 *
 * which is a regression of (Y − m̂)/(W − ê) on x with weights (W − ê)². m̂ and ê come from the other folds.
 *
 * @see Nie & Wager (2021), Biometrika 108(2), 299–319, eq. 4
 * Cost: two trainings per fold and arm, three where the assignment is estimated.
 */
export function residualised(spec: ResidualSpec): EffectLearner {
  return {
    async learn(lots, { study }, work) {
      const school = await openSchool(spec.learner, study.table, partOf(work, 'prepare', 0, 0.05));
      const means = await school.teach(
        lots.flatMap((lot) => meanLessons(study, lot)),
        partOf(work, 'outcomes', 0.05, 0.4),
      );
      const propensities = await learnPropensity({ study, spec }, lots, school, partOf(work, 'shares', 0.4, 0.55));
      const pseudos = residuals(lots, study, { means, propensities });
      const learnt = await learnEffects(lots, { study, spec }, pseudos, partOf(work, 'effects', 0.55, 1));
      return lots.map((_, fold): FoldResult => {
        const propensity = propensities[fold] as Propensity;
        const own = { ...(learnt[fold] ?? { effects: [] }), propensity };
        return {
          ...own,
          expected: expectedOf(
            own,
            pseudos.map((_pseudo, arm) => meanOf(means, pseudos.length, fold, arm)),
          ),
        };
      });
    },
  };
}

/** The outcome given covariates, on the rows of each arm and the control. */
function meanLessons(study: MetaStudy, { rowsOfArm, heldOut, rng }: FoldLot) {
  return study.arms.names.slice(1).map((_, index) => ({
    task: study.task,
    values: study.values,
    rows: merged(rowsOfArm[0] as Int32Array, rowsOfArm[index + 1] as Int32Array),
    rng: rng.fork('mean').fork(index + 1),
    questions: [heldOut],
  }));
}

function meanOf(means: readonly Answers[], armCount: number, fold: number, arm: number): Float64Array {
  return means[fold * armCount + arm]?.[0] ?? new Float64Array(0);
}

interface Nuisances {
  readonly means: readonly Answers[];
  readonly propensities: readonly Propensity[];
}

/** By arm: (Y − m̂)/(W − ê) and its weight (W − ê)², on the rows of the arm and the control. */
function residuals(lots: readonly FoldLot[], study: MetaStudy, { means, propensities }: Nuisances): Pseudo[] {
  const everyone = study.arms.names.map((_, arm) => rowsWith(study.codes, arm));
  return study.arms.names.slice(1).map((_, index) => {
    const [values, weight] = [sharedFloats(study.codes.length), sharedFloats(study.codes.length)];
    lots.forEach(({ heldOut }, fold) => {
      const mean = meanOf(means, study.arms.names.length - 1, fold, index);
      const share = propensities[fold]?.against[index] ?? new Float64Array(0);
      for (let i = 0; i < heldOut.length; i++) {
        const row = heldOut[i] as number;
        const code = study.codes[row] as number;
        if (code !== 0 && code !== index + 1) continue;
        const surprise = (code === 0 ? 0 : 1) - (share[i] as number);
        values[row] = ((study.values[row] as number) - (mean[i] as number)) / surprise;
        weight[row] = surprise * surprise;
      }
    });
    return { values, weight, rows: merged(everyone[0] as Int32Array, everyone[index + 1] as Int32Array) };
  });
}

function rowsWith(codes: Int32Array, arm: number): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < codes.length; row++) if (codes[row] === arm) rows.push(row);
  return Int32Array.from(rows);
}

/**
 * Expected outcomes by arm from m = μ_0 + e·τ: under an arm m + (1 − e)τ, under the control m − eτ, averaged over the
 * arms that it was set against.
 */
function expectedOf(
  { effects, propensity }: Pick<FoldResult, 'effects' | 'propensity'>,
  means: readonly Float64Array[],
): readonly Float64Array[] {
  const control = new Float64Array(means[0]?.length ?? 0);
  const others = means.map((mean, arm) => {
    const [effect, share] = [effects[arm] as Float64Array, propensity.against[arm] as Float64Array];
    return mean.map((value, i) => {
      control[i] = (control[i] as number) + (value - (share[i] as number) * (effect[i] as number)) / means.length;
      return value + (1 - (share[i] as number)) * (effect[i] as number);
    });
  });
  return [control, ...others];
}
