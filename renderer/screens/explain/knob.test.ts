import { expect, test } from 'vitest';
import type { FeatureView } from '../../../core/api/types.ts';
import { acrossOf, cellOf, heightsOf, placesOfCurve, stretchOf } from './knob.ts';

const featureOf = (over: Partial<FeatureView>): FeatureView => ({
  name: 'x',
  kind: 'number',
  categories: null,
  grid: [],
  average: [],
  range: null,
  ...over,
});

test('whole numbers stay whole, and the slider reaches the customer’s own value', () => {
  expect(stretchOf(featureOf({ grid: [18.5, 75.2], range: [18, 85] }), 80)).toEqual({ low: 18, high: 80, step: 1 });
  expect(stretchOf(featureOf({ grid: [2112.3, 20_000], range: [831, 101_639] }), 5000)).toEqual({ low: 2100, high: 20_000, step: 100 });
});

test('shares move in small round steps', () => {
  expect(stretchOf(featureOf({ grid: [0.004, 0.97], range: [0, 0.98] }), 0.4)).toEqual({ low: 0, high: 0.97, step: 0.005 });
});

test('dates move by days and come back as dates', () => {
  const feature = featureOf({ kind: 'date', grid: ['2026-01-01', '2026-01-31'] });
  const stretch = stretchOf(feature, '2026-01-11');
  expect(stretch?.step).toBe(86_400_000);
  expect(cellOf((stretch?.low ?? 0) + 86_400_000, 'date')).toBe('2026-01-02');
  expect(acrossOf(feature, stretch, '2026-01-16')).toBe(50);
});

test('a column of one value, or of none, has no slider', () => {
  expect(stretchOf(featureOf({ grid: [] }), 3)).toBeNull();
  expect(stretchOf(featureOf({ grid: [1, 2], kind: 'category' }), 'a')).toBeNull();
});

test('categories stand side by side, missing and unknown values nowhere', () => {
  const feature = featureOf({ kind: 'category', grid: ['a', 'b'], categories: ['a', 'b', 'rare'] });
  expect([acrossOf(feature, null, 'b'), acrossOf(feature, null, 'rare'), acrossOf(feature, null, null)]).toEqual([75, null, null]);
  expect(placesOfCurve(feature, null, [0, 10], { low: 0, high: 10 })).toEqual([
    { x: 25, y: 92 },
    { x: 75, y: 8 },
  ]);
});

test('curves that are flat everywhere still have a height', () => {
  expect(heightsOf([featureOf({ average: [2, 2] })], [[2, 2]])).toEqual({ low: 1, high: 3 });
});
