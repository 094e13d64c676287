import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestPage, type TestPage } from '../../../../test/support/loopback-transport.ts';
import type { Api, CallName, ResultOf } from '../../../api/calls.ts';
import { type Loopback, openLoopback } from '../../loopback.ts';

/** What a reviewer asks, over the sample as a whole. */

let folder = '';
let host: Loopback;
let page: TestPage;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-review-'));
  host = await openLoopback({ dataFolder: folder, pageFolder: folder, sampleRows: 2000, threads: 2 });
  page = await openTestPage(host.url);
  await call('sample.open', { sample: 'loan-offer' });
  const { job } = await call('run.start', { steps: ['plan'] });
  const isRunning = async () =>
    (await call('jobs.list', {})).some(({ id, state }) => id === job && (state === 'running' || state === 'queued'));
  while (await isRunning()) await new Promise((resolve) => setTimeout(resolve, 30));
}, 90_000);
afterAll(async () => {
  page.api.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

async function call<Name extends CallName>(name: Name, params: Api[Name]['params']): Promise<ResultOf<Name>> {
  const outcome = await page.api.call(name, params);
  if (!outcome.ok) throw new Error(`${name}: ${outcome.problem.code} ${outcome.problem.message}`);
  return outcome.value;
}

async function codeOf<Name extends CallName>(name: Name, params: Api[Name]['params']): Promise<string> {
  const outcome = await page.api.call(name, params);
  return outcome.ok ? 'ok' : `${outcome.problem.code} ${outcome.problem.where?.option ?? ''}`.trim();
}

/** A customer whom the segment takes, by its row in the segment's table. */
async function member(row: number): Promise<string> {
  const { columns, cells } = await call('data.rows', { source: 'plan', from: row, count: 1 });
  return String(cells[columns.findIndex(({ role }) => role === 'id')]?.[0]);
}

describe('looking one customer up', () => {
  it('tells the arm, the effects and the chosen option as the tables have them', async () => {
    const id = await member(7);
    const { places } = await call('customer.find', { id: ` ${id} ` });
    const [customers, , eligible] = places;
    expect(customers).toMatchObject({ source: 'customers', kind: null, matches: 1, problem: null });
    expect(customers?.columns.map(({ role }) => role)).toContain('treatment');
    expect(customers?.cells).toHaveLength(customers?.columns.length ?? -1);
    expect(places.find(({ source }) => source === 'eligible')?.row).toBe(8);
    expect(eligible?.rowCount).toBeLessThan(customers?.rowCount ?? 0);
    const plan = places.find(({ source }) => source === 'plan');
    const effects = places.find(({ source }) => source === 'effects')?.effects;
    expect(effects?.arms.map(({ arm }) => arm)).toContain('call');
    const row = await call('data.rows', { source: 'plan', from: 7, count: 1 });
    const cell = (name: string) => row.cells[row.columns.findIndex((column) => column.name === name)]?.[0];
    const told = (name: string) => plan?.cells[plan.columns.findIndex((column) => column.name === name)];
    for (const { name } of plan?.columns ?? []) expect(told(name)).toBe(cell(name));
    expect(plan?.chosen?.option).toMatch(/^(none|call|cashback|rate_cut)$/);
    const chosen = effects?.arms.find(({ arm }) => arm === plan?.chosen?.option);
    if (chosen !== undefined) expect(plan?.chosen?.value).toBeCloseTo(chosen.value, 9);
  });

  it('says who is in the data and not in the segment, who is nowhere, and which steps have not run', async () => {
    const everybody = await call('data.rows', { source: 'customers', from: 0, count: 2000 });
    const chosen = await call('data.rows', { source: 'eligible', from: 0, count: 2000 });
    const ids = ({ columns, cells }: typeof everybody) => (cells[columns.findIndex(({ role }) => role === 'id')] ?? []).map(String);
    const inside = new Set(ids(chosen));
    const outsider = ids(everybody).find((id) => !inside.has(id)) ?? '';
    const { places } = await call('customer.find', { id: outsider });
    expect(places.find(({ source }) => source === 'customers')?.row).not.toBeNull();
    expect(places.find(({ source }) => source === 'eligible')).toMatchObject({ row: null, problem: null, rowCount: inside.size });
    expect(places.find(({ source }) => source === 'truth')?.problem?.code).toBe('document/no-result');
    const nobody = await call('customer.find', { id: '\u202E<img onerror=alert(1)>' });
    expect(nobody.places.every(({ row }) => row === null)).toBe(true);
  });
});

describe('signing', () => {
  it('records name, remark and what was signed, and flags it when the project changed since', async () => {
    expect(await codeOf('project.sign', { name: '  ', remark: 'x' })).toBe('option/invalid name');
    const [signed] = await call('project.sign', { name: 'Lin 林', remark: 'As agreed.' });
    const state = await call('project.state', {});
    expect(signed).toMatchObject({ kind: 'sign-off', name: 'Lin 林', step: null, isCurrent: true, run: state?.lastRun?.id });
    expect(signed?.documentHash).toBe(state?.documentHash);
    const document = JSON.parse(JSON.stringify(state?.document));
    await call('document.edit', { document: { ...document, seed: document.seed + 1 }, label: { en: 'Seed', zh: '种子' } });
    expect((await call('project.signatures', {}))[0]?.isCurrent).toBe(false);
    const index = (await call('project.state', {}))?.history.current ?? 1;
    await call('document.go', { index: index - 1 });
    expect((await call('project.signatures', {}))[0]?.isCurrent).toBe(true);
    expect((await call('project.audit', {})).at(-2)).toMatchObject({ kind: 'note.history.edit' });
    expect((await call('project.verify', {})).findings).toEqual([]);
  });

  it('records a doubt about one step, which stays current while that step gives the same', async () => {
    expect(await codeOf('project.sign', { name: 'Lin', remark: '', step: 'plan' })).toBe('option/invalid remark');
    expect(await codeOf('project.sign', { name: 'Lin', remark: 'x', step: 'nobody' })).toBe('option/invalid step');
    const [doubt] = await call('project.sign', { name: 'Lin', remark: 'Is the budget final?', step: 'plan' });
    expect(doubt).toMatchObject({ kind: 'challenge', step: 'plan', isCurrent: true, remark: 'Is the budget final?' });
  });

  it('is possible where nothing else may be changed, and stands in the chain afterwards', async () => {
    const { recent } = await call('app.info', {});
    const before = (await call('project.signatures', {})).length;
    await call('recent.open', { id: recent[0]?.id ?? '', isReadOnly: true });
    expect(await codeOf('document.go', { index: 0 })).toBe('store/read-only');
    const all = await call('project.sign', { name: 'Chen', remark: '' });
    expect(all).toHaveLength(before + 1);
    expect((await call('project.verify', {})).findings).toEqual([]);
    await call('recent.open', { id: recent[0]?.id ?? '' });
    expect((await call('project.signatures', {}))[0]).toMatchObject({ name: 'Chen', kind: 'sign-off', isCurrent: true });
    expect((await call('project.verify', {})).findings).toEqual([]);
  });
});
