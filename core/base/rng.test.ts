import { describe, expect, it } from 'vitest';
import { type Rng, rngFromSeed, rngFromWords, shuffle } from './rng.ts';

const DRAWS = 100_000;
const draws = (rng: Rng, draw: (rng: Rng) => number): number[] => Array.from({ length: DRAWS }, () => draw(rng));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('random streams', () => {
  it('follows xoshiro128** from known words', () => {
    // First outputs of the published algorithm for state (1, 2, 3, 4), worked by hand: 11520, 0, 5927040.
    const rng = rngFromWords([1, 2, 3, 4]);
    const first = (11_520 >>> 5) * 0x400_0000 + (0 >>> 6);
    expect(rng.next() * 0x20_0000_0000_0000).toBe(first);
  });

  it('draws shares and normals with the right moments', () => {
    const shares = draws(rngFromSeed(7), (rng) => rng.next());
    // Standard errors are 0.0009 and 0.003; four of them leave one false alarm in 16,000.
    expect(Math.abs(mean(shares) - 0.5)).toBeLessThan(4 * 0.0009);
    const normals = draws(rngFromSeed(8), (rng) => rng.normal());
    expect(Math.abs(mean(normals))).toBeLessThan(4 * 0.0032);
    expect(Math.abs(mean(normals.map((value) => value * value)) - 1)).toBeLessThan(4 * 0.0045);
  });

  it('draws every number below a bound equally often', () => {
    const counts = [0, 0, 0, 0, 0, 0];
    for (const drawn of draws(rngFromSeed(9), (rng) => rng.below(6))) counts[drawn] = (counts[drawn] ?? 0) + 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - DRAWS / 6) ** 2 / (DRAWS / 6), 0);
    // The 0.9999 quantile of χ² with 5 degrees of freedom.
    expect(chiSquare).toBeLessThan(25.7);
  });

  it('forks by name, not by how much was drawn before', () => {
    const [fresh, used] = [rngFromSeed(5), rngFromSeed(5)];
    used.next();
    expect(used.fork('fold').next()).toBe(fresh.fork('fold').next());
    expect(fresh.fork('fold').next()).not.toBe(fresh.fork('tree').next());
    expect(fresh.fork(1).next()).not.toBe(fresh.fork(11).next());
  });

  it('gives streams of neighbouring seeds and names that do not move together', () => {
    const left = draws(rngFromSeed(1).fork(1), (rng) => rng.next() - 0.5);
    for (const other of [rngFromSeed(2).fork(1), rngFromSeed(1).fork(2)]) {
      const right = draws(other, (rng) => rng.next() - 0.5);
      const correlation = mean(left.map((value, index) => value * (right[index] ?? 0))) * 12;
      expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(DRAWS));
    }
  });

  it('shuffles without losing anyone', () => {
    const shuffled = shuffle(
      Int32Array.from({ length: 50 }, (_, index) => index),
      rngFromSeed(3),
    );
    expect([...shuffled].sort((left, right) => left - right)).toEqual(Array.from({ length: 50 }, (_, index) => index));
    expect([...shuffled]).not.toEqual([...shuffled].sort((left, right) => left - right));
  });
});
