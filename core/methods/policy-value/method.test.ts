import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { Effects } from '../../frame/effects.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn, numbersOf } from '../../frame/frame.ts';
import method from './method.ts';

/** A test with two arms whose effect is x, uniform on (−1, 1); treating where x > 0 is worth 1/4 more than nobody. */
function study(rows: number, seed: number): Frame {
  const rng = rngFromSeed(seed);
  const x = Float64Array.from({ length: rows }, () => 2 * rng.next() - 1);
  const arm = Array.from(x, () => (rng.next() < 0.4 ? 'offer' : 'none'));
  const y = Float64Array.from(x, (value, row) => 1 + value + (arm[row] === 'offer' ? value : 0) + rng.normal());
  return makeFrame([
    ['x', numberColumn(x)],
    ['arm', categoryColumn(arm)],
    ['y', numberColumn(y)],
    ['rule', categoryColumn(Array.from(x, (value) => (value > 0 ? 'offer' : 'none')))],
    ['price', numberColumn(Float64Array.from(x, () => 0.1))],
  ]);
}

const roles = { treatment: 'arm', control: 'none', outcome: 'y', covariates: ['x'], learner: 'linear' };
const inputsOf = (frame: Frame, extra: object = {}) => ({ sources: [{ name: 'data', values: { frame, ...extra } }] });
const fitOn = (frame: Frame, options: object = {}, extra: object = {}) =>
  method.fit(method.spec.parse({ ...roles, rule: 'rule', ...options }), inputsOf(frame, extra), contextHere());

describe('the value of a rule', () => {
  it('weighted, of one arm for everybody, is that arm’s mean', async () => {
    const frame = study(500, 1);
    const fit = await fitOn(frame);
    const [y, arm] = [numbersOf(frame, 'y'), frame.columns.get('arm')];
    const codes = arm?.kind === 'category' ? arm.codes : new Int32Array(0);
    fit.arms.forEach((name, at) => {
      const code = arm?.kind === 'category' ? arm.dictionary.indexOf(name) : -1;
      const own = y.filter((_, row) => codes[row] === code);
      expect(fit.policies[at + 1]?.weighted?.value).toBeCloseTo(own.reduce((sum, value) => sum + value, 0) / own.length, 10);
      expect(fit.policies[at + 1]?.effective).toBeCloseTo(own.length, 6);
    });
  });

  it('comes back, and its intervals hold it as often as they say', async () => {
    let [held, beat] = [0, 0];
    const draws = 200;
    for (let seed = 1; seed <= draws; seed++) {
      const fit = await fitOn(study(400, seed), { folds: 2 });
      const [low, high] = fit.policies[0]?.robust.interval ?? [0, 0];
      const [less] = fit.policies[0]?.less ?? [];
      if (low <= 1.25 && 1.25 <= high) held++;
      if ((less?.difference.interval[0] ?? 0) <= 0.25 && 0.25 <= (less?.difference.interval[1] ?? 0)) beat++;
    }
    // 200 draws: two standard errors of a share of 95 % are 3 points.
    expect(held / draws).toBeGreaterThan(0.91);
    expect(beat / draws).toBeGreaterThan(0.91);
    expect(held / draws).toBeLessThan(0.99);
  });

  it('costs come off the rows that are given the arm', async () => {
    const frame = study(800, 3);
    const [free, paid] = [await fitOn(frame), await fitOn(frame, { costs: { offer: 'price' }, valuePerUnit: 1 })];
    const share = (free.policies[0]?.counts[1] ?? 0) / free.used;
    expect((free.policies[0]?.robust.value ?? 0) - (paid.policies[0]?.robust.value ?? 0)).toBeCloseTo(0.1 * share, 10);
    expect(paid.policies[0]?.cost).toBeCloseTo(0.1 * share, 10);
  });

  it('follows effects where they exceed cost and threshold', async () => {
    const frame = study(300, 4);
    const effects: Effects = {
      control: 'none',
      arms: ['offer'],
      outcome: 'y',
      rowCount: 300,
      value: numbersOf(frame, 'x'),
      isCrossFitted: false,
    };
    const fit = await fitOn(frame, { rule: undefined, costs: { offer: 0.2 }, threshold: 0.3 }, { effects });
    const expected = numbersOf(frame, 'x').reduce((count, x) => count + Number(x - 0.2 > 0.3), 0);
    expect(fit.policies[0]?.counts[1]).toBe(expected);
    const { notes } = method.summarize(fit, method.spec.parse(roles));
    expect(notes.map(({ code }) => code)).toContain('policy-value/in-sample');
  });
});

describe('what is refused', () => {
  const frame = study(100, 5);
  const problems = (options: object, extra: object = {}) =>
    method.validate(method.spec.parse({ ...roles, ...options }), inputsOf(frame, extra)).map(({ code }) => code);

  it('names what is missing or wrong', () => {
    expect(problems({})).toEqual(['method/missing-input']);
    expect(problems({ rule: 'price' })).toEqual(['data/wrong-kind']);
    expect(problems({ rule: 'rule', costs: { call: 1 } })).toEqual(['data/arm-missing']);
    expect(problems({ rule: 'rule', costs: { offer: 'x' } })).toEqual(['option/invalid']);
    expect(() => method.spec.parse({ ...roles, costs: { offer: -1 } })).toThrow();
    const effects: Effects = { control: 'none', arms: ['offer'], outcome: 'y', rowCount: 7, value: new Float64Array(7) };
    expect(problems({}, { effects })).toEqual(['method/missing-input']);
  });
});
