import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import method from './method.ts';

/** 200 units over 6 periods, half of them treated from period 4 on by 2; the treated may drift before. */
function panel(drift = 0): Frame {
  const rng = rngFromSeed(21);
  const cells = Array.from({ length: 200 }, (_, u) => {
    const level = rng.normal();
    return Array.from({ length: 6 }, (__, at) => {
      const [t, isTreated] = [at + 1, u % 2 === 0];
      return {
        u,
        t,
        arm: isTreated ? 'mail' : 'none',
        post: Number(t >= 4),
        y: level + t + (isTreated ? drift * t + 2 * Number(t >= 4) : 0) + 0.5 * rng.normal(),
      };
    });
  }).flat();
  return makeFrame([
    ['arm', categoryColumn(cells.map(({ arm }) => arm))],
    ...(['u', 't', 'post', 'y'] as const).map((name) => [name, numberColumn(cells.map((cell) => cell[name]))] as const),
  ]);
}

const sources = (frame: Frame) => ({ sources: [{ name: 'data', values: { frame } }] });
const specOf = (more: object = {}) => method.spec.parse({ outcome: 'y', treatment: 'arm', post: 'post', time: 't', unit: 'u', ...more });
const codes = (more: object) => method.validate(specOf(more), sources(panel())).map(({ code }) => code);

async function run(frame: Frame, more: object = {}) {
  const fit = await method.fit(specOf(more), sources(frame), contextHere());
  return { fit, report: method.summarize(fit, specOf(more)) };
}

describe('did', () => {
  it('finds a planted effect of 2, and is silent on a clean study', async () => {
    const { fit, report } = await run(panel());
    expect(Math.abs(fit.effect.value - 2)).toBeLessThan(3 * fit.effect.standardError);
    expect(fit.effect.standardError).toBeLessThan(0.1);
    expect(report.notes).toEqual([]);
    expect(report.blocks[0]).toMatchObject({ id: 'reading' });
  });

  it('withholds the tick where the groups drift apart before the start', async () => {
    const { report } = await run(panel(0.5));
    expect(report.notes).toContainEqual(expect.objectContaining({ severity: 'stop', code: 'did/pre-trend' }));
  });

  it('names what is wrong', () => {
    expect(codes({ arm: 'fax' })).toEqual(['data/arm-missing']);
    expect(codes({ post: 't' })).toEqual(['data/not-binary']);
    expect(codes({ outcome: 'nothing' })).toEqual(['data/unknown-column']);
    expect(codes({ post: undefined, time: undefined })).toEqual(['option/invalid']);
  });
});
