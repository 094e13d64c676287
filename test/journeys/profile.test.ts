import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Loopback, openLoopback } from '../../core/host/loopback.ts';
import { openTestPage, type TestPage } from '../support/loopback-transport.ts';

let folder = '';
let host: Loopback;
let page: TestPage;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-profile-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Causeway</title>');
  host = await openLoopback({ dataFolder: join(folder, 'app'), pageFolder: folder, sampleRows: 1000, threads: 2 });
  page = await openTestPage(host.url);
});
afterAll(async () => {
  page.api.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

it('columns are described in the order asked for, and agree with the rows', async () => {
  const opened = await page.api.call('sample.open', { sample: 'loan-offer' });
  if (!opened.ok) throw new Error(opened.problem.message);
  const table = opened.value.datasets[0];
  if (table === undefined) throw new Error('The sample has no table.');
  const names = table.columns.map(({ name }) => name).reverse();
  const outcome = await page.api.call('data.profile', { source: table.name, columns: names });
  const rows = await page.api.call('data.rows', { source: table.name, from: 0, count: 2000 });
  if (!outcome.ok || !rows.ok) throw new Error('Both calls should be answered.');
  expect(outcome.value.map(({ name }) => name)).toEqual(names);
  for (const summary of outcome.value) {
    const place = rows.value.columns.findIndex(({ name }) => name === summary.name);
    const cells = rows.value.cells[place] ?? [];
    const present = cells.filter((cell) => cell !== null);
    expect(summary.rowCount).toBe(table.rowCount);
    expect(summary.missingCount).toBe(cells.length - present.length);
    expect(summary.distinctCount).toBe(new Set(present).size);
    if (rows.value.columns[place]?.kind !== 'number') continue;
    const values = present.map(Number);
    expect([summary.range?.min, summary.range?.max]).toEqual([Math.min(...values), Math.max(...values)]);
    expect(summary.histogram?.counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
  }
});

it('a column that is not there is named', async () => {
  const state = await page.api.call('project.state', {});
  const source = state.ok ? (state.value?.datasets[0]?.name ?? '') : '';
  const outcome = await page.api.call('data.profile', { source, columns: ['no such'] });
  expect(outcome.ok ? '' : outcome.problem.code).toBe('data/unknown-column');
});
