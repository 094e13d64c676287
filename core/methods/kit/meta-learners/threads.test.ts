import { afterAll, describe, expect, it } from 'vitest';
import { rngFromSeed } from '../../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../../frame/frame.ts';
import { Pool } from '../../../jobs/pool.ts';

const ROWS = 3000;
const rng = rngFromSeed(12);
const x = [0, 1].map(() => Array.from({ length: ROWS }, () => rng.normal()));
const arm = Array.from({ length: ROWS }, () => ['none', 'call', 'mail'][rng.below(3)] ?? null);
const y = arm.map((name, row) => (x[0]?.[row] ?? 0) + (name === 'mail' ? (x[1]?.[row] ?? 0) : 0) + rng.normal());
const frame: Frame = makeFrame(
  [
    ['x0', numberColumn(x[0] ?? [])],
    ['x1', numberColumn(x[1] ?? [])],
    ['arm', categoryColumn(arm)],
    ['y', numberColumn(y)],
  ],
  {
    roles: [
      ['x0', 'covariate'],
      ['x1', 'covariate'],
      ['arm', 'treatment'],
      ['y', 'outcome'],
    ],
    control: 'none',
  },
);
const pools = [1, 2].map((threads) => new Pool({ threads }));

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
});

/** Everything a step hands on, from each pool. */
async function onEach(method: string, spec: unknown) {
  const request = { method, spec, inputs: { sources: [{ name: 'data', values: { frame } }] }, seed: rngFromSeed(5).seed };
  return Promise.all(pools.map((pool) => pool.submit(request).result));
}

describe('one thread and two give the same bytes', () => {
  it.each([
    ['t-learner', {}],
    ['x-learner', { propensity: 'estimated' }],
    ['x-learner', { learner: { learner: 'random-forest', trees: 20 }, folds: 2 }],
    ['s-learner', { folds: 2 }],
    ['r-learner', { propensity: 'estimated', folds: 2 }],
    ['dr-learner', { effectLearner: 'linear', folds: 2 }],
    ['gbdt', { trees: 40 }],
    ['linear', {}],
    ['random-forest', { trees: 20, task: 'regression' }],
  ])('%s with %j', async (method, spec) => {
    const [one, two] = await onEach(method, spec);
    expect(two).toEqual(one);
  });
});
