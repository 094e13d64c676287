import { expect, it } from 'vitest';
import type { ProfileColumn } from '../../../core/api/segment-types.ts';
import { differencesIn } from './who.ts';

const column = (name: string, kind: ProfileColumn['kind'], bins: ProfileColumn['bins']): ProfileColumn => {
  return { name, kind, role: 'covariate', bins, missingInside: 0, missingOutside: 0, distance: 0 };
};
const bar = (at: number, inside: number, outside: number) => ({ value: null, from: at, to: at, inside, outside });
const word = (value: string, inside: number, outside: number) => ({ value, from: null, to: null, inside, outside });
const profile = {
  rowCount: 0,
  memberCount: 0,
  columns: [
    column('age', 'number', [bar(0, 1, 3), bar(2, 3, 1)]),
    column('region', 'category', [word('north', 4, 2), word('south', 0, 2)]),
    column('same', 'number', [bar(1, 4, 4)]),
    column('effect:mail', 'number', [bar(0, 4, 0), bar(9, 0, 4)]),
  ],
};

it('ranks columns by standardised difference and leaves out what tells nothing', () => {
  const found = differencesIn(profile, (name) => !name.startsWith('effect:'), 5);
  // Shares 1 and ½: ½ / √(¼ / 2). Means 1.5 and 0.5, both of variance ¾.
  expect(found.map(({ column: name }) => name)).toEqual(['region', 'age']);
  expect(found[0]).toMatchObject({ value: 'north', inside: 1, outside: 0.5 });
  expect(Math.abs(found[0]?.apart ?? 0)).toBeCloseTo(Math.SQRT2, 10);
  expect(found[1]).toMatchObject({ value: null, inside: 1.5, outside: 0.5 });
  expect(found[1]?.apart).toBeCloseTo(1 / Math.sqrt(0.75), 10);
});
