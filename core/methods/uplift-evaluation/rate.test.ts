import { describe, expect, it } from 'vitest';
import { goOn } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { rateOf } from './rate.ts';
import type { ArmStudy } from './study.ts';

function study(score: readonly number[], outcome: readonly number[], treated: readonly number[]): ArmStudy {
  const treatedCount = treated.reduce((sum, flag) => sum + flag, 0);
  return {
    ...{ arm: 'offer', score: Float64Array.from(score), outcome: Float64Array.from(outcome), treated: Uint8Array.from(treated) },
    ...{ treatedCount, controlCount: treated.length - treatedCount },
  };
}

/** An even test whose effect is x, uniform on (−1, 1). */
function planted(n: number, seed: number, scoreOf: (x: number, noise: number) => number): ArmStudy {
  const rng = rngFromSeed(seed);
  const x = Array.from({ length: n }, () => 2 * rng.next() - 1);
  const treated = x.map(() => Number(rng.next() < 0.5));
  return study(
    x.map((value) => scoreOf(value, rng.next())),
    x.map((value, i) => (treated[i] === 1 ? value : 0) + rng.normal()),
    treated,
  );
}

const rng = () => rngFromSeed(1);

describe('rank-weighted effects', () => {
  it('by hand: four rows', () => {
    // Means 3 and 1, shares ½: ψ = 2 ± 2(y − mean), which is 4, 4, 0, 0 in ranking order; TOC = 2, 2, ⅔, 0.
    const { autoc, qini, curve } = rateOf(study([4, 3, 2, 1], [4, 0, 2, 2], [1, 0, 1, 0]), { replicates: 0, alpha: 0.05 }, rng(), goOn);
    expect(autoc.value).toBeCloseTo((2 + 2 + 2 / 3) / 4, 12);
    expect(qini.value).toBeCloseTo((2 * 0.25 + 2 * 0.5 + (2 / 3) * 0.75) / 4, 12);
    expect(autoc.interval).toBeNull();
    expect(curve.at(-1)?.value).toBeCloseTo(0, 12);
  });

  it('is 0 when all rows tie', () => {
    const { autoc, qini } = rateOf(study([1, 1, 1, 1], [4, 0, 2, 2], [1, 0, 1, 0]), { replicates: 0, alpha: 0.05 }, rng(), goOn);
    expect(autoc.value).toBeCloseTo(0, 12);
    expect(qini.value).toBeCloseTo(0, 12);
  });

  it('of the true effect comes back: AUTOC ½, Qini ⅙ for effects uniform on (−1, 1), and intervals hold it', () => {
    // TOC(q) = 1 − q.
    let [held, missed] = [0, 0];
    for (let seed = 1; seed <= 100; seed++) {
      const { autoc, qini } = rateOf(
        planted(600, seed, (x) => x),
        { replicates: 60, alpha: 0.05 },
        rng(),
        goOn,
      );
      const holds = (interval: readonly [number, number] | null, truth: number) =>
        interval !== null && interval[0] <= truth && truth <= interval[1];
      if (holds(autoc.interval, 0.5)) held++;
      if (!holds(qini.interval, 1 / 6)) missed++;
    }
    // 100 draws: two standard errors of 95 % are 4.4 points.
    expect(held).toBeGreaterThanOrEqual(89);
    expect(missed).toBeLessThanOrEqual(11);
  });

  it('of noise is seldom told from 0', () => {
    let alarms = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const { autoc } = rateOf(
        planted(400, seed, (_, noise) => noise),
        { replicates: 60, alpha: 0.05 },
        rng(),
        goOn,
      );
      if (autoc.interval !== null && (autoc.interval[0] > 0 || autoc.interval[1] < 0)) alarms++;
    }
    expect(alarms).toBeLessThanOrEqual(12);
  });
});
