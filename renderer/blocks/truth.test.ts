import { describe, expect, it } from 'vitest';
import { verbatim } from '../../core/base/text.ts';
import type { FigureBlock } from '../../core/report/blocks.ts';
import { covered } from './truth.ts';

const block: FigureBlock = {
  kind: 'figure',
  id: 'effects',
  title: verbatim('Effects'),
  figure: {
    data: [
      { type: 'bar', y: [1, 2] },
      { type: 'scatter', y: [3, 4], meta: { truth: true } },
      { type: 'bar', y: [5, 6], meta: 'truth' },
    ],
    layout: {},
  },
  table: {
    columns: [{ name: 'group' }, { name: 'truth', isTruth: true }, { name: 'estimated' }],
    rows: [
      [1, 3, 1],
      [2, 4, 2],
    ],
  },
};

describe('a covered figure', () => {
  it('hides the traces of the truth and keeps their places', () => {
    expect(covered(block).figure.data.map((trace) => trace['visible'])).toEqual([undefined, false, undefined]);
  });

  it('leaves the truth out of the table behind it', () => {
    expect(covered(block).table).toEqual({
      columns: [{ name: 'group' }, { name: 'estimated' }],
      rows: [
        [1, 1],
        [2, 2],
      ],
    });
  });

  it('leaves the block that it was made from alone', () => {
    covered(block);
    expect(block.table.columns).toHaveLength(3);
    expect(block.figure.data[1]).not.toHaveProperty('visible');
  });
});
