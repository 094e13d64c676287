import { partOf } from '../../base/work.ts';
import { sharedFloats, sharedInts } from '../../frame/shared-memory.ts';
import { type FoldAnswers, fromArmModels } from '../kit/meta-learners/arm-models.ts';
import type { EffectLearner } from '../kit/meta-learners/cross-fit.ts';
import { learnEffects, type Pseudo } from '../kit/meta-learners/final-stage.ts';
import type { ResidualSpec } from '../kit/meta-learners/residual-spec.ts';
import type { MetaStudy } from '../kit/meta-learners/study.ts';

/**
 * The DR-learner: measures each row's effect by a doubly robust score, and learns the scores.
 *
 *   ψ_k = μ̂_k(x) − μ̂_0(x) + 1{arm k}(Y − μ̂_k(x))/ê_k(x) − 1{control}(Y − μ̂_0(x))/ê_0(x),   τ̂_k(x) = Ê[ψ_k | x]
 *
 * Models and shares in a row's score come from the other folds.
 *
 * @see Kennedy (2023), Electronic Journal of Statistics 17(2), 3008–3049, algorithm 1
 * Cost: one training per fold and arm beyond the outcome models.
 */
export function doublyRobust(spec: ResidualSpec): EffectLearner {
  return fromArmModels({
    questions: () => [],
    effects: (folds, { study }, work) => {
      const rows = scoredRows(study.codes);
      const pseudos = study.arms.names.slice(1).map((_, index): Pseudo => ({ values: scoresOf(folds, study, index + 1), rows }));
      return learnEffects(folds, { study, spec }, pseudos, partOf(work, 'effects', 0, 1));
    },
  });
}

/** Rows with an arm and an outcome. */
function scoredRows(codes: Int32Array): Int32Array {
  const rows = sharedInts(codes.reduce((count, code) => count + (code < 0 ? 0 : 1), 0));
  for (let row = 0, at = 0; row < codes.length; row++) if ((codes[row] as number) >= 0) rows[at++] = row;
  return rows;
}

function scoresOf(folds: readonly FoldAnswers[], { codes, values }: MetaStudy, arm: number): Float64Array {
  const scores = sharedFloats(codes.length);
  for (const { heldOut, expected, propensity } of folds) {
    const [treated, control] = [expected[arm] as Float64Array, expected[0] as Float64Array];
    const [share, controlShare] = [propensity.shares[arm] as Float64Array, propensity.shares[0] as Float64Array];
    for (let i = 0; i < heldOut.length; i++) {
      const row = heldOut[i] as number;
      const [over, under, outcome] = [treated[i] as number, control[i] as number, values[row] as number];
      let score = over - under;
      if (codes[row] === arm) score += (outcome - over) / (share[i] as number);
      else if (codes[row] === 0) score -= (outcome - under) / (controlShare[i] as number);
      scores[row] = score;
    }
  }
  return scores;
}
