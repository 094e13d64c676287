import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { contextHere } from '../../../test/support/work.ts';
import { type Frame, makeFrame, numberColumn, takeRows } from '../../frame/frame.ts';
import { fitLogit, type LogitFit } from './fit.ts';
import method from './method.ts';
import { reportLogit } from './report.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const golden = JSON.parse(readFileSync(here('golden/golden.json'), 'utf8'));
const obs = tidyCsv(here('../kit/regression/golden/obs.csv'));
const OPTIONS = { outcome: 'd', covariates: ['x0', 'x1', 'x2', 'x3', 'x4', 'x5', 'plan'] };

function analyse(frame: Frame, options: Record<string, unknown>): LogitFit {
  return fitLogit(method.spec.parse(options), frame, contextHere());
}

/** Both stop when a step no longer matters; 1e-7 relative leaves room for the peer's stopping rule. */
function expectSame(found: number | null | undefined, truth: number): void {
  expect(Math.abs((found ?? Number.NaN) - truth), `${found} against ${truth}`).toBeLessThan(1e-7 * Math.max(1e-12, Math.abs(truth)));
}

const peerName = (name: string): string => name.replace('(Intercept)', 'Intercept').replace(/^plan = (.*)$/, 'C(plan)[T.$1]');

describe('statsmodels 0.15.0', () => {
  it.each([
    ['logit_propensity', 'classical'],
    ['logit_HC0', 'HC0'],
  ])('%s: coefficients, errors, p-values, likelihood', (name, covariance) => {
    const fit = analyse(obs, { ...OPTIONS, covariance });
    const truth = golden[name];
    expect(fit.coefficients).toHaveLength(9);
    for (const { name: term, value, standardError, pValue } of fit.coefficients) {
      expectSame(value, truth.params[peerName(term)]);
      expectSame(standardError, truth.se[peerName(term)]);
      if (truth.p[peerName(term)] > 1e-40) expect(pValue).toBeCloseTo(truth.p[peerName(term)], 8);
    }
    expectSame(fit.logLikelihood, golden.logit_propensity.llf);
    expectSame(fit.nullLogLikelihood, golden.logit_propensity.llnull);
  });

  it('average marginal effects and their delta-method errors', () => {
    for (const { name, value, standardError } of analyse(obs, OPTIONS).margins) {
      expectSame(value, golden.logit_propensity.ame[peerName(name)]);
      expectSame(standardError, golden.logit_propensity.ame_se[peerName(name)]);
    }
  });
});

describe('a 2 × 2 table by hand', () => {
  // 30 of 100 without, 45 of 100 with: log odds ratio log(45·70/(55·30)), its variance the sum of inverse counts.
  const cells = [
    ...Array.from({ length: 100 }, (_, i) => [0, Number(i < 30)] as const),
    ...Array.from({ length: 100 }, (_, i) => [1, Number(i < 45)] as const),
  ];
  const frame = makeFrame([
    ['w', numberColumn(cells.map(([w]) => w))],
    ['y', numberColumn(cells.map(([, y]) => y))],
  ]);

  it('gives the odds ratio, and the difference of shares as the margin', () => {
    const fit = analyse(frame, { treatment: 'w', outcome: 'y', marginal: 'difference' });
    expect(fit.coefficients[1]?.value).toBeCloseTo(Math.log((45 * 70) / (55 * 30)), 10);
    expect(fit.coefficients[1]?.standardError).toBeCloseTo(Math.sqrt(1 / 45 + 1 / 55 + 1 / 30 + 1 / 70), 10);
    expect(fit.effects[0]?.value).toBeCloseTo(0.15, 10);
    expect(fit.effects[0]?.standardError).toBeCloseTo(Math.sqrt((0.3 * 0.7 + 0.45 * 0.55) / 100), 10);
  });

  it('weights are counts', () => {
    const twice = takeRows(
      frame,
      Int32Array.from({ length: 400 }, (_, i) => i % 200),
    );
    const weighted = makeFrame([...frame.columns, ['n', numberColumn(new Float64Array(200).fill(2))]]);
    const options = { treatment: 'w', outcome: 'y' };
    expect(analyse(weighted, { ...options, weight: 'n' }).effects[0]?.standardError).toBeCloseTo(
      analyse(twice, options).effects[0]?.standardError ?? 0,
      10,
    );
  });

  it('says so when columns tell the outcomes apart', () => {
    const separated = makeFrame([...frame.columns, ['z', numberColumn(cells.map(([, y], i) => y + (i % 3) / 10))]]);
    const quasi = makeFrame([...frame.columns, ['z', numberColumn(cells.map(([, y], i) => Number(y === 1 && i % 2 === 0)))]]);
    for (const odd of [separated, quasi]) {
      expect(() => analyse(odd, { treatment: 'w', outcome: 'y', covariates: ['z'] })).toThrow(
        expect.objectContaining({ problem: expect.objectContaining({ code: 'numeric/separated' }) }),
      );
    }
  });

  it('speaks of an association unless randomised', () => {
    const options = { treatment: 'w', outcome: 'y' };
    const [block] = reportLogit(analyse(frame, options), method.spec.parse(options)).blocks;
    expect(block?.kind === 'text' && block.body.en).toMatch(/is associated with/);
  });
});
