import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIsoDate, readDate, resolveDate } from './date-parsing.ts';

const parse = (text: string): number => {
  const bytes = Buffer.from(`x${text}x`);
  return parseIsoDate(bytes, 1, bytes.length - 1);
};

describe('dates', () => {
  it('reads every ISO day and second of four-digit years as Date does', () => {
    const range = { min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(range), (date) => {
        const whole = Math.floor(date.getTime() / 1000) * 1000;
        const text = new Date(whole).toISOString();
        expect(parse(text.slice(0, 10))).toBe(Date.parse(text.slice(0, 10)));
        expect(parse(`${text.slice(0, 19)}Z`)).toBe(whole);
        expect(parse(text.slice(0, 19).replace('T', ' '))).toBe(whole);
        expect(readDate(text)?.ms).toBe(whole);
      }),
    );
  });

  it.each([
    ['2026-01-31T08:15:00+08:00', '2026-01-31T00:15:00.000Z'],
    ['2026-01-31 08:15', '2026-01-31T08:15:00.000Z'],
    ['2026/1/5', '2026-01-05T00:00:00.000Z'],
    ['2026.01.05', '2026-01-05T00:00:00.000Z'],
    ['2026年1月5日', '2026-01-05T00:00:00.000Z'],
    ['2026-01-31T08:15:00.1239', '2026-01-31T08:15:00.123Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('reads %s', (text, iso) => {
    expect(new Date(readDate(text)?.ms ?? Number.NaN).toISOString()).toBe(iso);
  });

  it.each([
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1',
    '12:30:00',
    '1.2.3',
    '10.0.0.1',
    '2026-01-01T25:00',
    '31/31/2026',
    '1/2/3',
    '',
  ])('sees that "%s" is no date', (text) => expect(readDate(text)).toBeUndefined());

  it('keeps day and month apart until their order is known', () => {
    const date = readDate('1/2/2026 08:30');
    if (date === undefined) throw new Error('no date');
    expect(date.ms).toBeNaN();
    expect(new Date(resolveDate(date, 'dmy')).toISOString()).toBe('2026-02-01T08:30:00.000Z');
    expect(new Date(resolveDate(date, 'mdy')).toISOString()).toBe('2026-01-02T08:30:00.000Z');
    expect(resolveDate({ first: 13, second: 2, year: 2026, timeMs: 0 }, 'mdy')).toBeNaN();
  });
});
