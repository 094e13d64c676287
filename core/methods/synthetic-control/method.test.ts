import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn, takeRows } from '../../frame/frame.ts';
import { fitOnSimplex } from '../kit/panels/simplex.ts';
import method from './method.ts';

/** 20 units over 20 periods on two factors; the first is treated from period 15 on by −4, and lies inside the others unless far. */
function panel({ far = 0, effect = -4 } = {}): Frame {
  const rng = rngFromSeed(3);
  const factors = Array.from({ length: 20 }, (_, t) => [10 + t / 4 + rng.normal(), 3 * Math.sin(t / 3)] as const);
  const cells = Array.from({ length: 20 }, (_, u) => {
    const loads = u === 0 ? [1 + far, 0.5] : [0.5 + rng.next(), rng.next()];
    return factors.map(([f, g], t) => ({
      unit: `u${u}`,
      t,
      y: (loads[0] ?? 0) * f + (loads[1] ?? 0) * g + (u === 0 && t >= 15 ? effect : 0) + 0.1 * rng.normal(),
    }));
  }).flat();
  return makeFrame([
    ['unit', categoryColumn(cells.map(({ unit }) => unit))],
    ['t', numberColumn(cells.map(({ t }) => t))],
    ['y', numberColumn(cells.map(({ y }) => y))],
    ['on', numberColumn(cells.map(({ unit, t }) => Number(unit === 'u0' && t >= 15)))],
    ['flat', numberColumn(cells.map(() => 1))],
  ]);
}

const sources = (frame: Frame) => ({ sources: [{ name: 'data', values: { frame } }] });
const options = { outcome: 'y', unit: 'unit', time: 't', treatment: 'on' };
const specOf = (more: object = {}) => method.spec.parse({ ...options, ...more });
const codes = (frame: Frame, more: object = {}) => method.validate(specOf(more), sources(frame)).map(({ code }) => code);

async function run(frame: Frame, more: object = {}) {
  const fit = await method.fit(specOf(more), sources(frame), contextHere());
  return { fit, report: method.summarize(fit, specOf(more)) };
}

describe('synthetic-control', () => {
  it('finds a planted effect, ranks it first, and its interval holds the truth', async () => {
    const { fit, report } = await run(panel());
    expect(Math.abs(fit.own.effect + 4)).toBeLessThan(0.3);
    expect(fit.rank).toBe(1);
    expect(fit.interval?.[0]).toBeLessThan(-4);
    expect(fit.interval?.[1]).toBeGreaterThan(-4.2);
    expect(report.notes.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('ends its interval at the extreme placebos where they are too few for the level, and says the level that this has', async () => {
    const { fit, report } = await run(panel());
    const effects = fit.placebos.filter(({ isPoor }) => !isPoor).map(({ effect }) => effect);
    expect(effects.length).toBeLessThan(39);
    expect(fit.interval).toEqual([fit.own.effect - Math.max(...effects), fit.own.effect - Math.min(...effects)]);
    expect(fit.level).toBeCloseTo((effects.length - 1) / (effects.length + 1), 12);
    const block = report.blocks.find(({ id }) => id === 'effects');
    expect(block?.kind === 'estimates' && block.rows[0]?.level).toBe(fit.level);
  });

  it('withholds the tick where no mix follows the treated', async () => {
    const { report } = await run(panel({ far: 4 }));
    expect(report.notes[0]).toMatchObject({ severity: 'stop', code: 'synthetic-control/poor-fit' });
  });

  it('without an effect ranks the treated among the others', async () => {
    const { fit } = await run(panel({ effect: 0 }));
    expect(fit.pValue).toBeGreaterThan(0.05);
  });

  it('takes units and start by name as well as from the column', async () => {
    const [byColumn, byName] = [await run(panel()), await run(panel(), { treatment: undefined, treatedUnits: ['u0'], start: 15 })];
    expect(byName.fit.own.effect).toBe(byColumn.fit.own.effect);
  });

  it('names what is wrong', () => {
    const frame = panel();
    const all = Int32Array.from({ length: 400 }, (_, i) => i);
    expect(codes(takeRows(frame, all.subarray(1)))).toEqual(['data/missing-values']);
    expect(codes(takeRows(frame, Int32Array.of(...all, 0)))).toEqual(['data/duplicate']);
    expect(codes(takeRows(frame, all.subarray(0, 40)))).toEqual(['data/too-few-rows']);
    expect(
      codes(
        takeRows(
          frame,
          all.filter((i) => i % 20 === 3),
        ),
      ),
    ).toEqual(['data/constant']);
    expect(codes(frame, { treatedUnits: ['nobody'], start: 15 })).toEqual(['option/invalid']);
    expect(codes(frame, { treatedUnits: ['u0'] })).toEqual(['option/invalid']);
    expect(codes(frame, { treatedUnits: ['u0'], start: 1 })).toEqual(['data/too-few-rows']);
    expect(codes(frame, { predictors: ['flat'] })).toEqual(['data/constant']);
    expect(codes(frame, { outcomeAt: [17] })).toEqual(['option/invalid']);
  });
});

describe('weights on the simplex', () => {
  it('no other point of the simplex is better (first-order conditions)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 4, maxLength: 4 }), { minLength: 2, maxLength: 9 }),
        (rows) => {
          const [target = [], ...columns] = rows.map((row) => Float64Array.from(row));
          const weights = fitOnSimplex(columns, Float64Array.from(target));
          expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
          const rest = Array.from(target, (value, r) =>
            columns.reduce((left, column, j) => left - (weights[j] ?? 0) * (column[r] ?? 0), value),
          );
          const slopes = columns.map((column) => -rest.reduce((sum, value, r) => sum + value * (column[r] ?? 0), 0));
          const level = slopes.reduce((sum, slope, j) => sum + slope * (weights[j] ?? 0), 0);
          // Corners that differ by less than a ten-thousandth of the longest are one corner to the solver's rounding.
          const longest = Math.max(...columns.map((column) => column.reduce((sum, value, r) => sum + (value - (target[r] ?? 0)) ** 2, 0)));
          for (const slope of slopes) expect(slope).toBeGreaterThanOrEqual(level - 1e-6 * Math.max(1, longest));
        },
      ),
      { numRuns: 200 },
    );
  });
});
