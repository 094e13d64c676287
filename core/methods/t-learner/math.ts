import { fromArmModels } from '../kit/meta-learners/arm-models.ts';
import type { EffectLearner } from '../kit/meta-learners/cross-fit.ts';

/**
 * The T-learner: one model of the outcome per arm, and their difference.
 *
 *   τ̂_k(x) = μ̂_k(x) − μ̂_0(x)
 *
 * @see Künzel, Sekhon, Bickel & Yu (2019), PNAS 116(10), 4156–4165, section Metaalgorithms
 * Cost: no training beyond the outcome models.
 */
export const differences: EffectLearner = fromArmModels({
  questions: () => [],
  effects: (folds) =>
    folds.map(({ expected: [control, ...others] }) => ({
      effects: others.map((expected) => expected.map((value, i) => value - (control?.[i] as number))),
    })),
});
