import type { AssignmentStudy } from '../kit/propensity/study.ts';
import type { Nuisances } from './nuisances.ts';

/** One comparison, row by row: ψ averages to the effect once divided by the mean membership. */
export interface RobustScores {
  /** The rows of the population and of both arms: every row with a compared arm and an outcome. */
  readonly rows: Int32Array;
  /** m contributions ψᵢ. */
  readonly score: Float64Array;
  /** m: 1 where the row belongs to those the effect is averaged over. */
  readonly member: Float64Array;
  /** m balancing weights; 0 for rows of other arms. */
  readonly weight: Float64Array;
}

/**
 * Doubly robust scores of one arm against the control.
 *
 *   ATE  ψᵢ = μ̂_k − μ̂_0 + 1{k}(Yᵢ − μ̂_k)/e_k − 1{0}(Yᵢ − μ̂_0)/e_0, over all rows
 *   ATT  ψᵢ = 1{k}(Yᵢ − μ̂_0) − 1{0}(e_k/e_0)(Yᵢ − μ̂_0), over the rows of arm k
 *
 * With K arms the chances come from the odds against the control: e_k = o_k/(1 + Σo_j), e_0 = 1/(1 + Σo_j).
 *
 * @see Robins, Rotnitzky & Zhao (1994), JASA 89, 846–866; Chernozhukov et al. (2018), Econometrics J. 21, eq. 5.3 and 5.4
 * Cost: one pass, O(n·K).
 */
export function robustScores(study: AssignmentStudy, nuisances: Nuisances, arm: number, estimand: 'ate' | 'att'): RobustScores {
  const rows = Int32Array.from(study.codes.keys()).filter(
    (row) => study.codes[row] === 0 || study.compared.includes(study.codes[row] as number),
  );
  const [score, member, weight] = [new Float64Array(rows.length), new Float64Array(rows.length), new Float64Array(rows.length)];
  const treatedMean = nuisances.outcomes.get(arm) as Float64Array;
  const controlMean = nuisances.outcomes.get(0) as Float64Array;
  const own = nuisances.against.get(arm) as Float64Array;
  const columns = [...nuisances.against.values()];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const code = study.codes[row] as number;
    const outcome = study.values[row] as number;
    const odds = oddsOf(own[row] as number);
    const [above, below] = [treatedMean[row] as number, controlMean[row] as number];
    if (estimand === 'att') {
      member[i] = Number(code === arm);
      weight[i] = code === arm ? 1 : code === 0 ? odds : 0;
      score[i] = (code === arm ? 1 : -1) * (weight[i] as number) * (outcome - below);
      continue;
    }
    let total = 1;
    for (const column of columns) total += oddsOf(column[row] as number);
    member[i] = 1;
    weight[i] = code === arm ? total / odds : code === 0 ? total : 0;
    const correction = code === arm ? (weight[i] as number) * (outcome - above) : -(weight[i] as number) * (outcome - below);
    score[i] = above - below + (code === arm || code === 0 ? correction : 0);
  }
  return { rows, score, member, weight };
}

function oddsOf(chance: number): number {
  return chance / (1 - chance);
}

/** An average of scores with its error. */
export interface RobustAverage {
  readonly value: number;
  /** From the influence function (ψ − member·value)/mean(member), divided by n. */
  readonly standardError: number;
  /** Rows that the average is over. */
  readonly n: number;
}

/**
 * Averages scores over the rows of one group, or all of them.
 *
 * @param groups m codes; absent for all rows
 * Cost: two passes.
 */
export function averageScores({ score, member }: RobustScores, groups?: Int32Array, group = 0): RobustAverage {
  let total = 0;
  let size = 0;
  for (let i = 0; i < score.length; i++) {
    if (groups !== undefined && groups[i] !== group) continue;
    total += score[i] as number;
    size += member[i] as number;
  }
  const value = total / size;
  let squares = 0;
  for (let i = 0; i < score.length; i++) {
    if (groups !== undefined && groups[i] !== group) continue;
    squares += ((score[i] as number) - (member[i] as number) * value) ** 2;
  }
  return { value, standardError: Math.sqrt(squares) / size, n: size };
}
