import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Api, CallName, ResultOf } from '../../core/api/calls.ts';
import type { ProjectState } from '../../core/api/types.ts';
import { openTestPage, type TestPage } from '../support/loopback-transport.ts';

const HOST = fileURLToPath(new URL('host.ts', import.meta.url));

let folder = '';
let child: ChildProcess | undefined;
let page: TestPage;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-kill-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a host in a process of its own. */
async function start(): Promise<void> {
  const started = spawn(process.execPath, [HOST, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  child = started;
  const lines = createInterface({ input: started.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    started.once('exit', () => reject(new Error('The host ended before it had begun.')));
  });
  page = await openTestPage(url);
}

/** Ends it as a power cut would: without a word. */
async function kill(): Promise<void> {
  const gone = new Promise((resolve) => child?.once('exit', resolve));
  child?.kill('SIGKILL');
  await gone;
  page.api.close();
}

async function call<Name extends CallName>(name: Name, params: Api[Name]['params']): Promise<ResultOf<Name>> {
  const outcome = await page.api.call(name, params);
  if (!outcome.ok) throw new Error(`${name}: ${outcome.problem.code} ${outcome.problem.message}`);
  return outcome.value;
}

const edit = (state: ProjectState, seed: number) =>
  call('document.edit', { document: { ...state.document, seed }, label: { en: `Seed ${seed}`, zh: `种子 ${seed}` } });

async function reopen(): Promise<ProjectState> {
  await start();
  const { recent } = await call('app.info', {});
  return call('recent.open', { id: recent[0]?.id ?? '' });
}

it('keeps every edit that was acknowledged, undo included, when the host is killed right after it', { timeout: 60_000 }, async () => {
  await start();
  let state = await call('sample.open', { sample: 'loan-offer' });
  for (let round = 1; round <= 3; round++) {
    await edit(state, 10 * round);
    const last = await edit(state, 10 * round + 1);
    if (round === 3) await call('document.go', { index: last.history.current - 1 });
    await kill();
    state = await reopen();
    expect(state.document.seed).toBe(round === 3 ? 30 : 10 * round + 1);
    expect((await call('project.verify', {})).findings).toEqual([]);
  }
  const { entries, current } = state.history;
  expect(entries.map(({ label }) => label.zh).filter((label) => label.startsWith('种子'))).toEqual(
    [10, 11, 20, 21, 30, 31].map((seed) => `种子 ${seed}`),
  );
  expect((await call('document.go', { index: current + 1 })).document.seed).toBe(31);
});

it('keeps a signature, and opens at once, when the host is killed while it runs a step', { timeout: 60_000 }, async () => {
  await start();
  await call('sample.open', { sample: 'loan-offer' });
  await call('project.sign', { name: 'Lin', remark: 'Before the run.' });
  await call('run.start', {});
  await kill();
  const began = performance.now();
  const state = await reopen();
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(state.steps.every((step) => step.state !== 'running')).toBe(true);
  expect((await call('project.signatures', {})).map(({ name }) => name)).toEqual(['Lin']);
  expect((await call('project.verify', {})).findings).toEqual([]);
});
