import { describe, expect, it, test } from 'vitest';
import { rngFromSeed } from '../../base/rng.ts';
import { makeFrame, numberColumn } from '../../frame/frame.ts';
import { holm } from './data-check.ts';
import { fitGraph } from './fit.ts';
import { placeNodes } from './layout.ts';
import { reportGraph } from './report.ts';
import { assumptionGraphSpec } from './spec.ts';

const rng = rngFromSeed(5);
const rows = Array.from({ length: 2000 }, () => {
  const c = rng.normal();
  const x = c + rng.normal();
  const m = x + rng.normal();
  return { c, x, m, y: m + c + rng.normal(), k: m + rng.normal() };
});
const frame = makeFrame(
  (['c', 'x', 'm', 'y', 'k'] as const).map((name) => [name, numberColumn(rows.map((row) => row[name]))] as const),
  {
    roles: [
      ['c', 'covariate'],
      ['k', 'covariate'],
    ],
  },
);
const never = new AbortController().signal;
const study = (graph: string) => fitGraph(assumptionGraphSpec.parse({ graph }), frame, { signal: never });
const TRUE_GRAPH = 'c -> {x y}; x [treatment] -> m -> {k y [outcome]}';

describe('held against data from a known graph', () => {
  it('finds nothing to contradict in the true graph', () => {
    const { checks } = study(TRUE_GRAPH);
    expect(checks.map(({ left, right, given }) => `${left} ${right} ${given.join(',')}`)).toContain('x y c,m');
    expect(checks.length).toBeGreaterThanOrEqual(4);
    for (const { pValue } of checks) expect(pValue).toBeGreaterThan(0.05);
  });

  it('contradicts a graph that leaves an arrow out', () => {
    const spec = assumptionGraphSpec.parse({ graph: 'c -> x; x [treatment] -> m -> {k y [outcome]}' });
    const report = reportGraph(fitGraph(spec, frame, { signal: never }), spec);
    expect(
      report.notes.filter(({ code }) => code === 'assumption-graph/contradicted').map(({ message }) => message.en.slice(0, 38)),
    ).toContain('The graph says that c and y are indepe');
  });

  it('withholds the tick when a covariate in use is a child of the mediator', () => {
    const result = study(TRUE_GRAPH);
    expect(result.badControls).toEqual([{ name: 'k', kind: 'descendant' }]);
    expect(reportGraph(result, assumptionGraphSpec.parse({ graph: TRUE_GRAPH })).notes).toContainEqual(
      expect.objectContaining({ severity: 'stop', code: 'assumption-graph/bad-control' }),
    );
  });
});

test('the partial correlation is that of the residuals', () => {
  const [check] = study('c -> {x y}; x [treatment] -> z; z [latent] -> y [outcome]; x -> y; k').checks.filter(
    ({ left, right }) => left === 'c' && right === 'k',
  );
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [c, k] = [rows.map((row) => row.c), rows.map((row) => row.k)];
  const [cm, km] = [mean(c), mean(k)];
  const covariance = mean(c.map((value, i) => (value - cm) * ((k[i] ?? 0) - km)));
  const expected = covariance / Math.sqrt(mean(c.map((value) => (value - cm) ** 2)) * mean(k.map((value) => (value - km) ** 2)));
  expect(check?.correlation).toBeCloseTo(Math.abs(expected), 10);
});

test('Holm by hand', () => {
  const [first, second, third, fourth] = holm([0.01, null, 0.04, 0.03]);
  expect(first).toBeCloseTo(0.03, 12);
  expect(second).toBeNull();
  expect(third).toBeCloseTo(0.06, 12);
  expect(fourth).toBeCloseTo(0.06, 12);
});

test('every arrow of the drawing leads to the right, and no two nodes share a place', () => {
  const drawn = study(TRUE_GRAPH);
  const places = placeNodes(drawn);
  for (const [from, to] of drawn.arrows) expect(places[from]?.x).toBeLessThan(places[to]?.x ?? Number.NaN);
  expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(places.length);
});
