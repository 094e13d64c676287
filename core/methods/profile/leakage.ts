import type { Column } from '../../frame/column.ts';
import { quantileOfSorted } from '../../numeric/quantiles.ts';
import type { ProfileItem, ProfileSetting } from './column-profile.ts';

/** The outcome as a leak is measured against it: numbers, or a few classes. */
export type OutcomeTarget =
  | { readonly kind: 'number'; readonly name: string; readonly values: Float64Array }
  | { readonly kind: 'classes'; readonly name: string; readonly codes: Int32Array; readonly classCount: number };

/** Why a column may give the outcome away. */
export interface Leak {
  readonly by: 'auc' | 'r-squared' | 'mutual-information' | 'name' | 'date';
  /** The measure, or the share of rows dated later; null for a name. */
  readonly strength: number | null;
}

/** At or above these a single column knows more about the outcome than honest ones do. */
export const LEAK_THRESHOLDS = { auc: 0.9, 'r-squared': 0.8, 'mutual-information': 0.6, date: 0.9 } as const;

/** Rows needed before strength means anything, and rows per group on average. */
const LEAST_ROWS = 100;
const LEAST_ROWS_PER_GROUP = 20;
const MOST_CLASSES = 20;
const MOST_BINS = 64;

/** Rows cut into groups by one column: quantile bins of numbers, levels of text; the last group is missing. */
export interface Groups {
  readonly codes: Uint16Array;
  readonly count: number;
}

/** Reads the outcome column. Null where it has too many classes or too few rows to say anything. */
export function targetOf(name: string, column: Column): OutcomeTarget | null {
  if (column.kind === 'date') return null;
  if (column.kind === 'category') return classTarget(name, column.codes, column.dictionary.length);
  if (column.kind === 'boolean')
    return classTarget(
      name,
      Int32Array.from(column.values, (value) => (value === 2 ? -1 : value)),
      2,
    );
  const distinct = new Set<number>();
  for (const value of column.values) {
    if (!Number.isNaN(value)) distinct.add(value);
    if (distinct.size > 2) return { kind: 'number', name, values: column.values };
  }
  const [low = Number.NaN] = [...distinct].sort((left, right) => left - right);
  return classTarget(
    name,
    Int32Array.from(column.values, (value) => (Number.isNaN(value) ? -1 : value === low ? 0 : 1)),
    2,
  );
}

function classTarget(name: string, codes: Int32Array, classCount: number): OutcomeTarget | null {
  return classCount < 2 || classCount > MOST_CLASSES ? null : { kind: 'classes', name, codes, classCount };
}

/** Cuts numbers at their quantiles; equal values share a bin. */
export function groupsOfNumbers(values: Float64Array, sorted: Float64Array): Groups | null {
  const bins = Math.min(MOST_BINS, Math.floor(sorted.length / LEAST_ROWS_PER_GROUP));
  if (bins < 2) return null;
  const cuts = Float64Array.from({ length: bins - 1 }, (_, i) => quantileOfSorted(sorted, (i + 1) / bins));
  const codes = new Uint16Array(values.length);
  for (let row = 0; row < codes.length; row++) {
    const value = values[row] as number;
    codes[row] = Number.isFinite(value) ? binOf(cuts, value) : bins;
  }
  return { codes, count: bins + 1 };
}

/** How many cuts lie below a value. */
function binOf(cuts: Float64Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cuts[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Levels as they are, where there are enough rows to each. */
export function groupsOfCategories(codes: Int32Array, counts: Int32Array): Groups | null {
  const used = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  if (used * LEAST_ROWS_PER_GROUP > codes.length || counts.length > 60_000) return null;
  const groups = new Uint16Array(codes.length);
  for (let row = 0; row < groups.length; row++) groups[row] = (codes[row] as number) < 0 ? counts.length : (codes[row] as number);
  return { codes: groups, count: counts.length + 1 };
}

/** Words in a name for what is only known once the outcome has happened. */
const AFTERWARDS =
  /(^|[^a-z])(post|after|afterwards|follow_?up|final|result|churn_?(date|reason)|cancel(led)?_?(date|reason|at)|closed_?(date|at)|refund(ed)?)([^a-z]|$)|之后|事后|结果|退款|注销(日期|原因)|流失(日期|原因)/i;

/** Whether a column may leak the outcome: by what it says, by its dates, or by its name. The outcome itself and the design are left out. */
export function findLeak(item: ProfileItem, groups: Groups | null, setting: ProfileSetting): Leak | null {
  const { outcome, time } = setting;
  if (outcome === null || item.name === outcome.name || item.role === 'outcome' || item.role === 'treatment' || item.role === 'id')
    return null;
  const measured = groups === null ? null : strengthOf(groups, outcome);
  if (measured?.strength != null && measured.strength >= LEAK_THRESHOLDS[measured.by]) return measured;
  if (item.column.kind === 'date' && time !== null && item.role !== 'time') {
    const strength = shareLater(item.column.values, time);
    if (strength >= LEAK_THRESHOLDS.date) return { by: 'date', strength };
  }
  return item.name.length <= 200 && AFTERWARDS.test(item.name.replaceAll(/([a-z])([A-Z])/g, '$1_$2'))
    ? { by: 'name', strength: null }
    : null;
}

/** Share of the rows with both dates in which the first is later. */
function shareLater(dates: Float64Array, time: Float64Array): number {
  let [both, later] = [0, 0];
  for (let row = 0; row < dates.length; row++) {
    const [date, reference] = [dates[row] as number, time[row] as number];
    if (Number.isNaN(date) || Number.isNaN(reference)) continue;
    both++;
    if (date > reference) later++;
  }
  return both < LEAST_ROWS ? 0 : later / both;
}

type Measured = Leak & { readonly by: 'auc' | 'r-squared' | 'mutual-information' };

/** How well the groups alone tell the outcome: AUC for two classes, adjusted R² for numbers, shared information for more classes. */
export function strengthOf(groups: Groups, outcome: OutcomeTarget): Measured | null {
  if (outcome.kind === 'number') return { by: 'r-squared', strength: varianceExplained(groups, outcome.values) };
  const table = crossTable(groups, outcome.codes, outcome.classCount);
  if (table === null) return null;
  if (outcome.classCount === 2) return { by: 'auc', strength: areaUnderCurve(table, groups.count) };
  return { by: 'mutual-information', strength: sharedInformation(table, groups.count, outcome.classCount) };
}

function crossTable(groups: Groups, codes: Int32Array, classCount: number): Float64Array | null {
  const table = new Float64Array(groups.count * classCount);
  let total = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (code < 0) continue;
    const cell = (groups.codes[row] as number) * classCount + code;
    table[cell] = (table[cell] as number) + 1;
    total++;
  }
  return total < LEAST_ROWS ? null : table;
}

/**
 * Area under the ROC curve of the best score that the groups allow: their own rate of class 1. Missing counts as a
 * group, because being missing may itself give the outcome away.
 */
function areaUnderCurve(table: Float64Array, groupCount: number): number | null {
  const groups = Array.from({ length: groupCount }, (_, g) => ({ no: table[2 * g] as number, yes: table[2 * g + 1] as number }));
  const used = groups
    .filter(({ no, yes }) => no + yes > 0)
    .sort((left, right) => left.yes * (right.no + right.yes) - right.yes * (left.no + left.yes));
  let [below, area, yesTotal] = [0, 0, 0];
  for (const { no, yes } of used) {
    area += yes * (below + no / 2);
    below += no;
    yesTotal += yes;
  }
  return below === 0 || yesTotal === 0 ? null : area / (below * yesTotal);
}

/** Adjusted R² of the group means (one-way analysis of variance); Welford per group, so large means do no harm. */
function varianceExplained(groups: Groups, values: Float64Array): number | null {
  const [count, mean, squares] = [new Float64Array(groups.count), new Float64Array(groups.count), new Float64Array(groups.count)];
  let [n, grand, total] = [0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (!Number.isFinite(value)) continue;
    const g = groups.codes[row] as number;
    const size = (count[g] as number) + 1;
    const step = value - (mean[g] as number);
    const center = (mean[g] as number) + step / size;
    count[g] = size;
    mean[g] = center;
    squares[g] = (squares[g] as number) + step * (value - center);
    const grandStep = value - grand;
    grand += grandStep / ++n;
    total += grandStep * (value - grand);
  }
  const used = count.reduce((sum, size) => sum + (size > 0 ? 1 : 0), 0);
  if (n < LEAST_ROWS || n <= used || !(total > 0) || !Number.isFinite(total)) return null;
  const within = squares.reduce((sum, square) => sum + square, 0);
  return Math.max(0, 1 - (within / (n - used)) * ((n - 1) / total));
}

/** Information shared with the classes as a share of theirs, less the bias of Miller (1955): 0 knows nothing, 1 everything. */
function sharedInformation(table: Float64Array, groupCount: number, classCount: number): number | null {
  const [groupTotals, classTotals] = [new Float64Array(groupCount), new Float64Array(classCount)];
  for (let cell = 0; cell < table.length; cell++) {
    const g = Math.floor(cell / classCount);
    groupTotals[g] = (groupTotals[g] as number) + (table[cell] as number);
    classTotals[cell % classCount] = (classTotals[cell % classCount] as number) + (table[cell] as number);
  }
  const n = classTotals.reduce((sum, count) => sum + count, 0);
  const entropy = (counts: Float64Array): number =>
    counts.reduce((sum, count) => (count === 0 ? sum : sum - (count / n) * Math.log(count / n)), 0);
  const usedGroups = groupTotals.filter((count) => count > 0).length;
  const usedClasses = classTotals.filter((count) => count > 0).length;
  const own = entropy(classTotals);
  if (own === 0) return null;
  const bias = ((usedGroups - 1) * (usedClasses - 1)) / (2 * n);
  return Math.max(0, Math.min(1, (entropy(groupTotals) + own - entropy(table) - bias) / own));
}
