import { malformed, tooLarge } from './limits.ts';

/** A JSON object whose fields are read by name; inherited names such as "constructor" are not fields. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/**
 * Parses JSON as trainers write it: the bare words NaN and Infinity, which JSON does not have, are read as null.
 *
 * @throws model/malformed
 */
export function parseTrainerJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const mended = nullBareWords(text);
    try {
      return JSON.parse(mended);
    } catch (error) {
      return malformed(`it is not valid JSON (${error instanceof Error ? error.message.slice(0, 120) : 'unreadable'})`);
    }
  }
}

/**
 * Puts null in place of bare NaN and Infinity outside strings. A scan by hand: a pattern with escapes in it
 * takes quadratic time on text made for the purpose.
 */
function nullBareWords(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) isInString = !isInString;
    else if (character === BACKSLASH) at++;
    else if (!isInString && (character === CAPITAL_N || character === CAPITAL_I)) {
      const word = character === CAPITAL_N ? 'NaN' : 'Infinity';
      if (!text.startsWith(word, at)) continue;
      const start = text[at - 1] === '-' ? at - 1 : at;
      parts.push(text.slice(kept, start), 'null');
      kept = at + word.length;
      at = kept - 1;
    }
  }
  parts.push(text.slice(kept));
  return parts.join('');
}

const [QUOTE, BACKSLASH, CAPITAL_N, CAPITAL_I] = [0x22, 0x5c, 0x4e, 0x49];

/** A value that must be an object. */
export function recordOf(value: unknown, what: string): JsonRecord {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonRecord;
  return malformed(`${what} is missing or not an object`);
}

/** A field, or undefined when the record has none of its own by that name. */
export function fieldOf(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** A field that must be an object. */
export function recordAt(record: JsonRecord, key: string, what = key): JsonRecord {
  return recordOf(fieldOf(record, key), what);
}

/** A field that must be a list of at most so many entries. */
export function listAt(record: JsonRecord, key: string, most: number, what = key): readonly unknown[] {
  const value = fieldOf(record, key);
  if (!Array.isArray(value)) return malformed(`${what} is missing or not a list`);
  if (value.length > most) tooLarge(`entries in ${what}`, value.length, most);
  return value as readonly unknown[];
}

/** A number, also where the trainer wrote it as text or as yes/no; NaN for null, which stands for a bare NaN. */
export function numberOf(value: unknown, what: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (value === null) return Number.NaN;
  if (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value))) return Number(value);
  return malformed(`${what} is not a number`);
}

/** A list of exactly so many numbers. */
export function numbersAt(record: JsonRecord, key: string, count: number, what: string): Float64Array {
  const list = listAt(record, key, count, `${key} of ${what}`);
  if (list.length !== count) malformed(`${key} of ${what} has ${list.length} entries, not ${count}`);
  return Float64Array.from(list, (value) => numberOf(value, `an entry of ${key} of ${what}`));
}

/** A list of texts. */
export function textsOf(list: readonly unknown[], what: string): string[] {
  return list.map((entry) => (typeof entry === 'string' ? entry : malformed(`an entry of ${what} is not text`)));
}
