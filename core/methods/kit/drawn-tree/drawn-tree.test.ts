import { describe, expect, it } from 'vitest';
import { text } from '../../../base/text.ts';
import { type DrawnNode, drawTree } from './drawn-tree.ts';

const node = (parent: number | null, side: DrawnNode['side'], value: number | null): DrawnNode => ({
  parent,
  side,
  condition: text(side === null ? '' : `${side} of ${parent}`, '条件'),
  lines: [text('n 10', '行数 10'), text('uplift', '增量')],
  value,
});

interface Label {
  readonly x: number;
  readonly y: number;
  readonly bgcolor: string;
}

describe('a drawn tree', () => {
  // The root's right child has two leaves; its left child is a leaf.
  const nodes = [node(null, null, null), node(0, 'left', 0.2), node(0, 'right', 0), node(2, 'left', -0.1), node(2, 'right', 0.4)];
  const { figure, table } = drawTree({ nodes, valueName: text('uplift', '增量') });
  const annotations = figure.layout['annotations'] as readonly Label[];
  const boxes = annotations.slice(-nodes.length);

  it('puts leaves side by side and parents over their children', () => {
    expect(boxes.map(({ x }) => x)).toEqual([0.75, 0, 1.5, 1, 2]);
    expect(boxes.map(({ y }) => y)).toEqual([0, -1, -1, -2, -2]);
  });

  it('colours gains and losses, and leaves the rest plain', () => {
    const plain = 'token:panel';
    expect(boxes.map(({ bgcolor }) => bgcolor)).toEqual([plain, 'token:gain/0.225', plain, 'token:loss/0.113', 'token:gain/0.45']);
  });

  it('has a branch and a condition for every node but the root, and a row for each', () => {
    expect(annotations.length - nodes.length).toBe(4);
    expect((figure.data[0] as { x: readonly unknown[] }).x).toHaveLength(12);
    expect(table.rows).toHaveLength(5);
    expect(table.rows[3]).toEqual([4, 3, 'left of 2', 'n 10; uplift', -0.1]);
  });

  it('draws a lone root', () => {
    const alone = drawTree({ nodes: [node(null, null, 0.1)], valueName: text('uplift', '增量') });
    expect(alone.table.rows).toHaveLength(1);
    expect((alone.figure.layout['annotations'] as readonly Label[])[0]).toMatchObject({ x: 0, y: 0 });
  });
});
