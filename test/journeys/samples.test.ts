import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSample as makePersuadables } from '../../samples/persuadables/make.ts';
import { makeSample as makePlantedRules } from '../../samples/planted-rules/make.ts';
import { makeSample as makeThreeOffers } from '../../samples/three-offers/make.ts';

/** The smaller samples on their first customers, from the command line: what was planted comes out. */

const place = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

interface Row {
  readonly estimand: string;
  readonly name: string;
  readonly contrast?: string;
  readonly value: number;
  readonly interval?: readonly [number, number];
}

interface Step {
  readonly blocks: readonly {
    readonly id: string;
    readonly rows?: readonly Row[];
    readonly table?: { readonly rows: readonly (readonly (string | number | null)[])[] };
  }[];
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-samples-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(sample: string, make: (path: string, count?: number) => void, count: number): Readonly<Record<string, Step>> {
  make(join(folder, 'customers.csv'), count);
  copyFileSync(place(`samples/${sample}/experiment.json`), join(folder, 'experiment.json'));
  const args = [place('core/host/cli.ts'), 'run', 'experiment.json', '--out', sample];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 27 });
  expect(status, stderr).toBe(0);
  return JSON.parse(readFileSync(join(folder, sample, 'results.json'), 'utf8')).steps;
}

function rows(step: Step | undefined, block: string): readonly Row[] {
  return step?.blocks.find(({ id }) => id === block)?.rows ?? [];
}

describe('the smaller samples', () => {
  it('persuadables: uplift finds who is moved, response does not', () => {
    const steps = run('persuadables', makePersuadables, 20_000);
    const qini = (step: string) => rows(steps[step], 'estimates').find(({ name }) => name === 'qini');
    expect(qini('by-uplift')?.interval?.[0]).toBeGreaterThan(0);
    expect(qini('by-response')?.value).toBeLessThan(0.5 * (qini('by-uplift')?.value ?? 0));
  });

  it('three offers: targeting beats the best single offer', () => {
    const steps = run('three-offers', makeThreeOffers, 15_000);
    const values = rows(steps['rule'], 'values').filter(({ estimand }) => estimand === 'difference in value per row');
    expect(values.length).toBe(4);
    expect(Math.min(...values.map(({ value }) => value))).toBeGreaterThan(0);
  });

  it('planted rules: the network’s layers and one tree name the rule, and nothing else', () => {
    const steps = run('planted-rules', makePlantedRules, 12_000);
    const table = (step: string, block: string) => steps[step]?.blocks.find(({ id }) => id === block)?.table?.rows ?? [];
    // Paths of at least 500 rows: those who default are named by income and debt, or by late payments; no other column is.
    const paths = table('layers', 'paths').filter(([, count]) => Number(count) >= 500);
    const risky = paths.filter(([, , answer]) => Number(answer) > 0.5);
    expect(paths.length).toBeGreaterThanOrEqual(3);
    for (const [, , , , , rule, precision] of risky) {
      expect(Number(precision)).toBeGreaterThanOrEqual(0.95);
      expect(rule).toMatch(/late_payments > 2\.5|income ≤ (3\.9|4)/);
    }
    for (const [, , , , , rule] of paths) expect(rule).not.toMatch(/age|years_here|branch/);
    const anchor = rows(steps['one-applicant'], 'facts') as unknown as readonly {
      readonly name: string;
      readonly value: string | number;
    }[];
    const fact = (name: string) => anchor.find((each) => each.name === name)?.value;
    expect(fact('rule')).not.toMatch(/age|years_here|branch/);
    expect(Number(fact('precision'))).toBeGreaterThanOrEqual(0.95);
    for (const [rule] of table('rules', 'rules')) expect(rule).not.toMatch(/age|years_here|branch/);
    const leading = table('agreement', 'shares').map(([feature, , rank]) => [feature, rank]);
    const first = leading.filter(([, rank]) => Number(rank) <= 3).map(([feature]) => feature);
    expect(first.sort()).toEqual(['debt_share', 'income', 'late_payments']);
  });
});
