import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { Effects } from '../../frame/effects.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import method from './method.ts';

/** The offer gains 2 where x > 0.3 in the north, and nothing elsewhere; 5 % of x is missing. */
function study(rows: number): { frame: Frame; effects: Effects } {
  const rng = rngFromSeed(4);
  const x = Float64Array.from({ length: rows }, () => (rng.next() < 0.05 ? Number.NaN : 2 * rng.next() - 1));
  const region = Array.from(x, () => ['north', 'south', 'west'][rng.below(3)] as string);
  const arm = Array.from(x, () => (rng.next() < 0.5 ? 'offer' : 'none'));
  const truth = Float64Array.from(x, (value, row) => (value > 0.3 && region[row] === 'north' ? 2 : 0));
  const y = Float64Array.from(x, (_, row) => (arm[row] === 'offer' ? (truth[row] ?? 0) : 0) + rng.normal());
  const frame = makeFrame([
    ['x', numberColumn(x)],
    ['region', categoryColumn(region)],
    ['arm', categoryColumn(arm)],
    ['y', numberColumn(y)],
  ]);
  const value = truth.map((effect) => effect + 0.1 * rng.normal());
  return { frame, effects: { control: 'none', arms: ['offer'], outcome: 'y', treatment: 'arm', rowCount: rows, value } };
}

const spec = method.spec.parse({ splitOn: ['x', 'region'], segments: 3 });

describe('effect tree', () => {
  it('names the planted segment, and the test bears it out', async () => {
    const { frame, effects } = study(4000);
    const inputs = { sources: [{ name: 'effects', values: { frame, effects } }] };
    const fit = await method.fit(spec, inputs, contextHere());
    const [tree] = fit.trees;
    const top = [...(tree?.segments ?? [])].sort((left, right) => right.predicted - left.predicted)[0];
    expect(top?.conditions.join(' ')).toMatch(/region ∈ \{north\}/);
    expect(top?.conditions.join(' ')).toMatch(/x > 0\.(29|30|31|3)/);
    expect(Math.abs((top?.observed?.value ?? 0) - 2)).toBeLessThan(4 * (top?.observed?.standardError ?? 0));
    expect(tree?.fidelity.value).toBeGreaterThan(0.9);
    // Rows carry the segment whose mean effect is theirs.
    const handed = method.apply?.(fit, spec, inputs).columns.get('segment:offer');
    if (handed?.kind !== 'category') throw new Error('no segment column');
    const place = tree?.segments.indexOf(top as never) ?? -1;
    const wrong = Array.from(handed.codes).filter((code, row) => (code === place) !== (effects.value[row] as number) > 1);
    expect(wrong.length).toBeLessThan(40);
  });

  it('refuses effects that do not vary, and an arm that is not there', () => {
    const { frame, effects } = study(200);
    const flat = { ...effects, value: new Float64Array(200).fill(1) };
    const at = (given: Effects, options: object) =>
      method
        .validate(method.spec.parse({ splitOn: ['x'], ...options }), { sources: [{ name: 'e', values: { frame, effects: given } }] })
        .map(({ code }) => code);
    expect(at(flat, {})).toEqual(['data/constant']);
    expect(at(effects, { arm: 'call' })).toEqual(['data/arm-missing']);
  });
});
