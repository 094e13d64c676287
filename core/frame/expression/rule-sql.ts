import { refuse } from '../../base/problem.ts';
import type { Column } from '../column.ts';
import { writeDate } from './dates.ts';
import { shownName } from './names.ts';
import { parseExpression } from './parser.ts';
import { printExpression, printSql } from './print.ts';
import { type Rule, type RuleTest, type RuleValue, ruleCondition } from './rule.ts';
import type { ComparisonNode, ComparisonOperator, Expression, MatchNode } from './syntax.ts';
import { characterCount } from './text-vectors.ts';

/**
 * Writes a rule as the condition of a WHERE clause for SQLite.
 *
 * @param columns the table's columns, where they are known; see `printSql`
 * @throws option/invalid when a leaf is incomplete
 */
export function ruleToSql(rule: Rule, columns?: ReadonlyMap<string, Column>): string {
  return printSql(ruleCondition(rule), columns);
}

/**
 * Reads a condition back into a rule: and, or, not over comparisons of one column with constants, in, between,
 * is null, and the searches that `ruleToSql` writes.
 *
 * @throws expression/syntax; option/invalid for what a rule cannot hold, e.g. arithmetic
 */
export function sqlToRule(words: string): Rule {
  return conditionToRule(parseExpression(words));
}

/** The rule that a condition is; see `sqlToRule`. */
export function conditionToRule(node: Expression): Rule {
  switch (node.kind) {
    case 'logic':
      return node.operator === 'and' ? { all: node.operands.map(conditionToRule) } : { any: node.operands.map(conditionToRule) };
    case 'not':
      return { not: conditionToRule(node.operand) };
    case 'comparison':
      return comparisonToRule(node);
    case 'in':
      return {
        column: columnOf(node.operand, node),
        is: node.negated ? 'not-in' : 'in',
        values: node.items.map((item) => constantOf(item, node)),
      };
    case 'between': {
      const leaf: Rule = {
        column: columnOf(node.operand, node),
        is: 'between',
        from: constantOf(node.low, node),
        to: constantOf(node.high, node),
      };
      return node.negated ? { not: leaf } : leaf;
    }
    case 'is-missing':
      return { column: columnOf(node.operand, node), is: node.negated ? 'present' : 'missing' };
    case 'match':
      return matchToRule(node);
    // A yes/no column standing alone is the condition that it is yes.
    case 'column':
      return { column: node.name, is: 'equals', value: true };
    default:
      return unsupported(node);
  }
}

const TESTS: Readonly<Record<ComparisonOperator, RuleTest>> = {
  '=': 'equals',
  '<>': 'not-equals',
  '<': 'less',
  '<=': 'at-most',
  '>': 'more',
  '>=': 'at-least',
};
const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function comparisonToRule(node: ComparisonNode): Rule {
  if (node.left.kind !== 'column' && node.right.kind === 'column') {
    return comparisonToRule({ ...node, left: node.right, right: node.left, operator: MIRRORED[node.operator] });
  }
  if (node.left.kind === 'call') return searchToRule(node);
  const column = columnOf(node.left, node);
  const value = constantOf(node.right, node);
  const isDate = node.right.kind === 'date';
  const is = isDate && node.operator === '<' ? 'before' : isDate && node.operator === '>' ? 'after' : TESTS[node.operator];
  return { column, is, value };
}

/** The searches as `ruleToSql` writes them: instr(c, 'x') > 0, substr(c, 1, n) = 'x', substr(c, −n) = 'x'. */
function searchToRule(node: ComparisonNode): Rule {
  const { left: call, right, operator } = node;
  if (call.kind !== 'call') return unsupported(node);
  const [subject, first, second] = call.args;
  const column = subject?.kind === 'column' ? subject.name : undefined;
  if (column === undefined || first === undefined) return unsupported(node);
  if (call.name === 'instr' && first.kind === 'text' && right.kind === 'number' && right.value === 0) {
    const leaf: Rule = { column, is: 'contains', value: first.value };
    if (operator === '>') return leaf;
    if (operator === '=') return { not: leaf };
  }
  if (call.name === 'substr' && operator === '=' && right.kind === 'text' && first.kind === 'number') {
    const count = characterCount(right.value);
    if (first.value === 1 && second?.kind === 'number' && second.value === count) return { column, is: 'starts-with', value: right.value };
    if (first.value === -count && second === undefined && count > 0) return { column, is: 'ends-with', value: right.value };
  }
  return unsupported(node);
}

/** `like` can become an exact search only where the letters of its pattern have no case. */
function matchToRule(node: MatchNode): Rule {
  const column = columnOf(node.operand, node);
  const pattern = node.pattern.kind === 'text' ? node.pattern.value : unsupported(node);
  const leaf = node.how === 'contains' ? ({ column, is: 'contains', value: pattern } as const) : likeToLeaf(node, column, pattern);
  return node.negated ? { not: leaf } : leaf;
}

function likeToLeaf(node: MatchNode, column: string, pattern: string): Rule {
  const [, head = '', core = '', tail = ''] = /^(%?)([^%_]*)(%?)$/s.exec(pattern) ?? [];
  if (core === '' || /[A-Za-z]/.test(core)) return unsupported(node, 'LIKE ignores case; write contains, or substr(…) = …');
  if (head !== '' && tail !== '') return { column, is: 'contains', value: core };
  if (head !== '') return { column, is: 'ends-with', value: core };
  return tail === '' ? { column, is: 'equals', value: core } : { column, is: 'starts-with', value: core };
}

function columnOf(node: Expression, whole: Expression): string {
  return node.kind === 'column' ? node.name : unsupported(whole);
}

function constantOf(node: Expression, whole: Expression): RuleValue {
  if (node.kind === 'number' || node.kind === 'text' || node.kind === 'boolean') return node.value;
  return node.kind === 'date' ? writeDate(node.value) : unsupported(whole);
}

function unsupported(node: Expression, fix = 'Compare one column with plain values, or keep it as a condition in words.'): never {
  return refuse('option/invalid', `${shownName(printExpression(node))} does not fit into a rule tree.`, fix, { option: 'where' });
}
