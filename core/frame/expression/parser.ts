import { refuse } from '../../base/problem.ts';
import { FUNCTIONS, functionNamed } from './catalogue.ts';
import { readDate } from './dates.ts';
import { shownName, suggestion } from './names.ts';
import { parseInfix } from './parse-infix.ts';
import { BINDING, isWord, RESERVED, type Reader } from './reader.ts';
import { type Expression, partsOf } from './syntax.ts';
import { syntaxError, type Token, tokenize } from './tokens.ts';

/** Deeper nesting than this no person writes; it is what would exhaust the call stack. */
const DEEPEST = 400;

/**
 * Reads an expression.
 *
 * @throws expression/syntax with the position and what was expected; expression/unknown-function listing close ones
 * @see Pratt (1973), Top down operator precedence, POPL
 */
export function parseExpression(source: string): Expression {
  const reader = readerOf(source);
  if (reader.peek().kind === 'end') syntaxError(source, 0, 'The expression is empty', 'Write, for example, age >= 30.');
  const parsed = reader.expression(BINDING.any);
  const rest = reader.peek();
  if (rest.kind !== 'end') {
    syntaxError(source, rest.at, `An operator or the end was expected, not ${shownName(rest.value)}`, leftoverFix(rest));
  }
  if (depthOf(parsed) > DEEPEST) tooDeep(source, 0);
  return parsed;
}

/** Long chains such as a + b + c … nest to the left without the parser nesting; every later walk would. */
function depthOf(root: Expression): number {
  let depth = 0;
  for (let level: readonly Expression[] = [root]; level.length > 0 && depth <= DEEPEST; depth++) level = level.flatMap(partsOf);
  return depth;
}

function tooDeep(source: string, at: number): never {
  return syntaxError(source, at, 'The expression is nested too deeply', 'Split it into several columns.');
}

function readerOf(source: string): Reader {
  const tokens = tokenize(source);
  const end = tokens[tokens.length - 1] as Token;
  let position = 0;
  let depth = 0;
  const peek = (): Token => tokens[position] ?? end;
  const next = (): Token => tokens[position++] ?? end;
  const take = (value: string): boolean => {
    const isTaken = isWord(peek(), value);
    if (isTaken) position++;
    return isTaken;
  };
  const expect = (value: string, where: string): void => {
    if (take(value)) return;
    const found = peek();
    const shown = found.kind === 'end' ? 'the expression ends' : `there is ${shownName(found.value)}`;
    syntaxError(source, found.at, `"${value}" was expected ${where}, but ${shown}`, `Add ${value} there.`);
  };
  const expression = (binding: number): Expression => {
    if (++depth > DEEPEST) tooDeep(source, peek().at);
    let left = parsePrefix(reader);
    for (let grown = parseInfix(reader, left, binding); grown !== undefined; grown = parseInfix(reader, left, binding)) left = grown;
    depth--;
    return left;
  };
  const reader: Reader = { source, peek, next, take, expect, expression };
  return reader;
}

function parsePrefix(reader: Reader): Expression {
  const token = reader.next();
  const { at } = token;
  switch (token.kind) {
    case 'number':
      return { kind: 'number', value: Number(token.value), at };
    case 'text':
      return { kind: 'text', value: token.value, at };
    case 'name':
      return { kind: 'column', name: token.value, at };
    case 'word':
      return parseWord(reader, token);
    case 'symbol':
      return parseSymbol(reader, token);
    case 'end':
      return syntaxError(reader.source, at, 'A value was expected, but the expression ends', 'Complete it, or remove the last operator.');
  }
}

function parseSymbol(reader: Reader, token: Token): Expression {
  if (token.value === '(') {
    const inner = reader.expression(BINDING.any);
    reader.expect(')', 'to close the bracket');
    return inner;
  }
  if (token.value === '+') return reader.expression(BINDING.negate);
  if (token.value !== '-')
    syntaxError(reader.source, token.at, `A value was expected, not ${shownName(token.value)}`, 'Put a column, number or text there.');
  const operand = reader.expression(BINDING.negate);
  return operand.kind === 'number' ? { ...operand, value: -operand.value, at: token.at } : { kind: 'negate', operand, at: token.at };
}

function parseWord(reader: Reader, token: Token): Expression {
  const { at, value } = token;
  const lower = value.toLowerCase();
  if (isWord(reader.peek(), '(') && !RESERVED.has(lower)) return parseCall(reader, token);
  switch (lower) {
    case 'true':
    case 'false':
      return { kind: 'boolean', value: lower === 'true', at };
    case 'null':
      return { kind: 'missing', at };
    case 'not':
      return { kind: 'not', operand: reader.expression(BINDING.not), at };
    case 'case':
      return parseCase(reader, at);
  }
  if (RESERVED.has(lower)) {
    syntaxError(
      reader.source,
      at,
      `A value was expected, not the word ${lower}`,
      `If a column has that name, write "${value}" in double quotes.`,
    );
  }
  return { kind: 'column', name: value, at };
}

function parseCase(reader: Reader, at: number): Expression {
  const subject = isWord(reader.peek(), 'when') ? undefined : reader.expression(BINDING.any);
  const branches: { condition: Expression; value: Expression }[] = [];
  while (reader.take('when')) {
    const start = reader.peek().at;
    const test = reader.expression(BINDING.any);
    const condition: Expression =
      subject === undefined ? test : { kind: 'comparison', operator: '=', left: subject, right: test, at: start };
    reader.expect('then', 'after the condition of "when"');
    branches.push({ condition, value: reader.expression(BINDING.any) });
  }
  if (branches.length === 0) reader.expect('when', 'after "case"');
  const otherwise: Expression = reader.take('else') ? reader.expression(BINDING.any) : { kind: 'missing', at };
  reader.expect('end', 'to close "case"');
  return { kind: 'choice', branches, otherwise, at };
}

function parseCall(reader: Reader, token: Token): Expression {
  reader.next();
  const args: Expression[] = [];
  if (!reader.take(')')) {
    do args.push(reader.expression(BINDING.any));
    while (reader.take(','));
    reader.expect(')', `to close ${shownName(token.value)}`);
  }
  return makeCall(reader.source, token, args);
}

function makeCall(source: string, token: Token, args: readonly Expression[]): Expression {
  const { at } = token;
  const found = functionNamed(token.value);
  if (found === undefined) {
    return refuse(
      'expression/unknown-function',
      `There is no function ${shownName(token.value)} (at character ${at + 1}).`,
      suggestion(token.value, FUNCTIONS.keys(), 'Functions'),
    );
  }
  if (args.length < found.least || args.length > found.most) {
    syntaxError(source, at, `${found.name} was given ${args.length} value${args.length === 1 ? '' : 's'}`, `Write ${found.usage}.`);
  }
  const [first, second, third] = args;
  if (found.name === 'if' && first !== undefined && second !== undefined) {
    return { kind: 'choice', branches: [{ condition: first, value: second }], otherwise: third ?? { kind: 'missing', at }, at };
  }
  if (found.name === 'date' && first?.kind === 'text') {
    const value = readDate(first.value);
    if (value !== undefined) return { kind: 'date', value, at };
    syntaxError(source, first.at, `${shownName(first.value)} is not a date`, `Write it as date('2026-04-01').`);
  }
  if (found.name === 'contains' && first !== undefined && second !== undefined) {
    return { kind: 'match', how: 'contains', operand: first, pattern: second, negated: false, at };
  }
  return { kind: 'call', name: found.name, args, at };
}

function leftoverFix(rest: Token): string {
  if (rest.kind === 'symbol' && rest.value === ')') return 'Remove it, or open a bracket before it.';
  if (rest.kind === 'word' || rest.kind === 'name') return 'Join conditions with and / or; put names with spaces in "double quotes".';
  return 'Put an operator such as +, = or and before it.';
}
