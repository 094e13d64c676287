import { expect, test } from 'vitest';
import { sketchFigure } from './sketch.ts';

const figure = (...data: Readonly<Record<string, unknown>>[]) => sketchFigure({ figure: { data, layout: {} } });

test('a line fills the box from its lowest to its highest point and keeps its colour', () => {
  const [line] = figure({ mode: 'lines', x: [0, 1, 2], y: [5, 15, 10], line: { color: 'token:gain/0.4' } });
  expect(line).toEqual({
    kind: 'line',
    token: 'gain',
    points: [
      [0, 1],
      [0.5, 0],
      [1, 0.5],
    ],
  });
});

test('bars start at zero, upright and lying', () => {
  expect(figure({ type: 'bar', x: ['a', 'b'], y: [2, 4] })[0]?.points).toEqual([
    [0, 1],
    [0, 0.5],
    [1, 1],
    [1, 0],
  ]);
  expect(figure({ type: 'bar', orientation: 'h', x: [2, 4], y: ['a', 'b'] })[0]?.points.slice(0, 2)).toEqual([
    [0, 1],
    [0.5, 1],
  ]);
});

test('what cannot be sketched gives nothing, and what is missing breaks nothing', () => {
  expect(figure({ type: 'heatmap', z: [[1]] }, { x: [], y: [] }, { visible: false, x: [1], y: [1] })).toEqual([]);
  expect(figure({ mode: 'markers', x: [null, 1, 3], y: [1, Number.NaN, 2] })[0]?.points).toEqual([[0.5, 0.5]]);
  expect(figure({ mode: 'markers', y: Float64Array.from({ length: 1000 }, (_, index) => index) })[0]?.points.length).toBeLessThanOrEqual(
    80,
  );
});

test('intervals of several traces stand under each other, on the first panel only', () => {
  const interval = (name: string, value: number, xaxis = 'x') => ({
    mode: 'markers',
    xaxis,
    x: [value],
    y: [name],
    error_x: { array: [1], arrayminus: [2] },
  });
  const strokes = figure(interval('a', 2), interval('b', 4), interval('c', 9, 'x2'));
  expect(strokes.map(({ kind }) => kind)).toEqual(['line', 'dot', 'line', 'dot']);
  expect(strokes[2]?.points).toEqual([
    [0.4, 0],
    [1, 0],
  ]);
});
