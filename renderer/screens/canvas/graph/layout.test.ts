import { describe, expect, it } from 'vitest';
import { firstViewport, layOut, NODE_HEIGHT, NODE_WIDTH, placesAfter, readPlaces } from './layout.ts';

const node = { width: NODE_WIDTH, height: NODE_HEIGHT };

describe('the layout', () => {
  it('puts every node to the right of what it reads, and none upon another', () => {
    const places = layOut(
      ['d', 'a', 'b', 'c'],
      [
        { source: 'd', target: 'a' },
        { source: 'd', target: 'b' },
        { source: 'a', target: 'c' },
        { source: 'nobody', target: 'c' },
      ],
    );
    const x = (id: string): number => places.get(id)?.x ?? Number.NaN;
    expect(x('a')).toBeGreaterThan(x('d') + NODE_WIDTH);
    expect(x('c')).toBeGreaterThan(x('a') + NODE_WIDTH);
    expect(x('a')).toBe(x('b'));
    expect(Math.abs((places.get('a')?.y ?? 0) - (places.get('b')?.y ?? 0))).toBeGreaterThan(NODE_HEIGHT);
  });
});

describe('the first view', () => {
  it('shows a small graph whole, in the middle, not enlarged', () => {
    const { x, y, zoom } = firstViewport([{ x: 100, y: 50 }], { width: 800, height: 600 }, node);
    expect([x, y, zoom]).toEqual([(800 - NODE_WIDTH) / 2 - 100, (600 - NODE_HEIGHT) / 2 - 50, 1]);
  });

  it('shows the beginning of a large one, large enough to be read', () => {
    const view = firstViewport(
      [
        { x: -200, y: 0 },
        { x: 5000, y: 0 },
      ],
      { width: 800, height: 600 },
      node,
    );
    expect(view.zoom).toBe(0.8);
    expect(-200 * view.zoom + view.x).toBe(24);
  });
});

describe('places', () => {
  it('follow a step to its new name and stay with the old one for undo', () => {
    const before = new Map([['a', { x: 1, y: 2 }]]);
    const after = placesAfter(before, { renamed: ['a', 'b'] });
    expect([...after.keys()]).toEqual(['a', 'b']);
    expect(after.get('b')).toEqual({ x: 1, y: 2 });
  });

  it('are the same map where an edit moves nothing', () => {
    const before = new Map([['a', { x: 1, y: 2 }]]);
    expect(placesAfter(before, {})).toBe(before);
    expect(placesAfter(before, { renamed: ['x', 'y'] })).toBe(before);
  });

  it('are forgotten where they cannot be read', () => {
    for (const kept of ['', 'null', '[', '{"a":{"x":"1"}}', '{"a":null}', '7']) expect(readPlaces(kept).size).toBe(0);
    expect(readPlaces('{"a":{"x":1,"y":2}}').get('a')).toEqual({ x: 1, y: 2 });
  });
});
