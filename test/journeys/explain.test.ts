import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api, CallName, ResultOf } from '../../core/api/calls.ts';
import type { RowView, SubjectView } from '../../core/api/types.ts';
import { type Loopback, openLoopback } from '../../core/host/loopback.ts';
import { openTestPage, type TestPage } from '../support/loopback-transport.ts';

/** Why one customer got an answer: of a model, of a linear model, of effects; asked over the loopback host. */

let folder = '';
let host: Loopback;
let page: TestPage;

async function call<Name extends CallName>(name: Name, params: Api[Name]['params']): Promise<ResultOf<Name>> {
  const outcome = await page.api.call(name, params);
  if (!outcome.ok) throw new Error(`${name}: ${outcome.problem.code} ${outcome.problem.message}`);
  return outcome.value;
}

async function run(steps: readonly string[]): Promise<void> {
  const { job } = await call('run.start', { steps: [...steps] });
  for (;;) {
    const found = (await call('jobs.list', {})).find((each) => each.id === job);
    if (found?.state === 'done') return;
    if (found?.state === 'failed') throw new Error(found.problem?.message);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

const MODELS = [
  { id: 'trees', method: 'gbdt', from: ['eligible'], spec: { outcome: 'applied', trees: 500, leaves: 15, folds: 2 } },
  { id: 'line', method: 'linear', from: ['eligible'], spec: { outcome: 'profit_90d', folds: 2 } },
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-explain-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Causeway</title>');
  host = await openLoopback({ dataFolder: join(folder, 'app'), pageFolder: folder, sampleRows: 2000, threads: 2 });
  page = await openTestPage(host.url);
  const { document } = await call('sample.open', { sample: 'loan-offer' });
  const steps = [...document.steps.map((step) => ({ ...step, from: [...step.from], spec: { ...step.spec } })), ...MODELS];
  await call('document.edit', { document: { ...document, steps }, label: { en: 'Models', zh: '模型' } });
  await run(['trees', 'line', 'effects']);
}, 120_000);
afterAll(async () => {
  page.api.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

const sumOf = ({ base, contributions }: RowView): number => contributions.reduce((sum, part) => sum + part, base);

/** Where a feature is in the grid's order, or anywhere else by name. */
function featureOf({ features }: SubjectView, name: string) {
  const at = features.findIndex((feature) => feature.name === name);
  const feature = features[at];
  if (feature === undefined) throw new Error(`${name} is not read.`);
  return { at, ...feature };
}

describe('a model of boosted trees', () => {
  it('adds up on the scale of log-odds, and its answer is the probability', async () => {
    const subject = await call('explain.subject', { step: 'trees' });
    expect(subject).toMatchObject({ kind: 'model', arm: null, link: 'logit', hasStandIn: false, idColumn: 'customer_id' });
    for (const row of [1, 17, 400]) {
      const view = await call('explain.row', { step: 'trees', row });
      expect(sumOf(view)).toBeCloseTo(view.raw, 10);
      expect(view.answer).toBeCloseTo(1 / (1 + Math.exp(-view.raw)), 12);
      expect(view.answer).toBe(view.answerBefore);
      expect(view.estimated).toBeNull();
    }
  });

  it('answers what the line under the slider says, for numbers, categories and yes or no', async () => {
    const subject = await call('explain.subject', { step: 'trees' });
    const { lines, answer } = await call('explain.row', { step: 'trees', row: 5 });
    for (const name of ['age', 'region', 'had_loan']) {
      const { at, grid } = featureOf(subject, name);
      for (const place of [0, grid.length - 1]) {
        const changed = await call('explain.row', { step: 'trees', row: 5, changes: { [name]: grid[place] ?? null } });
        expect(changed.answer).toBeCloseTo(lines[at]?.[place] ?? Number.NaN, 10);
        expect(changed.answerBefore).toBe(answer);
        expect(changed.peers).toEqual([]);
      }
    }
    const empty = await call('explain.row', { step: 'trees', row: 5, changes: { income_monthly: null } });
    expect(sumOf(empty)).toBeCloseTo(empty.raw, 10);
  });

  it('keeps up with a hand: a row at 500 trees takes far less than a tenth of a second', async () => {
    await call('explain.row', { step: 'trees', row: 1 });
    const start = performance.now();
    for (let age = 30; age < 40; age++) await call('explain.row', { step: 'trees', row: 2, changes: { age } });
    expect((performance.now() - start) / 10).toBeLessThan(100);
  });
});

describe('a linear model', () => {
  it('credits each column with its coefficient times the distance from the mean', async () => {
    const subject = await call('explain.subject', { step: 'line' });
    expect(subject).toMatchObject({ kind: 'model', link: 'identity', hasStandIn: false });
    const { at } = featureOf(subject, 'age');
    const base = await call('explain.row', { step: 'line', row: 3, changes: { age: 30 } });
    const older = await call('explain.row', { step: 'line', row: 3, changes: { age: 40 } });
    expect(sumOf(base)).toBeCloseTo(base.raw, 9);
    expect((older.contributions[at] ?? 0) - (base.contributions[at] ?? 0)).toBeCloseTo(older.answer - base.answer, 9);
    const parts = base.contributions.map((part, index) => (index === at ? 0 : part));
    expect(older.contributions.map((part, index) => (index === at ? 0 : part))).toEqual(parts);
    expect(base.base).toBe(older.base);
  });
});

describe('effects', () => {
  it('are explained through a stand-in that says how well it repeats them', async () => {
    const subject = await call('explain.subject', { step: 'effects' });
    expect(subject).toMatchObject({ kind: 'effects', control: 'none', outcome: 'profit_90d', hasStandIn: true });
    expect(subject.fidelity).toBeGreaterThan(0);
    const view = await call('explain.row', { step: 'effects', row: 1 });
    expect(sumOf(view)).toBeCloseTo(view.answer, 9);
    expect(view.estimated).not.toBeNull();
  });

  it('of every arm can be asked about', async () => {
    const { arms } = await call('explain.subject', { step: 'effects' });
    expect(arms).toEqual(expect.arrayContaining(['call', 'cashback', 'rate_cut']));
    expect(await call('explain.subject', { step: 'effects', arm: 'call' })).toMatchObject({ arm: 'call' });
    const answers = await Promise.all(arms.map((arm) => call('explain.row', { step: 'effects', arm, row: 1 })));
    expect(new Set(answers.map(({ estimated }) => estimated)).size).toBe(arms.length);
    const outcome = await page.api.call('explain.subject', { step: 'effects', arm: 'nobody' });
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'data/arm-missing' } });
  });

  it('stay warm beside a model that was looked at in between', async () => {
    await call('explain.subject', { step: 'line' });
    await call('explain.subject', { step: 'effects' });
    await call('explain.subject', { step: 'line' });
    const start = performance.now();
    await call('explain.row', { step: 'effects', row: 2 });
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe('a call that is withdrawn', () => {
  it('ends at once, and the thread goes on to the next', async () => {
    const cancel = new AbortController();
    // "trees" was dropped for the two subjects after it: it has to be got ready anew.
    const long = page.api.call('explain.subject', { step: 'trees' }, cancel.signal);
    cancel.abort();
    expect(await long).toMatchObject({ ok: false, problem: { code: 'cancelled/by-user' } });
    expect((await call('explain.row', { step: 'trees', row: 1 })).row).toBe(1);
    const again = new AbortController();
    const row = page.api.call('explain.row', { step: 'trees', row: 2 }, again.signal);
    again.abort();
    expect(await row).toMatchObject({ ok: false, problem: { kind: 'cancelled' } });
    expect((await call('explain.row', { step: 'line', row: 1 })).row).toBe(1);
  });
});

describe('a question that cannot be answered', () => {
  it('says which value is wrong and what it may be', async () => {
    const ask = async (params: Api['explain.row']['params']) => {
      const outcome = await page.api.call('explain.row', params);
      return outcome.ok ? undefined : outcome.problem;
    };
    expect(await ask({ step: 'trees', row: 1, changes: { region: 'moon' } })).toMatchObject({
      code: 'option/invalid',
      where: { column: 'region' },
    });
    expect(await ask({ step: 'trees', row: 1_000_000 })).toMatchObject({ code: 'option/invalid' });
    expect(await ask({ step: 'plan', row: 1 })).toMatchObject({ kind: 'input' });
    expect(await ask({ step: 'nowhere', row: 1 })).toMatchObject({ code: 'document/unknown-input' });
  });
});
