import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goOn } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { areaUnderRoc } from './auc.ts';
import { calibrationBins, calibrationLine, wilsonInterval } from './calibration.ts';
import { gainTable, rocCurves } from './curves.ts';
import { brierScore, explainedShare, logLoss, meanAbsoluteError, rootMeanSquaredError } from './losses.ts';
import type { Judged } from './measured.ts';

interface Golden {
  readonly actual: number[];
  readonly predicted: number[];
  readonly weight: number[];
  readonly real: number[];
  readonly roc: readonly [number[], number[]];
  readonly wilson: readonly [number, number];
  readonly line: { readonly params: readonly number[]; readonly bse: readonly number[] };
  readonly straight: { readonly params: readonly number[]; readonly bse: readonly number[] };
  readonly [metric: string]: unknown;
}

const golden = JSON.parse(readFileSync(new URL('golden/metrics.json', import.meta.url), 'utf8')) as Golden;
const predicted = Float64Array.from(golden.predicted);
const judged: Judged = { predicted, actual: Float64Array.from(golden.actual) };
const weighted: Judged = { ...judged, weight: Float64Array.from(golden.weight) };
const numeric: Judged = { predicted: predicted.map((value) => 5 * value), actual: Float64Array.from(golden.real) };

describe('against scikit-learn 1.9.1 and statsmodels 0.15.0 (golden/metrics.json)', () => {
  it.each([
    ['auc', areaUnderRoc(judged, 0.95).value],
    ['delong', areaUnderRoc(judged, 0.95).standardError],
    ['aucWeighted', areaUnderRoc(weighted, 0.95).value],
    ['logLoss', logLoss(judged, 0.95).value],
    ['logLossWeighted', logLoss(weighted, 0.95).value],
    ['brier', brierScore(judged, 0.95).value],
    ['averagePrecision', rocCurves(judged).averagePrecision],
    ['averagePrecisionWeighted', rocCurves(weighted).averagePrecision],
    ['rmse', rootMeanSquaredError(numeric, 0.95).value],
    ['mae', meanAbsoluteError(numeric, 0.95).value],
    ['r2', explainedShare(numeric, 0.95).value],
    ['r2Weighted', explainedShare({ ...numeric, weight: Float64Array.from(golden.weight) }, 0.95).value],
  ])('gives the same %s', (name, ours) => {
    expect(ours).toBeCloseTo(golden[name] as number, 12);
  });

  it('draws the same ROC curve, tied scores as one step', () => {
    const { points } = rocCurves(judged, 1e9);
    expect(points.map((point) => point.falsePositiveShare)).toEqual(golden.roc[0].map((value) => expect.closeTo(value, 12)));
    expect(points.map((point) => point.truePositiveShare)).toEqual(golden.roc[1].map((value) => expect.closeTo(value, 12)));
  });

  it.each([
    ['binary', judged, golden.line],
    ['regression', numeric, golden.straight],
  ] as const)('fits the same calibration line for a %s outcome', (task, data, line) => {
    const ours = calibrationLine(data, task, 0.95, goOn);
    expect([ours?.intercept.value, ours?.slope.value]).toEqual(line.params.map((value) => expect.closeTo(value, 8)));
    expect([ours?.intercept.standardError, ours?.slope.standardError]).toEqual(line.bse.map((value) => expect.closeTo(value, 8)));
  });

  it('gives the same Wilson interval', () => {
    expect(wilsonInterval(7 / 40, 40, 0.95)).toEqual(golden.wilson.map((value) => expect.closeTo(value, 10)));
  });
});

describe('the area under the ROC curve', () => {
  it('is what counting all pairs gives, whatever the ties and weights', () => {
    const row = fc.record({ score: fc.integer({ min: 0, max: 6 }), weight: fc.integer({ min: 1, max: 5 }), one: fc.boolean() });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), (rows) => {
        const ones = rows.filter((each) => each.one);
        const zeros = rows.filter((each) => !each.one);
        fc.pre(ones.length > 0 && zeros.length > 0);
        let won = 0;
        let pairs = 0;
        for (const one of ones) {
          for (const zero of zeros) {
            won += one.weight * zero.weight * (one.score > zero.score ? 1 : one.score === zero.score ? 0.5 : 0);
            pairs += one.weight * zero.weight;
          }
        }
        const pick = (read: (each: (typeof rows)[number]) => number): Float64Array => Float64Array.from(rows, read);
        const data = {
          predicted: pick((each) => each.score),
          actual: pick((each) => Number(each.one)),
          weight: pick((each) => each.weight),
        };
        expect(areaUnderRoc(data, 0.95).value).toBeCloseTo(won / pairs, 12);
      }),
    );
  });

  it('covers the truth about 95 times in 100', () => {
    // Scores N(1, 1) against N(0, 1): the area is Φ(1/√2).
    const truth = 0.7602499389065233;
    const rng = rngFromSeed(11);
    let covered = 0;
    for (let draw = 0; draw < 400; draw++) {
      const actual = Float64Array.from({ length: 120 }, (_, i) => i % 2);
      const scores = actual.map((value) => value + rng.normal());
      const [low, high] = areaUnderRoc({ predicted: scores, actual }, 0.95).interval;
      if (low <= truth && truth <= high) covered++;
    }
    // 400 draws of a 95 % interval: within three standard errors (1.1 points) of it, less half a point for n = 120.
    expect(covered / 400).toBeGreaterThan(0.915);
    expect(covered / 400).toBeLessThan(0.985);
  });

  it('is not a number when only one outcome occurs', () => {
    expect(areaUnderRoc({ predicted: Float64Array.of(0.1, 0.2), actual: Float64Array.of(1, 1) }, 0.95).value).toBeNaN();
  });
});

describe('calibration', () => {
  it('keeps equal predictions in one bin and every row in one', () => {
    const data = { predicted: Float64Array.of(0.1, 0.1, 0.1, 0.1, 0.5, 0.9), actual: Float64Array.of(0, 0, 1, 0, 1, 1) };
    const bins = calibrationBins(data, 'binary', 3, 0.95);
    expect(bins.map((bin) => bin.n)).toEqual([4, 2]);
    expect(bins[0]).toMatchObject({ actual: 0.25, from: 0.1, to: 0.1 });
    expect(bins[1]?.predicted).toBeCloseTo(0.7, 12);
  });

  it('has no line where predictions do not vary', () => {
    expect(
      calibrationLine({ predicted: new Float64Array(9).fill(0.4), actual: new Float64Array(9) }, 'binary', 0.95, goOn),
    ).toBeUndefined();
  });
});

describe('the gain table', () => {
  it('adds up to everything, best first', () => {
    const data = { predicted: Float64Array.of(0.1, 0.9, 0.4, 0.8), actual: Float64Array.of(0, 1, 0, 1) };
    expect(gainTable(data, 2)).toMatchObject([
      { part: 1, n: 2, lift: 2, cumulativeGain: 1 },
      { part: 2, n: 2, lift: 0, cumulativeGain: 1 },
    ]);
  });

  it('thins the curve for drawing without losing its ends', () => {
    const rng = rngFromSeed(2);
    const scores = Float64Array.from({ length: 5000 }, () => rng.next());
    const { points } = rocCurves({ predicted: scores, actual: scores.map((value) => Number(rng.next() < value)) });
    expect(points.length).toBeLessThan(220);
    expect(points.at(-1)).toMatchObject({ truePositiveShare: 1, falsePositiveShare: 1 });
  });
});
