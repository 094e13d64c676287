import { describe, expect, it } from 'vitest';
import { confounded, expectClose, type GoldenStudy, inputsOf, lalonde } from '../../../test/support/assignment-studies.ts';
import { contextHere, goOn } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, numbersOf, withColumns } from '../../frame/frame.ts';
import { readAssignment } from '../kit/propensity/study.ts';
import { matchedDifference } from './estimate.ts';
import type { PsmContrast } from './fit.ts';
import { matchOnPoints } from './match-points.ts';
import { matchOnScores } from './match-scores.ts';
import method from './method.ts';
import { whiten } from './whiten.ts';

async function run({ frame, options }: Pick<GoldenStudy, 'frame' | 'options'>, more: object = {}): Promise<PsmContrast> {
  const [contrast] = (await method.fit(method.spec.parse({ ...options, ...more }), inputsOf(frame), contextHere())).contrasts;
  if (contrast === undefined) throw new Error('The fit has no contrast.');
  return contrast;
}

const obs = confounded();
const training = lalonde('psm_lalonde');

describe.skipIf(training === undefined)('MatchIt 4.7.2 on the job-training study', () => {
  const truths = () => (training as GoldenStudy).results;

  it.each([
    ['nn1_norep_largest', {}],
    ['nn1_norep_data', { order: 'data' }],
    ['nn1_norep_smallest', { order: 'smallest' }],
    ['nn1_caliper02', { caliper: 0.2 }],
    ['nn1_linlogit_caliper02', { distance: 'logit', caliper: 0.2 }],
  ] as const)('%s: estimate, number of pairs, caliper', async (key, options) => {
    const found = await run(training as GoldenStudy, options);
    const truth = truths()[key];
    expectClose(found.value, truth?.['att']);
    expect(2 * found.matchedSeekers).toBe(truth?.['weights_sum']);
    // Many rows share a score, and who is paired with which of them moves the clustered error a little.
    expectClose(found.standardError, truth?.['se_cluster_subclass_HC1'], 0.02);
    if (truth?.['caliper_abs'] !== undefined) expectClose(found.limit, truth['caliper_abs']);
  });

  it.each(['nn1_norep_largest', 'nn1_norep_data', 'nn1_norep_smallest', 'nn1_caliper02', 'nn1_mahalanobis'])(
    '%s: from its own pairs, the estimate and the error clustered by pair',
    (key) => {
      const found = fromPairs(truths()[key]?.['pairs'] as unknown as Pairs);
      expectClose(found.value, truths()[key]?.['att']);
      expectClose(found.standardError, truths()[key]?.['se_cluster_subclass_HC1']);
    },
  );

  it('with replacement ties go to the first row in the data: 1967.94 by brute force (MatchIt breaks them otherwise: 1991.62)', async () => {
    const found = await run(training as GoldenStudy, { replacement: true });
    expect(found.value).toBeCloseTo(1967.94, 2);
    expectClose(found.value, truths()['nn1_rep']?.['att'], 0.02);
  });

  it('Mahalanobis: brute force in numpy, first in the data among ties, gives 625.7568 with and 516.6367 without replacement', async () => {
    const study = training as GoldenStudy;
    expectClose((await run(study, { replacement: true, distance: 'mahalanobis' })).value, 625.7567917837836);
    expectClose((await run(study, { distance: 'mahalanobis' })).value, 516.6366683783783);
  });

  it('Mahalanobis with replacement: MatchIt’s partners are exactly as near as ours', () => {
    const study = training as GoldenStudy;
    const read = readAssignment(study.frame, method.spec.parse(study.options));
    const rows = Int32Array.from(read.codes.keys());
    const points = whiten(read, { rows, treated: Uint8Array.from(read.codes) });
    const [seekers, candidates] = [rows.filter((row) => read.codes[row] === 1), rows.filter((row) => read.codes[row] === 0)];
    const search = {
      seekers,
      candidates,
      ratio: 1,
      replacement: true,
      order: Int32Array.from(seekers.keys()),
      limit: Number.POSITIVE_INFINITY,
    };
    const ours = matchOnPoints(points, search, goOn);
    const theirs = truths()['nn1_mahalanobis_rep']?.['pairs'] as unknown as Pairs;
    const distance = (left: number, right: number): number => {
      const gaps = Array.from(
        { length: points.width },
        (_, j) => at(points.values, left * points.width + j) - at(points.values, right * points.width + j),
      );
      return Math.hypot(...gaps);
    };
    seekers.forEach((seeker, s) => {
      expect(distance(seeker, at(ours.partner, s))).toBeCloseTo(distance(seeker, Number(theirs.control[s]) - 1), 8);
    });
  });
});

/** Row numbers from 1. */
interface Pairs {
  readonly treated: readonly number[];
  readonly control: readonly string[];
}

function at(values: ArrayLike<number>, position: number): number {
  return values[position] ?? Number.NaN;
}

function fromPairs({ treated, control }: Pairs) {
  const frame = (training as GoldenStudy).frame;
  const matches = {
    seekers: Int32Array.from(treated, (row) => row - 1),
    start: Int32Array.from({ length: treated.length + 1 }, (_, s) => s),
    partner: Int32Array.from(control, (row) => Number(row) - 1),
  };
  const flags = Uint8Array.from(numbersOf(frame, 'treat'));
  return matchedDifference(numbersOf(frame, 're78'), flags, [matches], { replacement: false, spread: new Float64Array(0) });
}

/** Greedy matching as one would write it first: every seeker looks at every candidate. */
function bruteForce(score: Float64Array, seekers: readonly number[], candidates: readonly number[], replacement: boolean): number[] {
  const free = new Set(candidates);
  return seekers.map((seeker) => {
    let best = -1;
    for (const candidate of candidates) {
      if (!free.has(candidate)) continue;
      const distance = Math.abs((score[candidate] as number) - (score[seeker] as number));
      if (best < 0 || distance < Math.abs((score[best] as number) - (score[seeker] as number))) best = candidate;
    }
    if (!replacement) free.delete(best);
    return best;
  });
}

describe('fast search against brute force, ties included', () => {
  it.each([true, false])('replacement %s', (replacement) => {
    for (let seed = 0; seed < 40; seed++) {
      const rng = rngFromSeed(seed);
      // Few distinct values, so that ties and equal distances on both sides are common.
      const score = Float64Array.from({ length: 120 }, () => rng.below(25));
      const [seekers, candidates] = [Int32Array.from({ length: 40 }, (_, i) => i), Int32Array.from({ length: 80 }, (_, i) => 40 + i)];
      const search = {
        seekers,
        candidates,
        ratio: 1,
        replacement,
        order: Int32Array.from(seekers.keys()),
        limit: Number.POSITIVE_INFINITY,
      };
      const truth = bruteForce(score, [...seekers], [...candidates], replacement);
      expect([...matchOnScores(score, search, goOn).partner]).toEqual(truth);
      expect([...matchOnPoints({ width: 1, values: score }, search, goOn).partner]).toEqual(truth);
    }
  });
});

describe('estimates by hand', () => {
  it('Abadie–Imbens: two treated rows share one control', () => {
    // Differences 3 and 5 around 4; the control serves both (K = 2, K′ = 2) and has σ̂² = 0.5.
    const matches = { seekers: Int32Array.of(0, 1), start: Int32Array.of(0, 1, 2), partner: Int32Array.of(2, 2) };
    const spread = Float64Array.of(9, 9, 0.5, 0.5);
    const found = matchedDifference(Float64Array.of(4, 6, 1, 2), Uint8Array.of(1, 1, 0, 0), [matches], { replacement: true, spread });
    expect(found.value).toBe(4);
    expect(found.standardError).toBeCloseTo(Math.sqrt(2 + (4 - 2) * 0.5) / 2, 12);
    expect([...found.weight]).toEqual([1, 1, 2, 0]);
  });
});

describe('on the simulated confounded study', () => {
  it.each([
    ['att', 1.145],
    ['ate', 0.99],
    ['atc', 0.86],
  ] as const)('%s comes near the planted effect', async (estimand, truth) => {
    const found = await run(obs, { estimand, replacement: true, ratio: 3, distance: 'logit' });
    expect(Math.abs(found.value - truth)).toBeLessThan(3 * (found.standardError ?? 0));
    expect(found.standardError ?? 0).toBeLessThan(0.12);
  });

  it('matches agree exactly where asked, and the frame carries sets and weights', async () => {
    const options = { ...obs.options, exact: ['plan'], caliper: 0.2, distance: 'logit' };
    const spec = method.spec.parse(options);
    const fit = await method.fit(spec, inputsOf(obs.frame), contextHere());
    const frame = method.apply?.(fit, spec, inputsOf(obs.frame)) ?? obs.frame;
    const [pair, weight] = [numbersOf(frame, 'matched_pair'), numbersOf(frame, 'match_weight')];
    const plan = (obs.frame.columns.get('plan') as { codes: Int32Array }).codes;
    const planOf = new Map<number, number>();
    pair.forEach((set, row) => {
      if (Number.isNaN(set)) return;
      expect(planOf.get(set) ?? plan[row]).toBe(plan[row]);
      planOf.set(set, plan[row] as number);
    });
    expect(planOf.size).toBe(fit.contrasts[0]?.matchedSeekers);
    expect(weight.reduce((sum, each) => sum + each, 0)).toBe(2 * planOf.size);
  });

  it('names the columns by arm where there are several', async () => {
    const d = (obs.frame.columns.get('d') as { values: Float64Array }).values;
    const arms = categoryColumn(Array.from(d, (value, row) => (value === 0 ? 'none' : row % 2 === 0 ? 'mail' : 'call')));
    const frame = withColumns(obs.frame, [['d', arms]]);
    const spec = method.spec.parse(obs.options);
    const out = method.apply?.(await method.fit(spec, inputsOf(frame), contextHere()), spec, inputsOf(frame));
    expect([...(out?.columns.keys() ?? [])]).toEqual(expect.arrayContaining(['matched_pair:mail', 'match_weight:call']));
  });

  it('refuses an ATE without replacement and a caliper that nobody meets', async () => {
    const spec = method.spec.parse({ ...obs.options, estimand: 'ate' });
    expect(method.validate(spec, inputsOf(obs.frame))).toMatchObject([{ code: 'option/invalid', where: { option: 'replacement' } }]);
    await expect(run(obs, { caliper: 1e-12 })).rejects.toMatchObject({ problem: { code: 'numeric/no-overlap' } });
  });
});
