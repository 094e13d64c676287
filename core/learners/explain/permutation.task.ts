import { rngFromWords, shuffle } from '../../base/rng.ts';
import type { Task } from '../../base/work.ts';
import { areaUnderRoc } from '../evaluation/auc.ts';
import { logLoss, rootMeanSquaredError } from '../evaluation/losses.ts';
import type { Model } from '../model.ts';
import { predict } from '../predict.ts';

/** How wrong answers are: 'auc' counts 1 − AUC, so that more is worse for all of them. */
export type LossName = 'auc' | 'logloss' | 'rmse';

/** What every shuffle needs. */
export interface PermutationJob {
  readonly model: Model;
  /** m cells a feature: the judged rows only. */
  readonly columns: readonly Float64Array[];
  /** m answers of the untouched model. */
  readonly predicted: Float64Array;
  /** m outcomes. */
  readonly actual: Float64Array;
  readonly loss: LossName;
}

/** One repeat for one group of features. */
export interface Shuffle {
  readonly features: readonly number[];
  /** The repeat's stream for drawing rows: shared by all groups, so that they are judged on the same rows. */
  readonly rowSeed: readonly [number, number, number, number];
  readonly shuffleSeed: readonly [number, number, number, number];
}

/**
 * How much worse the model gets, on rows drawn with replacement, when the cells of the group are dealt to other
 * rows, all columns by the same deal.
 */
export const shuffleFeatures: Task<PermutationJob, Shuffle, number> = {
  id: 'explain/shuffle-features',
  run({ model, columns, predicted, actual, loss }, { features, rowSeed, shuffleSeed }, signal) {
    signal.throwIfAborted();
    const draw = rngFromWords(rowSeed);
    const rows = Int32Array.from(actual, () => draw.below(actual.length));
    const order = shuffle(Int32Array.from(rows), rngFromWords(shuffleSeed));
    const dealt = columns.map((column, feature) => gather(column, features.includes(feature) ? order : rows));
    const shuffled = predict(model, { rowCount: rows.length, features: model.features, columns: dealt });
    const outcome = gather(actual, rows);
    return lossOf(loss, shuffled, outcome) - lossOf(loss, gather(predicted, rows), outcome);
  },
};

function gather(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < taken.length; i++) taken[i] = values[rows[i] as number] as number;
  return taken;
}

/** The loss of predictions on the outcome's scale; more is worse. */
export function lossOf(loss: LossName, predicted: Float64Array, actual: Float64Array): number {
  const judged = { predicted, actual };
  const level = 0.95;
  switch (loss) {
    case 'auc':
      return 1 - areaUnderRoc(judged, level).value;
    case 'logloss':
      return logLoss(judged, level).value;
    case 'rmse':
      return rootMeanSquaredError(judged, level).value;
  }
}
