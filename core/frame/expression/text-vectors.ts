import type { StopSignal } from '../../base/work.ts';
import { type TextVector, textOf, type Vector } from './vector.ts';

/** How many dictionary entries are handled between two looks at the stop signal. */
const STRIDE = 65_536;

/** Applies a change to every text of a vector, once per dictionary entry; null makes a cell missing. */
export function mapText(vector: Vector, change: (words: string) => string | null, signal: StopSignal): TextVector {
  const { codes, dictionary } = textOf(vector);
  const book = makeDictionary();
  const codeOf = new Int32Array(dictionary.length);
  for (let code = 0; code < dictionary.length; code++) {
    if (code % STRIDE === 0) signal.throwIfAborted();
    const changed = change(dictionary[code] ?? '');
    codeOf[code] = changed === null ? -1 : book.codeOf(changed);
  }
  return { kind: 'text', codes: gather(codes, codeOf), dictionary: book.entries };
}

/** Applies a numeric question to every text, once per dictionary entry; NaN is missing. */
export function measureText(vector: Vector, measure: (words: string) => number, signal: StopSignal): Float64Array {
  const { codes, dictionary } = textOf(vector);
  const measured = new Float64Array(dictionary.length);
  for (let code = 0; code < measured.length; code++) {
    if (code % STRIDE === 0) signal.throwIfAborted();
    measured[code] = measure(dictionary[code] ?? '');
  }
  const out = new Float64Array(codes.length);
  for (let row = 0; row < out.length; row++) {
    const code = codes[row] as number;
    out[row] = code < 0 ? Number.NaN : (measured[code] as number);
  }
  return out;
}

/** Asks a yes/no question of every text, once per dictionary entry; missing stays missing (2). */
export function askText(vector: Vector, question: (words: string) => boolean, signal: StopSignal): Uint8Array {
  const { codes, dictionary } = textOf(vector);
  // Entry 0 answers for the missing code −1, so that the row loop has no branch.
  const answers = new Uint8Array(dictionary.length + 1);
  answers[0] = 2;
  for (let code = 0; code < dictionary.length; code++) {
    if (code % STRIDE === 0) signal.throwIfAborted();
    answers[code + 1] = question(dictionary[code] ?? '') ? 1 : 0;
  }
  const out = new Uint8Array(codes.length);
  for (let row = 0; row < out.length; row++) out[row] = answers[(codes[row] as number) + 1] as number;
  return out;
}

/** A dictionary that grows: one code per distinct text, in order of first use. */
export interface GrowingDictionary {
  readonly entries: string[];
  readonly codeOf: (words: string) => number;
}

/** Starts an empty dictionary. */
export function makeDictionary(): GrowingDictionary {
  const entries: string[] = [];
  const known = new Map<string, number>();
  const codeOf = (words: string): number => {
    const found = known.get(words);
    if (found !== undefined) return found;
    known.set(words, entries.length);
    entries.push(words);
    return entries.length - 1;
  };
  return { entries, codeOf };
}

function gather(codes: Int32Array, codeOf: Int32Array): Int32Array {
  const out = new Int32Array(codes.length);
  for (let row = 0; row < out.length; row++) {
    const code = codes[row] as number;
    out[row] = code < 0 ? -1 : (codeOf[code] as number);
  }
  return out;
}

/** Orders texts by code point, as SQLite's BINARY collation does; JavaScript's own order differs beyond the basic plane. */
export function compareText(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let i = 0; i < shorter; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a === b) continue;
    // Surrogates stand for code points above every other unit.
    return rank(a) - rank(b);
  }
  return left.length - right.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit;
}

/** How many characters (code points) a text has. */
export function characterCount(words: string): number {
  let count = 0;
  for (let i = 0; i < words.length; i++) {
    const unit = words.charCodeAt(i);
    const isLow = unit >= 0xdc00 && unit <= 0xdfff && i > 0 && (words.charCodeAt(i - 1) & 0xfc00) === 0xd800;
    if (!isLow) count++;
  }
  return count;
}

/** SQLite's substr: characters from `start` (1 is the first, −1 the last), `length` of them or to the end. */
export function substring(words: string, start: number, length: number | undefined): string {
  const characters = Array.from(words);
  const size = characters.length;
  let from = start > 0 ? start - 1 : start < 0 ? size + start : 0;
  // Position 0 stands before the first character and uses up one of the length.
  let count = length === undefined ? size : start === 0 ? length - 1 : length;
  if (from < 0) {
    if (length !== undefined) count = Math.max(0, count + from);
    from = 0;
  }
  return count <= 0 ? '' : characters.slice(from, from + count).join('');
}

/**
 * SQLite's LIKE: % stands for any run of characters, _ for one, ASCII letters match in either case.
 * Greedy matching with one step back to the latest %, so the worst case is the product of both lengths.
 */
export function likeMatcher(pattern: string): (words: string) => boolean {
  const wanted = Array.from(lowerAscii(pattern));
  return (words) => {
    const given = Array.from(lowerAscii(words));
    let at = 0;
    let want = 0;
    let star = -1;
    let mark = 0;
    while (at < given.length) {
      if (want < wanted.length && wanted[want] === '%') {
        star = want++;
        mark = at;
      } else if (want < wanted.length && (wanted[want] === '_' || wanted[want] === given[at])) {
        want++;
        at++;
      } else if (star >= 0) {
        want = star + 1;
        at = ++mark;
      } else return false;
    }
    while (wanted[want] === '%') want++;
    return want === wanted.length;
  };
}

function lowerAscii(words: string): string {
  return words.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
