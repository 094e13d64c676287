import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tabSeparated, writtenCell } from './grid-text.ts';
import { followed, MOST_PIXELS, offsetAt, rowsInView, scrollTopAt, spacerHeight } from './scroll-map.ts';
import { moved, rangeOf } from './selection.ts';

const words = { yes: 'yes', no: 'no' };

test('a short table scrolls pixel by pixel, a long one by its share, and both reach their ends', () => {
  expect(offsetAt(1234, { content: 50_000, view: 600 })).toBe(1234);
  const long = { content: 270_000_000, view: 600 };
  expect(spacerHeight(long.content)).toBe(MOST_PIXELS);
  expect(offsetAt(0, long)).toBe(0);
  expect(offsetAt(MOST_PIXELS - 600, long)).toBe(long.content - 600);
});

test('every row of a long table can be brought into view', () => {
  fc.assert(
    fc.property(fc.integer({ min: 600_000, max: 50_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (rowCount, share) => {
      const span = { content: rowCount * 27, view: 600 };
      const row = Math.floor(share * (rowCount - 1));
      const offset = offsetAt(scrollTopAt(row * 27, span), span);
      const { from, to } = rowsInView(offset, 600, { rowHeight: 27, rowCount });
      expect(from).toBeLessThanOrEqual(row + 1);
      expect(to).toBeGreaterThanOrEqual(row);
    }),
  );
});

test('a wheel moves a long table by as many pixels as a short one', () => {
  const span = { content: 270_000_000, view: 600 };
  const start = { offset: 90_000_000, scrollTop: scrollTopAt(90_000_000, span) };
  expect(followed(start, start.scrollTop + 100, span).offset).toBe(90_000_100);
  expect(followed(start, 0, span).offset).toBe(0);
  expect(followed(start, MOST_PIXELS - 600, span).offset).toBe(span.content - 600);
});

test('keys move the cell, and Shift keeps the anchor', () => {
  const extent = { rowCount: 100, columnCount: 4, page: 20 };
  const press = (key: string, isShift = false, isCtrl = false) => ({ key, isShift, isCtrl });
  const first = moved(null, press('ArrowDown'), extent);
  expect(first?.focus).toEqual({ row: 0, column: 0 });
  const paged = moved(first, press('PageDown', true), extent);
  expect(paged).toEqual({ anchor: { row: 0, column: 0 }, focus: { row: 20, column: 0 } });
  expect(moved(paged, press('End', false, true), extent)?.focus).toEqual({ row: 99, column: 3 });
  expect(moved(paged, press('ArrowLeft'), extent)?.focus).toEqual({ row: 20, column: 0 });
  expect(moved(paged, press('x'), extent)).toBeNull();
  expect(moved(null, press('ArrowDown'), { ...extent, rowCount: 0 })).toBeNull();
  expect(rangeOf({ anchor: { row: 9, column: 1 }, focus: { row: 3, column: 2 } })).toEqual({ top: 3, bottom: 9, left: 1, right: 2 });
});

test('cells are written as they are, and pasted cells keep their table', () => {
  expect(writtenCell(0.1 + 0.2, words)).toBe('0.3');
  expect(writtenCell('2024-05-01T00:00:00.000Z', words)).toBe('2024-05-01');
  expect(writtenCell('a\nb', words)).toBe('a ⏎ b');
  expect(writtenCell('x'.repeat(10_000), words)).toHaveLength(401);
  expect(
    tabSeparated(
      ['a', 'b'],
      [
        [1, null],
        ['x\ty', 'say "hi"'],
      ],
    ),
  ).toBe('a\tb\n1\t\n"x\ty"\t"say ""hi"""');
});
