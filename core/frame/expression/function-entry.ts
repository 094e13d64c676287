import { refuse } from '../../base/problem.ts';
import type { CallNode, Expression, Kind } from './syntax.ts';
import type { Scope, Vector } from './vector.ts';

/** A function of the language: how it is written, what it accepts, what it does, and its SQLite spelling. */
export interface FunctionEntry {
  readonly name: string;
  /** How it is written, for messages and help. */
  readonly usage: string;
  readonly least: number;
  readonly most: number;
  /**
   * The kind of its result.
   *
   * @throws expression/type when it cannot take arguments of these kinds
   */
  readonly check: (call: CallNode, kinds: readonly Kind[]) => Kind;
  readonly run: (args: readonly Vector[], call: CallNode, scope: Scope) => Vector;
  readonly sql: (args: readonly string[], call: CallNode) => string;
}

/** Refuses kinds that do not fit, at a position of the text (which a person counts from 1). */
export function typeError(at: number, what: string, fix: string): never {
  return refuse('expression/type', `${what} (at character ${at + 1}).`, fix);
}

/** Checks that argument number `index` has one of the wanted kinds; null always fits, a yes/no fits a number. */
export function requireKind(call: CallNode, kinds: readonly Kind[], index: number, wanted: Kind, usage: string): void {
  const found = kinds[index];
  if (found === undefined || found === wanted || found === 'missing') return;
  if (wanted === 'number' && found === 'boolean') return;
  const at = call.args[index]?.at ?? call.at;
  typeError(
    at,
    `${call.name} needs ${KIND_NOUNS[wanted]} here, and this is ${KIND_NOUNS[found]}`,
    `Write ${usage}${conversionHint(found, wanted)}.`,
  );
}

/** How a kind is called in a message. */
export const KIND_NOUNS: Readonly<Record<Kind, string>> = {
  number: 'a number',
  text: 'text',
  boolean: 'a yes/no',
  date: 'a date',
  missing: 'missing',
};

function conversionHint(found: Kind, wanted: Kind): string {
  if (found === 'text' && wanted === 'number') return '; number(x) reads numbers out of text';
  if (found === 'text' && wanted === 'date') return '; date(x) reads dates out of text';
  if (found === 'date' && wanted === 'number') return '; days_between(a, b) measures dates';
  return '';
}

/** The value of an argument that must be written as a plain number, such as the number of digits. */
export function plainNumber(call: CallNode, index: number, usage: string): number {
  const argument = call.args[index];
  if (argument?.kind === 'number') return argument.value;
  return typeError(argument?.at ?? call.at, `${call.name} needs a plain number here`, `Write ${usage}.`);
}

/** A plain whole number within limits. */
export function plainWhole(call: CallNode, index: number, usage: string, limits: readonly [number, number]): number {
  const value = plainNumber(call, index, usage);
  if (Number.isInteger(value) && value >= limits[0] && value <= limits[1]) return value;
  const argument: Expression | undefined = call.args[index];
  return typeError(argument?.at ?? call.at, `${call.name} needs a whole number from ${limits[0]} to ${limits[1]} here`, `Write ${usage}.`);
}
