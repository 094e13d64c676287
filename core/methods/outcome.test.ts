import { describe, expect, it } from 'vitest';
import { booleanColumn, categoryColumn, dateColumn, makeFrame, numberColumn, numbersOf } from '../frame/frame.ts';
import { readOutcome } from './outcome.ts';

const frame = makeFrame([
  ['risk', categoryColumn(['Good', 'Bad', null, 'Good'])],
  ['answer', categoryColumn(['yes', 'no', 'no', 'yes'])],
  ['flag', booleanColumn([true, null, false, true])],
  ['code', numberColumn([1, 2, 2, Number.NaN])],
  ['amount', numberColumn([1.5, 2, 4, Number.NaN])],
  ['plan', categoryColumn(['free', 'plus', 'pro', 'free'])],
  ['same', numberColumn([3, 3, Number.NaN, 3])],
  ['empty', numberColumn([Number.NaN, Number.NaN, Number.NaN, Number.NaN])],
  ['when', dateColumn([1, 2, 3, 4])],
  ['zero', numberColumn([0, 0, Number.NaN, 0])],
  ['never', booleanColumn([false, null, false, false])],
]);

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as { problem: { code: string } }).problem.code;
  }
  return 'none';
}

describe('reading an outcome for learning', () => {
  it.each([
    ['risk', {}, 'Good', [1, 0, Number.NaN, 1]],
    ['risk', { positive: 'Bad' }, 'Bad', [0, 1, Number.NaN, 0]],
    ['answer', {}, 'yes', [1, 0, 0, 1]],
    ['flag', {}, 'true', [1, Number.NaN, 0, 1]],
    ['flag', { positive: false }, 'false', [0, Number.NaN, 1, 0]],
    ['code', {}, '2', [0, 1, 1, Number.NaN]],
    ['code', { positive: 1 }, '1', [1, 0, 0, Number.NaN]],
    ['plan', { positive: 'pro' }, 'pro', [0, 0, 1, 0]],
  ])('takes %s with %j as yes/no, counting %s', (name, choice, positive, values) => {
    const read = readOutcome(frame, name, { use: 'learn', task: 'auto', ...choice });
    expect(read.task).toBe('binary');
    expect(read.positive).toBe(positive);
    expect([...read.values]).toEqual(values);
  });

  it('takes more than two numbers as a number, and two when told to', () => {
    expect(readOutcome(frame, 'amount', { use: 'learn', task: 'auto' }).task).toBe('regression');
    expect([...readOutcome(frame, 'code', { use: 'learn', task: 'regression' }).values]).toEqual([1, 2, 2, Number.NaN]);
  });

  it.each([
    ['plan', {}, 'data/not-numeric'],
    ['plan', { use: 'learn', task: 'binary' }, 'data/not-binary'],
    ['amount', { use: 'learn', task: 'binary' }, 'data/not-binary'],
    ['risk', { use: 'learn', task: 'regression' }, 'data/not-numeric'],
    ['risk', { positive: 'Ugly' }, 'option/invalid'],
    ['same', {}, 'data/constant'],
    ['empty', {}, 'data/missing-values'],
    ['when', {}, 'data/wrong-kind'],
    ['nowhere', {}, 'data/unknown-column'],
  ] as const)('refuses %s with %j as %s', (name, choice, code) => {
    expect(codeOf(() => readOutcome(frame, name, { use: 'learn', task: 'auto', ...choice }))).toBe(code);
  });
});

describe('reading an outcome for comparing', () => {
  it.each([
    ['answer', 'yes', [1, 0, 0, 1]],
    ['risk', 'Good', [1, 0, Number.NaN, 1]],
    ['flag', undefined, [1, Number.NaN, 0, 1]],
    ['zero', undefined, [0, 0, Number.NaN, 0]],
    ['never', undefined, [0, Number.NaN, 0, 0]],
  ])('takes %s as yes/no, saying what is counted of text: %s', (name, counted, values) => {
    const read = readOutcome(frame, name);
    expect(read).toMatchObject({ task: 'binary', ...(counted === undefined ? {} : { counted }) });
    expect([...read.values]).toEqual(values);
  });

  it.each(['code', 'amount', 'same', 'empty'])('keeps %s as amounts: two prices are not an answer, and nothing need vary', (name) => {
    const read = readOutcome(frame, name);
    expect(read.task).toBe('regression');
    expect(read.values).toEqual(numbersOf(frame, name));
  });

  it.each([
    ['plan', 'data/not-numeric'],
    ['when', 'data/wrong-kind'],
  ])('refuses %s as %s', (name, code) => {
    expect(codeOf(() => readOutcome(frame, name))).toBe(code);
  });
});
