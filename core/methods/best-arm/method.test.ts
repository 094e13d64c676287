import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import { normalUpperQuantile } from '../../numeric/distributions.ts';
import { compareWithBest } from './compare.ts';
import method from './method.ts';

describe('comparisons with the best', () => {
  it('of two arms use the one-sided normal quantile, and chances of a closed form', () => {
    const [left, right] = compareWithBest({ mean: [1, 0], standardError: [0.6, 0.8] }, 200_000, 0.05, rngFromSeed(1));
    // The difference has standard error 1.
    expect(left?.interval[1]).toBeCloseTo(1 + normalUpperQuantile(0.05), 1);
    expect(left?.interval[0]).toBeCloseTo(1 - normalUpperQuantile(0.05), 1);
    expect(right?.mayBeBest).toBe(true);
    // P(N(1, 1) > 0), and E[max(0, −N(1, 1))] = φ(1) − (1 − Φ(1)).
    expect(left?.chance).toBeCloseTo(0.8413, 2);
    expect(left?.loss).toBeCloseTo(0.2419707 - 0.1586553, 2);
  });

  it('keep the true best in at least 95 % of tests with four arms of unequal size', () => {
    const rng = rngFromSeed(2);
    const standardError = [0.2, 0.5, 0.3, 0.1];
    let kept = 0;
    const tests = 400;
    for (let test = 0; test < tests; test++) {
      const mean = standardError.map((error) => rng.normal() * error);
      const standings = compareWithBest({ mean, standardError }, 1000, 0.05, rng.fork(`test:${test}`));
      // All true means are 0: every arm is a best one, and the hardest to keep is each in turn.
      if (standings[test % 4]?.mayBeBest === true) kept++;
    }
    // 400 tests: two standard errors of 95 % are 2.2 points.
    expect(kept / tests).toBeGreaterThan(0.928);
  });
});

function study(): Frame {
  const rng = rngFromSeed(3);
  const arms = Array.from({ length: 900 }, (_, row) => ['none', 'mail', 'call'][row % 3] as string);
  const y = arms.map((arm) => (arm === 'call' ? 1 : arm === 'mail' ? 0.5 : 0) + 0.5 * rng.normal());
  return makeFrame([
    ['arm', categoryColumn(arms)],
    ['y', numberColumn(y)],
  ]);
}

const run = (options: object) => {
  const spec = method.spec.parse({ treatment: 'arm', control: 'none', outcome: 'y', ...options });
  return method.fit(spec, { sources: [{ name: 'data', values: { frame: study() } }] }, contextHere());
};

describe('the decision', () => {
  it('a clear winner is alone; costs and the wish for less turn the order', async () => {
    const plain = await run({});
    expect(plain.standings.map(({ mayBeBest }) => mayBeBest)).toEqual([false, false, true]);
    expect(plain.standings[2]?.interval[0]).toBe(0);
    const paid = await run({ costs: { call: 0.9 } });
    expect(paid.arms[paid.best]).toBe('mail');
    const less = await run({ prefer: 'lower' });
    expect(less.arms[less.best]).toBe('none');
    expect(less.means[2]?.value).toBeCloseTo(1, 1);
  });

  it('refuses an arm with too few rows, by name', () => {
    const frame = makeFrame([
      ['arm', categoryColumn(['none', 'none', 'none', 'none', 'none', 'mail'])],
      ['y', numberColumn([1, 2, 3, 4, 5, 6])],
    ]);
    const spec = method.spec.parse({ treatment: 'arm', control: 'none', outcome: 'y' });
    const [problem] = method.validate(spec, { sources: [{ name: 'data', values: { frame } }] });
    expect(problem?.code).toBe('data/arm-too-small');
    expect(problem?.message).toContain('"mail"');
  });
});
