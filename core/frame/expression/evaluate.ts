import type { StopSignal } from '../../base/work.ts';
import { type Column, columnLength } from '../column.ts';
import type { Frame } from '../frame.ts';
import { arithmetic } from './arithmetic.ts';
import { functionNamed } from './catalogue.ts';
import { kindOf } from './check.ts';
import { assemble } from './choosing.ts';
import { combine, compare, isAmong, negated } from './comparing.ts';
import type { BetweenNode, CallNode, ChoiceNode, Expression, MatchNode } from './syntax.ts';
import { askText, likeMatcher } from './text-vectors.ts';
import {
  columnOf,
  constantNumber,
  constantText,
  type ExpressionWarning,
  floatsOf,
  jointSize,
  maskOf,
  type Scope,
  sizeOf,
  textOf,
  truth,
  truthOf,
  type Vector,
  vectorOf,
  type WarningKind,
} from './vector.ts';

/** An expression's answer: one column, and what was lost on the way. */
export interface Evaluation {
  readonly column: Column;
  readonly warnings: readonly ExpressionWarning[];
}

/**
 * Evaluates an expression over all rows at once, one typed-array pass per operator. Missing follows SQL: what is
 * computed from missing is missing, and a comparison with it is neither true nor false. Never gives an infinity:
 * division by zero, the logarithm of zero and the like become missing and are counted.
 *
 * @throws data/unknown-column, expression/type as `kindOf`; cancelled/by-user
 * Cost: O(rows · operators); text functions run once per dictionary entry.
 */
export function evaluateExpression(node: Expression, frame: Frame, signal: StopSignal): Evaluation {
  kindOf(node, frame.columns);
  const counted = new Map<string, ExpressionWarning>();
  const warn = (kind: WarningKind, count: number, at: number): void => {
    const before = counted.get(`${kind}@${at}`)?.count ?? 0;
    counted.set(`${kind}@${at}`, { kind, count: before + count, at });
  };
  const scope: Scope = { rowCount: frame.rowCount, columns: frame.columns, signal, active: undefined, warn };
  const column = columnOf(evaluate(node, scope), frame.rowCount);
  return { column, warnings: [...counted.values()].filter(({ count }) => count > 0) };
}

/** The truth of a condition per row: 1 yes, 0 no, 2 missing. */
export function evaluateCondition(node: Expression, frame: Frame, signal: StopSignal): Uint8Array {
  const { column } = evaluateExpression(node, frame, signal);
  return column.kind === 'boolean' ? column.values : new Uint8Array(columnLength(column)).fill(2);
}

function evaluate(node: Expression, scope: Scope): Vector {
  scope.signal.throwIfAborted();
  const inner = (part: Expression): Vector => evaluate(part, scope);
  switch (node.kind) {
    case 'number':
    case 'date':
      return constantNumber(node.value, node.kind);
    case 'text':
      return constantText(node.value);
    case 'boolean':
      return truth(Uint8Array.of(Number(node.value)));
    case 'missing':
      return { kind: 'missing' };
    case 'column':
      return evaluateColumn(node.name, scope);
    case 'negate':
      return { kind: 'number', values: floatsOf(inner(node.operand)).map((value) => -value) };
    case 'arithmetic':
      return arithmetic(node, inner(node.left), inner(node.right), scope);
    case 'comparison':
      return truth(compare(node.operator, inner(node.left), inner(node.right), scope.signal));
    case 'logic':
      return truth(node.operands.map((operand) => truthOf(inner(operand))).reduce((left, right) => combine(node.operator, left, right)));
    case 'not':
      return truth(negated(truthOf(inner(node.operand))));
    case 'in':
      return signed(isAmong(inner(node.operand), node.items.map(inner), scope.signal), node.negated);
    case 'between':
      return between(node, scope);
    case 'is-missing':
      return truth(missingMask(inner(node.operand), node.negated ? 0 : 1));
    case 'match':
      return signed(match(node, scope), node.negated);
    case 'choice':
      return choose(node, scope);
    case 'call':
      return evaluateCall(node, scope);
  }
}

function evaluateColumn(name: string, scope: Scope): Vector {
  const column = scope.columns.get(name);
  return column === undefined ? { kind: 'missing' } : vectorOf(column);
}

function signed(values: Uint8Array, isNegated: boolean): Vector {
  return truth(isNegated ? negated(values) : values);
}

function between(node: BetweenNode, scope: Scope): Vector {
  const operand = evaluate(node.operand, scope);
  const above = compare('>=', operand, evaluate(node.low, scope), scope.signal);
  const below = compare('<=', operand, evaluate(node.high, scope), scope.signal);
  return signed(combine('and', above, below), node.negated);
}

/** `yes` where a vector is missing, 1 − `yes` where it is not: the one question that has no third answer. */
function missingMask(vector: Vector, yes: number): Uint8Array {
  const out = new Uint8Array(sizeOf(vector)).fill(1 - yes);
  if (vector.kind === 'missing') return out.fill(yes);
  if (vector.kind === 'text') {
    for (let row = 0; row < out.length; row++) if (vector.codes[row] === -1) out[row] = yes;
  } else if (vector.kind === 'boolean') {
    for (let row = 0; row < out.length; row++) if (vector.values[row] === 2) out[row] = yes;
  } else {
    for (let row = 0; row < out.length; row++) if (Number.isNaN(vector.values[row])) out[row] = yes;
  }
  return out;
}

function match(node: MatchNode, scope: Scope): Uint8Array {
  const operand = evaluate(node.operand, scope);
  const pattern = textOf(evaluate(node.pattern, scope));
  if (sizeOf(pattern) === 1) {
    const code = pattern.codes[0] ?? -1;
    if (code < 0) return new Uint8Array(sizeOf(operand)).fill(2);
    const wanted = pattern.dictionary[code] ?? '';
    return askText(operand, node.how === 'like' ? likeMatcher(wanted) : (words) => words.includes(wanted), scope.signal);
  }
  const given = textOf(operand);
  const mask = maskOf(given);
  const out = new Uint8Array(sizeOf(pattern)).fill(2);
  for (let row = 0; row < out.length; row++) {
    const [code, patternCode] = [given.codes[row & mask] as number, pattern.codes[row] as number];
    if (code >= 0 && patternCode >= 0) out[row] = Number((given.dictionary[code] ?? '').includes(pattern.dictionary[patternCode] ?? ''));
  }
  return out;
}

/** Each branch is evaluated with only its own rows active, so that `if(x > 0, log(x), 0)` warns of nothing. */
function choose(node: ChoiceNode, scope: Scope): Vector {
  const conditions = node.branches.map(({ condition }) => truth(truthOf(evaluate(condition, scope))));
  const size = conditions.some((condition) => sizeOf(condition) !== 1) ? jointSize(conditions) : 1;
  const which = new Uint16Array(size).fill(node.branches.length);
  for (let index = conditions.length - 1; index >= 0; index--) {
    const condition = conditions[index] ?? truth(Uint8Array.of(2));
    const mask = maskOf(condition);
    for (let row = 0; row < size; row++) if (condition.values[row & mask] === 1) which[row] = index;
  }
  const parts = [...node.branches.map(({ value }) => value), node.otherwise];
  const vectors = parts.map((part, index) => evaluate(part, { ...scope, active: activeRows(which, index, scope) }));
  const whole = Math.max(size, jointSize(vectors));
  return assemble(whole === size ? which : new Uint16Array(whole).fill(which[0] ?? 0), vectors);
}

function activeRows(which: Uint16Array, index: number, scope: Scope): Uint8Array {
  const mask = which.length === 1 ? 0 : -1;
  const outer = scope.active;
  const active = new Uint8Array(scope.rowCount);
  for (let row = 0; row < active.length; row++)
    active[row] = which[row & mask] === index && (outer === undefined || outer[row] === 1) ? 1 : 0;
  return active;
}

function evaluateCall(node: CallNode, scope: Scope): Vector {
  const entry = functionNamed(node.name);
  const args = node.args.map((argument) => evaluate(argument, scope));
  return entry === undefined ? { kind: 'missing' } : entry.run(args, node, scope);
}
