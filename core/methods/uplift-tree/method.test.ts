import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, makeFrame, numberColumn } from '../../frame/frame.ts';
import method from './method.ts';

/** Mail adds `lift` to a share of 0.3 where x > 0.25; region and noise change nothing. */
function study(rows: number, lift: number, seed = 3) {
  const rng = rngFromSeed(seed);
  const x = Float64Array.from({ length: rows }, (_, row) => (row % 50 === 3 ? Number.NaN : 2 * rng.next() - 1));
  const arm = Array.from(x, () => ['none', 'mail'][rng.below(2)] as string);
  const truth = x.map((value) => (value > 0.25 ? lift : 0));
  const y = Float64Array.from(x, (_, row) => Number(rng.next() < 0.3 + (arm[row] === 'mail' ? (truth[row] ?? 0) : 0)));
  const frame = makeFrame([
    ['x', numberColumn(x)],
    ['region', categoryColumn(Array.from(x, () => ['north', 'south', 'west'][rng.below(3)] as string))],
    ['noise', numberColumn(Float64Array.from(x, () => rng.normal()))],
    ['arm', categoryColumn(arm)],
    ['y', numberColumn(y)],
    ['spend', numberColumn(y.map((value) => 20 * value))],
  ]);
  return { inputs: { sources: [{ name: 'data', values: { frame } }] }, x, arm, y, truth };
}

const roles = { treatment: 'arm', control: 'none', outcome: 'y', covariates: ['x', 'region', 'noise'], folds: 2 };

describe('uplift tree', () => {
  it('puts the planted split at the root, and counts the rows of each side as a hand does', async () => {
    const { inputs, x, arm, y } = study(6000, 0.4);
    const spec = method.spec.parse({ ...roles, maxDepth: 1, honest: false, pruneShare: 0 });
    const { nodes } = await method.fit(spec, inputs, contextHere());
    const [, left, right] = nodes;
    const threshold = Number(/≤ ([-\d.]+)/.exec(left?.condition ?? '')?.[1]);
    expect(left?.condition.startsWith('x ≤')).toBe(true);
    expect(Math.abs(threshold - 0.25)).toBeLessThan(0.06);
    const missingLeft = left?.condition.includes('∅') === true;
    const isRight = (row: number) => (Number.isNaN(x[row]) ? !missingLeft : (x[row] as number) > threshold);
    const there = [...x.keys()].filter(isRight);
    const share = (name: string) => {
      const own = there.filter((row) => arm[row] === name);
      return { rows: own.length, mean: own.reduce((sum, row) => sum + (y[row] as number), 0) / own.length };
    };
    expect(right?.rates[0]?.rows).toBe(share('none').rows);
    expect(right?.rates[1]?.mean).toBeCloseTo(share('mail').mean, 10);
    expect(right?.uplifts[0]?.value).toBeCloseTo(share('mail').mean - share('none').mean, 10);
    const [p, q] = [share('mail'), share('none')];
    const variance = (p.mean * (1 - p.mean)) / (p.rows - 1) + (q.mean * (1 - q.mean)) / (q.rows - 1);
    expect(right?.uplifts[0]?.standardError).toBeCloseTo(Math.sqrt(variance), 10);
  });

  it('prunes what other rows do not confirm, and honest intervals hold the planted uplift', async () => {
    let [held, leaves] = [0, 0];
    for (let seed = 1; seed <= 30; seed++) {
      const { inputs, truth } = study(1500, 0, seed);
      const { nodes } = await method.fit(method.spec.parse({ ...roles, minLeafRows: 30 }), inputs, contextHere(seed));
      expect(truth.every((effect) => effect === 0)).toBe(true);
      for (const { isLeaf, uplifts } of nodes) {
        const interval = uplifts[0]?.interval;
        if (!isLeaf || interval === undefined) continue;
        leaves++;
        if (interval[0] <= 0 && interval[1] >= 0) held++;
      }
    }
    // 95 % nominal; with so many leaves two standard errors are about 5 points.
    expect(held / leaves).toBeGreaterThan(0.88);
  });

  it('hands on effects of rows that the trees never saw, and draws every node', async () => {
    const { inputs, truth } = study(6000, 0.4);
    const spec = method.spec.parse(roles);
    const fit = await method.fit(spec, inputs, contextHere());
    const effects = method.effects?.(fit, spec, inputs);
    expect(effects?.isCrossFitted).toBe(true);
    const missed = Math.sqrt(truth.reduce((sum, effect, row) => sum + ((effects?.value[row] ?? 0) - effect) ** 2, 0) / truth.length);
    expect(missed).toBeLessThan(0.09);
    const tree = method.summarize(fit, spec).blocks.find(({ id }) => id === 'tree');
    expect(tree?.kind === 'figure' ? tree.table.rows.length : 0).toBe(fit.nodes.length);
    expect(fit.nodes.filter(({ isLeaf }) => isLeaf).length).toBe(fit.nodes.filter(({ isLeaf }) => !isLeaf).length + 1);
  });

  it('criteria of shares refuse amounts', () => {
    const { inputs } = study(400, 0.2);
    const codes = (criterion: string) =>
      method.validate(method.spec.parse({ ...roles, outcome: 'spend', criterion }), inputs).map(({ code }) => code);
    expect(codes('kl')).toEqual(['option/invalid']);
    expect(codes('ddp')).toEqual([]);
  });
});
