import { expect, test } from 'vitest';
import type { RowPage } from '../../../core/api/types.ts';
import { StretchCache } from './stretch-cache.ts';

function pageOf(from: number, count: number): RowPage {
  const rows = Array.from({ length: count }, (_, at) => from + at);
  return { columns: [], rows, cells: [rows.map((row) => row * 10)], matching: 10_000, rowCount: 10_000 };
}

test('a stretch is fetched once, and one that nobody looks at any more is given up', async () => {
  const asked: number[] = [];
  const given: number[] = [];
  const cache = new StretchCache(
    100,
    async (from, count, signal) => {
      asked.push(from);
      signal.addEventListener('abort', () => given.push(from));
      await Promise.resolve();
      return { ok: true, value: pageOf(from, count) };
    },
    () => undefined,
  );
  cache.need(0, 40);
  cache.need(5000, 5040);
  expect(given).toEqual([0]);
  await new Promise((resolve) => setTimeout(resolve));
  expect(cache.cell(5001, 0)).toBe(50_010);
  expect(cache.rowNumber(5001)).toBe(5002);
  expect(cache.cell(1, 0)).toBeUndefined();
  cache.need(5050, 5110);
  expect(asked).toEqual([0, 5000, 5100]);
});

test('the cache stays small', async () => {
  const cache = new StretchCache(
    10,
    async (from, count) => ({ ok: true, value: pageOf(from, count) }),
    () => undefined,
  );
  for (let from = 0; from < 1000; from += 10) {
    cache.need(from, from + 10);
    await new Promise((resolve) => setTimeout(resolve));
  }
  expect(cache.cell(0, 0)).toBeUndefined();
  expect(cache.cell(995, 0)).toBe(9950);
});
