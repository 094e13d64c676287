import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api, CallName, ResultOf } from '../../core/api/calls.ts';
import type { JobView } from '../../core/api/types.ts';
import type { Problem } from '../../core/base/problem.ts';
import { type Loopback, openLoopback } from '../../core/host/loopback.ts';
import { openTestPage, type TestPage } from './loopback-transport.ts';

/** The workbench as its page drives it, over the loopback host and without a browser. */
export interface ApiDriver {
  /** The page that is open now. */
  readonly page: TestPage;
  start(): Promise<void>;
  /** Closes host and page; what they kept stays, and is there after the next start. */
  stop(): Promise<void>;
  /** Removes what was kept. */
  clear(): void;
  call<Name extends CallName>(name: Name, params: Api[Name]['params'], signal?: AbortSignal): Promise<ResultOf<Name>>;
  /** What a call is refused with. */
  problemIn<Name extends CallName>(name: Name, params: Api[Name]['params']): Promise<Problem>;
  /** Waits until a job has ended. */
  ended(job: string): Promise<JobView>;
  run(steps?: readonly string[]): Promise<JobView>;
}

/** A workbench in a folder of its own; nothing is open before `start`. */
export function driveApi(sampleRows: number): ApiDriver {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-api-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Causeway</title>');
  let host: Loopback | undefined;
  let page: TestPage | undefined;
  const opened = (): TestPage => {
    if (page === undefined) throw new Error('The workbench has not been started.');
    return page;
  };
  const call: ApiDriver['call'] = async (name, params, signal) => {
    const outcome = await opened().api.call(name, params, signal);
    if (!outcome.ok) throw new Error(`${name}: ${outcome.problem.code} ${outcome.problem.message}`);
    return outcome.value;
  };
  const ended: ApiDriver['ended'] = async (job) => {
    for (;;) {
      const found = (await call('jobs.list', {})).find((each) => each.id === job);
      if (found !== undefined && found.state !== 'queued' && found.state !== 'running') return found;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };
  return {
    get page() {
      return opened();
    },
    async start() {
      host = await openLoopback({ dataFolder: join(folder, 'app'), pageFolder: folder, sampleRows, threads: 2 });
      page = await openTestPage(host.url);
    },
    async stop() {
      page?.api.close();
      await host?.close();
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
    call,
    async problemIn(name, params) {
      const outcome = await opened().api.call(name, params);
      if (outcome.ok) throw new Error(`${name} should have been refused`);
      return outcome.problem;
    },
    ended,
    async run(steps) {
      const { job } = await call('run.start', steps === undefined ? {} : { steps: [...steps] });
      return ended(job);
    },
  };
}
