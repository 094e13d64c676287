import type { LearningTask } from '../learner.ts';
import type { Conditions } from './in-trees-rules.ts';
import { countRows, countShared, listRows, type RowBits, rowsWhere } from './row-bits.ts';

/** How a rule does on the rows that it holds for. */
export interface Verdict {
  readonly rows: number;
  /** Mean of the target over them: the share of ones for classification. */
  readonly mean: number;
  /**
   * Classification: share of them that are not what the rule says. Regression: their mean squared distance from the rule's
   * mean, as a share of the target's variance over all rows.
   */
  readonly error: number;
}

/** A rule with how it does by itself on the rows that rules are measured on. */
export interface MeasuredRule {
  readonly conditions: Conditions;
  readonly rows: RowBits;
  readonly verdict: Verdict;
}

/** What rules are to predict, ready to be asked about any set of rows. */
export interface Judge {
  readonly task: LearningTask;
  readonly rowCount: number;
  /** n values on a scale of mean 0 and variance 1 for regression; zeros and ones for classification. */
  readonly values: Float64Array;
  verdict(rows: RowBits): Verdict;
  /** From the scale of `mean` and `values` to the target's own. */
  restore(mean: number): number;
}

/** Measures rules on n target values. Cost of a verdict: n / 32 steps, for regression also the rows that are asked about. */
export function judgeOf(task: LearningTask, target: Float64Array): Judge {
  return task === 'binary' ? answerJudge(target) : numberJudge(target);
}

function answerJudge(values: Float64Array): Judge {
  const ones = rowsWhere(values, (value) => value === 1);
  return {
    task: 'binary',
    rowCount: values.length,
    values,
    verdict: (rows) => {
      const count = countRows(rows);
      const mean = count === 0 ? 0 : countShared(rows, ones) / count;
      return { rows: count, mean, error: Math.min(mean, 1 - mean) };
    },
    restore: (mean) => mean,
  };
}

function numberJudge(target: Float64Array): Judge {
  const { center, scale, values } = standardised(target);
  const list = new Int32Array(target.length);
  return {
    task: 'regression',
    rowCount: target.length,
    values,
    verdict: (rows) => {
      const count = listRows(rows, list);
      let sum = 0;
      for (let i = 0; i < count; i++) sum += values[list[i] as number] as number;
      const mean = count === 0 ? 0 : sum / count;
      let squares = 0;
      for (let i = 0; i < count; i++) squares += ((values[list[i] as number] as number) - mean) ** 2;
      return { rows: count, mean, error: count === 0 ? 0 : squares / count };
    },
    restore: (mean) => center + scale * mean,
  };
}

/** Values with mean 0 and variance 1; halves and shares come first, so that values near the ends of floats do not overflow. */
function standardised(target: Float64Array): { center: number; scale: number; values: Float64Array } {
  const n = target.length;
  const center = target.reduce((sum, value) => sum + value / n, 0);
  const widest = target.reduce((most, value) => Math.max(most, Math.abs(value - center)), 0) || 1;
  const shares = target.map((value) => (value - center) / widest);
  const spread = Math.sqrt(shares.reduce((sum, share) => sum + share * share, 0) / n) || 1;
  return { center, scale: widest * spread, values: shares.map((share) => share / spread) };
}
