import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectState } from '../../core/api/types.ts';
import { driveApi } from '../support/api-driver.ts';

/** An analyst on the sample: running, trying, editing, undoing. */

const CUSTOMERS = 3000;

const driver = driveApi(CUSTOMERS);
const { call, problemIn, run } = driver;

beforeAll(async () => {
  await driver.start();
});
afterAll(async () => {
  await driver.stop();
  driver.clear();
});

const stateOf = (state: ProjectState, step: string) => state.steps.find((each) => each.id === step)?.state;

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
      driver.page.api.on('project.changed', (state) => {
        for (const step of state?.steps ?? []) heard.add(`${step.id} ${step.state}`);
      }),
      driver.page.api.on('jobs.changed', (jobs) => shares.push(jobs.at(-1)?.share ?? 0)),
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
    const answer = driver.page.api.call('step.try', { method: 'mckp', spec, from: ['effects'] }, cancel.signal);
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
