import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { readSharedJson, sharedFile } from '../../../test/support/reference.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { numbersOf } from '../../frame/frame.ts';
import { kMeans, nearestCentroids, type Points } from './k-means.ts';
import { principalComponents } from './principal.ts';
import { adjustedRandIndex } from './rand-index.ts';
import { meanSilhouettes } from './silhouette.ts';

const signal = { aborted: false, throwIfAborted: () => undefined };

describe('k-means', () => {
  it('by hand: two pairs on a line', () => {
    const points = { values: Float64Array.of(0, 1, 10, 11), width: 1 };
    const { centroids, inertia, labels } = kMeans(points, 2, { restarts: 3, rng: rngFromSeed(1), signal });
    expect([...centroids].sort((a, b) => a - b)).toEqual([0.5, 10.5]);
    expect(inertia).toBe(1);
    expect(labels[0]).toBe(labels[1]);
    expect(labels[0]).not.toBe(labels[2]);
  });

  it('hands the same answer back for the same seed, and labels are the nearest centroids', () => {
    const rng = rngFromSeed(2);
    const points = { values: Float64Array.from({ length: 600 }, () => rng.normal()), width: 3 };
    const [one, other] = [1, 1].map(() => kMeans(points, 4, { restarts: 2, rng: rngFromSeed(9), signal }));
    expect(one).toEqual(other);
    expect(nearestCentroids(points, one?.centroids ?? new Float64Array(0))).toEqual(one?.labels);
  });

  it('survives more clusters than different points', () => {
    const points = { values: Float64Array.of(1, 1, 1, 1, 2), width: 1 };
    expect(kMeans(points, 3, { restarts: 2, rng: rngFromSeed(3), signal }).inertia).toBe(0);
  });

  const shared = sharedFile('reference/kmeans.json');
  it.skipIf(shared === undefined)('equals scikit-learn’s best of 50 starts (reference/kmeans.json)', () => {
    const { results } = readSharedJson('reference/kmeans.json') as {
      results: Record<string, { inertia: number; sizes: number[]; silhouette: number }>;
    };
    const frame = tidyCsv(sharedFile('reference/data/clusters.csv') ?? '');
    const names = [...frame.columns.keys()].filter((name) => /^f\d+$/.test(name));
    const columns = names.map((name) => numbersOf(frame, name));
    const values = Float64Array.from({ length: frame.rowCount * names.length }, (_, at) => {
      const column = columns[at % names.length] as Float64Array;
      return column[Math.floor(at / names.length)] as number;
    });
    const points: Points = { values, width: names.length };
    for (const k of [2, 3]) {
      const golden = results[`k${k}`];
      const found = kMeans(points, k, { restarts: 20, rng: rngFromSeed(1), signal });
      expect(found.inertia / (golden?.inertia ?? 0)).toBeCloseTo(1, 9);
      const [silhouette] = meanSilhouettes(points, [found.labels], signal);
      expect(silhouette).toBeCloseTo(golden?.silhouette ?? 0, 9);
    }
  });
});

describe('the adjusted Rand index', () => {
  it('by hand: Hubert & Arabie’s arithmetic on six rows', () => {
    // Joint counts 2, 1 / 0, 3: pairs 1 + 3 = 4; rows 3 + 3; columns 1 + 6; expected 6·7/15.
    const value = adjustedRandIndex(Int32Array.of(0, 0, 0, 1, 1, 1), Int32Array.of(0, 0, 1, 1, 1, 1));
    expect(value).toBeCloseTo((4 - 2.8) / (6.5 - 2.8), 12);
  });

  it('does not ask for names', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 40 }), (drawn) => {
        const labels = Int32Array.from(drawn);
        expect(
          adjustedRandIndex(
            labels,
            labels.map((label) => 3 - label),
          ),
        ).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('silhouettes', () => {
  it('by hand: two pairs', () => {
    const points = { values: Float64Array.of(0, 1, 10, 11), width: 1 };
    const [mean] = meanSilhouettes(points, [Int32Array.of(0, 0, 1, 1)], signal);
    // Own distance 1; to the other pair 10.5 from the ends, 9.5 from the inner points.
    expect(mean).toBeCloseTo((9.5 / 10.5 + 8.5 / 9.5) / 2, 12);
  });
});

describe('principal components', () => {
  it('keep distances when all are kept, and find the direction of a line', () => {
    const values = Float64Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? 3 : 4) * (Math.floor(at / 2) - 9.5));
    const { points, kept } = principalComponents({ values, width: 2 }, 0.95, 2);
    expect(points.width).toBe(1);
    expect(kept).toBeCloseTo(1, 12);
    points.values.forEach((value, i) => {
      expect(value).toBeCloseTo(5 * (i - 9.5), 9);
    });
  });
});
