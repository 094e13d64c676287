import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { dateColumn, type Frame, makeFrame, numberColumn, takeRows } from '../../frame/frame.ts';
import { solveLeast } from './linear.ts';
import method from './method.ts';
import { gainsOf, whiten } from './whiten.ts';

/** 96 months with a season, a jump of 5 at month 61 and a slope of 0.3 more; bent ones curve before already. */
function series({ bend = 0, jump = 5 } = {}): Frame {
  const rng = rngFromSeed(6);
  let error = 0;
  const rows = Array.from({ length: 96 }, (_, at) => {
    error = 0.4 * error + rng.normal();
    const control = 20 + 3 * Math.sin(at / 5) + 0.2 * rng.normal();
    const base = 50 + 0.2 * at + 2 * Math.sin((2 * Math.PI * at) / 12) + bend * at * at + 0.8 * control;
    const y = base + (at >= 60 ? jump + 0.3 * (at - 59) * Number(jump !== 0) : 0) + error;
    return {
      t: at + 1,
      post: Number(at >= 60),
      y,
      control,
      still: 1,
      pop: 1000,
      half: at === 10 ? 2 : Number(at >= 60),
      day: Date.UTC(2018, at, 1),
    };
  });
  return makeFrame([
    ...(['t', 'post', 'y', 'control', 'still', 'pop', 'half'] as const).map(
      (name) => [name, numberColumn(rows.map((row) => row[name]))] as const,
    ),
    ['day', dateColumn(rows.map(({ day }) => day))],
  ]);
}

const sources = (frame: Frame) => ({ sources: [{ name: 'data', values: { frame } }] });
const specOf = (more: object = {}) =>
  method.spec.parse({ outcome: 'y', time: 't', start: 61, season: 'harmonics', covariates: ['control'], ...more });
const codes = (frame: Frame, more: object = {}) => method.validate(specOf(more), sources(frame)).map(({ code }) => code);

async function run(frame: Frame, more: object = {}) {
  const fit = await method.fit(specOf(more), sources(frame), contextHere());
  return { fit, report: method.summarize(fit, specOf(more)) };
}

describe('its', () => {
  it('finds a planted jump and slope, and is silent on a clean series', async () => {
    const { fit, report } = await run(series());
    expect(Math.abs((fit.level?.value ?? 0) - 5)).toBeLessThan(3 * (fit.level?.standardError ?? 0));
    expect(Math.abs((fit.slope?.value ?? 0) - 0.3)).toBeLessThan(3 * (fit.slope?.standardError ?? 0));
    expect(fit.level?.standardError).toBeLessThan(1);
    expect(report.notes).toEqual([]);
  });

  it('withholds the tick where the course was bending already', async () => {
    const { report } = await run(series({ bend: 0.02 }), { errors: 'hac' });
    expect(report.notes.map(({ code }) => code)).toContain('its/placebo-breaks');
  });

  it('warns of autocorrelation that the standard errors leave out', async () => {
    const { report } = await run(series(), { errors: 'model', season: 'none', covariates: [] });
    expect(report.notes.map(({ code }) => code)).toEqual(expect.arrayContaining(['its/autocorrelation', 'its/no-control-series']));
  });

  it('takes months as dates, and the start as a day', async () => {
    const [plain, dated] = [await run(series()), await run(series(), { time: 'day', start: '2023-01-01' })];
    expect(dated.fit.coefficients).toEqual(plain.fit.coefficients);
  });

  it('a jump counted from 0 is the jump counted from 1 plus one slope', async () => {
    const [one, zero] = [await run(series(), { errors: 'model' }), await run(series(), { errors: 'model', countFrom: 0 })];
    expect(zero.fit.level?.value).toBeCloseTo((one.fit.level?.value ?? 0) + (one.fit.slope?.value ?? 0), 9);
  });

  it('changes with the unit of the outcome, and with nothing else', async () => {
    const frame = series();
    const y = frame.columns.get('y');
    const large = makeFrame(
      [...frame.columns].map(
        ([name, column]) =>
          [name, name === 'y' && y?.kind === 'number' ? numberColumn(y.values.map((value) => 1000 * value - 7)) : column] as const,
      ),
    );
    const [plain, scaled] = [await run(frame), await run(large)];
    expect((scaled.fit.level?.value ?? 0) / (plain.fit.level?.value ?? 0) / 1000).toBeCloseTo(1, 6);
    expect((scaled.fit.level?.standardError ?? 0) / (plain.fit.level?.standardError ?? 0) / 1000).toBeCloseTo(1, 6);
  });

  it('names what is wrong', () => {
    const frame = series();
    const all = Int32Array.from({ length: 96 }, (_, i) => i);
    expect(
      codes(
        takeRows(
          frame,
          all.filter((i) => i !== 20),
        ),
      ),
    ).toEqual(['data/missing-values']);
    expect(codes(takeRows(frame, Int32Array.of(...all, 3)))).toEqual(['data/duplicate']);
    expect(codes(takeRows(frame, all.subarray(0, 60)))).toEqual(['option/invalid']);
    expect(codes(frame, { start: undefined })).toEqual(['option/invalid']);
    expect(codes(frame, { start: undefined, post: 'half' })).toEqual(['data/not-binary']);
    expect(codes(frame, { start: 1 })).toEqual(['option/invalid']);
    expect(codes(frame, { outcome: 'still' })).toEqual(['data/constant']);
    expect(codes(frame, { covariates: ['still'] })).toEqual(['data/constant']);
    expect(codes(frame, { offset: 'pop' })).toEqual(['option/invalid']);
    expect(codes(frame, { family: 'poisson', errors: 'arma' })).toEqual(['option/invalid']);
    expect(codes(frame, { season: 'dummies', period: 100 })).toEqual(['data/too-few-rows']);
  });
});

describe('whitening', () => {
  it('is generalised least squares: sums of squares and log-determinant of the covariance matrix itself', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.9, max: 0.9, noNaN: true }), fc.double({ min: -0.9, max: 0.9, noNaN: true }), (phi, theta) => {
        const count = 8;
        const variance = (1 + 2 * phi * theta + theta * theta) / (1 - phi * phi);
        const next = ((1 + phi * theta) * (phi + theta)) / (1 - phi * phi);
        const covariance = (lag: number): number => (lag === 0 ? variance : next * phi ** (lag - 1));
        const gains = gainsOf(Float64Array.of(phi), Float64Array.of(theta), count);
        const columns = Array.from({ length: count }, (_, j) =>
          whiten(
            Float64Array.from({ length: count }, (__, at) => Number(at === j)),
            gains,
          ),
        );
        // W·Σ·Wᵀ = I.
        for (let i = 0; i < count; i++)
          for (let j = 0; j < count; j++) {
            let sum = 0;
            for (let a = 0; a < count; a++)
              for (let b = 0; b < count; b++) sum += (columns[a]?.[i] ?? 0) * covariance(Math.abs(a - b)) * (columns[b]?.[j] ?? 0);
            expect(Math.abs(sum - Number(i === j))).toBeLessThan(1e-9);
          }
      }),
      { numRuns: 50 },
    );
  });

  it('least squares by hand: y = 1 + 2x', () => {
    const solved = solveLeast([Float64Array.of(1, 1, 1), Float64Array.of(-1, 0, 1)], Float64Array.of(-1, 1, 3), ['one', 'x']);
    expect(solved.coefficients[0]).toBeCloseTo(1, 12);
    expect(solved.coefficients[1]).toBeCloseTo(2, 12);
  });
});
