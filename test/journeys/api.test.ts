import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api, CallName, ResultOf } from '../../core/api/calls.ts';
import type { JobView, ProjectState } from '../../core/api/types.ts';
import type { Problem } from '../../core/base/problem.ts';
import { findBrowser } from '../../core/host/loopback/print-with-browser.ts';
import { type Loopback, openLoopback } from '../../core/host/loopback.ts';
import { openTestPage, type TestPage } from '../support/loopback-transport.ts';

/** The workbench as its page drives it, over the loopback host and without a browser. */

const CUSTOMERS = 3000;

let folder = '';
let host: Loopback;
let page: TestPage;

const start = async (): Promise<void> => {
  host = await openLoopback({ dataFolder: join(folder, 'app'), pageFolder: folder, sampleRows: CUSTOMERS, threads: 2 });
  page = await openTestPage(host.url);
};
const stop = async (): Promise<void> => {
  page.api.close();
  await host.close();
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-api-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Causeway</title>');
  await start();
});
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

async function call<Name extends CallName>(name: Name, params: Api[Name]['params'], signal?: AbortSignal): Promise<ResultOf<Name>> {
  const outcome = await page.api.call(name, params, signal);
  if (!outcome.ok) throw new Error(`${name}: ${outcome.problem.code} ${outcome.problem.message}`);
  return outcome.value;
}

async function problemIn<Name extends CallName>(name: Name, params: Api[Name]['params']): Promise<Problem> {
  const outcome = await page.api.call(name, params);
  if (outcome.ok) throw new Error(`${name} should have been refused`);
  return outcome.problem;
}

const stateOf = (state: ProjectState, step: string) => state.steps.find((each) => each.id === step)?.state;

/** Waits until a job has ended. */
async function ended(job: string): Promise<JobView> {
  for (;;) {
    const found = (await call('jobs.list', {})).find((each) => each.id === job);
    if (found !== undefined && found.state !== 'queued' && found.state !== 'running') return found;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function run(steps?: readonly string[]): Promise<JobView> {
  const { job } = await call('run.start', steps === undefined ? {} : { steps: [...steps] });
  return ended(job);
}

/** The open document with the budget of its plan changed. */
async function withBudget(budget: number): Promise<unknown> {
  const state = await call('project.state', {});
  const document = JSON.parse(JSON.stringify(state?.document));
  document.steps.find((step: { id: string }) => step.id === 'plan').spec.budget = budget;
  return document;
}

describe('an analyst on the sample', () => {
  it('finds it in the gallery, opens it and sees that nothing was computed yet', async () => {
    const info = await call('app.info', {});
    expect(info.samples.map(({ id, rowCount, hasKnownTruth }) => [id, rowCount, hasKnownTruth])).toContainEqual([
      'loan-offer',
      CUSTOMERS,
      true,
    ]);
    expect((await call('methods.list', {})).map((method) => method.id)).toContain('x-learner');
    expect((await problemIn('step.result', { step: 'plan' })).code).toBe('store/none-open');
    const state = await call('sample.open', { sample: 'loan-offer' });
    expect(state.steps.every((step) => step.state === 'missing')).toBe(true);
    expect(state.datasets).toMatchObject([{ name: 'customers', rowCount: CUSTOMERS, rejectCount: 0 }]);
    expect(state.datasets[0]?.columns.find((column) => column.name === 'offer')).toEqual({
      name: 'offer',
      kind: 'category',
      role: 'treatment',
    });
    expect((await problemIn('step.result', { step: 'plan' })).code).toBe('document/no-result');
  });

  it('runs one step with what it needs, and nothing else', async () => {
    const job = await run(['plan']);
    expect(job.problem).toBeNull();
    const state = await call('project.state', {});
    expect(state?.steps.filter((step) => step.state === 'fresh').map((step) => step.id)).toEqual(['eligible', 'effects', 'plan']);
    expect((await call('project.replay', {})).steps.map((step) => step.step)).toEqual(['eligible', 'effects', 'plan']);
  });

  it('runs the rest, hears of states and progress on the way, and reads a digest on every node', async () => {
    const heard = new Set<string>();
    const shares: number[] = [];
    const leave = [
      page.api.on('project.changed', (state) => {
        for (const step of state?.steps ?? []) heard.add(`${step.id} ${step.state}`);
      }),
      page.api.on('jobs.changed', (jobs) => shares.push(jobs.at(-1)?.share ?? 0)),
    ];
    expect((await run()).state).toBe('done');
    for (const quit of leave) quit();
    expect(heard).toContain('quality running');
    expect(heard).toContain('quality fresh');
    expect(shares.some((share) => share > 0 && share < 1)).toBe(true);
    const state = await call('project.state', {});
    for (const step of state?.steps ?? []) {
      expect(step.state, step.id).toBe('fresh');
      expect(step.digest?.sentence?.zh, step.id).not.toBe('');
      expect(step.elapsedMs, step.id).toBeGreaterThan(0);
      expect(step.problem, step.id).toBeNull();
    }
    expect(state?.lastRun?.state).toBe('done');
    const result = await call('step.result', { step: 'plan' });
    expect(result.isStale).toBe(false);
    expect(result.report.blocks[0]?.id).toBe('reading');
  });

  it('tries a budget without changing anything, and gets what a run would give', async () => {
    const before = await call('project.state', {});
    const spec = before?.document.steps.find((step) => step.id === 'plan')?.spec ?? {};
    const tried = await call('step.try', { method: 'mckp', spec: { ...spec, budget: 2500 }, from: ['effects'], step: 'plan' });
    expect((await call('project.state', {}))?.documentHash).toBe(before?.documentHash);
    await call('document.edit', { document: await withBudget(2500), label: { en: 'Budget 2,500', zh: '预算 2,500' } });
    await run(['plan']);
    const { report, fingerprint } = await call('step.result', { step: 'plan' });
    expect(tried.fingerprint).toBe(fingerprint);
    expect(report).toEqual(tried.report);
    await call('document.go', { index: 0 });
  });

  it('hears of a wrong option before it runs anything', async () => {
    const problems = await call('step.check', { method: 'mckp', spec: { budget: -1 }, from: ['effects'] });
    expect(problems).toMatchObject([{ kind: 'input', where: { option: 'budget' } }]);
    expect(await call('step.check', { method: 'profile', spec: {}, from: ['customers'] })).toEqual([]);
    expect(await call('step.check', { method: 'profile', spec: {}, from: ['nowhere'] })).toMatchObject([
      { code: 'document/unknown-input' },
    ]);
  });

  it('withdraws a trial that nobody waits for any more', async () => {
    const cancel = new AbortController();
    const spec = { budget: 1234, cost: { rate_cut: 'cost_rate_cut', cashback: 'cost_cashback', call: 'cost_call' } };
    const answer = page.api.call('step.try', { method: 'mckp', spec, from: ['effects'] }, cancel.signal);
    cancel.abort();
    expect(await answer).toMatchObject({ ok: false, problem: { code: 'cancelled/by-user' } });
  });
});

describe('an edit', () => {
  it('makes stale what depends on it, keeps the last result readable, and is undone and redone', async () => {
    const label = { en: 'Budget 700', zh: '预算 700' };
    const edited = await call('document.edit', { document: await withBudget(700), label });
    expect([stateOf(edited, 'effects'), stateOf(edited, 'plan'), stateOf(edited, 'truth')]).toEqual(['fresh', 'stale', 'stale']);
    expect((await call('step.result', { step: 'plan' })).isStale).toBe(true);
    expect(edited.history.entries.at(-1)?.label).toEqual(label);
    const undone = await call('document.go', { index: 0 });
    expect(undone.steps.every((step) => step.state === 'fresh')).toBe(true);
    const redone = await call('document.go', { index: edited.history.current });
    expect(redone.documentHash).toBe(edited.documentHash);
    expect(stateOf(redone, 'plan')).toBe('stale');
  });

  it('may leave a step unconnected or broken: the step says so and the others still run', async () => {
    const state = await call('project.state', {});
    const document = JSON.parse(JSON.stringify(state?.document));
    document.steps.push(
      { id: 'loose', method: 'profile', from: [], spec: {} },
      { id: 'odd', method: 'profile', from: ['loose'], spec: {} },
    );
    const edited = await call('document.edit', { document, label: { en: 'Add', zh: '添加' } });
    expect(edited.steps.find((step) => step.id === 'loose')).toMatchObject({ state: 'missing', problem: { code: 'method/missing-input' } });
    expect((await run()).state).toBe('done');
    const after = await call('project.state', {});
    expect(after?.steps.filter((step) => step.state !== 'fresh').map((step) => step.id)).toEqual(['loose', 'odd']);
    expect((await problemIn('run.start', { steps: ['odd'] })).where?.step).toBe('odd');
    await call('document.go', { index: edited.history.current - 1 });
  });

  it('that fails a step shows why at that step; what does not depend on it is computed', async () => {
    const state = await call('project.state', {});
    const document = JSON.parse(JSON.stringify(state?.document));
    document.steps.find((step: { id: string }) => step.id === 'plan').spec.cost.call = 'no such column';
    document.steps.push({ id: 'again', method: 'profile', from: ['eligible'], spec: {} });
    const edited = await call('document.edit', { document, label: { en: 'Break', zh: '破坏' } });
    const job = await run();
    expect(job).toMatchObject({ state: 'failed', problem: { where: { step: 'plan' } } });
    const after = await call('project.state', {});
    expect(after?.steps.find((step) => step.id === 'plan')).toMatchObject({ state: 'failed', problem: { kind: 'input' } });
    expect(after === null ? '' : stateOf(after, 'again')).toBe('fresh');
    await call('document.go', { index: edited.history.current - 1 });
  });

  it('is refused when two things would have one name', async () => {
    const state = await call('project.state', {});
    const document = JSON.parse(JSON.stringify(state?.document));
    document.steps.push({ id: 'customers', method: 'profile', from: ['customers'], spec: {} });
    expect((await problemIn('document.edit', { document, label: { en: 'x', zh: 'x' } })).code).toBe('document/duplicate-step');
    expect((await problemIn('document.edit', { document: { causeway: 1 }, label: { en: 'x', zh: 'x' } })).code).toBe('document/broken');
  });
});

describe('a table', () => {
  it('is paged, sorted and filtered; missing cells come last both ways', async () => {
    const sort = { column: 'income_monthly', isDescending: false };
    const up = await call('data.rows', { source: 'customers', from: 0, count: 50, sort });
    const down = await call('data.rows', { source: 'customers', from: 0, count: 50, sort: { ...sort, isDescending: true } });
    const income = up.columns.findIndex((column) => column.name === 'income_monthly');
    const [low, high] = [up.cells[income] as number[], down.cells[income] as number[]];
    expect([...low].sort((left, right) => left - right)).toEqual(low);
    expect([...high].sort((left, right) => right - left)).toEqual(high);
    const last = await call('data.rows', { source: 'customers', from: CUSTOMERS - 1, count: 10, sort: { ...sort, isDescending: true } });
    expect(last.cells[income]).toEqual([null]);
    const filtered = await call('data.rows', { source: 'customers', from: 0, count: 5, sort, filter: "region = 'north' and age < 30" });
    expect(filtered.matching).toBeGreaterThan(0);
    expect(filtered.cells[filtered.columns.findIndex((column) => column.name === 'region')]).toEqual(Array(5).fill('north'));
    expect((await problemIn('data.rows', { source: 'customers', from: 0, count: 5, filter: 'agee < 30' })).fix).toContain('age');
    expect((await problemIn('data.rows', { source: 'nobody', from: 0, count: 5 })).code).toBe('document/unknown-input');
  });

  it('is searched in the order shown, exported, and counted branch by branch', async () => {
    expect(await call('data.find', { source: 'customers', words: 'c000033', after: -1 })).toEqual({ at: 32 });
    expect(await call('data.find', { source: 'customers', words: 'c000033', after: 32 })).toBeNull();
    const sort = { column: 'customer_id', isDescending: true };
    expect(await call('data.find', { source: 'customers', words: 'c000033', after: -1, sort })).toEqual({ at: CUSTOMERS - 33 });
    const file = await call('data.export', { source: 'plan', filter: 'age > 70' });
    const rows = (await call('data.rows', { source: 'plan', from: 0, count: 0, filter: 'age > 70' })).matching;
    expect(new TextDecoder().decode(await page.download(file.url)).split('\r\n')).toHaveLength(rows + 2);
    const rule = { all: [{ column: 'age', is: 'at-least', value: 40 }, { not: { column: 'region', is: 'equals', value: 'north' } }] };
    const counts = await call('rule.count', { source: 'customers', rule });
    const { sql } = await call('rule.toSql', { rule });
    const told = await call('sql.query', { sql: `SELECT count(*) AS n FROM customers WHERE ${sql}` });
    expect(told.cells[0]).toEqual([counts.memberCount]);
    expect(counts.branches.map((branch) => [branch.kind, branch.depth, branch.parent])).toEqual([
      ['all', 0, -1],
      ['test', 1, 0],
      ['not', 1, 0],
      ['test', 2, 2],
    ]);
    const again = await call('rule.fromSql', { sql });
    expect((await call('rule.count', { source: 'customers', rule: again.rule })).memberCount).toBe(counts.memberCount);
  });

  it('answers SQL over datasets and steps, and says when there is more', async () => {
    const sql = 'SELECT c.region, count(*) AS n FROM customers c JOIN plan p ON p.customer_id = c.customer_id GROUP BY 1 ORDER BY 1';
    const joined = await call('sql.query', { sql });
    expect(joined.cells[0]).toEqual(['east', 'north', 'south', 'west']);
    expect(await call('sql.query', { sql: 'SELECT * FROM customers', limit: 10 })).toMatchObject({ matching: 10, isCut: true });
    expect((await problemIn('sql.query', { sql: 'SELECT * FROM customer' })).fix).toContain('customers');
    expect((await problemIn('sql.query', { sql: 'DROP TABLE customers' })).code).toBe('sql/forbidden');
  });

  it('is not held up by a query that never ends', async () => {
    const cancel = new AbortController();
    const sql = 'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT sum(n) FROM t';
    const endless = page.api.call('sql.query', { sql }, cancel.signal);
    expect((await call('data.rows', { source: 'customers', from: 0, count: 1 })).rowCount).toBe(CUSTOMERS);
    cancel.abort();
    expect(await endless).toMatchObject({ ok: false, problem: { kind: 'cancelled' } });
    // The thread is ended after its time of grace; the next query has another.
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect((await call('sql.query', { sql: 'SELECT 1 AS one' })).cells).toEqual([[1]]);
  });
});

describe('a file of one’s own', () => {
  const csv = [
    '客户编号,城市,消费,日期',
    ...Array.from({ length: 40 }, (_, row) => `K${row},${row % 2 === 0 ? '北京' : '上海'},${row}.5,2026-03-01`),
  ];

  it('in GB18030 is previewed, imported with roles, undone and brought back', async () => {
    const encoded = encodeGb18030(csv.join('\n'));
    const ticket = await page.upload('客户 三月.csv', encoded);
    expect(ticket).toMatchObject({ name: '客户 三月.csv', sizeBytes: encoded.length });
    const preview = await call('data.preview', { ticket: ticket.ticket });
    expect(preview.columns.map((column) => column.name)).toEqual(['客户编号', '城市', '消费', '日期']);
    expect(preview.decisions.find((decision) => decision.what === 'encoding')?.chosen.toLowerCase()).toContain('gb');
    expect(preview.rows[0]).toEqual(['K0', '北京', '0.5', '2026-03-01']);
    const wrong = { ticket: ticket.ticket, name: 'march', roles: { 城: 'covariate' as const } };
    expect((await problemIn('data.import', wrong)).code).toBe('data/unknown-column');
    const state = await call('data.import', { ticket: ticket.ticket, name: 'march', roles: { 客户编号: 'id', 消费: 'outcome' } });
    expect(state.datasets.find((dataset) => dataset.name === 'march')).toMatchObject({ rowCount: 40, file: '客户 三月.csv' });
    expect(state.history.entries.at(-1)?.label.zh).toBe('导入 march');
    expect((await call('data.imported', { name: 'march' })).decisions.length).toBeGreaterThan(0);
    const undone = await call('document.go', { index: state.history.current - 1 });
    expect(undone.datasets.map((dataset) => dataset.name)).toEqual(['customers']);
    await call('document.go', { index: state.history.current });
  });

  it('under a name that is taken replaces the rows, and undoing brings the old ones back', async () => {
    const ticket = await page.upload('next.csv', 'a,b\n1,2\n3,4\n');
    const state = await call('data.import', { ticket: ticket.ticket, name: 'march' });
    const rowsNow = async (): Promise<number> => (await call('data.rows', { source: 'march', from: 0, count: 1 })).rowCount;
    expect(await rowsNow()).toBe(2);
    await call('document.go', { index: state.history.current - 1 });
    expect(await rowsNow()).toBe(40);
  });

  it('that is no data file is refused in words', async () => {
    const ticket = await page.upload(
      'photo.csv',
      Uint8Array.from({ length: 3000 }, (_, at) => (at * 7919) % 256),
    );
    expect((await problemIn('data.preview', { ticket: ticket.ticket })).kind).toBe('input');
    expect((await problemIn('data.preview', { ticket: 'made-up' })).code).toBe('data/file-missing');
  });
});

describe('why one customer got this', () => {
  it('adds up exactly, agrees with the step, and is answered anew for every move of a slider', async () => {
    expect((await run(['why'])).problem).toBeNull();
    const { report } = await call('step.result', { step: 'why' });
    const waterfall = report.blocks.find((block) => block.id === 'waterfall');
    const row = Number(
      report.blocks.flatMap((block) => (block.kind === 'scalars' ? block.rows : [])).find(({ name }) => name === 'shown_row')?.value,
    );
    const steps = waterfall?.kind === 'figure' ? waterfall.table.rows : [];
    const subject = await call('explain.subject', { step: 'why' });
    const view = await call('explain.row', { step: 'why', row });
    expect(view.base + view.contributions.reduce((sum, part) => sum + part, 0)).toBeCloseTo(view.raw, 9);
    expect(view.base).toBe(steps[0]?.[3]);
    expect(Math.max(...view.contributions.map(Math.abs))).toBe(Math.abs(Number(steps[1]?.[2])));
    expect((await call('explain.row', { step: 'why', customer: view.name })).row).toBe(row);
    expect(view.peers).toHaveLength(5);
    const at = subject.features.findIndex(({ kind, grid }) => kind === 'number' && grid.length > 2);
    const { name = '', grid = [] } = subject.features[at] ?? {};
    const start = performance.now();
    const changed = await call('explain.row', { step: 'why', row, changes: { [name]: grid[1] ?? null } });
    expect(performance.now() - start).toBeLessThan(500);
    expect(changed.answer).toBeCloseTo(view.lines[at]?.[1] ?? 0, 9);
    expect(changed.answerBefore).toBe(view.answer);
    expect((await problemIn('explain.row', { step: 'why', row: 1, changes: { nobody: 1 } })).code).toBe('option/invalid');
    expect((await problemIn('explain.row', { step: 'why', customer: 'nobody' })).code).toBe('option/invalid');
  });
});

describe('the pages of a report', () => {
  it('are proposed until there are some, live in the document, touch no result, and say what is missing', async () => {
    const before = await call('project.state', {});
    const proposed = await call('report.preview', {});
    expect(proposed.isProposed).toBe(true);
    expect(proposed.pages.find(({ step }) => step === 'why')?.blocks).toEqual(['reading', 'mean-shap']);
    const page = { step: 'plan', blocks: ['reading'], notes: { en: 'Agreed.', zh: '已同意。' } };
    const document = { ...before?.document, report: { pages: [page, { step: 'plan', blocks: ['nothing'] }] } };
    const after = await call('document.edit', { document, label: { en: 'Report', zh: '报告' } });
    expect(after.steps.map(({ id, state, fingerprint }) => [id, state, fingerprint])).toEqual(
      before?.steps.map(({ id, state, fingerprint }) => [id, state, fingerprint]),
    );
    const preview = await call('report.preview', {});
    expect(preview.pages[0]).toEqual(page);
    expect(preview.places).toMatchObject([{ section: 0 }, { problem: { code: 'document/no-result' } }]);
    expect((await problemIn('report.export', { format: 'html', language: 'en' })).code).toBe('document/no-result');
    await call('document.go', { index: after.history.current - 1 });
    expect((await call('report.preview', {})).isProposed).toBe(true);
  });
});

describe('the work of a reviewer', () => {
  it('exports the report in every form that the host can make', async () => {
    const html = await call('report.export', { format: 'html', language: 'zh' });
    expect(new TextDecoder().decode(await page.download(html.url))).toContain('data-opens-in="zh"');
    const pages = [
      { step: 'plan', blocks: ['reading'], caption: { en: 'What we decide', zh: '我们的决定' } },
      { blocks: [], notes: { en: 'Agreed.', zh: '已同意。' } },
    ];
    const chosen = await call('report.export', { format: 'json', language: 'en', pages });
    const report = JSON.parse(new TextDecoder().decode(await page.download(chosen.url)));
    expect(report.sections).toMatchObject([
      { step: 'plan', caption: { en: 'What we decide' }, report: { blocks: [{ id: 'reading' }] } },
      { step: null, title: { en: 'In words' }, remarks: { zh: '已同意。' } },
    ]);
    expect(report.sections[0].report.blocks).toHaveLength(1);
    const tables = unzipSync(await page.download((await call('report.export', { format: 'csv', language: 'en' })).url));
    expect(Object.keys(tables).some((name) => name.startsWith('effects/'))).toBe(true);
    if (findBrowser() === undefined) {
      expect((await problemIn('report.export', { format: 'pdf', language: 'en' })).code).toBe('report/no-printer');
      return;
    }
    const pdf = await page.download((await call('report.export', { format: 'pdf', language: 'en' })).url);
    expect(new TextDecoder().decode(pdf.subarray(0, 5))).toBe('%PDF-');
  });

  it('finds everything again after closing: results, states, digests and the history with its labels', async () => {
    const before = await call('project.state', {});
    await stop();
    await start();
    const [recent] = (await call('app.info', {})).recent;
    expect(recent).toMatchObject({ isMissing: false });
    const after = await call('recent.open', { id: recent?.id ?? '' });
    expect({ ...after, steps: after.steps.map(plainStep) }).toEqual({ ...before, steps: before?.steps.map(plainStep) });
  });

  it('may look at everything in a project opened for reading, and change nothing', async () => {
    const backup = await call('project.backup', {});
    const ticket = await page.upload('copy.causeway', await page.download(backup.url));
    const state = await call('project.open', { ticket: ticket.ticket, isReadOnly: true });
    expect(state.isReadOnly).toBe(true);
    const label = { en: 'x', zh: 'x' };
    const file = await page.upload('a.csv', 'a,b\n1,2\n');
    for (const problem of [
      await problemIn('document.edit', { document: state.document, label }),
      await problemIn('document.go', { index: 0 }),
      await problemIn('run.start', {}),
      await problemIn('data.import', { ticket: file.ticket, name: 'more' }),
    ])
      expect(problem.code).toBe('store/read-only');
    expect((await call('step.result', { step: 'effects' })).isStale).toBe(false);
    expect((await call('data.find', { source: 'plan', words: 'C000033', after: -1 }))?.at).toBeGreaterThanOrEqual(0);
    expect(await call('project.verify', {})).toMatchObject({ findings: [] });
    expect((await call('project.audit', {})).map((entry) => entry.sequence)).toContain(1);
    expect((await call('project.replay', {})).isEqual).toBe(true);
    expect((await call('project.backup', {})).sizeBytes).toBeGreaterThan(1000);
  });
});

describe('a new experiment', () => {
  it('starts empty, is given a name of any letters, and forgets nothing of its settings', async () => {
    const state = await call('project.create', { name: '春季 / offers?' });
    expect(state).toMatchObject({ name: { zh: '春季 / offers?' }, steps: [], datasets: [] });
    expect((await problemIn('run.start', {})).code).toBe('document/broken');
    expect((await problemIn('report.export', { format: 'html', language: 'en' })).code).toBe('document/no-result');
    await call('app.set', { language: 'zh', theme: 'dark' });
    expect((await call('app.info', {})).settings).toMatchObject({ language: 'zh', theme: 'dark', role: null });
  });

  it('lets a running job be stopped within a second, and says so', async () => {
    const ticket = await page.upload('wide.csv', noise(30_000));
    const imported = await call('data.import', {
      ticket: ticket.ticket,
      name: 'noise',
      roles: { a: 'covariate', b: 'covariate', c: 'covariate', d: 'covariate', y: 'outcome' },
    });
    const fit = { id: 'fit', method: 'gbdt', from: ['noise'], spec: { trees: 3000, earlyStopping: 0 } };
    await call('document.edit', { document: { ...imported.document, steps: [fit] }, label: { en: 'Fit', zh: '拟合' } });
    const { job } = await call('run.start', {});
    while ((await call('project.state', {}))?.steps[0]?.state === 'missing') await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const asked = performance.now();
    await call('job.cancel', { job });
    expect((await ended(job)).state).toBe('cancelled');
    expect(performance.now() - asked).toBeLessThan(1000);
    const state = await call('project.state', {});
    expect(state?.steps[0]?.state).toBe('missing');
    expect(state?.lastRun?.state).toBe('cancelled');
  });
});

function plainStep(step: ProjectState['steps'][number]): unknown {
  return { ...step };
}

function noise(rows: number): string {
  const lines = ['a,b,c,d,y'];
  for (let row = 0; row < rows; row++) {
    const [a, b, c, d] = [7919, 104_729, 1299, 15_485].map((step) => ((row * step) % 10_007) / 10_007);
    lines.push([a, b, c, d, Math.sin(40 * (a ?? 0)) + (b ?? 0) * (c ?? 0)].join(','));
  }
  return lines.join('\n');
}

/** The platform only decodes GB18030; for the characters of this test its table is turned around. */
function encodeGb18030(words: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  }
  return Uint8Array.from([...words].flatMap((letter) => (letter < '\x80' ? [letter.charCodeAt(0)] : [...(codes.get(letter) ?? [])])));
}
