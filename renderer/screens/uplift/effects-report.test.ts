import { expect, it } from 'vitest';
import { text } from '../../../core/base/text.ts';
import type { Report } from '../../../core/report/blocks.ts';
import { armsOf, effectsOfArm } from './effects-report.ts';

const title = text('t', 't');
const figure = (
  id: string,
  data: readonly Readonly<Record<string, unknown>>[],
  names: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
) => ({
  kind: 'figure' as const,
  id,
  title,
  figure: { data, layout: {} },
  table: { columns: names.map((name) => ({ name })), rows },
});
const report: Report = {
  notes: [],
  blocks: [
    {
      kind: 'estimates',
      id: 'effects',
      title,
      rows: [
        { name: 'y', estimand: 'mean of individual effects', group: 'mail', value: 2 },
        { name: 'y', estimand: 'ATE', group: 'mail', value: 1, interval: [0, 2] },
        { name: 'y', estimand: 'ATE', group: 'call', value: 3, interval: [2, 4] },
      ],
    },
    figure(
      'deciles',
      [],
      ['arm', 'group', 'rows', 'predicted', 'observed', 'low', 'high'],
      [
        ['mail', 1, 5, -1, null, null, null],
        ['call', 1, 5, 2, 3, 1, 5],
      ],
    ),
    figure(
      'quadrants',
      [
        { type: 'heatmap', x: [0, 1], y: [0, 1], z: [[1]], text: [['1']] },
        { type: 'scatter', x: [0.5, 0.5] },
        { type: 'heatmap', x: [0, 2], y: [0, 2], z: [[2]], text: [['4']] },
        { type: 'scatter', x: [1.5, 1.5] },
      ],
      [],
      [],
    ),
  ],
};

it('reads each arm from the blocks of the report', () => {
  expect(armsOf(report)).toEqual(['mail', 'call']);
  const mail = effectsOfArm(report, 'mail');
  expect(mail.average).toMatchObject({ value: 1, interval: [0, 2] });
  expect(mail.tenths).toEqual([{ group: 1, rows: 5, predicted: -1, observed: null, interval: null }]);
  const call = effectsOfArm(report, 'call');
  expect(call.tenths[0]).toMatchObject({ observed: 3, interval: [1, 5] });
  expect(call.plane).toMatchObject({ baselineEdges: [0, 2], middleBaseline: 1.5 });
});

it('leaves empty what a report does not say', () => {
  expect(effectsOfArm({ blocks: [], notes: [] }, 'mail')).toMatchObject({ average: null, spread: null, tenths: [], bins: [], plane: null });
});
