import type { StopSignal } from '../../base/work.ts';
import type { BooleanColumn, CategoryColumn } from '../../frame/column.ts';
import { type Histogram, histogramOfSorted } from '../../numeric/histogram.ts';
import { distinctOfSorted, quantilesOfSorted, sortedFinite } from '../../numeric/quantiles.ts';
import { type ColumnProfile, type ProfileItem, type ProfileSetting, QUANTILE_SHARES } from './column-profile.ts';
import { findLeak, groupsOfCategories, groupsOfNumbers } from './leakage.ts';
import { personalByName, personalByNumbers, personalByTexts } from './personal-data.ts';

/** Fewer rows than this make every column look like an identifier. */
const LEAST_ROWS_FOR_ID = 20;

/** Everything that is said about one column. Cost: one sort of a numeric column, one count of a text column. */
export function measureColumn(item: ProfileItem, setting: ProfileSetting, signal: StopSignal): ColumnProfile {
  signal.throwIfAborted();
  const { column } = item;
  if (column.kind === 'category') return measureLevels(item, column, setting);
  if (column.kind === 'boolean') return measureLevels(item, asLevels(column), setting);
  return measureNumbers(item, column.values, setting, signal);
}

function asLevels(column: BooleanColumn): CategoryColumn {
  return { kind: 'category', codes: Int32Array.from(column.values, (value) => (value === 2 ? -1 : value)), dictionary: ['false', 'true'] };
}

function measureNumbers(item: ProfileItem, values: Float64Array, setting: ProfileSetting, signal: StopSignal): ColumnProfile {
  const sorted = sortedFinite(values);
  signal.throwIfAborted();
  const isDate = item.column.kind === 'date';
  const present = sorted.length;
  const distinctCount = distinctOfSorted(sorted);
  const { mean, standardDeviation } = isDate ? { mean: null, standardDeviation: null } : momentsOf(sorted);
  const groups = setting.outcome === null ? null : groupsOfNumbers(values, sorted);
  const personal = personalByName(item.name) ?? (isDate ? null : personalByNumbers(sorted));
  return {
    ...shell(item, values.length, present, distinctCount),
    infiniteCount: infinitiesOf(values, present),
    quantiles: present === 0 ? [] : quantilesOfSorted(sorted, QUANTILE_SHARES),
    mean,
    standardDeviation,
    histogram: present === 0 ? null : plainHistogram(histogramOfSorted(sorted, setting.maxBins)),
    top: [],
    isIdLike: item.role === 'id' || (!isDate && isRunningNumber(sorted, distinctCount)),
    personal,
    leak: findLeak(item, groups, setting),
  };
}

/** Floating-point edges such as 0.30000000000000004 stay: they are what was counted with. */
function plainHistogram({ edges, counts }: Histogram): Histogram {
  return { edges: [...edges], counts: [...counts] };
}

/** NaN is missing by rule; what is neither finite nor NaN is an infinity. */
function infinitiesOf(values: Float64Array, finiteCount: number): number {
  let missing = 0;
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) missing++;
  return values.length - missing - finiteCount;
}

/** Mean and standard deviation by Welford (1962), in ascending order, so the result does not depend on row order. */
function momentsOf(sorted: Float64Array): { readonly mean: number | null; readonly standardDeviation: number | null } {
  let [mean, squares] = [0, 0];
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i] as number;
    const step = value - mean;
    mean += step / (i + 1);
    squares += step * (value - mean);
  }
  const spread = Math.sqrt(squares / (sorted.length - 1));
  return {
    mean: sorted.length > 0 && Number.isFinite(mean) ? mean : null,
    standardDeviation: sorted.length > 1 && Number.isFinite(spread) ? spread : null,
  };
}

/** Whole numbers, all different, and packed at least half as densely as counting would: an account number, not a measurement. */
function isRunningNumber(sorted: Float64Array, distinctCount: number): boolean {
  if (sorted.length < LEAST_ROWS_FOR_ID || distinctCount < sorted.length) return false;
  const range = (sorted[sorted.length - 1] as number) - (sorted[0] as number);
  return range <= 2 * sorted.length && sorted.every(Number.isInteger);
}

function measureLevels(item: ProfileItem, column: CategoryColumn, setting: ProfileSetting): ColumnProfile {
  const counts = new Int32Array(column.dictionary.length);
  let present = 0;
  for (let row = 0; row < column.codes.length; row++) {
    const code = column.codes[row] as number;
    if (code < 0) continue;
    counts[code] = (counts[code] as number) + 1;
    present++;
  }
  const distinctCount = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const isIdLike =
    item.role === 'id' || (item.column.kind === 'category' && present >= LEAST_ROWS_FOR_ID && distinctCount > 0.95 * present);
  const groups = setting.outcome === null ? null : groupsOfCategories(column.codes, counts);
  return {
    ...shell(item, column.codes.length, present, distinctCount),
    infiniteCount: 0,
    quantiles: [],
    mean: null,
    standardDeviation: null,
    histogram: null,
    top: mostFrequent(column.dictionary, counts, setting.topCategories),
    isIdLike,
    personal: personalByName(item.name) ?? personalByTexts(column.dictionary, counts),
    leak: findLeak(item, groups, setting),
  };
}

type Shell = Pick<ColumnProfile, 'name' | 'kind' | 'role' | 'rowCount' | 'missingCount' | 'distinctCount' | 'isConstant'>;

function shell(item: ProfileItem, rowCount: number, present: number, distinctCount: number): Shell {
  return {
    name: item.name,
    kind: item.column.kind,
    role: item.role,
    rowCount,
    missingCount: rowCount - present,
    distinctCount,
    isConstant: distinctCount <= 1 && rowCount > 1,
  };
}

/** The k levels with most rows; ties in dictionary order. One pass over the levels, keeping k. */
function mostFrequent(dictionary: readonly string[], counts: Int32Array, k: number): [string, number][] {
  const kept: number[] = [];
  for (let code = 0; code < counts.length; code++) {
    const count = counts[code] as number;
    if (count === 0 || (kept.length === k && count <= (counts[kept[k - 1] ?? 0] as number))) continue;
    let place = kept.length;
    while (place > 0 && (counts[kept[place - 1] ?? 0] as number) < count) place--;
    kept.splice(place, 0, code);
    if (kept.length > k) kept.pop();
  }
  return kept.map((code) => [dictionary[code] ?? '', counts[code] as number]);
}
