import { expect, it } from 'vitest';
import { verbatim } from '../../../core/base/text.ts';
import type { Report } from '../../../core/report/blocks.ts';
import { axisOf, freeName, scoreRows } from './scorecard.ts';

const names = ['metric', 'arm', 'control value', 'arm value', 'lift', 'adjusted p'];
const report: Report = {
  notes: [],
  blocks: [
    {
      kind: 'estimates',
      id: 'effects',
      title: verbatim('x'),
      rows: [{ name: 'y', estimand: 'd', group: 'mail', value: 2, standardError: 1, interval: [0.04, 3.96], level: 0.95, n: 10 }],
    },
    {
      kind: 'table',
      id: 'scorecard',
      title: verbatim('x'),
      table: {
        columns: names.map((name) => ({ name })),
        rows: [
          ['y', 'call', 1, 1, 1, 1],
          ['y', 'mail', 4, 6, 0.5, null],
        ],
      },
    },
  ],
};

it('joins the estimates with lift and adjusted p of the same metric and arm', () => {
  const [row] = scoreRows(report);
  expect(row).toMatchObject({ metric: 'y', arm: 'mail', controlValue: 4, armValue: 6, lift: 0.5, adjusted: null, n: 10 });
  // Φ⁻¹(0.975) + Φ⁻¹(0.8) standard errors.
  expect(row?.detectable).toBeCloseTo(2.801585, 5);
  expect(scoreRows({ blocks: [], notes: [] })).toEqual([]);
});

it('one axis holds zero, every interval and every band, and never has no width', () => {
  expect(axisOf(scoreRows(report))).toEqual({ low: -(1.959964 + 0.841621), high: 3.96 });
  expect(axisOf([])).toEqual({ low: -1, high: 1 });
});

it('a new step takes a name that is free', () => {
  expect([freeName('a', new Set()), freeName('a', new Set(['a', 'a-2']))]).toEqual(['a', 'a-3']);
});
