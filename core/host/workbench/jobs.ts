import { randomUUID } from 'node:crypto';
import type { JobView } from '../../api/types.ts';
import { CausewayError, problemOf, refuse } from '../../base/problem.ts';
import type { Text } from '../../base/text.ts';

/** What long work may use. */
export interface JobContext {
  readonly signal: AbortSignal;
  progress(share: number, what: string, remainingMs?: number): void;
}

export interface StartedJob<Result> {
  readonly id: string;
  readonly result: Promise<Result>;
}

interface Entry {
  readonly id: string;
  readonly name: Text;
  readonly cancel: AbortController;
  state: JobView['state'];
  share: number;
  what: string;
  remainingMs: number | null;
  startedAt: number;
  endedAt: number | null;
  problem: JobView['problem'];
}

/** Finished jobs that the tray still shows. */
const MOST_FINISHED = 20;

/** News of progress go out at most this often. */
const TELL_EVERY_MS = 100;

/** The jobs of the workbench: what runs, what waits, how far it is. Jobs of one lane run one after another. */
export class JobBook {
  readonly #entries = new Map<string, Entry>();
  readonly #lanes = new Map<string, Promise<unknown>>();
  readonly #tell: (jobs: readonly JobView[]) => void;
  #pending: NodeJS.Timeout | undefined;

  constructor(tell: (jobs: readonly JobView[]) => void) {
    this.#tell = tell;
  }

  /** Queues a job. Its result rejects with a CausewayError; nobody needs to listen. */
  start<Result>(lane: string, name: Text, work: (job: JobContext) => Promise<Result>): StartedJob<Result> {
    const entry: Entry = {
      id: randomUUID(),
      name,
      cancel: new AbortController(),
      state: 'queued',
      share: 0,
      what: '',
      remainingMs: null,
      startedAt: performance.now(),
      endedAt: null,
      problem: null,
    };
    this.#entries.set(entry.id, entry);
    const before = this.#lanes.get(lane) ?? Promise.resolve();
    const result = before.then(() => this.#perform(entry, work));
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    this.#lanes.set(lane, settled);
    this.#changed();
    return { id: entry.id, result };
  }

  /** Stops a job; one that has ended stays as it is. @throws option/invalid for an unknown job */
  cancel(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) refuse('option/invalid', 'There is no such job any more.', 'Look at the list of jobs again.');
    entry.cancel.abort(stopped());
    if (entry.state === 'queued') this.#end(entry, 'cancelled');
  }

  /** Stops everything and waits until it has stopped. */
  async cancelAll(): Promise<void> {
    for (const entry of this.#entries.values()) if (entry.endedAt === null) this.cancel(entry.id);
    await Promise.all(this.#lanes.values());
  }

  list(): readonly JobView[] {
    const memoryBytes = process.memoryUsage.rss();
    return [...this.#entries.values()].map((entry) => ({
      id: entry.id,
      name: entry.name,
      state: entry.state,
      share: entry.share,
      what: entry.what,
      elapsedMs: entry.state === 'queued' ? 0 : (entry.endedAt ?? performance.now()) - entry.startedAt,
      remainingMs: entry.remainingMs,
      memoryBytes: entry.state === 'running' ? memoryBytes : null,
      problem: entry.problem,
    }));
  }

  get isIdle(): boolean {
    return [...this.#entries.values()].every((entry) => entry.endedAt !== null);
  }

  async #perform<Result>(entry: Entry, work: (job: JobContext) => Promise<Result>): Promise<Result> {
    const { signal } = entry.cancel;
    try {
      signal.throwIfAborted();
      entry.state = 'running';
      entry.startedAt = performance.now();
      this.#changed();
      const result = await work({ signal, progress: (share, what, remainingMs) => this.#advance(entry, share, what, remainingMs) });
      entry.share = 1;
      this.#end(entry, 'done');
      return result;
    } catch (error) {
      entry.problem = problemOf(error);
      this.#end(entry, entry.problem.kind === 'cancelled' ? 'cancelled' : 'failed');
      throw error;
    }
  }

  #advance(entry: Entry, share: number, what: string, remainingMs: number | undefined): void {
    entry.share = Math.min(1, Math.max(0, share));
    entry.what = what;
    entry.remainingMs = remainingMs ?? null;
    this.#changed();
  }

  #end(entry: Entry, state: JobView['state']): void {
    if (entry.endedAt !== null) return;
    entry.state = state;
    entry.endedAt = performance.now();
    entry.remainingMs = null;
    const finished = [...this.#entries.values()].filter((other) => other.endedAt !== null);
    for (const old of finished.slice(0, -MOST_FINISHED)) this.#entries.delete(old.id);
    this.#changed();
  }

  #changed(): void {
    if (this.#pending !== undefined) return;
    this.#pending = setTimeout(() => {
      this.#pending = undefined;
      this.#tell(this.list());
    }, TELL_EVERY_MS);
    this.#pending.unref();
  }
}

function stopped(): CausewayError {
  return new CausewayError({ kind: 'cancelled', code: 'cancelled/by-user', message: 'The job was stopped.' });
}
