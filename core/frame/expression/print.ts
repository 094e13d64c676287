import type { Column } from '../column.ts';
import { functionNamed } from './catalogue.ts';
import { writeDate, writeSqlDate } from './dates.ts';
import { BINDING, RESERVED } from './reader.ts';
import { withSqlDates } from './sql-date-literals.ts';
import type { CallNode, ChoiceNode, Expression, MatchNode } from './syntax.ts';

/** `causeway` is the language itself, read back by `parseExpression`; `sqlite` runs in SQLite. */
export type Dialect = 'causeway' | 'sqlite';

const BARE_NAME = /^[\p{L}_][\p{L}\p{N}\p{M}_]*$/u;

/** Writes an expression in its canonical form: parsing it gives the same tree. */
export function printExpression(node: Expression): string {
  return print(node, 'causeway', BINDING.any);
}

/**
 * Writes an expression for SQLite, where dates are text. Names are always quoted; nothing of the user's text stands
 * outside quotes. `lower` and `upper` reach only ASCII letters there, and `ntile` splits ties by row order.
 *
 * @param columns the table's columns, where they are known: dates compared with a column that has times are then
 * written as finely as its own, so that midnight equals midnight
 */
export function printSql(node: Expression, columns?: ReadonlyMap<string, Column>): string {
  return print(columns === undefined ? node : withSqlDates(node, columns), 'sqlite', BINDING.any);
}

/** A text literal. */
export function quoteText(words: string): string {
  return `'${words.replaceAll("'", "''")}'`;
}

/** A column name for SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Prints a part; brackets where it binds looser than what stands around it. */
function print(node: Expression, dialect: Dialect, around: number): string {
  const [words, own] = spell(node, dialect);
  return own <= around ? `(${words})` : words;
}

const ATOM = 100;

/** The words of a node and how tightly they bind. */
function spell(node: Expression, dialect: Dialect): readonly [string, number] {
  const part = (inner: Expression, around: number): string => print(inner, dialect, around);
  const word = (name: string): string => (dialect === 'sqlite' ? name.toUpperCase() : name);
  const not = (isNegated: boolean): string => (isNegated ? `${word('not')} ` : '');
  switch (node.kind) {
    case 'number':
      return [Object.is(node.value, -0) ? '-0' : String(node.value), node.value < 0 || Object.is(node.value, -0) ? BINDING.negate : ATOM];
    case 'text':
      return [quoteText(node.value), ATOM];
    case 'boolean':
      return [word(String(node.value)), ATOM];
    case 'date':
      return [dialect === 'sqlite' ? quoteText(writeSqlDate(node.value)) : `date(${quoteText(writeDate(node.value))})`, ATOM];
    case 'missing':
      return [word('null'), ATOM];
    case 'column':
      return [dialect === 'sqlite' ? quoteName(node.name) : bareName(node.name), ATOM];
    case 'negate':
      return [`-${part(node.operand, BINDING.negate)}`, BINDING.negate];
    case 'arithmetic':
      return spellArithmetic(node, dialect);
    case 'comparison':
      return [`${part(node.left, BINDING.comparison)} ${node.operator} ${part(node.right, BINDING.comparison)}`, BINDING.comparison];
    case 'logic': {
      const own = BINDING[node.operator];
      return [node.operands.map((operand) => part(operand, own)).join(` ${word(node.operator)} `), own];
    }
    case 'not':
      return [`${word('not')} ${part(node.operand, BINDING.not - 1)}`, BINDING.not];
    case 'in': {
      const items = node.items.map((item) => part(item, BINDING.any)).join(', ');
      return [`${part(node.operand, BINDING.comparison)} ${not(node.negated)}${word('in')} (${items})`, BINDING.comparison];
    }
    case 'between': {
      const limits = `${part(node.low, BINDING.comparison)} ${word('and')} ${part(node.high, BINDING.comparison)}`;
      return [`${part(node.operand, BINDING.comparison)} ${not(node.negated)}${word('between')} ${limits}`, BINDING.comparison];
    }
    case 'is-missing': {
      const missing = dialect === 'sqlite' ? 'NULL' : 'missing';
      return [`${part(node.operand, BINDING.comparison)} ${word('is')} ${not(node.negated)}${missing}`, BINDING.comparison];
    }
    case 'match':
      return spellMatch(node, dialect);
    case 'choice':
      return spellChoice(node, dialect);
    case 'call':
      return spellCall(node, dialect);
  }
}

function bareName(name: string): string {
  return BARE_NAME.test(name) && !RESERVED.has(name.toLowerCase()) ? name : quoteName(name);
}

function spellArithmetic(node: Extract<Expression, { kind: 'arithmetic' }>, dialect: Dialect): readonly [string, number] {
  const part = (inner: Expression, around: number): string => print(inner, dialect, around);
  if (dialect === 'sqlite') {
    const [left, right] = [part(node.left, BINDING.any), part(node.right, BINDING.any)];
    if (node.operator === '^') return [`pow(${left}, ${right})`, ATOM];
    // SQLite's own % cuts its operands to whole numbers, and its / cuts the result of two whole numbers.
    if (node.operator === '%') return [`mod(${left}, ${right})`, ATOM];
    if (node.operator === '/') return [`CAST(${left} AS REAL) / ${part(node.right, BINDING.product)}`, BINDING.product];
  }
  if (node.operator === '^') return [`${part(node.left, BINDING.power)} ^ ${part(node.right, BINDING.negate - 1)}`, BINDING.power];
  const own = node.operator === '+' || node.operator === '-' ? BINDING.sum : BINDING.product;
  return [`${part(node.left, own - 1)} ${node.operator} ${part(node.right, own)}`, own];
}

/** `contains` is exact; SQLite's LIKE ignores case, so it becomes a search for the position. */
function spellMatch(node: MatchNode, dialect: Dialect): readonly [string, number] {
  const [operand, pattern] = [node.operand, node.pattern].map((inner) => print(inner, dialect, BINDING.comparison));
  if (dialect === 'causeway') return [`${operand} ${node.negated ? 'not ' : ''}${node.how} ${pattern}`, BINDING.comparison];
  if (node.how === 'like') return [`${operand} ${node.negated ? 'NOT ' : ''}LIKE ${pattern}`, BINDING.comparison];
  return [`instr(${operand}, ${pattern}) ${node.negated ? '=' : '>'} 0`, BINDING.comparison];
}

function spellChoice(node: ChoiceNode, dialect: Dialect): readonly [string, number] {
  const part = (inner: Expression): string => print(inner, dialect, BINDING.any);
  const [only, ...more] = node.branches;
  if (dialect === 'causeway' && only !== undefined && more.length === 0) {
    return [`if(${part(only.condition)}, ${part(only.value)}, ${part(node.otherwise)})`, ATOM];
  }
  const branches = node.branches.map(({ condition, value }) => `when ${part(condition)} then ${part(value)}`).join(' ');
  if (dialect === 'causeway') return [`case ${branches} else ${part(node.otherwise)} end`, ATOM];
  const upper = node.branches.map(({ condition, value }) => `WHEN ${part(condition)} THEN ${part(value)}`).join(' ');
  return [`CASE ${upper} ELSE ${part(node.otherwise)} END`, ATOM];
}

function spellCall(node: CallNode, dialect: Dialect): readonly [string, number] {
  // Arguments stand alone between commas; the SQL of a function may put an operator beside them.
  const args = node.args.map((argument) => print(argument, dialect, dialect === 'sqlite' ? BINDING.negate : BINDING.any));
  if (dialect === 'causeway') return [`${node.name}(${args.join(', ')})`, ATOM];
  return [functionNamed(node.name)?.sql(args, node) ?? 'NULL', ATOM];
}
