import type { Rng } from '../../base/rng.ts';
import type { Work } from '../../base/work.ts';
import { shareFloats } from '../../frame/shared-memory.ts';
import { studentUpperQuantile } from '../../numeric/distributions.ts';
import type { FeatureTable, Model } from '../model.ts';
import { predict } from '../predict.ts';
import { type LossName, lossOf, type PermutationJob, type Shuffle, shuffleFeatures } from './permutation.task.ts';

/** Columns that are shuffled together: a single feature, or several that say the same. */
export interface FeatureGroup {
  readonly name: string;
  readonly features: readonly number[];
}

/** How much the loss grows when a group of features is shuffled. */
export interface GroupImportance {
  readonly name: string;
  readonly value: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
}

export interface ImportanceOptions {
  readonly groups: readonly FeatureGroup[];
  readonly loss: LossName;
  readonly repeats: number;
  readonly alpha: number;
}

/**
 * Permutation importance: how much the loss grows when a group's cells are shuffled.
 *
 * Every repeat draws the rows anew with replacement and shuffles among them; the mean of the growths is the
 * importance and their spread its standard error (bootstrap). It includes the luck of a single shuffle, which a
 * mean has less of, so the interval errs on the wide side.
 *
 * @param table the judged rows, bound to the model's features
 * @param actual one outcome a row of the table, without missing values
 * @returns the loss of the untouched model, and one importance a group
 * @see Breiman (2001), Machine Learning 45, section 10; Fisher, Rudin & Dominici (2019), JMLR 20(177)
 * Cost: repeats × groups predictions of all rows.
 */
export async function permutationImportance(
  model: Model,
  table: FeatureTable,
  actual: Float64Array,
  { groups, loss, repeats, alpha }: ImportanceOptions,
  work: Work,
): Promise<{ readonly loss: number; readonly groups: readonly GroupImportance[] }> {
  const predicted = predict(model, table);
  const job: PermutationJob = {
    model,
    columns: table.columns.map(shareFloats),
    predicted: shareFloats(predicted),
    actual: shareFloats(actual),
    loss,
  };
  const shuffles = groups.flatMap(({ features }, group) => shufflesOf(features, group, repeats, work.rng));
  const growths = await work.spread(shuffleFeatures, job, shuffles);
  const reach = studentUpperQuantile(alpha / 2, Math.max(1, repeats - 1));
  const measured = groups.map(({ name }, group): GroupImportance => {
    const own = growths.slice(repeats * group, repeats * (group + 1));
    const [value, standardError] = [mean(own), deviation(own)];
    return { name, value, standardError, interval: [value - reach * standardError, value + reach * standardError] };
  });
  return { loss: lossOf(loss, predicted, actual), groups: measured };
}

function shufflesOf(features: readonly number[], group: number, repeats: number, rng: Rng): Shuffle[] {
  return Array.from({ length: repeats }, (_, repeat) => ({
    features,
    rowSeed: rng.fork('rows').fork(repeat).seed,
    shuffleSeed: rng.fork('shuffle').fork(group).fork(repeat).seed,
  }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
}
