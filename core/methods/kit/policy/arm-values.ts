import type { Work } from '../../../base/work.ts';
import { fromArmModels } from '../meta-learners/arm-models.ts';
import { crossFit, metaFolds } from '../meta-learners/cross-fit.ts';
import type { MetaSpec } from '../meta-learners/spec.ts';
import type { MetaStudy } from '../meta-learners/study.ts';

/** What each row would be worth under each arm, measured with noise. Matrices are n × K, row-major, control first. */
export interface ArmValues {
  /** Doubly robust scores; their mean over any rows is right where either the models or the shares are. */
  readonly scores: Float64Array;
  /** Expected outcomes by models that never saw the row. */
  readonly expected: Float64Array;
  /** How likely each arm was for the row. */
  readonly shares: Float64Array;
  /** Rows whose estimated share was pulled back from 0 or 1. */
  readonly clipped: number;
}

const outcomesOnly = fromArmModels({
  questions: () => [],
  effects: (folds) => folds.map(({ expected }) => ({ effects: expected.slice(1) })),
});

/**
 * Scores every row under every arm:
 *
 *   Γ_k(i) = μ̂_k(xᵢ) + 1{Wᵢ = k} (Yᵢ − μ̂_k(xᵢ)) / ê_k(xᵢ),
 *
 * with models and shares from the other folds. Rows without an arm or an outcome have NaN.
 *
 * @see Robins, Rotnitzky & Zhao (1994); for several arms Zhou, Athey & Wager (2023), Operations Research 71(1), eq. 7
 * Cost: folds × arms trainings over the threads.
 */
export async function scoreArms(study: MetaStudy, spec: MetaSpec, work: Work): Promise<ArmValues> {
  const folds = metaFolds(study, spec.folds, work.rng.fork('folds'));
  const { outcomes, shares, clipped } = await crossFit({ study, spec, folds }, work, outcomesOnly);
  const width = study.arms.names.length;
  const scores = outcomes.slice();
  for (let row = 0; row < study.codes.length; row++) {
    const code = study.codes[row] as number;
    const at = row * width;
    if (code < 0) {
      scores.fill(Number.NaN, at, at + width);
      continue;
    }
    const own = outcomes[at + code] as number;
    scores[at + code] = own + ((study.values[row] as number) - own) / (shares[at + code] as number);
  }
  return { scores, expected: outcomes, shares, clipped };
}
