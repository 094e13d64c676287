import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import method from './method.ts';

const here = (name: string) => fileURLToPath(new URL(`../kit/instruments/golden/${name}`, import.meta.url));
const sources = (frame: Frame) => ({ sources: [{ name: 'data', values: { frame } }] });
const options = { outcome: 'y', treatment: 'd', instrument: 'z' };

async function run(frame: Frame, more: Record<string, unknown> = {}) {
  const spec = method.spec.parse({ ...options, ...more });
  const fit = await method.fit(spec, sources(frame), contextHere());
  return { fit, report: method.summarize(fit, spec) };
}

/** Closed forms agree to 1e-6 relative. */
const same = (found: number | undefined, truth: number): void =>
  expect(Math.abs((found ?? Number.NaN) - truth), `${found} against ${truth}`).toBeLessThan(1e-6 * Math.abs(truth));

/** Compliers gain 2, always-takers 5; x is higher among compliers; `defiers` do the opposite where x > 0. */
function planted(seed: number, defiers = 0, n = 4000): Frame {
  const rng = rngFromSeed(seed);
  const rows = Array.from({ length: n }, () => {
    const x = rng.normal();
    const draw = rng.next();
    const kind = x > 0 && draw < defiers ? 'defier' : draw < 0.2 ? 'always' : draw < (x > 0 ? 0.8 : 0.4) ? 'complier' : 'never';
    const z = Number(rng.next() < 0.4);
    const d = kind === 'always' ? 1 : kind === 'never' ? 0 : kind === 'complier' ? z : 1 - z;
    return { x, z, d, isComplier: kind === 'complier', y: x + d * (kind === 'always' ? 5 : 2) + rng.normal() };
  });
  const column = (pick: (row: (typeof rows)[number]) => number) => numberColumn(rows.map(pick));
  return makeFrame([
    ['y', column(({ y }) => y)],
    ['d', column(({ d }) => d)],
    ['z', column(({ z }) => z)],
    ['x', column(({ x }) => x)],
    ['half', column(({ d }) => 0.5 * d + 1)],
    ['isComplier', column(({ isComplier }) => Number(isComplier))],
  ]);
}

describe('golden values', () => {
  const truth = JSON.parse(readFileSync(here('golden.json'), 'utf8')).iv_late.results.wald_late;

  it('Wald ratio, its delta-method and 2SLS errors, and the shares', async () => {
    const { fit } = await run(tidyCsv(here('iv_late.csv')), { covariates: [] });
    same(fit.wald.ratio.value, truth.est);
    same(fit.wald.ratio.standardError, truth.se_delta);
    same(fit.plain.standardError, truth.se_2sls_robust_nocov);
    same(fit.wald.onOutcome.value, truth.itt_y);
    same(fit.wald.onOutcome.standardError, truth.se_itt_y);
    same(fit.compliance?.compliers.value, truth.complier_share);
    same(fit.compliance?.alwaysTakers.value, truth.always_taker_share);
    same(fit.compliance?.neverTakers.value, truth.never_taker_share);
  });
});

describe('late', () => {
  it("covers the compliers' effect and their mean of x in planted studies, as often as it says", async () => {
    let [effects, means] = [0, 0];
    const draws = 150;
    for (let draw = 0; draw < draws; draw++) {
      const frame = planted(100 + draw, 0, 1000);
      const { fit } = await run(frame, { covariates: [], profile: ['x'] });
      effects += Number(fit.result.estimate.interval[0] < 2 && fit.result.estimate.interval[1] > 2);
      const mean = fit.compliance?.profile[0]?.compliers;
      // Of 60 % and 20 % compliers on either side of zero, x has mean (0.6 − 0.2)/0.8·√(2/π).
      const truth = 0.5 * Math.sqrt(2 / Math.PI);
      means += Number(mean !== null && mean !== undefined && Math.abs(mean.value - truth) < 1.96 * mean.standardError);
    }
    // Three binomial standard deviations of 150 draws are 0.053.
    for (const covered of [effects, means]) expect(Math.abs(covered / draws - 0.95)).toBeLessThan(0.054);
  });

  it('gives the error of the share of compliers as the difference of two shares has it', async () => {
    const { fit } = await run(planted(1), { covariates: [] });
    expect(fit.compliance?.compliers.standardError).toBeCloseTo(fit.wald.onTreatment.standardError, 4);
    expect(fit.compliance?.compliers.value).toBeCloseTo(fit.wald.onTreatment.value, 10);
  });

  it("finds the compliers' means two units apart, and always-takers out of the comparison", async () => {
    const { fit, report } = await run(planted(2), { covariates: ['x'] });
    const [treated, untreated] = fit.means;
    expect((treated?.value ?? 0) - (untreated?.value ?? 0)).toBeCloseTo(fit.result.estimate.value, 6);
    expect(report.notes).toEqual([]);
  });

  it('withholds the tick when a group does the opposite', async () => {
    const { report } = await run(planted(3, 0.9), { covariates: ['x'] });
    expect(report.notes).toContainEqual(expect.objectContaining({ severity: 'stop', code: 'late/reversed-first-stage' }));
  });

  it('reads a treatment in amounts without speaking of takers', async () => {
    const { fit, report } = await run(planted(4), { treatment: 'half', covariates: [] });
    expect(fit.compliance).toBeNull();
    expect(fit.result.estimate.value).toBeCloseTo(2 * (await run(planted(4), { covariates: [] })).fit.result.estimate.value, 8);
    expect(report.blocks.map(({ id }) => id)).not.toContain('compliance');
  });

  it('refuses an instrument that is a measurement, and one without variation', () => {
    const frame = planted(5);
    const codes = (more: object) => method.validate(method.spec.parse({ ...options, ...more }), sources(frame)).map(({ code }) => code);
    expect(codes({ instrument: 'x' })).toEqual(['data/wrong-kind']);
    expect(codes({ encouraged: '7' })).toEqual(['data/arm-missing']);
    expect(codes({ covariance: 'cluster' })).toEqual(['option/invalid']);
  });
});
