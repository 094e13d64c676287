import { sharedFloats } from '../../frame/shared-memory.ts';
import { type FoldAnswers, fromArmModels } from '../kit/meta-learners/arm-models.ts';
import type { EffectLearner } from '../kit/meta-learners/cross-fit.ts';
import type { Answers, Lesson } from '../kit/meta-learners/school.ts';
import type { MetaStudy } from '../kit/meta-learners/study.ts';

/**
 * The X-learner: imputes each row's missing outcome with the other arm's model, learns the imputed effects
 * from both sides, and leans on the side that was learned from more rows.
 *
 *   D¹ᵢ = Yᵢ − μ̂_0(xᵢ) in arm k,  D⁰ᵢ = μ̂_k(xᵢ) − Yᵢ in the control
 *   τ̂_k(x) = g(x) τ̂⁰(x) + (1 − g(x)) τ̂¹(x),  g the share of arm k among arm k and the control
 *
 * @see Künzel, Sekhon, Bickel & Yu (2019), PNAS 116(10), 4156–4165, section The X-Learner
 * Cost: two trainings per fold and arm beyond the outcome models, and n imputed effects for each.
 */
export const crossed: EffectLearner = fromArmModels({
  questions: ({ rowsOfArm }, arm) => (arm === 0 ? rowsOfArm.slice(1) : rowsOfArm.slice(0, 1)),
  async effects(folds, { study, school }, work) {
    const lessons = folds.flatMap((fold) => study.arms.names.slice(1).flatMap((_, index) => sidesOf(fold, study, index + 1)));
    const answers = await school.teach(lessons, work);
    const perFold = 2 * (study.arms.names.length - 1);
    return folds.map((fold, index) => ({ effects: blend(fold, answers.slice(index * perFold, (index + 1) * perFold)) }));
  },
});

/** The two lessons of one arm: the effects imputed on its own rows, and those imputed on the control's. */
function sidesOf({ rowsOfArm, heldOut, asked, rng }: FoldAnswers, study: MetaStudy, arm: number): readonly Lesson[] {
  const [treated, untreated] = [rowsOfArm[arm] as Int32Array, rowsOfArm[0] as Int32Array];
  // The two sides share an array, as no row lies on both.
  const values = sharedFloats(study.codes.length);
  impute(values, study.values, { rows: treated, counterfactual: asked[0]?.[arm - 1], sign: 1 });
  impute(values, study.values, { rows: untreated, counterfactual: asked[arm]?.[0], sign: -1 });
  const lesson = { task: 'regression' as const, values, questions: [heldOut] };
  const own = rng.fork('effects').fork(arm);
  return [
    { ...lesson, rows: treated, rng: own.fork('arm') },
    { ...lesson, rows: untreated, rng: own.fork('control') },
  ];
}

function impute(
  into: Float64Array,
  outcome: Float64Array,
  side: { readonly rows: Int32Array; readonly counterfactual: Float64Array | undefined; readonly sign: 1 | -1 },
): void {
  const { rows, counterfactual, sign } = side;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    into[row] = sign * ((outcome[row] as number) - (counterfactual?.[i] as number));
  }
}

/** Weighs the two sides of every arm: [from the arm, from the control] in turn. */
function blend({ propensity }: FoldAnswers, sides: readonly Answers[]): Float64Array[] {
  return propensity.against.map((weight, index) => {
    const [treated, untreated] = [sides[2 * index]?.[0], sides[2 * index + 1]?.[0]];
    return weight.map((share, i) => share * (untreated?.[i] as number) + (1 - share) * (treated?.[i] as number));
  });
}
