import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectClose, type GoldenStudy, inputsOf, lalonde } from '../../../test/support/assignment-studies.ts';
import { contextHere, goOn } from '../../../test/support/work.ts';
import { learnScores } from '../kit/propensity/scores.ts';
import { readAssignment } from '../kit/propensity/study.ts';
import type { Points } from './match-points.ts';
import { matchOnScores } from './match-scores.ts';
import type { Matches, Search } from './matches.ts';
import method from './method.ts';
import { matchOptimallyOnScores } from './optimal-line.ts';
import { matchOptimallyOnPoints } from './optimal-points.ts';
import { whiten } from './whiten.ts';

interface Sum {
  readonly ratio: number;
  readonly limit: number | null;
  readonly pairs: number;
  readonly total: number;
}

interface Golden {
  readonly simulated: {
    readonly seekers: number;
    readonly points: readonly (readonly number[])[];
    readonly line: readonly Sum[];
    readonly space: readonly Sum[];
  };
  readonly 'job training': { readonly score: readonly Sum[]; readonly mahalanobis: readonly Sum[] };
}

const golden = JSON.parse(readFileSync(new URL('golden/optimal.json', import.meta.url), 'utf8')) as Golden;
const { seekers, points, line, space } = golden.simulated;

function searchFor({ ratio, limit }: Sum): Search {
  return {
    seekers: Int32Array.from({ length: seekers }, (_, i) => i),
    candidates: Int32Array.from({ length: points.length - seekers }, (_, i) => seekers + i),
    ratio,
    replacement: false,
    order: Int32Array.from({ length: seekers }, (_, i) => i),
    limit: limit ?? Number.POSITIVE_INFINITY,
  };
}

const space3 = { width: 3, values: Float64Array.from(points.flat()) };
const firsts = { width: 1, values: Float64Array.from(points, ([x = Number.NaN]) => x) };

function totalOf({ seekers: rows, start, partner }: Matches, { width, values }: Points): number {
  const gap = (left: number, right: number): number =>
    Math.hypot(...values.subarray(left * width, (left + 1) * width).map((x, j) => x - (values[right * width + j] as number)));
  let total = 0;
  rows.forEach((row, s) => {
    for (const other of partner.subarray(start[s], start[s + 1])) total += gap(row, other);
  });
  return total;
}

// Both add the same distances in another order.
const SUMS_AGREE = 1e-12;

describe('scipy 1.17.1, linear_sum_assignment', () => {
  it.each(line)('on a line, ratio $ratio, caliper $limit', (truth) => {
    const found = matchOptimallyOnScores(
      Float64Array.from(points, ([x = Number.NaN]) => x),
      searchFor(truth),
      goOn,
    );
    expect(found.partner.length).toBe(truth.pairs);
    expectClose(totalOf(found, firsts), truth.total, SUMS_AGREE);
  });

  it.each(space)('in three dimensions, ratio $ratio, caliper $limit', (truth) => {
    const found = matchOptimallyOnPoints(space3, searchFor(truth), goOn);
    expect(found.partner.length).toBe(truth.pairs);
    expectClose(totalOf(found, space3), truth.total, SUMS_AGREE);
  });

  it('nearest matching is worse on the same rows, so the goldens tell the two apart', () => {
    const [truth] = line;
    if (truth === undefined) throw new Error('The goldens are empty.');
    const found = matchOnScores(
      Float64Array.from(points, ([x = Number.NaN]) => x),
      searchFor(truth),
      goOn,
    );
    expect(totalOf(found, firsts)).toBeGreaterThan(1.01 * truth.total);
  });
});

const training = lalonde('psm_lalonde');

describe.skipIf(training === undefined)('scipy on the job-training study', () => {
  it.each(['score', 'mahalanobis'] as const)('by %s: pairs and sums of distances', async (kind) => {
    const { frame, options } = training as GoldenStudy;
    const spec = method.spec.parse(options);
    const study = readAssignment(frame, spec);
    const [pair] = await learnScores(study, { learner: spec.learner, folds: 1 }, contextHere());
    if (pair === undefined) throw new Error('The study has no arm.');
    const points = kind === 'score' ? { width: 1, values: pair.scores } : whiten(study, pair);
    const rows = Int32Array.from(pair.rows.keys());
    for (const { ratio, limit, pairs, total } of golden['job training'][kind]) {
      const search = {
        seekers: rows.filter((i) => pair.treated[i] === 1),
        candidates: rows.filter((i) => pair.treated[i] === 0),
        ratio,
        replacement: false,
        order: Int32Array.of(),
        limit: limit ?? Number.POSITIVE_INFINITY,
      };
      const found = kind === 'score' ? matchOptimallyOnScores(pair.scores, search, goOn) : matchOptimallyOnPoints(points, search, goOn);
      expect(found.partner.length).toBe(pairs);
      // Scores agree with statsmodels' to about 1e-9.
      expectClose(totalOf(found, points), total, kind === 'score' ? 1e-6 : 1e-9);
    }
  });

  it('the method pairs as many and says so', async () => {
    const { frame, options } = training as GoldenStudy;
    const spec = method.spec.parse({ ...options, matching: 'optimal', caliper: 0.2 });
    const [contrast] = (await method.fit(spec, inputsOf(frame), contextHere())).contrasts;
    expect(contrast?.matchedSeekers).toBe(113);
    expect(contrast?.unmatchedSeekers).toBe(72);
  });
});
