import { refuse } from '../../base/problem.ts';
import { shownName } from '../../frame/expression/names.ts';

/** A word or a mark of a statement. Names and texts in quotes can never be keywords; comments are gone. */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'mark';
  readonly value: string;
  readonly at: number;
}

const WORD = /[\p{L}_][\p{L}\p{N}\p{M}_$]*/uy;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|0[xX][\da-fA-F]+/y;
const CLOSING: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ['"', '"'],
  ['`', '`'],
  ['[', ']'],
]);

/**
 * Cuts SQL into words as SQLite does: four kinds of quotes, two kinds of comments.
 *
 * @throws sql/syntax for a quote or comment that never closes
 * Cost: linear in the text.
 */
export function tokenizeSql(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  while (at < sql.length) {
    const first = sql[at] ?? '';
    const closing = CLOSING.get(first);
    let end = at + 1;
    if (/\s/.test(first)) {
      // Only skipped.
    } else if (sql.startsWith('--', at)) end = endOfLine(sql, at);
    else if (sql.startsWith('/*', at)) end = after(sql, '*/', at + 2, 'comment');
    else if (closing !== undefined) {
      end = endOfQuote(sql, at, closing);
      tokens.push({ kind: first === "'" ? 'text' : 'name', value: sql.slice(at + 1, end - 1), at });
    } else {
      const word = matchAt(WORD, sql, at) || matchAt(NUMBER, sql, at);
      const kind = word === '' ? 'mark' : /\d|\./.test(word[0] ?? '') ? 'number' : 'word';
      end = at + Math.max(1, word.length);
      tokens.push({ kind, value: sql.slice(at, end), at });
    }
    at = end;
  }
  return tokens;
}

function matchAt(pattern: RegExp, sql: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0] ?? '';
}

function endOfLine(sql: string, at: number): number {
  const end = sql.indexOf('\n', at);
  return end < 0 ? sql.length : end;
}

function after(sql: string, closing: string, from: number, what: string): number {
  const found = sql.indexOf(closing, from);
  if (found >= 0) return found + closing.length;
  return refuse('sql/syntax', `A ${what} that starts at character ${from} of the query is never closed.`, `Add ${closing}.`, {
    option: 'query',
  });
}

function endOfQuote(sql: string, at: number, closing: string): number {
  let end = after(sql, closing, at + 1, 'quote');
  // A doubled quote stands for one; brackets know no doubling.
  while (closing !== ']' && sql[end] === closing) end = after(sql, closing, end + 1, 'quote');
  return end;
}

/** Words that begin a statement which does something other than read. */
const ACTIONS: ReadonlySet<string> = new Set([
  'insert',
  'update',
  'delete',
  'replace',
  'create',
  'drop',
  'alter',
  'attach',
  'detach',
  'pragma',
  'vacuum',
  'reindex',
  'analyze',
  'begin',
  'commit',
  'end',
  'rollback',
  'savepoint',
  'release',
  'explain',
]);

/** Functions and tables that reach out of the query's own tables. */
const OUTSIDE_FUNCTION = /^(load_extension|readfile|writefile|edit|fts3_tokenizer|zipfile|fsdir|sqlite_.*|pragma_.*)$/;
const OUTSIDE_TABLE = /^(sqlite_.*|pragma_.*|dbstat|fsdir)$/;

/**
 * Makes sure that a text is one SELECT, or one WITH that ends in a SELECT, over the step's tables. The engine
 * opens nothing for writing either; this check is what gives the user a clear answer before the run.
 *
 * @throws sql/forbidden, sql/syntax
 */
export function requireSelect(sql: string): void {
  const all = tokenizeSql(sql);
  let last = all.length;
  while (last > 0 && isMark(all[last - 1], ';')) last--;
  const tokens = all.slice(0, last);
  const [first] = tokens;
  if (first === undefined) refuse('sql/syntax', 'The query is empty.', 'Write a SELECT over data.', { option: 'query' });
  const opening = first.kind === 'word' ? first.value.toLowerCase() : '';
  if (opening !== 'select' && opening !== 'with') forbid(`It starts with ${shownName(first.value)}`);
  const second = tokens.find((token) => isMark(token, ';'));
  if (second !== undefined) forbid(`A second statement starts at character ${second.at + 2}`);
  tokens.forEach((token, index) => {
    inspect(token, tokens[index - 1], tokens[index + 1]);
  });
  if (opening === 'with' && !hasOuterSelect(tokens)) forbid('Its WITH does not end in a SELECT');
  requireBalance(tokens);
}

function inspect(token: SqlToken, before: SqlToken | undefined, next: SqlToken | undefined): void {
  const lower = token.value.toLowerCase();
  const isTable = /^(from|join)$/i.test(before?.kind === 'word' ? before.value : '') || isMark(next, '.') || isMark(before, '.');
  // A text that merely says sqlite_master is harmless, but SQLite takes one as a name after FROM; a comma may continue FROM.
  const mayBeTable = isTable || token.kind === 'word' || (token.kind === 'name' && isMark(before, ','));
  const isQuotable = token.kind === 'word' || token.kind === 'name' || token.kind === 'text';
  if (isQuotable && ((isMark(next, '(') && OUTSIDE_FUNCTION.test(lower)) || (mayBeTable && OUTSIDE_TABLE.test(lower)))) {
    forbid(`${shownName(token.value)} reaches outside the step's tables`);
  }
  const opensPart = isMark(before, '(') || isMark(before, ')');
  if (token.kind === 'word' && opensPart && ACTIONS.has(lower) && !isMark(next, '(') && !(lower === 'end' || lower === 'replace')) {
    forbid(`${lower.toUpperCase()} is not a way of reading`);
  }
  if (token.kind === 'mark' && /^[?@:$]$/.test(token.value)) {
    refuse('sql/syntax', `The query has a parameter at character ${token.at + 1}; nothing would fill it.`, 'Write the value itself.', {
      option: 'query',
    });
  }
}

/** Whether, outside all brackets, the statement after WITH comes to a SELECT (or VALUES) before any other action. */
function hasOuterSelect(tokens: readonly SqlToken[]): boolean {
  let depth = 0;
  for (const token of tokens) {
    if (isMark(token, '(')) depth++;
    else if (isMark(token, ')')) depth--;
    else if (depth === 0 && token.kind === 'word') {
      const lower = token.value.toLowerCase();
      if (lower === 'select') return true;
      if (ACTIONS.has(lower)) return false;
    }
  }
  return false;
}

function requireBalance(tokens: readonly SqlToken[]): void {
  const depth = tokens.reduce((sum, token) => sum + (isMark(token, '(') ? 1 : isMark(token, ')') ? -1 : 0), 0);
  if (depth === 0) return;
  refuse('sql/syntax', `The query has ${Math.abs(depth)} ${depth > 0 ? 'unclosed' : 'surplus'} bracket(s).`, 'Balance the brackets.', {
    option: 'query',
  });
}

function isMark(token: SqlToken | undefined, value: string): boolean {
  return token?.kind === 'mark' && token.value === value;
}

function forbid(why: string): never {
  return refuse(
    'sql/forbidden',
    `${why}; only one SELECT that reads is allowed.`,
    'Write one SELECT (or WITH … SELECT) over the step’s tables.',
    {
      option: 'query',
    },
  );
}
