import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RowView } from '../../../core/api/types.ts';
import { answerSteps, orderOf, stepLabel } from './steps-of-answer.ts';

const rowOf = (base: number, contributions: readonly number[]): RowView => ({
  row: 1,
  name: 'C1',
  base,
  raw: contributions.reduce((sum, part) => sum + part, base),
  answer: 0,
  answerBefore: 0,
  estimated: null,
  values: [],
  contributions,
  lines: [],
  peers: [],
});

test('the largest step goes first, and the small rest is one step', () => {
  const row = rowOf(10, [0.01, -5, 0.02, 3]);
  const steps = answerSteps(row, orderOf(row));
  expect(steps.map(({ feature, count }) => [feature, count])).toEqual([
    [1, 1],
    [3, 1],
    [null, 2],
  ]);
  expect(steps[0]).toEqual({ feature: 1, count: 1, from: 10, change: -5, to: 5 });
  expect(steps.at(-1)?.to).toBe(row.raw);
});

test('a rest of one feature keeps its name', () => {
  const row = rowOf(0, [4, 0.01]);
  expect(answerSteps(row, orderOf(row)).map(({ feature }) => feature)).toEqual([0, 1]);
});

test('steps lead from the base to the answer without a gap, whatever the numbers', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(number, fc.array(number, { minLength: 1, maxLength: 30 }), (base, contributions) => {
      const row = rowOf(base, contributions);
      const steps = answerSteps(row, orderOf(row));
      expect(steps[0]?.from).toBe(base);
      expect(steps.at(-1)?.to).toBe(row.raw);
      for (const [index, step] of steps.entries()) expect(step.from).toBe(index === 0 ? base : steps[index - 1]?.to);
      expect(steps.reduce((count, step) => count + step.count, 0)).toBe(contributions.length);
    }),
  );
});

test('what is small stays small while a value is tried; what is tried is shown', () => {
  const before = { ...rowOf(0, [9, 0.01, 0.02, 0.01]), values: [1, 1, 1, 1] };
  const view = { ...rowOf(0, [9, 3, 4, 0.01]), values: [1, 1, 2, 1] };
  const steps = answerSteps(view, orderOf(before), before);
  expect(steps.map(({ feature, count }) => [feature, count])).toEqual([
    [0, 1],
    [2, 1],
    [null, 2],
  ]);
  expect(steps.at(-1)?.to).toBe(view.raw);
});

test('a value that was changed says from what to what', () => {
  const feature = { name: 'age', kind: 'number', categories: null, grid: [], average: [], range: null } as const;
  expect(stepLabel(feature, 45, 45).en).toBe('age = 45');
  expect(stepLabel(feature, null, 37)).toEqual({ en: 'age: 37 → missing', zh: 'age: 37 → 缺失' });
});
