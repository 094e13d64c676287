import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confounded, inputsOf } from '../../../test/support/assignment-studies.ts';
import { goOn } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { Matches, Search } from './matches.ts';
import method from './method.ts';
import { matchOptimallyOnScores } from './optimal-line.ts';
import { matchOptimallyOnPoints } from './optimal-points.ts';

/** What a matching is judged by: empty places (first ones weigh `ratio`, last ones 1), then the sum of distances. */
interface Worth {
  readonly empty: number;
  readonly total: number;
}

type Distance = (seeker: number, candidate: number) => number;

function worthOf({ seekers, start, partner }: Matches, distance: Distance, ratio: number): Worth {
  let [empty, total] = [0, 0];
  seekers.forEach((seeker, s) => {
    const own = partner.subarray(start[s], start[s + 1]);
    for (let place = own.length; place < ratio; place++) empty += ratio - place;
    for (const each of own) total += distance(seeker, each);
  });
  return { empty, total };
}

/** The best worth over all matchings, by trying every set of partners for one seeker after the other. */
function bruteForce({ seekers, candidates, ratio, limit }: Search, distance: Distance): Worth {
  const free = new Set(candidates);
  const better = (left: Worth, right: Worth): Worth =>
    left.empty < right.empty || (left.empty === right.empty && left.total < right.total) ? left : right;
  const fill = (s: number, place: number, after: number): Worth => {
    const seeker = seekers[s];
    if (seeker === undefined) return { empty: 0, total: 0 };
    if (place === ratio) return fill(s + 1, 0, -1);
    const rest = fill(s + 1, 0, -1);
    let best = { empty: rest.empty + ((ratio - place) * (ratio - place + 1)) / 2, total: rest.total };
    for (const candidate of [...free]) {
      if (candidate <= after || distance(seeker, candidate) > limit) continue;
      free.delete(candidate);
      const next = fill(s, place + 1, candidate);
      free.add(candidate);
      best = better({ empty: next.empty, total: next.total + distance(seeker, candidate) }, best);
    }
    return best;
  };
  return fill(0, 0, -1);
}

function searchFor(seekers: number, candidates: number, ratio: number, limit: number): Search {
  return {
    seekers: Int32Array.from({ length: seekers }, (_, i) => i),
    candidates: Int32Array.from({ length: candidates }, (_, i) => seekers + i),
    ratio,
    replacement: false,
    order: Int32Array.from({ length: seekers }, (_, i) => i),
    limit,
  };
}

/** Whole numbers, so that ties abound and sums are exact. */
const cases = fc.record({
  seekers: fc.integer({ min: 1, max: 4 }),
  candidates: fc.integer({ min: 1, max: 6 }),
  ratio: fc.constantFrom(1, 1, 2),
  limit: fc.constantFrom(Number.POSITIVE_INFINITY, 0, 2, 5),
  spots: fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 20, maxLength: 20 }),
});

function expectValid({ seekers, start, partner }: Matches, search: Search, distance: Distance): void {
  expect(new Set(partner).size).toBe(partner.length);
  expect(partner.every((each) => search.candidates.includes(each))).toBe(true);
  seekers.forEach((seeker, s) => {
    for (const each of partner.subarray(start[s], start[s + 1])) expect(distance(seeker, each)).toBeLessThanOrEqual(search.limit);
  });
}

describe('optimal matching against all matchings', () => {
  it('on a line', () => {
    fc.assert(
      fc.property(cases, ({ seekers, candidates, ratio, limit, spots }) => {
        const score = Float64Array.from(spots);
        const distance: Distance = (a, b) => Math.abs((score[a] as number) - (score[b] as number));
        const search = searchFor(seekers, candidates, ratio, limit);
        const found = matchOptimallyOnScores(score, search, goOn);
        expectValid(found, search, distance);
        expect(worthOf(found, distance, ratio)).toEqual(bruteForce(search, distance));
      }),
      { numRuns: 600, seed: 7 },
    );
  });

  it('in the plane', () => {
    fc.assert(
      fc.property(cases, ({ seekers, candidates, ratio, limit, spots }) => {
        const points = { width: 2, values: Float64Array.from(spots) };
        const distance: Distance = (a, b) => Math.hypot(...[0, 1].map((j) => (spots[2 * a + j] ?? 0) - (spots[2 * b + j] ?? 0)));
        const search = searchFor(seekers, candidates, ratio, limit);
        const found = matchOptimallyOnPoints(points, search, goOn);
        const [ours, best] = [worthOf(found, distance, ratio), bruteForce(search, distance)];
        expect(ours.empty).toBe(best.empty);
        expect(ours.total).toBeCloseTo(best.total, 9);
      }),
      { numRuns: 400, seed: 8 },
    );
  });
});

describe('the two solvers against each other, where all matchings are too many', () => {
  it.each([
    [60, 90, 1, Number.POSITIVE_INFINITY],
    [90, 60, 1, Number.POSITIVE_INFINITY],
    [40, 100, 2, Number.POSITIVE_INFINITY],
    [40, 60, 2, Number.POSITIVE_INFINITY],
    [60, 90, 1, 0.1],
    [90, 60, 3, 0.05],
    [60, 200, 3, 0.3],
  ] as const)('%i rows among %i, ratio %i, caliper %d', (seekers, candidates, ratio, limit) => {
    for (let seed = 0; seed < 20; seed++) {
      const rng = rngFromSeed(seed);
      const score = Float64Array.from({ length: seekers + candidates }, (_, i) => rng.normal() + (i < seekers ? 0.7 : 0));
      const distance: Distance = (a, b) => Math.abs((score[a] as number) - (score[b] as number));
      const search = searchFor(seekers, candidates, ratio, limit);
      const onLine = worthOf(matchOptimallyOnScores(score, search, goOn), distance, ratio);
      const general = worthOf(matchOptimallyOnPoints({ width: 1, values: score }, search, goOn), distance, ratio);
      expect(onLine.empty).toBe(general.empty);
      expect(onLine.total).toBeCloseTo(general.total, 9);
    }
  });
});

const study = confounded();

describe('what optimal matching refuses', () => {
  it('more Mahalanobis pairs than can be weighed, naming the option', () => {
    const search = searchFor(3000, 9000, 1, Number.POSITIVE_INFINITY);
    expect(() => matchOptimallyOnPoints({ width: 1, values: new Float64Array(12_000) }, search, goOn)).toThrow(/3000 × 9000 pairs/);
  });

  it('a caliper that binds but leaves too much within reach', () => {
    // All rows but one seeker lie together; that one is out of reach.
    const score = new Float64Array(80_000);
    score[0] = 10;
    expect(() => matchOptimallyOnScores(score, searchFor(30_000, 50_000, 1, 1), goOn)).toThrow(/would weigh 1.5e\+9 pairs/);
  });

  it('replacement, which leaves it nothing to do', () => {
    const spec = method.spec.parse({ ...study.options, matching: 'optimal', replacement: true });
    expect(method.validate(spec, inputsOf(study.frame))).toMatchObject([{ code: 'option/invalid', where: { option: 'matching' } }]);
  });
});
