import { expect, test } from 'vitest';
import { verbatim } from '../../../core/base/text.ts';
import type { FigureBlock } from '../../../core/report/blocks.ts';
import { placesOf, rowsBehind, withBrushedLines } from './brushing.ts';

const point = (customdata: unknown) => ({ trace: 0, index: 0, x: 0, y: 0, customdata });

test('points lead to rows, and rows to the places of the same customers in every trace', () => {
  const brushed = rowsBehind([point(7), point(9), point(7), point(undefined)]);
  expect([...(brushed ?? [])]).toEqual([7, 9]);
  const data = [{ customdata: [5, 7, 8] }, { x: [1] }, { customdata: [9, 7, 1] }];
  expect(placesOf({ data, layout: {} }, brushed ?? new Set())).toEqual([[1], null, [0, 1]]);
});

test('a selection that was given up, and one without rows, brings nothing out', () => {
  expect(rowsBehind(null)).toBeNull();
  expect(rowsBehind([point(undefined)])).toBeNull();
});

test('lines of brushed rows come in front, all others step back, nothing is lost', () => {
  const line = (row: number) => ({ mode: 'lines', customdata: [row, row], line: { width: 1 } });
  const mean = { mode: 'lines', name: 'mean' };
  const block: FigureBlock = {
    kind: 'figure',
    id: 'pdp-1',
    title: verbatim('t'),
    figure: { data: [line(1), line(2), mean], layout: {} },
    table: { columns: [], rows: [] },
  };
  const drawn = withBrushedLines(block, new Set([2, 4]), [{ mode: 'lines', customdata: [4] }]);
  expect(drawn.figure.data.map(({ customdata, name }) => name ?? (customdata as number[])[0])).toEqual([1, 'mean', 2, 4]);
  expect(drawn.figure.data[2]?.['line']).toEqual({ color: 'token:arm-2/0.8', width: 1.5 });
  expect(withBrushedLines(block, null, [])).toBe(block);
});
