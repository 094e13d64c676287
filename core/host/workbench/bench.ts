import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { EventName, Events } from '../../api/calls.ts';
import type { Download, ProjectState } from '../../api/types.ts';
import { CausewayError, refuse } from '../../base/problem.ts';
import type { Text } from '../../base/text.ts';
import { Pool } from '../../jobs/pool.ts';
import type { AppFolder } from './app-folder.ts';
import { BackThread } from './back/back-thread.ts';
import { ExplainDesk } from './explain/explain-desk.ts';
import type { FileAccess } from './file-access.ts';
import { JobBook, type JobContext } from './jobs.ts';
import type { Session } from './session.ts';
import { readSettings } from './settings.ts';
import { TableDesk } from './tables.ts';
import { TrialDesk } from './try-step.ts';

export interface BenchOptions {
  readonly folder: AppFolder;
  readonly files: FileAccess;
  readonly threads: number | undefined;
  readonly clock: () => string;
  readonly samplesFolder: string;
  readonly sampleRows: number | undefined;
  readonly host: 'desktop' | 'loopback';
  readonly emit: <Name extends EventName>(name: Name, payload: Events[Name]) => void;
}

/** Everything that the calls share: the open project, the threads, the jobs, the host's folder. */
export class Bench {
  readonly options: BenchOptions;
  readonly folder: AppFolder;
  readonly files: FileAccess;
  readonly clock: () => string;
  readonly jobs: JobBook;
  readonly tables = new TableDesk();
  readonly trials = new TrialDesk();
  readonly explainer = new ExplainDesk();
  /** Reads files. */
  readonly reader = new BackThread();
  readonly #exports: string[] = [];
  #session: Session | undefined;
  #pool: Pool | undefined;
  #switching: Promise<unknown> = Promise.resolve();

  constructor(options: BenchOptions) {
    this.options = options;
    this.folder = options.folder;
    this.files = options.files;
    this.clock = options.clock;
    this.jobs = new JobBook((jobs) => options.emit('jobs.changed', jobs));
  }

  /** The open project. @throws store/none-open */
  get session(): Session {
    if (this.#session !== undefined) return this.#session;
    return refuse('store/none-open', 'No project is open.', 'Open one, or start from a sample.');
  }

  get openSession(): Session | undefined {
    return this.#session;
  }

  /** The open project, where it may be changed. @throws store/none-open, store/read-only */
  get writable(): Session {
    this.session.requireWritable();
    return this.session;
  }

  get threads(): number {
    return readSettings(this.folder).threads ?? this.options.threads ?? availableParallelism();
  }

  /** The worker threads; another number of them comes into force when nothing runs. */
  get pool(): Pool {
    const { threads } = this;
    if (this.#pool !== undefined && this.#pool.threadCount !== threads && this.jobs.isIdle) {
      void this.#pool.close();
      this.#pool = undefined;
    }
    this.#pool ??= new Pool({ threads });
    return this.#pool;
  }

  /** Tells every page how the project stands now. */
  readonly changed = (): void => this.options.emit('project.changed', this.#session?.state() ?? null);

  /** Opening and closing come one after another, whoever asks. */
  switching<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = this.#switching.then(act);
    this.#switching = result.catch(() => undefined);
    return result;
  }

  /** Puts an opened project in place of the one before. Call it while switching. */
  place(session: Session): ProjectState {
    this.#session = session;
    void fillCards(session, () => this.#session === session, this.changed);
    const state = session.state();
    this.options.emit('project.changed', state);
    return state;
  }

  /** Stops what works on the open project and closes it. Call it while switching. */
  async leave(): Promise<void> {
    const session = this.#session;
    if (session === undefined) return;
    await this.jobs.cancelAll();
    this.#session = undefined;
    this.tables.forget();
    this.trials.clear();
    await this.explainer.clear();
    session.close();
    this.options.emit('project.changed', null);
  }

  /** Runs a job that its caller waits for: withdrawing the call stops the job. */
  async awaited<Result>(lane: string, name: Text, signal: AbortSignal, work: (job: JobContext) => Promise<Result>): Promise<Result> {
    const { id, result } = this.jobs.start(lane, name, work);
    const stop = (): void => this.jobs.cancel(id);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      return await result;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** A new file for something that is handed out; it is gone when the host closes. */
  exportPath(extension: string): string {
    const path = join(this.folder.exports, `${randomUUID()}.${extension}`);
    this.#exports.push(path);
    return path;
  }

  offer(path: string, name: string): Download {
    return this.files.offer(path, name);
  }

  async close(): Promise<void> {
    await this.switching(() => this.leave());
    await Promise.all([this.#pool?.close(), this.tables.close(), this.reader.close()]);
    for (const path of this.#exports) rmSync(path, { force: true });
  }
}

/** Reads the reports that have no card yet, one at a time, so that calls are answered in between. */
async function fillCards(session: Session, isOpen: () => boolean, changed: () => void): Promise<void> {
  const missing = session.fingerprintsWithoutCard();
  for (const fingerprint of missing) {
    await new Promise((resolve) => setImmediate(resolve));
    if (!isOpen()) return;
    try {
      session.fillCard(fingerprint);
    } catch (error) {
      // A damaged result has no card; whoever opens it hears what is wrong with it.
      if (!(error instanceof CausewayError)) throw error;
    }
  }
  if (missing.length > 0 && isOpen()) changed();
}
