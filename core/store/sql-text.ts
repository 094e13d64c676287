/** One piece of SQL text. `text` is what it names: quotes are taken off names and strings, words are as written. */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'mark';
  readonly text: string;
}

const PIECES = [
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/,
  /(?<string>'(?:[^']|'')*'?)/,
  /(?<quoted>"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|\[[^\]]*\]?)/,
  /(?<number>\.?\d[\w.]*)/,
  /(?<word>[\p{L}_$\u0080-\uffff][\p{L}\p{N}_$\u0080-\uffff]*)/u,
  /(?<mark>[\s\S])/,
];

const TOKEN = new RegExp(PIECES.map((piece) => piece.source).join('|'), 'gu');

/** Cuts SQL into tokens; comments and white space are dropped. It never fails: what is wrong is for SQLite to say. */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (const { groups = {} } of sql.matchAll(TOKEN)) {
    const { string, quoted, number, word, mark } = groups;
    if (string !== undefined) tokens.push({ kind: 'string', text: unquote(string) });
    else if (quoted !== undefined) tokens.push({ kind: 'name', text: unquote(quoted) });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
  }
  return tokens;
}

/** Writes a name so that SQLite takes it for a name, whatever it holds. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** SQLite ignores the case of ASCII letters in names, and of no others. */
export function sameName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Why a text may not run here; undefined when nothing speaks against it. */
export function forbiddenIn(tokens: readonly SqlToken[]): string | undefined {
  const first = word(tokens[0]);
  if (first !== undefined && !['select', 'with', 'values'].includes(first))
    return `A query starts with SELECT or WITH, not with ${first.toUpperCase()}.`;
  const end = tokens.findIndex((token) => isMark(token, ';'));
  if (end >= 0 && tokens.slice(end).some((token) => !isMark(token, ';'))) return 'Only one statement can run at a time.';
  for (const [at, token] of tokens.entries()) {
    const reason = changingWord(tokens, at, word(token));
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/**
 * Which tables and columns a query can touch, by name alone. It may say too many, never too few: a name counts
 * wherever it stands, and every column counts where a star, NATURAL JOIN or IN <table> reads columns unnamed.
 */
export function namesUsed(tokens: readonly SqlToken[]): { readonly names: ReadonlySet<string>; readonly readsAll: boolean } {
  const names = new Set<string>();
  let readsAll = false;
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'number' && token.kind !== 'mark') names.add(sameName(token.text));
    const before = tokens[at - 1];
    if (word(token) === 'natural') readsAll = true;
    if (word(before) === 'in' && token.kind !== 'mark') readsAll = true;
    // A star that no operand precedes is not a product: "SELECT *", "t.*", "DISTINCT *". "count(*)" reads no column.
    if (isMark(token, '*') && (isMark(before, '.') || isMark(before, ',') || ['select', 'distinct', 'all'].includes(word(before) ?? '')))
      readsAll = true;
  }
  return { names, readsAll };
}

const DATE_FUNCTIONS = ['date', 'time', 'datetime', 'julianday', 'unixepoch', 'strftime', 'timediff'];

/** Words whose answer changes from run to run: a replay could never give the same bytes. */
function changingWord(tokens: readonly SqlToken[], at: number, word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  if (['current_date', 'current_time', 'current_timestamp'].includes(word))
    return `${word.toUpperCase()} would make the result different every day; write the date out.`;
  if (!isMark(tokens[at + 1], '(')) return undefined;
  if (['random', 'randomblob'].includes(word))
    return `${word}() would make the result different every time; use a column, or a sampling step.`;
  if (word === 'load_extension') return 'A query may not load anything into the program.';
  if (!DATE_FUNCTIONS.includes(word)) return undefined;
  const inside = argumentsAfter(tokens, at + 2);
  const readsClock = inside.length === 0 || inside.some((token) => token.kind === 'string' && token.text.toLowerCase() === 'now');
  // strftime with a format alone, like date() alone, means the present moment.
  const isBare = word === 'strftime' && !inside.some((token) => isMark(token, ','));
  return readsClock || isBare ? `${word}('now') would make the result different every day; write the date out.` : undefined;
}

function argumentsAfter(tokens: readonly SqlToken[], from: number): readonly SqlToken[] {
  let depth = 1;
  for (let at = from; at < tokens.length; at++) {
    if (isMark(tokens[at], '(')) depth++;
    if (isMark(tokens[at], ')') && --depth === 0) return tokens.slice(from, at);
  }
  return tokens.slice(from);
}

function isMark(token: SqlToken | undefined, mark: string): boolean {
  return token?.kind === 'mark' && token.text === mark;
}

function word(token: SqlToken | undefined): string | undefined {
  return token?.kind === 'word' ? token.text.toLowerCase() : undefined;
}

function unquote(token: string): string {
  const close = token.startsWith('[') ? ']' : (token[0] ?? '');
  const body = token.slice(1, token.length > 1 && token.endsWith(close) ? -1 : undefined);
  return close === ']' ? body : body.replaceAll(close + close, close);
}
