import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { sharedFile } from '../../../test/support/reference.ts';
import { contextHere } from '../../../test/support/work.ts';
import { type Frame, numberColumn, withColumns } from '../../frame/frame.ts';
import type { Estimate } from '../../report/blocks.ts';
import { type AbTestFit, fitAbTest } from './fit.ts';
import method from './method.ts';
import { adjustPValues } from './multiplicity.ts';
import { reportAbTest } from './report.ts';

const here = (name: string) => fileURLToPath(new URL(`golden/${name}`, import.meta.url));
const golden = JSON.parse(readFileSync(here('golden.json'), 'utf8'));
const rct = tidyCsv(here('rct.csv'));
const obs = tidyCsv(here('obs.csv'));

function analyse(frame: Frame, options: Record<string, unknown>): AbTestFit {
  return fitAbTest(method.spec.parse(options), frame, contextHere());
}

function firstContrast(fit: AbTestFit) {
  const contrast = fit.metrics[0]?.contrasts[0];
  if (contrast === undefined) throw new Error('The fit has no contrast.');
  return contrast;
}

/** Closed forms agree to rounding: 1e-9 relative leaves room for sums over 4,000 rows in another order. */
function expectSame(found: number | null | undefined, truth: number): void {
  expect(Math.abs((found ?? Number.NaN) - truth)).toBeLessThan(1e-9 * Math.max(1e-30, Math.abs(truth)));
}

describe('golden values of statsmodels 0.15.0 and scipy 1.17.1', () => {
  it('Welch: difference, standard error, degrees of freedom, interval, p', () => {
    const contrast = firstContrast(analyse(rct, { treatment: 'w', outcome: ['y'] }));
    expectSame(contrast.value, golden.welch.value);
    expectSame(contrast.standardError, golden.hc2.se);
    expectSame(contrast.freedom, golden.welch.df);
    expectSame(contrast.pValue, golden.welch.p);
    expectSame(contrast.interval?.[0], golden.welch.ci[0]);
    expectSame(contrast.interval?.[1], golden.welch.ci[1]);
  });

  it('CUPED with one and with two covariates', () => {
    for (const [truth, prePeriod] of [
      [golden.cupedOne, ['x0']],
      [golden.cupedTwo, ['x0', 'x1']],
    ] as const) {
      const fit = analyse(rct, { treatment: 'w', outcome: ['y'], prePeriod });
      expectSame(firstContrast(fit).value, truth.value);
      expectSame(firstContrast(fit).standardError, truth.se);
      fit.metrics[0]?.slopes.forEach((slope, j) => {
        expectSame(slope, truth.slopes[j]);
      });
    }
  });

  it('ratio metrics by the delta method', () => {
    const base = numberColumn(Float64Array.from((rct.columns.get('x1') as { values: Float64Array }).values, (x) => 3 + x * x));
    const fit = analyse(withColumns(rct, [['base', base]]), { treatment: 'w', ratios: ['spend/base'] });
    fit.metrics[0]?.arms.forEach((arm, index) => {
      expectSame(arm.value, golden.ratio[index].value);
      expectSame(arm.standardError, golden.ratio[index].se);
    });
    expectSame(firstContrast(fit).standardError, Math.hypot(golden.ratio[0].se, golden.ratio[1].se));
  });

  it('proportions: pooled z, Newcombe and Wilson intervals', () => {
    const fit = analyse(obs, { treatment: 'd', outcome: ['ybin'] });
    const contrast = firstContrast(fit);
    expectSame(contrast.pValue, golden.proportions.p);
    golden.proportions.newcombe.forEach((end: number, at: number) => {
      expectSame(contrast.interval?.[at], end);
    });
    fit.metrics[0]?.arms.forEach((arm, index) => {
      expectSame(arm.interval?.[0], golden.proportions.wilson[index][0]);
      expectSame(arm.interval?.[1], golden.proportions.wilson[index][1]);
    });
  });

  it('cluster-robust errors equal the regression on an arm dummy', () => {
    const contrast = firstContrast(analyse(obs, { treatment: 'd', outcome: ['y'], cluster: 'cluster' }));
    expectSame(contrast.standardError, golden.cluster.se);
    expectSame(contrast.pValue, golden.cluster.p);
    expectSame(contrast.interval?.[0], golden.cluster.ci[0]);
  });

  it('sample ratio, Holm and Benjamini–Hochberg', () => {
    const { sampleRatio } = analyse(rct, { treatment: 'w', outcome: ['y'] });
    expectSame(sampleRatio.statistic, golden.sampleRatio.statistic);
    expectSame(sampleRatio.pValue, golden.sampleRatio.p);
    for (const how of ['holm', 'bh'] as const) {
      adjustPValues(golden.adjust.p, how).forEach((value, at) => {
        expectSame(value, golden.adjust[how][at]);
      });
    }
  });
});

describe('the published e-mail test', () => {
  const path = sharedFile('data/hillstrom_email.csv.gz');

  it.skipIf(path === undefined)('visit rates of 10.62, 18.28 and 15.14 %; spend up by 0.770 and 0.424 with errors 0.145 and 0.130', () => {
    const options = { treatment: 'segment', control: 'No E-Mail', outcome: ['visit', 'conversion', 'spend'] };
    const report = reportAbTest(analyse(tidyCsv(path ?? ''), options), method.spec.parse(options));
    const rowsOf = (id: string): readonly Estimate[] =>
      report.blocks.flatMap((block) => (block.kind === 'estimates' && block.id === id ? block.rows : []));
    const find = (id: string, name: string, group: string) => rowsOf(id).find((row) => row.name === name && row.group === group);
    expect(find('arms', 'visit', 'No E-Mail')?.value).toBeCloseTo(0.10617, 5);
    expect(find('arms', 'visit', 'Mens E-Mail')?.value).toBeCloseTo(0.18276, 5);
    expect(find('arms', 'visit', 'Womens E-Mail')?.value).toBeCloseTo(0.1514, 5);
    const mens = find('effects', 'spend', 'Mens E-Mail');
    const womens = find('effects', 'spend', 'Womens E-Mail');
    expect([mens?.value.toFixed(3), mens?.standardError?.toFixed(3), mens?.contrast]).toEqual([
      '0.770',
      '0.145',
      'Mens E-Mail − No E-Mail',
    ]);
    expect([womens?.value.toFixed(3), womens?.standardError?.toFixed(3)]).toEqual(['0.424', '0.130']);
    expect(report.notes).toEqual([]);
  });
});
