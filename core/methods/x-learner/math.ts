import { partOf } from '../../base/work.ts';
import type { EffectLearner, FoldStudy } from '../kit/meta-learners/cross-fit.ts';
import type { Predictor } from '../kit/meta-learners/school.ts';

/**
 * The X-learner: imputes each row's missing outcome with the other arm's model, learns the imputed effects
 * from both sides, and leans on the side that was learned from more rows.
 *
 *   D¹ᵢ = Yᵢ − μ̂_0(xᵢ) in arm k,  D⁰ᵢ = μ̂_k(xᵢ) − Yᵢ in the control
 *   τ̂_k(x) = g(x) τ̂⁰(x) + (1 − g(x)) τ̂¹(x),  g the share of arm k among arm k and the control
 *
 * @see Künzel, Sekhon, Bickel & Yu (2019), PNAS 116(10), 4156–4165, section The X-Learner
 * Cost: two trainings per arm beyond the outcome models.
 */
export const learnCrossed: EffectLearner = async (fold, work) => {
  const sides: { readonly fromArm: Predictor; readonly fromControl: Predictor }[] = [];
  const armCount = fold.rowsOfArm.length;
  for (let arm = 1; arm < armCount; arm++) {
    const part = partOf(work, arm, (arm - 1) / (armCount - 1), arm / (armCount - 1));
    const fromArm = await fold.school.learn(imputed(fold, arm, { own: arm, other: 0 }), partOf(part, 'arm', 0, 0.5));
    const fromControl = await fold.school.learn(imputed(fold, arm, { own: 0, other: arm }), partOf(part, 'control', 0.5, 1));
    sides.push({ fromArm, fromControl });
  }
  return (rows) =>
    sides.map(({ fromArm, fromControl }, index) => {
      const [treated, untreated, weight] = [fromArm(rows), fromControl(rows), fold.propensity.against(index + 1, rows)];
      return treated.map((effect, i) => (weight[i] as number) * (untreated[i] as number) + (1 - (weight[i] as number)) * effect);
    });
};

/** The effects imputed on the rows of one side; other rows hold 0 and are not learned from. */
function imputed({ study, rowsOfArm, outcomes }: FoldStudy, arm: number, side: { readonly own: number; readonly other: number }) {
  const rows = rowsOfArm[side.own] as Int32Array;
  const counterfactual = (outcomes[side.other] as Predictor)(rows);
  const sign = side.own === arm ? 1 : -1;
  const values = new Float64Array(study.codes.length);
  rows.forEach((row, i) => {
    values[row] = sign * ((study.values[row] as number) - (counterfactual[i] as number));
  });
  return { task: 'regression' as const, values, rows };
}
