import type { StopSignal } from '../../../base/work.ts';
import { type Column, columnLength, isMissing } from '../../../frame/column.ts';

/** One bar of a profile: a stretch of numbers or moments, or one value; counted among members and among the others. */
export interface SpreadBin {
  /** The value, for text and yes/no; null for what is left over. */
  readonly value: string | boolean | null;
  /** Ends of the stretch, for numbers and dates; both are part of it only where they are equal. */
  readonly from: number | null;
  readonly to: number | null;
  readonly inside: number;
  readonly outside: number;
}

/** How a column is spread among members and among the others. */
export interface Spread {
  readonly bins: readonly SpreadBin[];
  readonly missingInside: number;
  readonly missingOutside: number;
  /** Half of the summed differences of shares, 0 … 1: the share of members that would have to change to look like the others. */
  readonly distance: number;
}

/** Values of a column and how often they occur. */
export interface ValueList {
  readonly missing: number;
  readonly distinct: number;
  /** Smallest and largest, for numbers and dates. */
  readonly low: number | null;
  readonly high: number | null;
  /** The most frequent texts, or yes and no. */
  readonly values: readonly { readonly value: string | boolean; readonly count: number }[];
}

const BINS = 12;
const MOST_VALUES_SHOWN = 6;
/** Quantiles for the ends of the bins come from this many rows, evenly spaced: exact ones would need a sort. */
const SAMPLE = 10_000;
/** Values beyond these shares of the sample fall into the first and the last bin. */
const TAIL = 0.01;

/**
 * Counts a column among members and others.
 *
 * @param truth n answers; 1 is a member
 * Cost: one pass, and the sorting of a sample.
 */
export function spreadOf(column: Column, truth: Uint8Array, signal: StopSignal): Spread {
  signal.throwIfAborted();
  const shape = shapeOf(column);
  const inside = new Uint32Array(shape.labels.length + 1);
  const outside = new Uint32Array(shape.labels.length + 1);
  const places = placesOf(column, shape);
  for (let row = 0; row < truth.length; row++) {
    const place = places(row);
    const counts = truth[row] === 1 ? inside : outside;
    counts[place] = (counts[place] as number) + 1;
  }
  const last = shape.labels.length;
  const bins = shape.labels.map((label, at) => ({ ...label, inside: inside[at] ?? 0, outside: outside[at] ?? 0 }));
  return {
    bins: bins.filter(({ value, from, inside: a, outside: b }) => value !== null || from !== null || a + b > 0),
    missingInside: inside[last] ?? 0,
    missingOutside: outside[last] ?? 0,
    distance: distanceOf(inside, outside),
  };
}

function distanceOf(inside: Uint32Array, outside: Uint32Array): number {
  const total = (counts: Uint32Array): number => counts.reduce((sum, count) => sum + count, 0);
  const [members, others] = [total(inside), total(outside)];
  if (members === 0 || others === 0) return 0;
  return inside.reduce((sum, count, at) => sum + Math.abs(count / members - (outside[at] ?? 0) / others), 0) / 2;
}

type Label = Pick<SpreadBin, 'value' | 'from' | 'to'>;

/** The bars of a column. The place after the last of them holds the missing. */
interface Shape {
  readonly labels: readonly Label[];
  /** For numbers and dates: where the bins start, and how wide they are; the values themselves where they are few. */
  readonly low: number;
  readonly width: number;
  readonly single: readonly number[] | null;
  /** For text: the bar of each dictionary entry. */
  readonly placeOfCode: Uint32Array | null;
}

const NO_NUMBERS = { low: 0, width: 1, single: null, placeOfCode: null };

function shapeOf(column: Column): Shape {
  if (column.kind === 'boolean') return { ...NO_NUMBERS, labels: [false, true].map((value) => ({ value, from: null, to: null })) };
  if (column.kind === 'category') return categoryShape(column.codes, column.dictionary);
  const sample = sampleOf(column.values);
  const distinct = [...new Set(sample)];
  if (distinct.length <= BINS)
    return { ...NO_NUMBERS, labels: distinct.map((at) => ({ value: null, from: at, to: at })), single: distinct };
  const low = sample[Math.floor(TAIL * (sample.length - 1))] ?? 0;
  const high = sample[Math.ceil((1 - TAIL) * (sample.length - 1))] ?? low;
  const width = high > low ? (high - low) / BINS : 1;
  const labels = Array.from({ length: BINS }, (_, at) => ({ value: null, from: low + at * width, to: low + (at + 1) * width }));
  return { ...NO_NUMBERS, labels, low, width };
}

function sampleOf(values: Float64Array): readonly number[] {
  const step = Math.max(1, Math.floor(values.length / SAMPLE));
  const sample: number[] = [];
  for (let row = 0; row < values.length; row += step) if (Number.isFinite(values[row])) sample.push(values[row] as number);
  return sample.sort((left, right) => left - right);
}

function categoryShape(codes: Int32Array, dictionary: readonly string[]): Shape {
  const counts = countCodes(codes, dictionary.length);
  const order = frequentCodes(counts, MOST_VALUES_SHOWN);
  const placeOfCode = new Uint32Array(dictionary.length).fill(order.length);
  order.forEach((code, place) => {
    placeOfCode[code] = place;
  });
  const labels: Label[] = order.map((code) => ({ value: dictionary[code] ?? '', from: null, to: null }));
  return { ...NO_NUMBERS, labels: [...labels, { value: null, from: null, to: null }], placeOfCode };
}

function placesOf(column: Column, { labels, low, width, single, placeOfCode }: Shape): (row: number) => number {
  const missing = labels.length;
  if (column.kind === 'boolean') return (row) => ((column.values[row] as number) > 1 ? missing : (column.values[row] as number));
  if (column.kind === 'category')
    return (row) => {
      const code = column.codes[row] as number;
      return code < 0 ? missing : (placeOfCode?.[code] ?? missing);
    };
  if (single !== null) return (row) => singlePlace(single, column.values[row] as number);
  return (row) => {
    const value = column.values[row] as number;
    return Number.isNaN(value) ? missing : Math.max(0, Math.min(BINS - 1, Math.floor((value - low) / width)));
  };
}

/** The place of the value, or of the nearest below: the sample may have passed over a rare one. */
function singlePlace(values: readonly number[], value: number): number {
  if (Number.isNaN(value)) return values.length;
  let place = 0;
  while (place + 1 < values.length && (values[place + 1] as number) <= value) place++;
  return place;
}

function countCodes(codes: Int32Array, size: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (code >= 0) counts[code] = (counts[code] as number) + 1;
  }
  return counts;
}

/** The codes that occur most, most frequent first; of equals the one that came first. */
function frequentCodes(counts: Uint32Array, most: number): readonly number[] {
  const used = Array.from(counts.keys()).filter((code) => (counts[code] as number) > 0);
  return used.sort((left, right) => (counts[right] as number) - (counts[left] as number) || left - right).slice(0, most);
}

/** What a column holds, for those who have to name a value. Cost: one pass. */
export function valuesIn(column: Column, most: number): ValueList {
  const missing = missingIn(column);
  if (column.kind === 'category') {
    const counts = countCodes(column.codes, column.dictionary.length);
    const values = frequentCodes(counts, most).map((code) => ({ value: column.dictionary[code] ?? '', count: counts[code] ?? 0 }));
    return { missing, distinct: counts.reduce((sum, count) => sum + Number(count > 0), 0), low: null, high: null, values };
  }
  if (column.kind === 'boolean') {
    const count = (wanted: number): number => column.values.reduce((sum, value) => sum + Number(value === wanted), 0);
    const values = [
      { value: true, count: count(1) },
      { value: false, count: count(0) },
    ];
    return { missing, distinct: values.filter((entry) => entry.count > 0).length, low: null, high: null, values };
  }
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of column.values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const hasAny = low <= high;
  return { missing, distinct: 0, low: hasAny ? low : null, high: hasAny ? high : null, values: [] };
}

function missingIn(column: Column): number {
  let missing = 0;
  for (let row = 0; row < columnLength(column); row++) if (isMissing(column, row)) missing++;
  return missing;
}

/** How many rows are members now, and how many came in or went out against an earlier answer. */
export function changesBetween(before: Uint8Array | undefined, after: Uint8Array): { memberCount: number; entered: number; left: number } {
  let [memberCount, entered, left] = [0, 0, 0];
  for (let row = 0; row < after.length; row++) {
    // 2 is "not known", which is no member.
    const is = after[row] === 1 ? 1 : 0;
    const was = before?.[row] === 1 ? 1 : 0;
    memberCount += is;
    entered += is & (was ^ 1);
    left += was & (is ^ 1);
  }
  return { memberCount, entered, left };
}
