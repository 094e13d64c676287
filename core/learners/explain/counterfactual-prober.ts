import type { StopSignal } from '../../base/work.ts';
import type { FeatureTable, Model } from '../model.ts';
import { predictRaw } from '../predict.ts';

/** Some versions of the row: `count` × `width` changes, row-major. */
export interface Trials {
  readonly count: number;
  readonly width: number;
  /** Which features are changed; −1 for none. */
  readonly features: Int32Array;
  /** To what. */
  readonly cells: Float64Array;
}

/** Asks the model about versions of one row, within a budget. */
export interface Prober {
  /** Raw answers, one a version; NaN for versions that the budget no longer reached. */
  ask(trials: Trials): Float64Array;
  /** Answers that have been given. */
  used(): number;
  left(): number;
  /** Whether some version had to go without an answer. */
  isSpent(): boolean;
}

/** Versions answered at a time: enough for the tree kernel, and often enough to see a stop. */
const BATCH = 2048;

/**
 * Prepares a table of copies of one row; a batch writes its changes in, asks for all answers at once, and takes them back.
 *
 * @param evaluations answers that may be asked for
 * Memory: 2048 numbers a feature.
 */
export function createProber(model: Model, table: FeatureTable, row: number, limits: { evaluations: number; signal: StopSignal }): Prober {
  const own = Float64Array.from(table.columns, (column) => column[row] as number);
  const columns = Array.from(own, (cell) => new Float64Array(BATCH).fill(cell));
  let used = 0;
  let isSpent = false;

  const answer = ({ width, features, cells }: Trials, from: number, count: number): Float64Array => {
    const write = (isBack: boolean): void => {
      for (let i = 0; i < count; i++) {
        for (let k = (from + i) * width; k < (from + i + 1) * width; k++) {
          const feature = features[k] as number;
          if (feature >= 0) (columns[feature] as Float64Array)[i] = (isBack ? own[feature] : cells[k]) as number;
        }
      }
    };
    write(false);
    const raw = predictRaw(model, { rowCount: count, features: table.features, columns: columns.map((each) => each.subarray(0, count)) });
    write(true);
    return raw;
  };

  return {
    ask(trials) {
      const answers = new Float64Array(trials.count).fill(Number.NaN);
      const allowed = Math.min(trials.count, limits.evaluations - used);
      if (allowed < trials.count) isSpent = true;
      for (let from = 0; from < allowed; from += BATCH) {
        limits.signal.throwIfAborted();
        const count = Math.min(BATCH, allowed - from);
        answers.set(answer(trials, from, count), from);
        used += count;
      }
      return answers;
    },
    used: () => used,
    left: () => limits.evaluations - used,
    isSpent: () => isSpent,
  };
}
