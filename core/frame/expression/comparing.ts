import type { StopSignal } from '../../base/work.ts';
import { readDate } from './dates.ts';
import type { ComparisonOperator } from './syntax.ts';
import { askText, compareText } from './text-vectors.ts';
import { constantNumber, floatsOf, jointSize, maskOf, sizeOf, type TextVector, textOf, type Vector } from './vector.ts';

/** What each operator answers to "below", "equal", "above"; the fourth answer is for missing. */
const ANSWERS: Readonly<Record<ComparisonOperator, readonly [number, number, number, number]>> = {
  '=': [0, 1, 0, 2],
  '<>': [1, 0, 1, 2],
  '<': [1, 0, 0, 2],
  '<=': [1, 1, 0, 2],
  '>': [0, 0, 1, 2],
  '>=': [0, 1, 1, 2],
};

/** Compares two vectors row by row: 0, 1, or 2 where either is missing. Text is ordered by code point. */
export function compare(operator: ComparisonOperator, left: Vector, right: Vector, signal: StopSignal): Uint8Array {
  const [a, b] = aligned(left, right);
  return a.kind === 'text' || b.kind === 'text' ? compareTexts(operator, textOf(a), textOf(b), signal) : compareNumbers(operator, a, b);
}

/** A text constant beside a date is that date written out; the checker has made sure that it is one. */
function aligned(left: Vector, right: Vector): readonly [Vector, Vector] {
  if (left.kind === 'date' && right.kind === 'text') return [left, dateOf(right)];
  if (left.kind === 'text' && right.kind === 'date') return [dateOf(left), right];
  return [left, right];
}

function dateOf(words: TextVector): Vector {
  const code = words.codes[0] ?? -1;
  return constantNumber((code < 0 ? undefined : readDate(words.dictionary[code] ?? '')) ?? Number.NaN, 'date');
}

function compareNumbers(operator: ComparisonOperator, left: Vector, right: Vector): Uint8Array {
  const [a, b, aMask, bMask] = [floatsOf(left), floatsOf(right), maskOf(left), maskOf(right)];
  const out = new Uint8Array(jointSize([left, right]));
  if (bMask === 0 && aMask !== 0) return compareWithConstant(operator, a, b[0] as number, out);
  const [below, equal, above] = ANSWERS[operator];
  for (let row = 0; row < out.length; row++) {
    const x = a[row & aMask] as number;
    const y = b[row & bMask] as number;
    out[row] = x < y ? below : x > y ? above : x === y ? equal : 2;
  }
  return out;
}

/**
 * The commonest case by far. Sums of comparisons instead of a choice between them: the processor cannot guess
 * which way a random value falls, and a wrong guess costs more than all three comparisons.
 */
function compareWithConstant(operator: ComparisonOperator, values: Float64Array, limit: number, out: Uint8Array): Uint8Array {
  if (Number.isNaN(limit)) return out.fill(2);
  const [below, equal, above] = ANSWERS[operator];
  for (let row = 0; row < out.length; row++) {
    const x = values[row] as number;
    // Exactly one of the four is 1.
    out[row] = below * Number(x < limit) + equal * Number(x === limit) + above * Number(x > limit) + 2 * Number(Number.isNaN(x));
  }
  return out;
}

function compareTexts(operator: ComparisonOperator, left: TextVector, right: TextVector, signal: StopSignal): Uint8Array {
  const answers = ANSWERS[operator];
  const answer = (order: number): boolean => answers[order < 0 ? 0 : order === 0 ? 1 : 2] === 1;
  if (sizeOf(right) === 1) {
    const words = wordsAt(right, 0);
    return words === undefined ? new Uint8Array(sizeOf(left)).fill(2) : askText(left, (own) => answer(compareText(own, words)), signal);
  }
  if (sizeOf(left) === 1) {
    const words = wordsAt(left, 0);
    return words === undefined ? new Uint8Array(sizeOf(right)).fill(2) : askText(right, (own) => answer(compareText(words, own)), signal);
  }
  return compareRanks(operator, left, right);
}

function wordsAt(vector: TextVector, row: number): string | undefined {
  const code = vector.codes[row] ?? -1;
  return code < 0 ? undefined : vector.dictionary[code];
}

/** Two text columns: both dictionaries are ranked together once, and rows compare ranks. */
function compareRanks(operator: ComparisonOperator, left: TextVector, right: TextVector): Uint8Array {
  const ordered = [...new Set([...left.dictionary, ...right.dictionary])].sort(compareText);
  const rankOf = new Map(ordered.map((words, rank) => [words, rank]));
  const ranks = (vector: TextVector): Vector => {
    const table = Float64Array.from(vector.dictionary, (words) => rankOf.get(words) ?? Number.NaN);
    return { kind: 'number', values: Float64Array.from(vector.codes, (code) => (code < 0 ? Number.NaN : (table[code] as number))) };
  };
  return compareNumbers(operator, ranks(left), ranks(right));
}

/** Whether a vector's values are among the constants: SQL's IN, where a missing constant makes a "no" missing. */
export function isAmong(operand: Vector, items: readonly Vector[], signal: StopSignal): Uint8Array {
  if (operand.kind === 'text' && items.every((item) => sizeOf(item) === 1 && (item.kind === 'text' || item.kind === 'missing'))) {
    const wanted = new Set(items.map((item) => wordsAt(textOf(item), 0)));
    const hasMissing = wanted.has(undefined);
    const out = askText(operand, (words) => wanted.has(words), signal);
    return hasMissing ? out.map((value) => (value === 1 ? 1 : 2)) : out;
  }
  if (operand.kind !== 'text' && items.every((item) => sizeOf(item) === 1)) return isAmongNumbers(operand, items);
  let found = compare('=', operand, items[0] ?? { kind: 'missing' }, signal);
  for (const item of items.slice(1)) found = combine('or', found, compare('=', operand, item, signal));
  return found;
}

function isAmongNumbers(operand: Vector, items: readonly Vector[]): Uint8Array {
  const wanted = new Set(items.map((item) => floatsOf(item.kind === 'text' ? dateOf(item) : item)[0] as number));
  // A set would find NaN in itself; missing is equal to nothing.
  const otherwise = wanted.delete(Number.NaN) ? 2 : 0;
  const values = floatsOf(operand);
  const out = new Uint8Array(values.length);
  for (let row = 0; row < out.length; row++) {
    const value = values[row] as number;
    out[row] = Number.isNaN(value) ? 2 : wanted.has(value) ? 1 : otherwise;
  }
  return out;
}

/** Truth tables over 0, 1 and missing (2), indexed by 3 · left + right. */
const TABLES = {
  and: Uint8Array.of(0, 0, 0, 0, 1, 2, 0, 2, 2),
  or: Uint8Array.of(0, 1, 2, 1, 1, 1, 2, 1, 2),
} as const;

/** And, or over truth vectors, as SQL's three-valued logic has them. */
export function combine(operator: 'and' | 'or', left: Uint8Array, right: Uint8Array): Uint8Array {
  const table = TABLES[operator];
  const [leftMask, rightMask] = [left.length === 1 ? 0 : -1, right.length === 1 ? 0 : -1];
  const out = new Uint8Array(left.length === 1 ? right.length : left.length);
  for (let row = 0; row < out.length; row++)
    out[row] = table[3 * (left[row & leftMask] as number) + (right[row & rightMask] as number)] as number;
  return out;
}

/** Not: 0 and 1 change places, missing stays. */
export function negated(values: Uint8Array): Uint8Array {
  const table = Uint8Array.of(1, 0, 2);
  const out = new Uint8Array(values.length);
  for (let row = 0; row < out.length; row++) out[row] = table[values[row] as number] as number;
  return out;
}
