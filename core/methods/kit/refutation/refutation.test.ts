import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../../test/support/work.ts';
import { rngFromSeed } from '../../../base/rng.ts';
import { type Frame, makeFrame, numberColumn, takeRows, withColumns } from '../../../frame/frame.ts';
import dataSubset from '../../data-subset/method.ts';
import dummyOutcome from '../../dummy-outcome/method.ts';
import placebo from '../../placebo-treatment/method.ts';
import randomCause from '../../random-common-cause/method.ts';

/** Effect 1 of a coin d, with a covariate x; `shops` of ten alike rows each share d and a shock. */
function table(seed: number, rowCount: number, shops = false): Frame {
  const rng = rngFromSeed(seed);
  let [d, shock] = [0, 0];
  const rows = Array.from({ length: rowCount }, (_, row) => {
    if (!shops || row % 10 === 0) [d, shock] = [Number(rng.next() < 0.5), shops ? 2 * rng.normal() : 0];
    const x = rng.normal();
    return { d, x, shop: Math.floor(row / 10), y: (shops ? 0 : d) + x + shock + 0.5 * rng.normal() };
  });
  return makeFrame((['d', 'x', 'y', 'shop'] as const).map((name) => [name, numberColumn(rows.map((row) => row[name]))] as const));
}

function withNoise(frame: Frame, count: number): Frame {
  const noise = Array.from({ length: count }, (_, index) => {
    const rng = rngFromSeed(51 + index);
    return [`noise ${index}`, numberColumn(Array.from({ length: frame.rowCount }, () => rng.normal()))] as const;
  });
  return withColumns(frame, noise);
}

const inputs = (frame: Frame) => ({ sources: [{ name: 'data', values: { frame } }] });
const options = { treatment: 'd', outcome: 'y', covariates: ['x'], simulations: 60 };
const refuters = { placebo, randomCause, dataSubset, dummyOutcome };

async function notes(which: keyof typeof refuters, frame: Frame, more: object = {}): Promise<string[]> {
  const method = refuters[which];
  const spec = method.spec.parse({ ...options, ...more }) as never;
  return method.summarize(await method.fit(spec, inputs(frame), contextHere()), spec).notes.map(({ code }) => code);
}

describe('on clean data', () => {
  it.each(Object.keys(refuters) as (keyof typeof refuters)[])('%s passes', async (which) => {
    expect(await notes(which, table(1, 400))).toEqual([]);
  });
});

describe('a planted violation', () => {
  it('rows written down twenty times: the error is too small, and subsets of the originals say so', async () => {
    const few = table(8, 20);
    const repeated = takeRows(
      few,
      Int32Array.from({ length: 400 }, (_, row) => row % 20),
    );
    // Whole subsets of the original rows scatter far beyond an error that counts every copy.
    const copies = makeFrame([...repeated.columns, ['copy', numberColumn(Array.from({ length: 400 }, (_, row) => row % 20))]]);
    expect(await notes('dataSubset', copies, { cluster: 'copy' })).toContain('data-subset/refuted');
  });

  it('errors without any small-sample factor on few rows: placebo treatments are called significant too often', async () => {
    const wide = withNoise(table(6, 16), 8);
    const covariates = Array.from({ length: 8 }, (_, index) => `noise ${index}`);
    const spec = { covariance: 'HC0' };
    expect(await notes('placebo', wide, { covariates, spec, simulations: 200 })).toContain('placebo-treatment/refuted');
  });

  it('shops treated as a whole: subsets of shops scatter more than errors by row allow, and errors by shop pass', async () => {
    const frame = table(3, 600, true);
    expect(await notes('dataSubset', frame, { cluster: 'shop' })).toContain('data-subset/refuted');
    expect(await notes('dataSubset', frame, { cluster: 'shop', spec: { cluster: ['shop'], covariance: 'cluster' } })).toEqual([]);
  });

  it('hardly more rows than columns: a noise covariate moves the estimate', async () => {
    expect(await notes('randomCause', table(4, 10), { covariates: ['x', 'shop'], spec: {}, simulations: 40 })).toEqual([]);
    const tight = takeRows(
      table(4, 60),
      Int32Array.from({ length: 10 }, (_, row) => row * 6),
    );
    const wide = withNoise(tight, 5);
    const covariates = ['x', 'noise 0', 'noise 1', 'noise 2', 'noise 3', 'noise 4'];
    expect(await notes('randomCause', wide, { covariates })).toContain('random-common-cause/refuted');
  });
});

describe('an outcome that the treatment cannot move', () => {
  it('is found to have an effect by an estimator that leaves the confounder in', async () => {
    const rng = rngFromSeed(9);
    const rows = Array.from({ length: 600 }, () => {
      const x = rng.normal();
      return { d: Number(1.5 * x + rng.normal() > 0), x, y: 3 * x + rng.normal() };
    });
    const leaning = makeFrame((['d', 'x', 'y'] as const).map((name) => [name, numberColumn(rows.map((row) => row[name]))] as const));
    // Nearest neighbours far out differ in x; least squares takes x out whole.
    expect(await notes('dummyOutcome', leaning, { estimator: 'psm', simulations: 40 })).toContain('dummy-outcome/refuted');
    expect(await notes('dummyOutcome', leaning, { simulations: 40 })).toEqual([]);
  });
});

describe('refusals', () => {
  it('name the trouble before the simulations', async () => {
    const codes = (more: object) =>
      placebo.validate(placebo.spec.parse({ ...options, ...more }), inputs(table(5, 100))).map(({ code }) => code);
    expect(codes({ treatment: 'none' })).toEqual(['data/unknown-column']);
    const spec = placebo.spec.parse({ ...options, spec: { colour: 'red' } });
    await expect(placebo.fit(spec, inputs(table(5, 100)), contextHere())).rejects.toMatchObject({ problem: { code: 'option/unknown' } });
  });
});
