import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printWithBrowser } from '../../core/host/loopback/print-with-browser.ts';
import { openLoopback } from '../../core/host/loopback.ts';
import { TOKENS } from '../../core/report/tokens.ts';
import { ensureDesktop } from '../../tools/build/desktop.ts';
import { ensurePage, PAGE_FOLDER } from '../../tools/build/page.ts';
import { enter, openTestPage } from '../support/loopback-transport.ts';
import { readPdf } from '../support/pdf.ts';

/** `npm start` as a user meets it, with and without Electron's program, and the report that it prints. */

const cli = fileURLToPath(new URL('../../core/host/cli.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'causeway-start-'));
const running: ChildProcess[] = [];

function start(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [cli, 'start', ...words], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += piece.toString()));
  return {
    child,
    said: () => said,
    ended: async () => (child.exitCode === null ? (await once(child, 'close'))[0] : child.exitCode) as number,
  };
}

beforeAll(async () => {
  await ensurePage();
  await ensureDesktop();
}, 120_000);

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

describe('npm start', () => {
  it('serves the page on this machine alone, says so in one line, and ends well on Ctrl+C', async () => {
    const { child, said, ended } = start(['--no-open', '--data', join(folder, 'data')]);
    await expect
      .poll(said, { timeout: 20_000 })
      .toMatch(/^Causeway is ready.* http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+ \(Ctrl\+C ends it\)\n$/);
    const { origin, cookie } = await enter(/http:\S+/.exec(said())?.[0] ?? '');
    expect(await (await fetch(origin, { headers: { cookie } })).text()).toContain('<!doctype html>');
    expect((await fetch(origin)).status).toBe(403);
    child.kill('SIGINT');
    expect(await ended()).toBe(0);
  });

  it('names the port that cannot be had, and the way out', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const taken = start(['--no-open', '--port', String(port), '--data', join(folder, 'taken')]);
    expect(await taken.ended()).toBe(2);
    expect(taken.said()).toMatch(new RegExp(`cannot be served on port ${port}.*\\n {2}Fix: Choose another port`));
    holder.close();
    const nonsense = start(['--port', '99999']);
    expect(await nonsense.ended()).toBe(2);
    expect(nonsense.said()).toContain("--port must be a whole number from 1 to 65535, not '99999'");
  });

  it.skipIf(process.platform === 'win32')('opens the window where Electron’s program is, and ends as it ends', async () => {
    const program = join(folder, 'electron');
    writeFileSync(program, `#!/bin/sh\nprintf '%s %s' "$ELECTRON_RUN_AS_NODE" "$1" > ${join(folder, 'started')}\nexit 7\n`);
    chmodSync(program, 0o755);
    const { said, ended } = start([], { CAUSEWAY_ELECTRON: program, ELECTRON_RUN_AS_NODE: '1' });
    expect(await ended()).toBe(7);
    expect(said()).toBe('Causeway opens in its own window; this command ends with it.\n');
    expect(readFileSync(join(folder, 'started'), 'utf8')).toBe(` ${fileURLToPath(new URL('../../', import.meta.url))}`);
    const missing = start([], { CAUSEWAY_ELECTRON: join(folder, 'nowhere') });
    expect(await missing.ended()).toBe(2);
    expect(missing.said()).toContain('CAUSEWAY_ELECTRON names');
  });
});

describe('the report on paper', () => {
  it('has its charts and its Chinese letters over loopback too', async () => {
    const host = await openLoopback({ pageFolder: PAGE_FOLDER, dataFolder: join(folder, 'print'), sampleRows: 4000, threads: 2 });
    try {
      const page = await openTestPage(host.url);
      const call = async (name: string, params: unknown): Promise<Record<string, unknown>> => {
        const outcome = await page.api.call(name as 'app.info', params as Record<string, never>);
        if (!outcome.ok) throw new Error(`${outcome.problem.code}: ${outcome.problem.message}`);
        return outcome.value as unknown as Record<string, unknown>;
      };
      await call('sample.open', { sample: 'loan-offer' });
      const state = (await call('project.state', {})) as { steps: { id: string; method: string }[] };
      const test = state.steps.find(({ method }) => method === 'ab-test')?.id ?? '';
      await call('run.start', { steps: [test] });
      const isFresh = async () =>
        ((await call('project.state', {})) as { steps: { id: string; state: string }[] }).steps.find(({ id }) => id === test)?.state;
      await expect.poll(isFresh, { timeout: 30_000 }).toBe('fresh');
      const { url, name } = await call('report.export', { format: 'pdf', language: 'zh' });
      expect(name).toMatch(/\.pdf$/);
      const facts = readPdf(await page.download(String(url)));
      expect(facts.pageCount).toBeGreaterThanOrEqual(2);
      // Only charts draw in the colours of arms.
      expect([...facts.colors]).toContain(TOKENS.light['arm-2'].toLowerCase());
      expect(facts.letters).toMatch(/[\u4e00-\u9fff]/);
    } finally {
      await host.close();
    }
  }, 60_000);

  it.skipIf(process.platform === 'win32')('says what to do where the browser fails', async () => {
    const before = process.env['CAUSEWAY_CHROMIUM'];
    process.env['CAUSEWAY_CHROMIUM'] = '/bin/false';
    try {
      await expect(printWithBrowser(join(folder, 'no.html'))).rejects.toMatchObject({
        problem: { code: 'report/no-printer', message: expect.stringContaining('exit code 1'), fix: expect.stringContaining('HTML') },
      });
    } finally {
      if (before === undefined) delete process.env['CAUSEWAY_CHROMIUM'];
      else process.env['CAUSEWAY_CHROMIUM'] = before;
    }
  });
});
