import { BINDING, isWord, type Reader } from './reader.ts';
import type { ArithmeticOperator, ComparisonOperator, Expression } from './syntax.ts';
import { syntaxError } from './tokens.ts';

const COMPARISONS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);
const SUMS: ReadonlySet<string> = new Set(['+', '-']);
const PRODUCTS: ReadonlySet<string> = new Set(['*', '/', '%']);

/** Extends an expression by the operator that follows, if one does that binds tighter than `binding`. */
export function parseInfix(reader: Reader, left: Expression, binding: number): Expression | undefined {
  const token = reader.peek();
  if (token.kind === 'symbol') return parseSymbolic(reader, left, binding);
  if (token.kind !== 'word') return undefined;
  switch (token.value.toLowerCase()) {
    case 'and':
      return BINDING.and > binding ? parseChain(reader, left, 'and') : undefined;
    case 'or':
      return BINDING.or > binding ? parseChain(reader, left, 'or') : undefined;
    default:
      return BINDING.comparison > binding ? parseWordy(reader, left) : undefined;
  }
}

function parseSymbolic(reader: Reader, left: Expression, binding: number): Expression | undefined {
  const { value, at } = reader.peek();
  if (COMPARISONS.has(value)) return BINDING.comparison > binding ? parseComparison(reader, left) : undefined;
  const arithmetic = (operator: ArithmeticOperator, own: number, right: number): Expression | undefined => {
    if (own <= binding) return undefined;
    reader.next();
    return { kind: 'arithmetic', operator, left, right: reader.expression(right), at };
  };
  if (SUMS.has(value)) return arithmetic(value as ArithmeticOperator, BINDING.sum, BINDING.sum);
  if (PRODUCTS.has(value)) return arithmetic(value as ArithmeticOperator, BINDING.product, BINDING.product);
  // Powers read from the right, and a minus may stand in the exponent: 2 ^ -3 ^ 2.
  if (value === '^') return arithmetic('^', BINDING.power, BINDING.negate - 1);
  if (value !== '||' || BINDING.concat <= binding) return undefined;
  reader.next();
  return joined(left, reader.expression(BINDING.concat), at);
}

/** a || b || c is one call of concat. */
function joined(left: Expression, right: Expression, at: number): Expression {
  const before = left.kind === 'call' && left.name === 'concat' ? left.args : [left];
  return { kind: 'call', name: 'concat', args: [...before, right], at };
}

function parseComparison(reader: Reader, left: Expression): Expression {
  const { value, at } = reader.next();
  const right = reader.expression(BINDING.comparison);
  refuseChain(reader);
  return { kind: 'comparison', operator: value as ComparisonOperator, left, right, at };
}

/** `18 <= age < 65` would compare a yes/no with 65; nobody means that. */
function refuseChain(reader: Reader): void {
  const token = reader.peek();
  if (token.kind !== 'symbol' || !COMPARISONS.has(token.value)) return;
  syntaxError(reader.source, token.at, 'Comparisons cannot be chained', 'Join two comparisons with and: age >= 18 and age < 65.');
}

function parseChain(reader: Reader, left: Expression, operator: 'and' | 'or'): Expression {
  const { at } = reader.peek();
  const operands = [left];
  while (reader.take(operator)) operands.push(reader.expression(BINDING[operator]));
  return { kind: 'logic', operator, operands, at };
}

function parseWordy(reader: Reader, left: Expression): Expression | undefined {
  const { at } = reader.peek();
  if (reader.take('is')) return parseIs(reader, left, at);
  const negated = reader.take('not');
  if (reader.take('in')) return parseIn(reader, left, negated, at);
  if (reader.take('between')) {
    const low = reader.expression(BINDING.comparison);
    reader.expect('and', 'between the two limits of "between"');
    return { kind: 'between', operand: left, low, high: reader.expression(BINDING.comparison), negated, at };
  }
  for (const how of ['like', 'contains'] as const) {
    if (reader.take(how)) return { kind: 'match', how, operand: left, pattern: reader.expression(BINDING.comparison), negated, at };
  }
  if (negated)
    syntaxError(reader.source, reader.peek().at, '"in", "between", "like" or "contains" was expected after "not"', 'Complete it.');
  return undefined;
}

function parseIs(reader: Reader, left: Expression, at: number): Expression {
  const negated = reader.take('not');
  if (!reader.take('missing') && !reader.take('null')) {
    syntaxError(
      reader.source,
      reader.peek().at,
      '"missing" or "null" was expected after "is"',
      'Write "is missing"; to compare with a value use =.',
    );
  }
  return { kind: 'is-missing', operand: left, negated, at };
}

function parseIn(reader: Reader, left: Expression, negated: boolean, at: number): Expression {
  reader.expect('(', 'after "in"');
  if (isWord(reader.peek(), ')')) syntaxError(reader.source, reader.peek().at, 'The list after "in" is empty', 'Name at least one value.');
  const items: Expression[] = [];
  do items.push(reader.expression(BINDING.any));
  while (reader.take(','));
  reader.expect(')', 'to close the list after "in"');
  return { kind: 'in', operand: left, items, negated, at };
}
