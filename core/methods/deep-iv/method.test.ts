import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import { Net } from '../../learners/network/net.ts';
import { mixtureObjective } from './distribution.ts';
import method from './method.ts';

async function run(frame: Frame, options: object) {
  const spec = method.spec.parse({ outcome: 'y', treatment: 't', instrument: ['z'], covariates: ['x'], resamples: 0, ...options });
  const inputs = { sources: [{ name: 'data', values: { frame } }] };
  expect(method.validate(spec, inputs)).toEqual([]);
  const fit = await method.fit(spec, inputs, contextHere());
  return { fit, report: method.summarize(fit, spec) };
}

/** What is not measured pushes treatment and outcome the same way; the outcome follows curve(t) + x. */
function planted(rows: number, curve: (t: number) => number, isYesNo = false): Frame {
  const rng = rngFromSeed(rows);
  const people = Array.from({ length: rows }, () => {
    const [x, z, hidden] = [rng.normal(), rng.normal(), rng.normal()];
    const pull = 1.5 * z + 0.5 * x + hidden + 0.3 * rng.normal();
    const t = isYesNo ? Number(pull > 0) : pull;
    return { x, z, t, y: curve(t) + x + 2 * hidden + 0.3 * rng.normal() };
  });
  return makeFrame((['x', 'z', 't', 'y'] as const).map((name) => [name, numberColumn(people.map((person) => person[name]))] as const));
}

describe('the distribution of the treatment', () => {
  it('is learnt along slopes that equal finite differences', () => {
    const net = new Net(
      [{ kind: 'number', center: 0, scale: 1, hasMissingFlag: false }],
      { hidden: [4], outputs: 6, activation: 'tanh', batchRows: 5 },
      rngFromSeed(2),
    );
    const columns = [Float64Array.of(-1, 0.2, 0.9, 1.7, -0.3)];
    const objective = mixtureObjective(net, columns, Float64Array.of(0.4, -1, 2, 0.1, 0.8), 2);
    const batch = { rows: Int32Array.of(0, 1, 2, 3, 4), from: 0, count: 5 };
    objective.judge(batch, true);
    const gradient = net.gradient.slice();
    for (let at = 0; at < gradient.length; at++) {
      const before = net.parameters[at] as number;
      net.parameters[at] = before + 1e-5;
      const above = objective.judge(batch, false);
      net.parameters[at] = before - 1e-5;
      const below = objective.judge(batch, false);
      net.parameters[at] = before;
      // Slopes are those of the mean loss.
      expect(5 * (gradient[at] as number), `parameter ${at}`).toBeCloseTo((above - below) / 2e-5, 4);
    }
  });
});

describe('deep iv', { timeout: 120_000 }, () => {
  it('finds a bend that confounding hides from regression and straightness from 2SLS', async () => {
    const { fit } = await run(
      planted(4000, (t) => t * t),
      { from: -2, to: 0 },
    );
    const { amounts, means } = fit.curve;
    const truth = amounts.map((t) => t * t);
    const centre = (values: Float64Array) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.map((value) => value - mean);
    };
    const [found, planned] = [centre(means), centre(truth)];
    const missed = found.reduce((sum, value, at) => sum + (value - (planned[at] as number)) ** 2, 0);
    expect(1 - missed / planned.reduce((sum, value) => sum + value ** 2, 0)).toBeGreaterThan(0.9);
    // The curve falls by 4 there; a straight line has no slope, and plain regression leans the way of what is hidden.
    expect(fit.effect.value).toBeLessThan(-2);
    expect(Math.abs(fit.lineEffect)).toBeLessThan(1);
    expect(fit.line.ols.value - fit.line.estimate.value).toBeGreaterThan(0.3);
  });

  it('finds the effect of a yes/no treatment, and its interval holds it', async () => {
    const { fit, report } = await run(
      planted(4000, (t) => 3 * t, true),
      { resamples: 6 },
    );
    expect(fit.curve.amounts).toEqual(Float64Array.of(0, 1));
    const [low, high] = fit.effect.interval ?? [0, 0];
    expect(low).toBeLessThan(3);
    expect(high).toBeGreaterThan(3);
    expect(Math.abs(fit.effect.value - 3)).toBeLessThan(0.6);
    expect(report.notes.map(({ code }) => code)).toContain('deep-iv/no-theory');
  });

  it('says that weak instruments earn no belief', async () => {
    const frame = planted(600, (t) => t);
    const rng = rngFromSeed(9);
    const weak = makeFrame([
      ...[...frame.columns].filter(([name]) => name !== 'z'),
      ['z', numberColumn(Float64Array.from({ length: 600 }, () => rng.normal()))],
    ]);
    const { report } = await run(weak, { epochs: 3 });
    expect(report.notes.find(({ code }) => code === 'deep-iv/weak-instrument')?.severity).toBe('stop');
  });

  it.each([
    [{ from: -99 }, 'option/invalid', 'from'],
    [{ from: 0, to: 0 }, 'option/invalid', 'to'],
  ])('refuses %o', (options, code, option) => {
    const spec = method.spec.parse({ outcome: 'y', treatment: 't', instrument: ['z'], covariates: ['x'], ...options });
    const problems = method.validate(spec, { sources: [{ name: 'data', values: { frame: planted(300, (t) => t) } }] });
    expect(problems.map((problem) => [problem.code, problem.where?.option])).toEqual([[code, option]]);
  });

  it('refuses fewer rows than networks can learn from', () => {
    const spec = method.spec.parse({ outcome: 'y', treatment: 't', instrument: ['z'], covariates: ['x'] });
    const problems = method.validate(spec, { sources: [{ name: 'data', values: { frame: planted(150, (t) => t) } }] });
    expect(problems.map(({ code }) => code)).toEqual(['data/too-few-rows']);
  });
});
