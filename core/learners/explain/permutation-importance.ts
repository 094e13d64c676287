import type { Rng } from '../../base/rng.ts';
import type { Work } from '../../base/work.ts';
import { studentUpperQuantile } from '../../numeric/distributions.ts';
import type { FeatureTable, Model } from '../model.ts';
import { predict } from '../predict.ts';
import { type LossName, lossOf, type Shuffle, shuffleFeatures } from './permutation.task.ts';

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
 * Permutation importance: the mean growth of the loss over `repeats` shuffles of a group's cells.
 *
 * The interval says what another sample of the same size might have given: every repeat is done once more on
 * rows drawn with replacement, and the spread of those answers is the standard error (bootstrap), which
 * includes the luck of a single shuffle and is therefore on the safe side.
 *
 * @param table the judged rows, bound to the model's features
 * @param actual one outcome a row of the table, without missing values
 * @returns the loss of the untouched model, and one importance a group
 * @see Breiman (2001), Machine Learning 45, section 10; Fisher, Rudin & Dominici (2019), JMLR 20(177)
 * Cost: 4 × repeats × groups predictions of all rows.
 */
export async function permutationImportance(
  model: Model,
  table: FeatureTable,
  actual: Float64Array,
  { groups, loss, repeats, alpha }: ImportanceOptions,
  work: Work,
): Promise<{ readonly loss: number; readonly groups: readonly GroupImportance[] }> {
  const columns = table.columns.map((column) => Float64Array.from(column));
  const shuffles = groups.flatMap(({ features }, group) => [
    ...shufflesOf(features, group, repeats, false, work.rng.fork('shuffle')),
    ...shufflesOf(features, group, repeats, true, work.rng.fork('bootstrap')),
  ]);
  const growths = await work.spread(shuffleFeatures, { model, columns, actual, loss }, shuffles);
  const reach = studentUpperQuantile(alpha / 2, Math.max(1, repeats - 1));
  const measured = groups.map(({ name }, group): GroupImportance => {
    const from = 2 * repeats * group;
    const value = mean(growths.slice(from, from + repeats));
    const standardError = deviation(growths.slice(from + repeats, from + 2 * repeats));
    return { name, value, standardError, interval: [value - reach * standardError, value + reach * standardError] };
  });
  return { loss: lossOf(loss, predict(model, { ...table, columns }), actual), groups: measured };
}

function shufflesOf(features: readonly number[], group: number, repeats: number, isResampled: boolean, rng: Rng): Shuffle[] {
  return Array.from({ length: repeats }, (_, repeat) => ({
    features,
    isResampled,
    rowSeed: rng.fork('rows').fork(repeat).seed,
    shuffleSeed: rng.fork(group).fork(repeat).seed,
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
