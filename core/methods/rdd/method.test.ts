import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import type { RddFit } from './fit.ts';
import rdd from './method.ts';
import { rddSpec } from './spec.ts';

interface Planted {
  readonly rows?: number;
  /** Mean of the outcome at a running variable, when treated or not. */
  readonly outcome?: (running: number, isTreated: boolean) => number;
  readonly running?: (draw: number) => number;
}

/** A made study: running variable even on [−1, 1], cut-off 0; arms are taken up by 80 % above and 20 % below. */
function planted({ rows = 4000, outcome = (r, t) => Math.sin(r) + (t ? 1 : 0), running = (draw) => draw }: Planted = {}): Frame {
  const rng = rngFromSeed(7);
  const cells = Array.from({ length: rows }, () => {
    const r = running(2 * rng.next() - 1);
    const takes = rng.next() < (r >= 0 ? 0.8 : 0.2);
    const noise = 0.3 * rng.normal();
    return {
      r,
      arm: takes ? (rng.next() < 0.5 ? 'mail' : 'call') : 'none',
      sharp: outcome(r, r >= 0) + noise,
      fuzzy: outcome(r, takes) + noise,
      z: rng.normal() + r,
    };
  });
  return makeFrame([
    ['r', numberColumn(cells.map(({ r }) => r))],
    ['arm', categoryColumn(cells.map(({ arm }) => arm))],
    ['y', numberColumn(cells.map(({ sharp }) => sharp))],
    ['w', numberColumn(cells.map(({ fuzzy }) => fuzzy))],
    ['z', numberColumn(cells.map(({ z }) => z))],
    ['jumping', numberColumn(cells.map(({ z, r }) => z + (r >= 0 ? 1 : 0)))],
    ['flat', numberColumn(cells.map(() => 3))],
  ]);
}

const inputs = (frame: Frame) => ({ sources: [{ name: 'made', values: { frame } }] });
const specOf = (options: object = {}) => rddSpec.parse({ outcome: 'y', runningVariable: 'r', ...options });

async function fitOf(frame: Frame, options: object = {}): Promise<RddFit> {
  return rdd.fit(specOf(options), inputs(frame), contextHere());
}

async function notesOf(frame: Frame, options: object = {}): Promise<readonly string[]> {
  const spec = specOf(options);
  return rdd.summarize(await rdd.fit(spec, inputs(frame), contextHere()), spec).notes.map(({ severity, code }) => `${severity} ${code}`);
}

const problemsOf = (frame: Frame, options: object): readonly string[] =>
  rdd.validate(specOf(options), inputs(frame)).map(({ code }) => code);

describe('planted truths', () => {
  const frame = planted();

  it('covers a jump of 1', async () => {
    const { robust } = (await fitOf(frame)).estimate;
    expect(robust.interval[0]).toBeLessThan(1);
    expect(robust.interval[1]).toBeGreaterThan(1);
    expect(robust.standardError).toBeLessThan(0.1);
  });

  it('covers the effect of take-up where the cut-off moves it by 60 points', async () => {
    const { estimate, firstStage } = await fitOf(frame, { outcome: 'w', takeUp: 'arm', control: 'none' });
    expect(estimate.robust.interval[0]).toBeLessThan(1);
    expect(estimate.robust.interval[1]).toBeGreaterThan(1);
    expect(firstStage?.interval[0]).toBeLessThan(0.6);
    expect(firstStage?.interval[1]).toBeGreaterThan(0.6);
  });

  it('finds a kink of 2 where nothing jumps', async () => {
    const kinked = planted({ rows: 20_000, outcome: (r, isTreated) => r * r + (isTreated ? 2 * r : 0) });
    const { robust } = (await fitOf(kinked, { derivative: 1 })).estimate;
    // One draw falls outside a 95 % interval now and then (this one does); three standard errors it should not exceed.
    expect(Math.abs(robust.value - 2)).toBeLessThan(3 * robust.standardError);
    expect(robust.standardError).toBeLessThan(0.6);
  });

  it('tells the arms of take-up apart: one arm alone leaves the rows of the other out', async () => {
    const one = await fitOf(frame, { outcome: 'w', takeUp: 'arm', control: 'none', arm: 'mail' });
    expect(one.missing).toBeGreaterThan(1000);
    expect(Math.abs(one.estimate.robust.value - 1)).toBeLessThan(0.3);
  });
});

describe('symmetries', () => {
  const frame = planted({ rows: 1500 });

  it('does not depend on the unit of either variable', async () => {
    const rescale = (name: string, by: number, plus: number) => {
      const column = frame.columns.get(name);
      return numberColumn(column?.kind === 'number' ? column.values.map((value) => by * value + plus) : []);
    };
    const other = makeFrame([...frame.columns, ['y', rescale('y', 1000, 5)], ['r', rescale('r', 10, 300)]]);
    const [first, second] = [(await fitOf(frame)).estimate, (await fitOf(other, { cutoff: 300 })).estimate];
    expect(second.robust.value / 1000).toBeCloseTo(first.robust.value, 6);
    expect(second.robust.standardError / 1000).toBeCloseTo(first.robust.standardError, 6);
    expect(second.bandwidths.main[0] / 10).toBeCloseTo(first.bandwidths.main[0], 6);
  });

  it('turns its sign with the treated side', async () => {
    const [above, below] = [(await fitOf(frame)).estimate.robust, (await fitOf(frame, { treatedSide: 'below' })).estimate.robust];
    expect(below.value).toBe(-above.value);
    expect(below.interval).toEqual([-above.interval[1], -above.interval[0]]);
  });
});

describe('checks of the design', () => {
  it('stays silent on a clean study', async () => {
    expect(await notesOf(planted(), { balance: ['z'] })).toEqual([]);
  });

  it('withholds trust where rows bunch', async () => {
    const bunched = planted({ running: (draw) => (draw < 0 && draw > -0.3 && (draw * 1e4) % 1 < -0.5 ? -draw / 3 : draw) });
    expect(await notesOf(bunched)).toContain('stop rdd/bunching');
  });

  it('withholds trust where a covariate jumps', async () => {
    const spec = specOf({ balance: ['z', 'jumping'] });
    const fit = await rdd.fit(spec, inputs(planted()), contextHere());
    expect(fit.balance.map(({ isOff }) => isOff)).toEqual([false, true]);
    const report = rdd.summarize(fit, spec);
    expect(report.notes.map(({ code }) => code)).toContain('rdd/covariate-jump');
    const [reading] = report.blocks;
    expect(reading?.kind === 'text' ? reading.body.en : '').toMatch(/^The design fails its own checks/);
  });

  it('warns of a running variable with few values', async () => {
    const coarse = planted({ running: (draw) => (Math.floor(draw * 15) + 0.5) / 15 });
    expect(await notesOf(coarse)).toContain('warning rdd/mass-points');
  });

  it('says that take-up which the cut-off does not move cannot be divided by', async () => {
    const codes = await notesOf(planted(), { takeUp: 'z', outcome: 'w' });
    expect(codes).toContain('stop rdd/weak-first-stage');
  });
});

describe('bad input', () => {
  const frame = planted({ rows: 300 });

  it('names what is wrong before the run', () => {
    expect(problemsOf(frame, { cutoff: 2 })).toEqual(['data/too-few-rows']);
    expect(problemsOf(frame, { cutoff: -1.5 })).toEqual(['data/too-few-rows']);
    expect(problemsOf(frame, { outcome: 'flat' })).toEqual(['data/constant']);
    expect(problemsOf(frame, { runningVariable: 'arm' })).toEqual(['data/not-numeric']);
    expect(problemsOf(frame, { runningVariable: 'y' })).toEqual(['option/invalid']);
    expect(problemsOf(frame, { order: 0, derivative: 1 })).toEqual(['option/invalid']);
    expect(problemsOf(frame, { takeUp: 'arm', control: 'none', arm: 'fax' })).toEqual(['data/arm-missing']);
  });

  it('gives up with a way out where the window is empty or the outcome still', async () => {
    await expect(fitOf(frame, { bandwidth: [1e-9] })).rejects.toMatchObject({ problem: { code: 'data/too-few-rows' } });
    const running = frame.columns.get('r');
    const far = running?.kind === 'number' ? running.values.map((value) => Number(Math.abs(value) > 0.9)) : [];
    const still = makeFrame([...frame.columns, ['y', numberColumn(far)]]);
    await expect(fitOf(still, { bandwidth: [0.3] })).rejects.toMatchObject({ problem: { code: 'data/constant' } });
  });
});
