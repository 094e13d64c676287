import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { Effects } from '../../frame/effects.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn, takeRows } from '../../frame/frame.ts';
import type { Inputs } from '../contract.ts';
import { measure } from './measures.ts';
import method from './method.ts';
import { rankArm, stopsOf } from './ranking.ts';
import type { ArmStudy } from './study.ts';
import { walk } from './walk.ts';

/** A test with two arms whose effects are planted: strong and varied for "mail", none for "call". */
function planted(rowCount: number, seed = 5): { readonly frame: Frame; readonly effects: Effects } {
  const rng = rngFromSeed(seed);
  const rows = Array.from({ length: rowCount }, () => {
    const x = rng.normal();
    const arm = ['none', 'mail', 'call'][rng.below(3)] ?? 'none';
    return { x, arm, noise: rng.normal(), y: rng.normal() + (arm === 'mail' ? 0.5 + x : 0) };
  });
  const frame = makeFrame(
    [
      ['arm', categoryColumn(rows.map(({ arm }) => arm))],
      ['y', numberColumn(rows.map(({ y }) => y))],
      ['good', numberColumn(rows.map(({ x }) => x))],
      ['noise', numberColumn(rows.map(({ noise }) => noise))],
      ['chance', numberColumn(rows.map(() => 1 / 3))],
    ],
    {
      roles: [
        ['arm', 'treatment'],
        ['y', 'outcome'],
      ],
      control: 'none',
    },
  );
  const value = Float64Array.from(rows.flatMap(({ x, noise }) => [0.5 + x, noise]));
  return {
    frame,
    effects: { control: 'none', arms: ['mail', 'call'], outcome: 'y', treatment: 'arm', rowCount, value, isCrossFitted: false },
  };
}

const inputsOf = (frame: Frame, effects?: Effects): Inputs => ({
  sources: [{ name: 'effects', values: effects === undefined ? { frame } : { frame, effects } }],
});

async function run(options: Readonly<Record<string, unknown>>, inputs: Inputs, seed = 1) {
  const spec = method.spec.parse(options);
  expect(method.validate(spec, inputs)).toEqual([]);
  const fit = structuredClone(await method.fit(spec, inputs, contextHere(seed)));
  return { fit, report: method.summarize(fit, spec) };
}

const small: ArmStudy = {
  arm: 'a',
  score: Float64Array.of(4, 3, 2, 1),
  outcome: Float64Array.of(1, 0, 1, 1),
  treated: Uint8Array.of(1, 0, 1, 0),
  treatedCount: 2,
  controlCount: 2,
};

describe('a hand-computed curve', () => {
  it('has the areas that the running sums give', () => {
    // Qini points: 1 (no control yet), 1 − 0, 2 − 0, 2 − 1·2/2 = 1; trapezoids ½ + 1 + 1.5 + 1.5.
    const { ranked } = rankArm(small, 'sklift', true);
    const walked = walk(ranked, Int32Array.of(4));
    expect(walked.qini).toBe(4.5);
    expect(walked.qiniLast).toBe(1);
    // Gain points: 1·1, (1 − 0)·2, (1 − 0)·3, (1 − ½)·4; trapezoids ½ + 1.5 + 2.5 + 2.5.
    expect(walked.gain).toBe(7);
  });

  it('interpolates where a side is empty under the definition of causalml', () => {
    // Gain: the difference in means is 1 from rank 2 on, so rank 1 gets ½·1; then 2, 3, 2. Qini: ½, 1, 2, 1.
    const { ranked } = rankArm(small, 'causalml', true);
    const walked = walk(ranked, Int32Array.of(4));
    expect(walked.gain).toBe(0.5 + 2 + 3 + 2);
    expect(walked.qini).toBe(0.5 + 1 + 2 + 1);
  });
});

describe('planted effects', () => {
  const { frame, effects } = planted(6000);

  it('shows the ranking that is right and warns of the one that is noise', async () => {
    const { fit, report } = await run({}, inputsOf(frame, effects));
    const [mail, call] = fit.arms;
    expect(mail?.qini.interval?.[0]).toBeGreaterThan(0);
    expect(call?.qini.interval?.[0]).toBeLessThan(0);
    expect(call?.qini.interval?.[1]).toBeGreaterThan(0);
    // Among the top 30 % of x the mean of 0.5 + x is 0.5 + φ(0.524)/0.3 = 1.659; three standard errors are about 0.2.
    expect(mail?.cuts.at(-1)?.value).toBeGreaterThan(1.45);
    expect(mail?.cuts.at(-1)?.value).toBeLessThan(1.87);
    const codes = report.notes.map(({ code }) => code);
    expect(codes).toContain('uplift-evaluation/qini-covers-zero');
    expect(codes).toContain('uplift-evaluation/in-sample');
    expect(report.blocks[0]).toMatchObject({
      id: 'reading',
      body: { en: expect.stringMatching(/^For mail the ranking beats targeting at random: Qini between/) },
    });
    expect(report.blocks.map(({ id }) => id)).toEqual(['reading', 'estimates', 'qini', 'slices', 'toc', 'rate', 'areas', 'definition']);
  });

  it('takes scores from columns, and equal propensities change nothing', async () => {
    const plain = await run({ scores: ['noise', 'good'], replicates: 0 }, inputsOf(frame));
    // Arms come in the order of the dictionary; the control is taken out first.
    expect(plain.fit.arms.map(({ arm }) => arm).sort()).toEqual(['call', 'mail']);
    const propensity = { none: 'chance', mail: 'chance', call: 'chance' };
    const weighted = await run({ scores: ['noise', 'good'], replicates: 0, propensity }, inputsOf(frame));
    weighted.fit.arms.forEach((arm, index) => {
      expect(arm.qini.value).toBeCloseTo(plain.fit.arms[index]?.qini.value ?? Number.NaN, 10);
    });
  });

  it('gives the same bytes for one seed, other bands for another, and the same values', async () => {
    const inputs = inputsOf(frame, effects);
    const [first, again, other] = [await run({}, inputs, 1), await run({}, inputs, 1), await run({}, inputs, 2)];
    expect(again.fit).toEqual(first.fit);
    expect(other.fit.arms[0]?.qini.value).toBe(first.fit.arms[0]?.qini.value);
    expect(other.fit.arms[0]?.qini.interval).not.toEqual(first.fit.arms[0]?.qini.interval);
  });

  it('does not depend on the order of rows where scores differ', async () => {
    const order = Int32Array.from({ length: frame.rowCount }, (_, row) => frame.rowCount - 1 - row);
    const scores = { scores: ['good', 'noise'], replicates: 0 };
    const [ahead, back] = [await run(scores, inputsOf(frame)), await run(scores, inputsOf(takeRows(frame, order)))];
    // Arms are in dictionary order, which rows do not change.
    ahead.fit.arms.forEach((arm, index) => {
      expect(back.fit.arms[index]?.qini.value).toBeCloseTo(arm.qini.value ?? Number.NaN, 10);
      expect(back.fit.arms[index]?.auuc.value).toBeCloseTo(arm.auuc.value ?? Number.NaN, 10);
    });
  });
});

describe('the bootstrap', () => {
  it('covers the true overall effect about as often as it says', async () => {
    const draws = 120;
    let covered = 0;
    for (let draw = 0; draw < draws; draw++) {
      const { frame, effects } = planted(600, 1000 + draw);
      const { fit } = await run({ replicates: 100 }, inputsOf(frame, effects), draw);
      const [low, high] = fit.arms[0]?.overall.interval ?? [0, 0];
      if (low <= 0.5 && high >= 0.5) covered++;
    }
    // Binomial: 95 % of 120 is 114 with a standard deviation of 2.4; percentile intervals run a little short.
    expect(covered).toBeGreaterThanOrEqual(105);
    expect(covered).toBeLessThan(120);
  });

  it('agrees with the standard error of a difference in means', async () => {
    const { frame, effects } = planted(3000);
    const { fit } = await run({ replicates: 400 }, inputsOf(frame, effects));
    const { treatedCount = 1, controlCount = 1, overall } = fit.arms[1] ?? {};
    // Both sides have unit variance; 400 replicates know a standard error to about 4 %.
    expect((overall?.standardError ?? 0) / Math.sqrt(1 / treatedCount + 1 / controlCount)).toBeCloseTo(1, 0.7);
  });
});

describe('properties', () => {
  const studies = fc.integer({ min: 0, max: 0x7fff_ffff }).map((seed): ArmStudy => {
    const rng = rngFromSeed(seed);
    const n = 8 + rng.below(60);
    const treated = Uint8Array.from({ length: n }, (_, row) => (row < 2 ? row : rng.below(2)));
    const treatedCount = treated.reduce((sum, flag) => sum + flag, 0);
    const score = Float64Array.from(treated, () => rng.below(12));
    return {
      arm: 'a',
      score,
      outcome: Float64Array.from(treated, () => rng.below(2)),
      treated,
      treatedCount,
      controlCount: n - treatedCount,
    };
  });

  it('does not care about the unit of scores, and no ranking beats the perfect one', () => {
    fc.assert(
      fc.property(studies, (study) => {
        const measured = (score: Float64Array): Float64Array => {
          const { ranked } = rankArm({ ...study, score }, 'sklift', true);
          return measure(ranked, stopsOf(ranked, [0.3], 4, 'overall'));
        };
        const plain = measured(study.score);
        expect(measured(study.score.map((score) => 1024 * score + 8))).toEqual(plain);
        if (Number.isFinite(plain[0])) expect(plain[0]).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});

describe('what cannot be judged', () => {
  const { frame, effects } = planted(300);

  it.each([
    ['no scores and no effects', {}, inputsOf(frame), 'method/missing-input'],
    ['too few score columns', { scores: ['good'] }, inputsOf(frame), 'option/invalid'],
    ['a score column of text', { scores: ['arm', 'good'] }, inputsOf(frame), 'data/not-numeric'],
    ['effects of an arm that is not in the table', {}, inputsOf(frame, { ...effects, arms: ['mail', 'visit'] }), 'data/arm-missing'],
    ['a propensity without the control', { propensity: { mail: 'chance', call: 'chance' } }, inputsOf(frame, effects), 'option/invalid'],
    [
      'a propensity of 0',
      { propensity: { none: 'noise', mail: 'chance', call: 'chance' } },
      inputsOf(frame, effects),
      'numeric/no-overlap',
    ],
  ])('refuses %s', (_, options, inputs, code) => {
    const [problem] = method.validate(method.spec.parse(options), inputs);
    expect(problem?.code).toBe(code);
    expect(problem?.fix).toBeTruthy();
  });

  it('says that a constant score is no ranking', async () => {
    const flat = { ...effects, value: effects.value.map(() => 1) };
    const { fit, report } = await run({}, inputsOf(frame, flat));
    expect(fit.arms[0]?.qini.value).toBeCloseTo(0, 12);
    expect(report.notes.map(({ code }) => code)).toContain('uplift-evaluation/constant-score');
  });

  it('leaves rows without an outcome out and counts them', async () => {
    const y = frame.columns.get('y');
    const holes = y?.kind === 'number' ? y.values.map((value, row) => (row % 10 === 0 ? Number.NaN : value)) : new Float64Array();
    const table = makeFrame([...frame.columns, ['y', numberColumn(holes)]], { roles: frame.roles, control: 'none' });
    const { fit } = await run({ replicates: 10 }, inputsOf(table, effects));
    expect(fit.dropped).toBe(30);
  });
});
