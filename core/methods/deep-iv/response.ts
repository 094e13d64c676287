import type { Rng } from '../../base/rng.ts';
import type { Net } from '../../learners/network/net.ts';
import type { Objective } from '../../learners/network/train.ts';

/** The treatment of a row as its instruments and covariates foresee it: amounts and how much each counts. */
export interface Foreseen {
  /** Writes two independent sets of amounts with weights that sum to 1 each. */
  draw(row: number, rng: Rng, into: { readonly amounts: Float64Array; readonly weights: Float64Array }): void;
  /** Amounts in one set. */
  readonly size: number;
}

/**
 * How to learn h with E[outcome | instruments, covariates] = E[h(treatment, covariates) | …]. The square of a mean over
 * draws is off by its own variance, so the two factors of the square take draws of their own.
 *
 * @param columns covariates, standardised; the treatment stands behind them as the last input
 * @see Hartford, Lewis, Leyton-Brown & Taddy (2017), ICML 70, section 3.2
 */
export function responseObjective(
  net: Net,
  columns: readonly Float64Array[],
  { outcome, foreseen, rng }: { readonly outcome: Float64Array; readonly foreseen: Foreseen; readonly rng: Rng },
): Objective {
  const { size } = foreseen;
  const both = 2 * size;
  const drawn = { amounts: new Float64Array(both), weights: new Float64Array(both) };
  const learning = rng.fork('learning');
  const width = columns.length + 1;
  let weights = new Float64Array(0);
  return {
    judge({ rows, from, count }, wantsSlopes) {
      const input = net.values[0] as Float64Array;
      if (weights.length < count * both) weights = new Float64Array(count * both);
      for (let i = 0; i < count; i++) {
        const row = rows[from + i] as number;
        // Rows that only judge always see the same amounts: one epoch is then compared with another on equal terms.
        foreseen.draw(row, wantsSlopes ? learning : rng.fork(row), drawn);
        for (let s = 0; s < both; s++) {
          const at = (i * both + s) * width;
          for (let f = 0; f < columns.length; f++) input[at + f] = (columns[f] as Float64Array)[row] as number;
          input[at + width - 1] = drawn.amounts[s] as number;
          weights[i * both + s] = drawn.weights[s] as number;
        }
      }
      const answers = net.answer(count * both);
      let loss = 0;
      for (let i = 0; i < count; i++) {
        const y = outcome[rows[from + i] as number] as number;
        const [first, second] = [y - weighted(answers, weights, i * both, size), y - weighted(answers, weights, i * both + size, size)];
        loss += (first * second) / 2;
        for (let s = 0; s < both; s++) {
          const across = s < size ? second : first;
          net.answerSlopes[i * both + s] = (-across * (weights[i * both + s] as number)) / (2 * count);
        }
      }
      if (wantsSlopes) net.learn(count * both, undefined);
      return loss;
    },
  };
}

function weighted(answers: Float64Array, weights: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (let s = 0; s < count; s++) sum += (answers[from + s] as number) * (weights[from + s] as number);
  return sum;
}
