import { describe, expect, it, test } from 'vitest';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import { METHODS } from '../registry.generated.ts';
import { readFacts } from './facts.ts';
import { judge, LEAVES } from './map.ts';
import { reportMap } from './report.ts';
import { methodMapSpec } from './spec.ts';

/** Units a–d over four weeks; each starts at the given week, or never. */
function panel(starts: readonly (number | null)[]): Frame {
  const rows = starts.flatMap((start, unit) =>
    [1, 2, 3, 4].map((week) => ({ unit: `u${unit}`, week, d: start !== null && week >= start ? 1 : 0 })),
  );
  return makeFrame(
    [
      ['shop', categoryColumn(rows.map(({ unit }) => unit))],
      ['week', numberColumn(rows.map(({ week }) => week))],
      ['d', numberColumn(rows.map(({ d }) => d))],
      ['x', numberColumn(rows.map((_, row) => row))],
    ],
    {
      roles: [
        ['shop', 'unit'],
        ['week', 'time'],
        ['d', 'treatment'],
        ['x', 'covariate'],
      ],
    },
  );
}

const fitting = (frame: Frame, options: object = {}): string[] =>
  judge(readFacts(frame, methodMapSpec.parse(options))).flatMap(({ leaf, fits }) => (fits === true ? [leaf.id] : []));

const flat = makeFrame(
  [
    ['d', numberColumn([0, 1])],
    ['x', numberColumn([1, 2])],
    ['z', numberColumn([0, 1])],
  ],
  {
    roles: [
      ['d', 'treatment'],
      ['x', 'covariate'],
    ],
  },
);

describe('what fits', () => {
  it('a randomised test', () => expect(fitting(flat, { randomised: 'yes' })).toContain('ab-test'));
  it('adjustment, once all causes are said to be measured', () => {
    expect(fitting(flat)).toEqual([]);
    expect(fitting(flat, { randomised: 'no', measured: 'yes' })).toEqual(expect.arrayContaining(['aipw', 'ipw', 'psm', 'ols']));
    expect(fitting(flat, { randomised: 'no', measured: 'yes' })).not.toContain('ab-test');
  });
  it('instruments and cut-offs by role', () => {
    const frame = makeFrame(flat.columns, { roles: [...flat.roles, ['z', 'instrument']] });
    expect(fitting(frame, { randomised: 'no', measured: 'no' })).toEqual(expect.arrayContaining(['late', 'iv-2sls']));
    expect(fitting(flat, { randomised: 'no', measured: 'no', cutoff: 'yes' })).toEqual(['rdd']);
  });
  it('time by who starts when', () => {
    const no = { randomised: 'no', measured: 'no' };
    expect(fitting(panel([2, 2, null, null]), no)).toContain('did');
    expect(fitting(panel([2, 3, null, null]), no)).toContain('did-staggered');
    expect(fitting(panel([2, 3, null, null]), no)).not.toContain('did');
    expect(fitting(panel([3, null, null, null]), no)).toContain('synthetic-control');
  });
  it('learners of effects when it is asked who responds', () => {
    expect(fitting(flat, { goal: 'who', randomised: 'yes' })).toEqual(expect.arrayContaining(['t-learner', 'x-learner']));
  });
  it('nothing, and then it says so', () => {
    const facts = readFacts(flat, methodMapSpec.parse({ randomised: 'no', measured: 'no' }));
    expect(reportMap(facts).notes).toContainEqual(expect.objectContaining({ severity: 'stop', code: 'method-map/nothing-fits' }));
  });
});

test('every estimator stands on the map once, and nothing else does', () => {
  const estimators = Object.entries(METHODS).flatMap(([id, { kind }]) => (kind === 'estimate' || kind === 'effect' ? [id] : []));
  expect(LEAVES.map(({ id }) => id).sort()).toEqual(estimators.sort());
});
