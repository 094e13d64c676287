import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSample as makePersuadables } from '../../samples/persuadables/make.ts';
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
  readonly blocks: readonly { readonly id: string; readonly rows?: readonly Row[] }[];
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
});
