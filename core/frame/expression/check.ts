import { refuse } from '../../base/problem.ts';
import type { Column } from '../column.ts';
import { functionNamed } from './catalogue.ts';
import { commonKind } from './choosing.ts';
import { readDate } from './dates.ts';
import { KIND_NOUNS, typeError } from './function-entry.ts';
import { shownName, suggestion } from './names.ts';
import type { ArithmeticNode, BetweenNode, CallNode, ChoiceNode, Expression, InNode, Kind, MatchNode } from './syntax.ts';

export type ColumnKinds = ReadonlyMap<string, Pick<Column, 'kind'>>;

/**
 * The kind of value that an expression gives on a table with these columns.
 *
 * @throws data/unknown-column with close names; expression/type with the position and a way out
 */
export function kindOf(node: Expression, columns: ColumnKinds): Kind {
  const inner = (part: Expression): Kind => kindOf(part, columns);
  switch (node.kind) {
    case 'column':
      return kindOfColumn(node.name, columns);
    case 'negate':
      requireNumber(node.operand, inner(node.operand), '-');
      return 'number';
    case 'arithmetic':
      return kindOfArithmetic(node, inner(node.left), inner(node.right));
    case 'comparison':
      requireComparable(node.left, inner(node.left), node.right, inner(node.right));
      return 'boolean';
    case 'logic':
      for (const operand of node.operands) requireTruth(operand, inner(operand), node.operator);
      return 'boolean';
    case 'not':
      requireTruth(node.operand, inner(node.operand), 'not');
      return 'boolean';
    case 'in':
    case 'between':
      return kindOfRange(node, inner);
    case 'is-missing':
      inner(node.operand);
      return 'boolean';
    case 'match':
      return kindOfMatch(node, inner);
    case 'choice':
      return kindOfChoice(node, inner);
    case 'call':
      return kindOfCall(node, inner);
    default:
      return node.kind;
  }
}

/** Checks that an expression is a condition, as a rule needs. */
export function requireCondition(node: Expression, columns: ColumnKinds): void {
  requireTruth(node, kindOf(node, columns), 'a rule');
}

type Inner = (part: Expression) => Kind;

function kindOfColumn(name: string, columns: ColumnKinds): Kind {
  const column = columns.get(name);
  if (column === undefined) {
    return refuse('data/unknown-column', `There is no column ${shownName(name)}.`, suggestion(name, columns.keys(), 'Columns'), {
      column: name,
    });
  }
  return column.kind === 'category' ? 'text' : column.kind;
}

function requireNumber(node: Expression, kind: Kind, operator: string): void {
  if (kind === 'number' || kind === 'boolean' || kind === 'missing') return;
  const fix = kind === 'date' ? 'Use days_between(a, b) to measure dates.' : 'Use number(x) to read numbers out of text.';
  typeError(
    node.at,
    `${operator} needs numbers, and this is ${KIND_NOUNS[kind]}`,
    operator === '+' && kind === 'text' ? 'Join text with || or concat(a, b).' : fix,
  );
}

function kindOfArithmetic(node: ArithmeticNode, left: Kind, right: Kind): Kind {
  requireNumber(node.left, left, node.operator);
  requireNumber(node.right, right, node.operator);
  return 'number';
}

function requireTruth(node: Expression, kind: Kind, user: string): void {
  if (kind === 'boolean' || kind === 'missing') return;
  const fix = kind === 'number' ? 'Compare it with something, e.g. … > 0.' : 'Compare it with something.';
  typeError(node.at, `${user} needs a condition, and this is ${KIND_NOUNS[kind]}`, fix);
}

function requireComparable(left: Expression, leftKind: Kind, right: Expression, rightKind: Kind): void {
  if (leftKind === rightKind || leftKind === 'missing' || rightKind === 'missing') return;
  const pair = new Set([leftKind, rightKind]);
  if (pair.has('number') && pair.has('boolean')) return;
  if (pair.has('date') && pair.has('text')) {
    const words = leftKind === 'text' ? left : right;
    if (words.kind === 'text' && readDate(words.value) !== undefined) return;
    const what =
      words.kind === 'text' ? `${shownName(words.value)} is not a date, and it is compared with one` : 'A date is compared with text';
    typeError(words.at, what, `Write a date as date('2026-04-01').`);
  }
  const hint =
    pair.has('number') && pair.has('text') ? ' Text is written in single quotes, numbers without; names of columns in double quotes.' : '';
  typeError(right.at, `${capital(KIND_NOUNS[leftKind])} is compared with ${KIND_NOUNS[rightKind]}`, `Compare values of one kind.${hint}`);
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function kindOfRange(node: InNode | BetweenNode, inner: Inner): Kind {
  const own = inner(node.operand);
  for (const other of node.kind === 'in' ? node.items : [node.low, node.high]) requireComparable(node.operand, own, other, inner(other));
  return 'boolean';
}

function kindOfMatch(node: MatchNode, inner: Inner): Kind {
  for (const part of [node.operand, node.pattern]) {
    const kind = inner(part);
    if (kind !== 'text' && kind !== 'missing') {
      typeError(part.at, `${node.how} needs text, and this is ${KIND_NOUNS[kind]}`, 'Use text(x) to turn it into text.');
    }
  }
  if (node.how === 'like' && node.pattern.kind !== 'text')
    typeError(node.pattern.at, 'like needs its pattern written out', `Write like 'A%'.`);
  return 'boolean';
}

function kindOfChoice(node: ChoiceNode, inner: Inner): Kind {
  for (const { condition } of node.branches) requireTruth(condition, inner(condition), 'if');
  const values = [...node.branches.map(({ value }) => value), node.otherwise];
  return commonKind(values, values.map(inner));
}

function kindOfCall(node: CallNode, inner: Inner): Kind {
  const entry = functionNamed(node.name);
  if (entry === undefined) return typeError(node.at, `There is no function ${shownName(node.name)}`, 'Check its spelling.');
  return entry.check(node, node.args.map(inner));
}
