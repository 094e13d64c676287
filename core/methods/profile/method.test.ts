import { describe, expect, test } from 'vitest';
import { HOSTILE_NAMES } from '../../../test/support/expressions.ts';
import { contextHere, stopped } from '../../../test/support/work.ts';
import { canonicalJson } from '../../base/canonical-json.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { booleanColumn, categoryColumn, dateColumn, type Frame, makeFrame, numberColumn, takeRows } from '../../frame/frame.ts';
import { sharedFloats, sharedInts } from '../../frame/shared-memory.ts';
import type { Inputs } from '../contract.ts';
import profile from './method.ts';
import type { ProfileFit } from './profile-fit.ts';

async function run(frame: Frame, raw: unknown = {}) {
  const spec = profile.spec.parse(raw);
  const inputs: Inputs = { sources: [{ name: 'data', values: { frame } }] };
  const problems = profile.validate(spec, inputs);
  if (problems.length > 0) return { problems, codes: [] };
  const fit: ProfileFit = structuredClone(await profile.fit(spec, inputs, contextHere()));
  const report = profile.summarize(fit, spec);
  expect(() => canonicalJson(report)).not.toThrow();
  return { problems, fit, report, codes: report.notes.map(({ code }) => code) };
}

const rows = <Value>(count: number, make: (row: number) => Value): Value[] => Array.from({ length: count }, (_, row) => make(row));

describe('profile', () => {
  const frame = makeFrame(
    [
      ['x', numberColumn([1, 2, 3, 4, Number.NaN, Number.POSITIVE_INFINITY])],
      ['t', categoryColumn(['a', 'b', 'b', null, 'c', 'b'])],
      ['yes', booleanColumn([true, true, null, false, true, true])],
      ['day', dateColumn([0, 86_400_000, Number.NaN, 0, 0, 0])],
      ['same', numberColumn([7, 7, 7, 7, 7, 7])],
    ],
    { roles: [['x', 'covariate']] },
  );

  test('says of every column what a person would count', async () => {
    const { fit, codes } = await run(frame, { topCategories: 2 });
    const [x, t, yes, day, same] = fit?.columns ?? [];
    expect(x).toMatchObject({ missingCount: 2, infiniteCount: 1, distinctCount: 4, mean: 2.5, role: 'covariate' });
    expect(x?.standardDeviation).toBeCloseTo(Math.sqrt(5 / 3), 15);
    expect(x?.quantiles.map((value) => Math.round(value * 100) / 100)).toEqual([1, 1.03, 1.15, 1.75, 2.5, 3.25, 3.85, 3.97, 4]);
    expect(t).toMatchObject({
      missingCount: 1,
      distinctCount: 3,
      top: [
        ['b', 3],
        ['a', 1],
      ],
    });
    expect(yes).toMatchObject({
      missingCount: 1,
      distinctCount: 2,
      top: [
        ['true', 4],
        ['false', 1],
      ],
    });
    expect(day).toMatchObject({ kind: 'date', missingCount: 1, distinctCount: 2, mean: null });
    expect(same).toMatchObject({ isConstant: true, standardDeviation: 0 });
    expect(codes).toEqual(['profile/infinite', 'profile/constant']);
  });

  test('tells which columns are missing together', async () => {
    const { fit } = await run(frame);
    expect(fit?.patterns).toEqual([
      { columns: [], rowCount: 3 },
      { columns: ['yes', 'day'], rowCount: 1 },
      { columns: ['t'], rowCount: 1 },
      { columns: ['x'], rowCount: 1 },
    ]);
  });

  test('counts rows that repeat, and ids that repeat', async () => {
    const twice = takeRows(
      makeFrame(
        [
          ['id', categoryColumn(['a', 'b', 'c'])],
          ['x', numberColumn([0, Number.NaN, 1])],
        ],
        { roles: [['id', 'id']] },
      ),
      Int32Array.of(0, 1, 1, 2, 0, 1),
    );
    const { fit, codes } = await run(twice);
    expect(fit?.duplicateCount).toBe(3);
    expect(codes).toEqual(['profile/duplicate-ids', 'profile/duplicate-rows']);
    expect((await run(makeFrame([['x', numberColumn([0, -0, Number.NaN, Number.NaN])]]))).fit?.duplicateCount).toBe(2);
  });

  test('has a figure with its table for at most twelve columns, the outcome first', async () => {
    const rng = rngFromSeed(3);
    const wide = makeFrame(
      rows(20, (column) => [`c${column}`, numberColumn(rows(200, () => rng.normal()))] as const),
      { roles: [['c15', 'outcome']] },
    );
    const { report } = await run(wide);
    const figures = report?.blocks.filter((block) => block.kind === 'figure') ?? [];
    expect(figures).toHaveLength(12);
    expect(figures[0]?.title.en).toMatch(/^"c15": half of the rows lie between/);
    for (const figure of figures)
      if (figure.kind === 'figure') expect(figure.table.rows.reduce((sum, row) => sum + Number(row[2]), 0)).toBe(200);
  });

  test('survives no rows, no columns, and the ends of the number range', async () => {
    expect((await run(takeRows(frame, new Int32Array(0)))).fit?.rowCount).toBe(0);
    expect((await run(makeFrame([]))).fit?.columns).toEqual([]);
    const extreme = makeFrame([
      ['x', numberColumn([1.7e308, -1.7e308, 1e-320, 0])],
      ['y', numberColumn([0, 1, 0, 1])],
    ]);
    const { report } = await run(extreme, { outcome: 'y' });
    expect(report?.blocks[1]?.kind).toBe('table');
  });

  test('refuses columns that are not there, and stops when told to', async () => {
    expect((await run(frame, { columns: ['nope'] })).problems).toMatchObject([
      { code: 'data/unknown-column', where: { option: 'columns' } },
    ]);
    expect((await run(frame, { outcome: 'nope' })).problems).toMatchObject([{ code: 'data/unknown-column', where: { option: 'outcome' } }]);
    expect((await run(frame, { columns: ['t', 'x'] })).fit?.columns.map(({ name }) => name)).toEqual(['t', 'x']);
    const inputs: Inputs = { sources: [{ name: 'data', values: { frame } }] };
    await expect(async () => profile.fit(profile.spec.parse({}), inputs, contextHere(1, stopped))).rejects.toThrow('Stopped');
  });

  test('hostile names are ordinary names, and the report stays small', async () => {
    const odd = makeFrame(
      HOSTILE_NAMES.map((name, i) => [name, i % 2 === 0 ? numberColumn([1, 2, Number.NaN]) : categoryColumn([name, null, 'b'])] as const),
    );
    const { fit, report } = await run(odd, { outcome: '__proto__' });
    expect(fit?.columns.map(({ name }) => name)).toEqual(HOSTILE_NAMES);
    expect(canonicalJson(report).length).toBeLessThan(200_000);
  });
});

describe('may leak', () => {
  const n = 2000;
  const rng = rngFromSeed(9);
  const visit = rows(n, () => (rng.next() < 0.3 ? 1 : 0));
  const spend = rows(n, () => 10 + 3 * rng.normal());
  const grade = rows(n, () => ['low', 'middle', 'high'][rng.below(3)] as string);
  const day = rows(n, () => Date.UTC(2026, 0, 1 + rng.below(90)));
  const frame = makeFrame(
    [
      ['visit', numberColumn(visit)],
      ['spend', numberColumn(spend)],
      ['grade', categoryColumn(grade)],
      ['day', dateColumn(day)],
      ['honest', numberColumn(rows(n, (row) => (visit[row] as number) * 0.5 + rng.normal()))],
      ['noise', categoryColumn(rows(n, () => `g${rng.below(30)}`))],
      ['planted_auc', numberColumn(rows(n, (row) => (visit[row] as number) * 3 + rng.normal()))],
      ['planted_missing', numberColumn(rows(n, (row) => (visit[row] === 1 ? rng.normal() : Number.NaN)))],
      ['planted_r2', numberColumn(rows(n, (row) => ((spend[row] as number) - 10) ** 3))],
      ['planted_grade', categoryColumn(rows(n, (row) => `is ${grade[row]}`))],
      ['paid_out', dateColumn(day.map((ms) => ms + 86_400_000))],
      ['churn_reason', categoryColumn(rows(n, () => (rng.next() < 0.5 ? 'price' : 'other')))],
    ],
    { roles: [['day', 'time']] },
  );
  const found = async (outcome: string) => {
    const { fit } = await run(frame, { outcome });
    return new Map(fit?.columns.filter(({ leak }) => leak !== null).map(({ name, leak }) => [name, leak?.by]));
  };

  test('a yes/no outcome is found out by AUC, and by values that are missing only without it', async () => {
    const leaks = await found('visit');
    expect([...leaks]).toEqual([
      ['planted_auc', 'auc'],
      ['planted_missing', 'auc'],
      ['paid_out', 'date'],
      ['churn_reason', 'name'],
    ]);
  });

  test('a number by the variance accounted for, however bent the curve', async () => {
    expect((await found('spend')).get('planted_r2')).toBe('r-squared');
    expect((await found('spend')).has('honest')).toBe(false);
  });

  test('several classes by shared information', async () => {
    expect((await found('grade')).get('planted_grade')).toBe('mutual-information');
    expect((await found('grade')).has('noise')).toBe(false);
  });

  test('the measures are those of the textbook', async () => {
    // Two groups: rates 20/100 and 80/100. AUC = (80·80 + (80·20 + 20·80)/2) / (100·100) = 0.8.
    const half = makeFrame([
      ['y', numberColumn(rows(200, (row) => (row < 100 ? Number(row < 20) : Number(row < 180))))],
      ['g', categoryColumn(rows(200, (row) => (row < 100 ? 'a' : 'b')))],
    ]);
    const { strengthOf, targetOf, groupsOfCategories } = await import('./leakage.ts');
    const g = half.columns.get('g');
    const y = half.columns.get('y');
    if (g?.kind !== 'category' || y?.kind !== 'number') throw new Error('unreachable');
    const groups = groupsOfCategories(g.codes, Int32Array.of(100, 100));
    const target = targetOf('y', y);
    expect(groups && target && strengthOf(groups, target)?.strength).toBeCloseTo(0.8, 12);
    // As numbers: R² = between / total = (200 · 0.3²) / (200 · 0.25) = 0.36; adjusted 1 − 0.64 · 199/198.
    const asNumber = { kind: 'number', name: 'y', values: y.values } as const;
    expect(groups && strengthOf(groups, asNumber)?.strength).toBeCloseTo(1 - (0.64 * 199) / 198, 12);
    // Shared information of the same table against the entropy ln 2, less 1/(2n).
    const own = Math.log(2);
    const within = -(0.2 * Math.log(0.2) + 0.8 * Math.log(0.8));
    const asClasses = { kind: 'classes', name: 'y', codes: Int32Array.from(y.values), classCount: 3 } as const;
    expect(groups && strengthOf(groups, asClasses)?.strength).toBeCloseTo((own - within - 1 / 400) / own, 12);
  });
});

test('two hundred thousand rows and twenty columns take about a second on one thread', async () => {
  const rng = rngFromSeed(1);
  const n = 200_000;
  const columns = rows(20, (index) => {
    if (index % 5 === 4) {
      const codes = sharedInts(n);
      for (let row = 0; row < n; row++) codes[row] = rng.below(50);
      return [`t${index}`, { kind: 'category', codes, dictionary: rows(50, String) }] as const;
    }
    const values = sharedFloats(n);
    for (let row = 0; row < n; row++) values[row] = rng.next();
    return [`x${index}`, { kind: 'number', values }] as const;
  });
  const frame = makeFrame(columns, { roles: [['x0', 'outcome']] });
  const start = performance.now();
  const { fit } = await run(frame);
  const elapsed = performance.now() - start;
  console.warn(`profile of 200k × 20 on one thread: ${elapsed.toFixed(0)} ms`);
  expect(fit?.columns).toHaveLength(20);
  // The aim is 3 s for five times as many rows; a busy machine still passes.
  expect(elapsed).toBeLessThan(6_000);
});
