import fc from 'fast-check';
import { readDate } from '../../core/frame/expression/dates.ts';
import type { Rule } from '../../core/frame/expression/rule.ts';
import type { Expression } from '../../core/frame/expression/syntax.ts';

const at = 0;

/** Names that have broken other people's software. */
export const HOSTILE_NAMES: readonly string[] = [
  '__proto__',
  'constructor',
  'toString',
  `it's`,
  'a"b',
  'a`b',
  'two\nlines',
  '\u202eabc\u2066',
  '',
  ' ',
  'null',
  'and',
  '年龄',
  '=cmd|x',
  '; drop table data; --',
  '/* */',
  'x'.repeat(1_000_000),
];

/** Random expressions, as the parser would make them, well formed but not always well typed. */
export function expressions(): fc.Arbitrary<Expression> {
  const names = fc.constantFrom('a', 'b', 'c_1', ...HOSTILE_NAMES.slice(0, -1));
  const leaf: fc.Arbitrary<Expression> = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => ({ kind: 'number' as const, value, at })),
    fc.string().map((value) => ({ kind: 'text' as const, value, at })),
    fc.boolean().map((value) => ({ kind: 'boolean' as const, value, at })),
    fc.constant({ kind: 'missing' as const, at }),
    fc.integer({ min: 0, max: 20_000 }).map((day) => ({ kind: 'date' as const, value: day * 86_400_000, at })),
    names.map((name) => ({ kind: 'column' as const, name, at })),
  );
  return fc.letrec<{ node: Expression }>((tie) => ({
    node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, compound(tie('node'))),
  })).node;
}

function compound(node: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  const pair = fc.tuple(node, node);
  const calls = fc.constantFrom(['abs', 1], ['clip', 3], ['min', 2], ['coalesce', 2], ['concat', 3], ['lower', 1]) as fc.Arbitrary<
    [string, number]
  >;
  return fc.oneof<fc.Arbitrary<Expression>[]>(
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/', '%', '^'), pair)
      .map(([operator, [left, right]]) => ({ kind: 'arithmetic', operator, left, right, at }) as Expression),
    fc
      .tuple(fc.constantFrom('=', '<>', '<', '<=', '>', '>='), pair)
      .map(([operator, [left, right]]) => ({ kind: 'comparison', operator, left, right, at }) as Expression),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(node, { minLength: 2, maxLength: 4 }))
      .map(([operator, operands]) => ({ kind: 'logic', operator, operands, at }) as Expression),
    node.filter((operand) => operand.kind !== 'number').map((operand) => ({ kind: 'negate', operand, at }) as Expression),
    node.map((operand) => ({ kind: 'not', operand, at }) as Expression),
    fc
      .tuple(node, fc.array(node, { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([operand, items, negated]) => ({ kind: 'in', operand, items, negated, at }) as Expression),
    fc
      .tuple(node, node, node, fc.boolean())
      .map(([operand, low, high, negated]) => ({ kind: 'between', operand, low, high, negated, at }) as Expression),
    fc.tuple(node, fc.boolean()).map(([operand, negated]) => ({ kind: 'is-missing', operand, negated, at }) as Expression),
    fc
      .tuple(fc.constantFrom('like', 'contains'), pair, fc.boolean())
      .map(([how, [operand, pattern], negated]) => ({ kind: 'match', how, operand, pattern, negated, at }) as Expression),
    fc
      .tuple(node, node, node)
      .map(([condition, value, otherwise]) => ({ kind: 'choice', branches: [{ condition, value }], otherwise, at }) as Expression),
    calls.chain(([name, count]) =>
      fc.array(node, { minLength: count, maxLength: count }).map((args) => ({ kind: 'call', name, args, at }) as Expression),
    ),
  );
}

const TEXTS = ['north', 'east', "it's", '100%', 'a_b', '华东', 'north-east', '😀x'];
const DATES = ['2025-12-31', '2026-01-01', '2026-02-28', '2026-04-01'];

/** The columns that `rules` asks about, as cells: what `frames` should hold. */
export const RULE_CELLS = {
  age: fc.option(fc.integer({ min: -3, max: 8 })),
  region: fc.option(fc.constantFrom(...TEXTS)),
  active: fc.option(fc.boolean()),
  signup: fc.option(fc.constantFrom(...DATES).map((words) => readDate(words) as number)),
};

/** Random rules over the columns age (number), region (text), active (yes/no) and signup (date). */
export function rules(): fc.Arbitrary<Rule> {
  const number = fc.integer({ min: -3, max: 8 });
  const words = fc.constantFrom(...TEXTS);
  const day = fc.constantFrom(...DATES);
  const ordered = fc.constantFrom('equals', 'not-equals', 'less', 'at-most', 'more', 'at-least') as fc.Arbitrary<'equals'>;
  const leaf = fc.oneof<fc.Arbitrary<Rule>[]>(
    fc.tuple(ordered, number).map(([is, value]) => ({ column: 'age', is, value })),
    fc.tuple(number, number).map(([from, to]) => ({ column: 'age', is: 'between', from, to })),
    fc
      .tuple(fc.constantFrom('in', 'not-in'), fc.array(number, { minLength: 1, maxLength: 3 }))
      .map(([is, values]) => ({ column: 'age', is, values }) as Rule),
    fc.tuple(ordered, words).map(([is, value]) => ({ column: 'region', is, value })),
    fc
      .tuple(fc.constantFrom('in', 'not-in'), fc.array(words, { minLength: 1, maxLength: 3 }))
      .map(([is, values]) => ({ column: 'region', is, values }) as Rule),
    fc
      .tuple(fc.constantFrom('contains', 'starts-with', 'ends-with'), fc.constantFrom('n', 'north', "'", '%', '_', '东', '😀', 'east'))
      .map(([is, value]) => ({ column: 'region', is, value }) as Rule),
    fc.tuple(fc.constantFrom('equals', 'not-equals'), fc.boolean()).map(([is, value]) => ({ column: 'active', is, value }) as Rule),
    fc.tuple(fc.constantFrom('before', 'after', 'equals', 'at-least'), day).map(([is, value]) => ({ column: 'signup', is, value }) as Rule),
    fc
      .tuple(day, fc.integer({ min: 0, max: 60 }), fc.constantFrom('from', 'to'))
      .map(([anchor, value, end]) => ({ column: 'signup', is: 'within-days', value, [end]: anchor }) as Rule),
    fc
      .tuple(fc.constantFrom('age', 'region', 'active', 'signup'), fc.constantFrom('missing', 'present'))
      .map(([column, is]) => ({ column, is }) as Rule),
  );
  return fc.letrec<{ rule: Rule }>((tie) => ({
    rule: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('rule'), { minLength: 1, maxLength: 4 }).map((all) => ({ all })),
      fc.array(tie('rule'), { minLength: 1, maxLength: 4 }).map((any) => ({ any })),
      tie('rule').map((not) => ({ not })),
    ),
  })).rule;
}
