import type { Expression } from './syntax.ts';
import type { Token } from './tokens.ts';

/** How tightly operators bind, loosest first. */
export const BINDING = {
  any: 0,
  or: 10,
  and: 20,
  not: 30,
  comparison: 40,
  concat: 45,
  sum: 50,
  product: 60,
  negate: 70,
  power: 80,
} as const;

/** Words that a bare column name cannot be; such a column is written in "double quotes". */
export const RESERVED: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'between',
  'is',
  'like',
  'null',
  'true',
  'false',
  'case',
  'when',
  'then',
  'else',
  'end',
]);

/** What the parts of the parser share: the words, and how far reading has come. */
export interface Reader {
  readonly source: string;
  readonly peek: () => Token;
  readonly next: () => Token;
  /** Takes the next word if it is this symbol or keyword. */
  readonly take: (value: string) => boolean;
  /** Takes this symbol or keyword, or refuses and says what was expected. */
  readonly expect: (value: string, where: string) => void;
  readonly expression: (binding: number) => Expression;
}

/** Whether a word is this keyword (in any case) or this symbol; quoted names never are. */
export function isWord(token: Token, value: string): boolean {
  if (token.kind === 'symbol') return token.value === value;
  return token.kind === 'word' && token.value.toLowerCase() === value;
}
