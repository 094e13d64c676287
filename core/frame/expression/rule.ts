import { refuse } from '../../base/problem.ts';
import { readDate } from './dates.ts';
import { shownName } from './names.ts';
import type { Expression, Literal } from './syntax.ts';
import { characterCount } from './text-vectors.ts';

/** What a leaf of a rule may ask of a column. */
export const RULE_TESTS = [
  'equals',
  'not-equals',
  'less',
  'at-most',
  'more',
  'at-least',
  'between',
  'in',
  'not-in',
  'missing',
  'present',
  'contains',
  'starts-with',
  'ends-with',
  'before',
  'after',
  'within-days',
] as const;

export type RuleTest = (typeof RULE_TESTS)[number];
export type RuleValue = number | string | boolean;

/**
 * One test of one column. Dates are written as text, 2026-04-01. `between` includes both ends; `within-days` means
 * the `value` days that start at `from`, or end at `to`.
 */
export interface RuleLeaf {
  readonly column: string;
  readonly is: RuleTest;
  readonly value?: RuleValue | undefined;
  readonly values?: readonly RuleValue[] | undefined;
  readonly from?: RuleValue | undefined;
  readonly to?: RuleValue | undefined;
}

/** A rule as a tree: what the window draws and the document holds. */
export type Rule = RuleLeaf | { readonly all: readonly Rule[] } | { readonly any: readonly Rule[] } | { readonly not: Rule };

const DAY = 86_400_000;
const DEEPEST_RULE = 100;

/**
 * Turns a rule into the condition that it means.
 *
 * @throws option/invalid naming the column and what the leaf lacks
 */
export function ruleCondition(rule: Rule, depth = 0): Expression {
  if (depth > DEEPEST_RULE)
    refuse('option/invalid', 'The rule is nested too deeply.', `Use at most ${DEEPEST_RULE} levels.`, { option: 'rule' });
  if ('all' in rule) return joined('and', rule.all, depth);
  if ('any' in rule) return joined('or', rule.any, depth);
  if ('not' in rule) return { kind: 'not', operand: ruleCondition(rule.not, depth + 1), at: 0 };
  return leafCondition(rule);
}

function joined(operator: 'and' | 'or', rules: readonly Rule[], depth: number): Expression {
  if (rules.length === 0)
    refuse('option/invalid', 'A group of the rule is empty.', 'Add a condition to it, or remove it.', { option: 'rule' });
  return { kind: 'logic', operator, operands: rules.map((inner) => ruleCondition(inner, depth + 1)), at: 0 };
}

const COMPARISONS = {
  equals: '=',
  'not-equals': '<>',
  less: '<',
  'at-most': '<=',
  more: '>',
  'at-least': '>=',
  before: '<',
  after: '>',
} as const;

function leafCondition(leaf: RuleLeaf): Expression {
  const operand: Expression = { kind: 'column', name: leaf.column, at: 0 };
  switch (leaf.is) {
    case 'missing':
    case 'present':
      return { kind: 'is-missing', operand, negated: leaf.is === 'present', at: 0 };
    case 'in':
    case 'not-in':
      return { kind: 'in', operand, items: needValues(leaf).map(literal), negated: leaf.is === 'not-in', at: 0 };
    case 'between':
      return { kind: 'between', operand, low: literal(need(leaf, 'from')), high: literal(need(leaf, 'to')), negated: false, at: 0 };
    case 'within-days':
      return withinDays(leaf, operand);
    case 'contains':
      return { kind: 'match', how: 'contains', operand, pattern: literal(needText(leaf)), negated: false, at: 0 };
    case 'starts-with':
    case 'ends-with':
      return edgeCondition(leaf, operand);
    default: {
      const right = leaf.is === 'before' || leaf.is === 'after' ? dateLiteral(leaf, 'value') : literal(need(leaf, 'value'));
      return { kind: 'comparison', operator: COMPARISONS[leaf.is], left: operand, right, at: 0 };
    }
  }
}

/** substr(column, 1, n) = 'text', or substr(column, −n) = 'text': exact, and the same in SQLite. */
function edgeCondition(leaf: RuleLeaf, operand: Expression): Expression {
  const words = needText(leaf);
  const count = characterCount(words);
  const bounds = leaf.is === 'starts-with' ? [literal(1), literal(count)] : [literal(-count)];
  const cut: Expression = { kind: 'call', name: 'substr', args: [operand, ...bounds], at: 0 };
  return { kind: 'comparison', operator: '=', left: cut, right: literal(words), at: 0 };
}

function withinDays(leaf: RuleLeaf, operand: Expression): Expression {
  const days = need(leaf, 'value');
  if (typeof days !== 'number' || !(days >= 0) || days > 1e6) invalid(leaf, 'needs a number of days as its value');
  if ((leaf.from === undefined) === (leaf.to === undefined)) invalid(leaf, 'needs either "from" (days after it) or "to" (days before it)');
  const anchor = dateLiteral(leaf, leaf.from === undefined ? 'to' : 'from');
  const [low, high] = leaf.from === undefined ? [anchor.value - days * DAY, anchor.value] : [anchor.value, anchor.value + days * DAY];
  return { kind: 'between', operand, low: { ...anchor, value: low }, high: { ...anchor, value: high }, negated: false, at: 0 };
}

function dateLiteral(leaf: RuleLeaf, field: 'value' | 'from' | 'to'): Extract<Literal, { kind: 'date' }> {
  const words = need(leaf, field);
  const value = typeof words === 'string' ? readDate(words) : undefined;
  return value === undefined ? invalid(leaf, `needs a date such as 2026-04-01 as its ${field}`) : { kind: 'date', value, at: 0 };
}

function literal(value: RuleValue): Literal {
  if (typeof value === 'number') return { kind: 'number', value, at: 0 };
  return typeof value === 'boolean' ? { kind: 'boolean', value, at: 0 } : { kind: 'text', value, at: 0 };
}

function need(leaf: RuleLeaf, field: 'value' | 'from' | 'to'): RuleValue {
  const value = leaf[field];
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return invalid(leaf, `needs a ${field}`);
  return value;
}

function needValues(leaf: RuleLeaf): readonly RuleValue[] {
  return leaf.values === undefined || leaf.values.length === 0 ? invalid(leaf, 'needs a list of values') : leaf.values;
}

function needText(leaf: RuleLeaf): string {
  const value = need(leaf, 'value');
  return typeof value !== 'string' || value === '' ? invalid(leaf, 'needs some text as its value') : value;
}

function invalid(leaf: RuleLeaf, lacks: string): never {
  return refuse(
    'option/invalid',
    `The test "${leaf.is}" of column ${shownName(leaf.column)} ${lacks}.`,
    'Complete this condition of the rule.',
    {
      option: 'rule',
      column: leaf.column,
    },
  );
}
