import { refuse } from '../../base/problem.ts';
import { shownName } from './names.ts';

/** One word of an expression. `name` is a quoted name, `word` a bare one (a column, a function or a keyword). */
export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'word' | 'symbol' | 'end';
  /** The text without its quotes; symbols in their canonical spelling. */
  readonly value: string;
  /** Position of its first character in the text, from 0. */
  readonly at: number;
}

/** Symbols of two characters first, so that "<=" is not read as "<" and "=". */
const SYMBOLS = ['<=', '>=', '<>', '!=', '==', '||', '<', '>', '=', '+', '-', '*', '/', '%', '^', '(', ')', ','];
const CANONICAL: ReadonlyMap<string, string> = new Map([
  ['!=', '<>'],
  ['==', '='],
]);

const SPACE = /\s+/uy;
const WORD = /[\p{L}_][\p{L}\p{N}\p{M}_]*/uy;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const WIDE = '（），＝＜＞‘’“”＋－＊／％';
const NARROW = `(),=<>''""+-*/%`;

/**
 * Cuts an expression into words.
 *
 * @throws expression/syntax with the position, for a quote that never closes and characters that mean nothing
 * Cost: linear in the text, whatever it holds.
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (true) {
    at += matchAt(SPACE, source, at).length;
    if (at >= source.length) break;
    const token = readToken(source, at);
    tokens.push(token.token);
    at = token.end;
  }
  tokens.push({ kind: 'end', value: '', at: source.length });
  return tokens;
}

function readToken(source: string, at: number): { readonly token: Token; readonly end: number } {
  const first = source[at] ?? '';
  if (first === "'" || first === '"' || first === '`') return readQuoted(source, at, first);
  const number = matchAt(NUMBER, source, at);
  if (number !== '') return readNumber(source, at, number);
  const word = matchAt(WORD, source, at);
  if (word !== '') return { token: { kind: 'word', value: word, at }, end: at + word.length };
  if (source.startsWith('--', at) || source.startsWith('/*', at)) {
    syntaxError(source, at, 'Comments are not part of an expression', 'Remove it; for a double minus write a - (-b).');
  }
  const symbol = SYMBOLS.find((candidate) => source.startsWith(candidate, at));
  if (symbol !== undefined) return { token: { kind: 'symbol', value: CANONICAL.get(symbol) ?? symbol, at }, end: at + symbol.length };
  const wide = WIDE.indexOf(first);
  const fix = wide >= 0 ? `Type ${NARROW[wide]} instead.` : 'Put column names with unusual characters in "double quotes".';
  return syntaxError(source, at, `The character ${shownName(String.fromCodePoint(source.codePointAt(at) ?? 0))} has no meaning here`, fix);
}

function readNumber(source: string, at: number, digits: string): { readonly token: Token; readonly end: number } {
  const tail = matchAt(WORD, source, at + digits.length);
  if (tail !== '') {
    syntaxError(
      source,
      at,
      `${shownName(digits + tail)} is neither a number nor a name`,
      'Put names that start with a digit in "double quotes".',
    );
  }
  if (!Number.isFinite(Number(digits)))
    syntaxError(source, at, `The number ${shownName(digits)} is too large`, 'Numbers go up to 1.8e308.');
  return { token: { kind: 'number', value: digits, at }, end: at + digits.length };
}

/** Reads to the closing quote; a doubled quote stands for one. By search, not by pattern: names may be very long. */
function readQuoted(source: string, at: number, quote: string): { readonly token: Token; readonly end: number } {
  const pieces: string[] = [];
  let from = at + 1;
  while (true) {
    const close = source.indexOf(quote, from);
    if (close < 0) syntaxError(source, at, `The quote ${quote} is never closed`, `Add the closing ${quote}.`);
    pieces.push(source.slice(from, close));
    if (source[close + 1] !== quote) {
      return { token: { kind: quote === "'" ? 'text' : 'name', value: pieces.join(''), at }, end: close + 1 };
    }
    pieces.push(quote);
    from = close + 2;
  }
}

function matchAt(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? '';
}

/** Refuses an expression, showing where: the position counts from 1, as people do. */
export function syntaxError(source: string, at: number, what: string, fix: string): never {
  const near = source
    .slice(Math.max(0, at - 20), at + 20)
    .replaceAll(/\s+/g, ' ')
    .trim();
  const place = near === '' ? `at character ${at + 1}` : `at character ${at + 1}, near ${shownName(near)}`;
  return refuse('expression/syntax', `${what} (${place}).`, fix);
}
