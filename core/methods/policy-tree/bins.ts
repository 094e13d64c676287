import type { Feature, FeatureTable } from '../../learners/model.ts';
import { sortFloats } from '../../numeric/sort-floats.ts';

/** A column as at most 255 ordered bins; a cut after bin c sends bins 0 … c to the left. */
export interface BinnedColumn {
  readonly name: string;
  /** n bins; bin 0 holds missing values (and, for numbers, whatever is smallest where nothing is missing). */
  readonly bins: Uint8Array;
  readonly count: number;
  /** For numbers: the largest value of each bin; −∞ for a bin of missing values. */
  readonly upper: readonly number[];
  /** For categories: the levels of each bin. */
  readonly levels?: readonly (readonly string[])[];
  readonly hasMissing: boolean;
  /** Whether the column holds yes and no only. */
  readonly isYesNo?: boolean;
  /** Whether every different value has a bin of its own, so that no cut is lost. */
  readonly isExact: boolean;
}

/**
 * Bins a covariate for the search. Numbers are cut at quantiles where they have more values than bins; categories are
 * ordered by `lean`, which for two arms loses no best split (Breiman et al. 1984, theorem 4.5, as rewards are linear).
 *
 * @param lean n numbers: how much better the treated side did for the row; orders the categories
 */
export function binColumn(table: FeatureTable, at: number, lean: Float64Array, most: number): BinnedColumn {
  const feature = table.features[at] as Feature;
  const values = table.columns[at] as Float64Array;
  if (feature.kind === 'category') return binCategories(feature, values, lean, most);
  return { ...binNumbers(feature.name, values, most), isYesNo: feature.kind === 'boolean' };
}

function binNumbers(name: string, values: Float64Array, most: number): BinnedColumn {
  const present = sortFloats(values.filter((value) => !Number.isNaN(value)));
  const hasMissing = present.length < values.length;
  const room = most - Number(hasMissing);
  const different = present.filter((value, i) => i === 0 || value !== present[i - 1]);
  const isExact = different.length <= room;
  const cuts = isExact ? different : quantileCuts(present, room);
  const upper = hasMissing ? [Number.NEGATIVE_INFINITY, ...cuts] : [...cuts];
  const bins = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) continue;
    let [low, high] = [0, cuts.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= (cuts[middle] as number)) high = middle;
      else low = middle + 1;
    }
    bins[row] = low + Number(hasMissing);
  }
  return { name, bins, count: upper.length, upper, hasMissing, isExact };
}

/** The largest values of equally filled bins, each once. */
function quantileCuts(sorted: Float64Array, count: number): Float64Array {
  const cuts = Float64Array.from({ length: count }, (_, k) => sorted[Math.ceil(((k + 1) * sorted.length) / count) - 1] as number);
  return cuts.filter((value, i) => i === 0 || value !== cuts[i - 1]);
}

function binCategories(feature: Feature, values: Float64Array, lean: Float64Array, most: number): BinnedColumn {
  const names = feature.categories ?? [];
  const [sums, counts] = [new Float64Array(names.length), new Float64Array(names.length)];
  let hasMissing = false;
  for (let row = 0; row < values.length; row++) {
    const code = values[row] as number;
    if (Number.isNaN(code)) {
      hasMissing = true;
      continue;
    }
    sums[code] = (sums[code] as number) + (lean[row] as number);
    counts[code] = (counts[code] as number) + 1;
  }
  const mean = (code: number): number => (sums[code] as number) / (counts[code] as number);
  const order = names.map((_, code) => code).filter((code) => (counts[code] as number) > 0);
  order.sort((left, right) => mean(left) - mean(right) || left - right);
  const room = most - Number(hasMissing);
  const binOf = new Uint8Array(names.length);
  const levels: string[][] = Array.from({ length: Math.min(order.length, room) + Number(hasMissing) }, () => []);
  order.forEach((code, place) => {
    const bin = Number(hasMissing) + Math.floor((place * Math.min(order.length, room)) / order.length);
    binOf[code] = bin;
    levels[bin]?.push(names[code] as string);
  });
  const bins = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const code = values[row] as number;
    if (!Number.isNaN(code)) bins[row] = binOf[code] as number;
  }
  return { name: feature.name, bins, count: levels.length, upper: [], levels, hasMissing, isExact: order.length <= room };
}
