import { CHOICE_FUNCTIONS } from './choice-functions.ts';
import { DATE_FUNCTIONS } from './date-functions.ts';
import type { FunctionEntry } from './function-entry.ts';
import { NUMBER_FUNCTIONS } from './number-functions.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';

/** `if` and `contains` are rewritten while reading, into a choice and a match; they never run as calls. */
function rewritten(name: string, usage: string, least: number, most: number): FunctionEntry {
  return { name, usage, least, most, check: () => 'missing', run: () => ({ kind: 'missing' }), sql: () => 'NULL' };
}

/** Every function of the language by name. */
export const FUNCTIONS: ReadonlyMap<string, FunctionEntry> = new Map(
  [
    ...NUMBER_FUNCTIONS,
    ...TEXT_FUNCTIONS,
    ...DATE_FUNCTIONS,
    ...CHOICE_FUNCTIONS,
    rewritten('if', 'if(condition, a, b)', 2, 3),
    rewritten('contains', `contains(text, 'part')`, 2, 2),
  ].map((entry) => [entry.name, entry]),
);

/** Other spellings that people bring from SQL, R and spreadsheets. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['ln', 'log'],
  ['ceiling', 'ceil'],
  ['len', 'length'],
  ['substring', 'substr'],
  ['ifnull', 'coalesce'],
  ['iif', 'if'],
]);

/** A function by its name or a known other spelling, in any case. */
export function functionNamed(name: string): FunctionEntry | undefined {
  const lower = name.toLowerCase();
  return FUNCTIONS.get(ALIASES.get(lower) ?? lower);
}
