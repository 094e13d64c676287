import { expect, it } from 'vitest';
import type { ColumnInfo } from '../../../core/api/types.ts';
import type { Rule } from '../../../core/frame/expression/rule.ts';
import { lackOf, readDay, readNumber, testsFor, withColumn, withTest } from './leaf.ts';
import {
  addGroup,
  addTest,
  changePart,
  countableRule,
  duplicatePart,
  EMPTY_TREE,
  type GroupPart,
  movePart,
  removePart,
  treeOf,
  wrapPart,
} from './rule-tree.ts';

const leaf = (column: string): Rule => ({ column, is: 'present' });
const rule: Rule = { all: [leaf('a'), { not: { any: [leaf('b'), { not: leaf('c') }] } }, leaf('d')] };
const written = (tree: GroupPart) => countableRule(tree, ({ column }) => column !== '').rule;
/** Names instead of ids: the tests read as the page does. */
const idOf = (tree: GroupPart, column: string): number => {
  for (const part of tree.parts) {
    if (part.kind === 'test' && part.leaf.column === column) return part.id;
    if (part.kind !== 'test') {
      const found = idOf(part, column);
      if (found >= 0) return found;
    }
  }
  return -1;
};
/** The tree as a line: groups in brackets, ! for "not". */
const line = (tree: GroupPart): string =>
  `${tree.isNot ? '!' : ''}${tree.kind}(${tree.parts.map((part) => (part.kind === 'test' ? `${part.isNot ? '!' : ''}${part.leaf.column}` : line(part))).join(' ')})`;

it('a rule becomes a tree and the same rule again; two nots are none', () => {
  expect(line(treeOf(rule))).toBe('all(a !any(b !c) d)');
  expect(written(treeOf(rule))).toEqual(rule);
  expect(written(treeOf({ not: { not: { any: [leaf('a')] } } }))).toEqual({ any: [leaf('a')] });
  expect(written(treeOf(leaf('a')))).toEqual({ all: [leaf('a')] });
  expect(written(EMPTY_TREE)).toBeNull();
});

it('branches are matched with parts in the order in which the host counts them', () => {
  const tree = treeOf(rule);
  const { ids } = countableRule(tree, () => true);
  const group = tree.parts[1];
  // all, a, not, any, b, not, c, d
  expect(ids).toEqual([tree.id, idOf(tree, 'a'), group?.id, null, idOf(tree, 'b'), idOf(tree, 'c'), null, idOf(tree, 'd')]);
});

it('incomplete conditions are left out of what is counted, and say that the rule is not whole', () => {
  const tree = addGroup(addTest(treeOf(leaf('a')), 0), 0);
  expect(countableRule(tree, ({ column }) => column !== '')).toMatchObject({ rule: { all: [leaf('a')] }, isWhole: false });
});

it('parts are copied, wrapped and taken out; a group left empty goes with its last condition', () => {
  const tree = treeOf(rule);
  expect(line(duplicatePart(tree, tree.parts[1]?.id ?? -1))).toBe('all(a !any(b !c) !any(b !c) d)');
  expect(line(wrapPart(tree, idOf(tree, 'a')))).toBe('all(any(a) !any(b !c) d)');
  const less = removePart(removePart(tree, idOf(tree, 'b')), idOf(tree, 'c'));
  expect(line(less)).toBe('all(a d)');
  expect(line(changePart(tree, tree.id, (part) => ({ ...part, isNot: true })))).toBe('!all(a !any(b !c) d)');
  const copied = duplicatePart(tree, tree.parts[1]?.id ?? -1);
  const { ids } = countableRule(copied, () => true);
  const known = ids.filter((id) => id !== null);
  expect(new Set(known).size).toBe(known.length);
});

it('a part moves through every place of the tree, one at a time', () => {
  let tree = treeOf(rule);
  const id = idOf(tree, 'a');
  const lines: string[] = [];
  for (let step = 0; step < 6; step++) {
    tree = movePart(tree, id, 'down');
    lines.push(line(tree));
  }
  expect(lines).toEqual([
    'all(!any(a b !c) d)',
    'all(!any(b a !c) d)',
    'all(!any(b !c a) d)',
    'all(!any(b !c) a d)',
    'all(!any(b !c) d a)',
    'all(!any(b !c) d a)',
  ]);
  for (let step = 0; step < 5; step++) tree = movePart(tree, id, 'up');
  expect(line(tree)).toBe('all(a !any(b !c) d)');
});

const columns: readonly ColumnInfo[] = [
  { name: 'n', kind: 'number', role: null },
  { name: 's', kind: 'category', role: null },
  { name: 'd', kind: 'date', role: null },
];

it('tests fit the kind of the column, and a condition says what it lacks', () => {
  expect(testsFor('boolean', 'equals')).toEqual(['equals', 'missing', 'present']);
  expect(testsFor('category', 'less')[0]).toBe('less');
  const [n = { name: 'n', kind: 'number', role: null }] = columns;
  expect(withColumn({ column: 's', is: 'contains', value: 'x' }, n)).toEqual({ column: 'n', is: 'equals' });
  expect(withTest({ column: 'n', is: 'equals', value: 3 }, 'between')).toEqual({ column: 'n', is: 'between', from: 3 });
  expect(withTest({ column: 's', is: 'in', values: ['x', 'y'] }, 'equals')).toEqual({ column: 's', is: 'equals', value: 'x' });
  expect(withTest({ column: 's', is: 'equals', value: 'x' }, 'missing')).toEqual({ column: 's', is: 'missing' });
  expect(lackOf({ column: '', is: 'equals' }, columns)?.en).toContain('column');
  expect(lackOf({ column: 'gone', is: 'present' }, columns)?.en).toContain('gone');
  expect(lackOf({ column: 'n', is: 'equals' }, columns)?.en).toContain('number');
  expect(lackOf({ column: 'd', is: 'after' }, columns)?.en).toContain('2026-04-01');
  expect(lackOf({ column: 's', is: 'in', values: [] }, columns)).not.toBeNull();
  expect(lackOf({ column: 'n', is: 'between', from: 1, to: 2 }, columns)).toBeNull();
});

it('numbers and days are read as people type them, and nothing else is', () => {
  expect(['1,200', ' −2.5 ', '1e3', 'x', '', '1.2.3'].map(readNumber)).toEqual([1200, -2.5, 1000, undefined, undefined, undefined]);
  expect(['2026-04-01', '2026/04/01', '2026-02-30', '2026', '2026-04-01 09:30'].map(readDay)).toEqual([
    '2026-04-01',
    '2026-04-01',
    undefined,
    undefined,
    '2026-04-01 09:30',
  ]);
});
