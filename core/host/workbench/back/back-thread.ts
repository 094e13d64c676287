import { Worker } from 'node:worker_threads';
import { CausewayError, type Problem } from '../../../base/problem.ts';
import type { Frame } from '../../../frame/frame.ts';
import { sharedInts } from '../../../frame/shared-memory.ts';
import { CANCELLED } from '../../../jobs/messages.ts';
import type { BackTaskName, BackTasks, FromBack, TableName, ToBack } from './messages.ts';

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((share: number, what: string) => void) | undefined;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: AskOptions['onProgress'];
}

/** A thread that does not notice within this time that nobody waits any more is replaced: SQLite looks at no flag of ours. */
const GRACE_MS = 1000;

/** Tables that the thread keeps; their columns are shared, not copied, except for dictionaries. */
const MOST_TABLES = 8;

/** The front end of a back thread: asks it, cancels, and replaces it when it is lost. */
export class BackThread {
  readonly #file: URL;
  readonly #waiting = new Map<number, Waiting>();
  readonly #sent = new Map<string, Set<string>>();
  readonly #ready = new WeakSet<Worker>();
  #worker: Worker | undefined;
  #asked = 0;

  constructor(file: URL = new URL('./back.worker.ts', import.meta.url)) {
    this.#file = file;
  }

  /** @throws the task's problem; cancelled/by-user at once when the signal is raised */
  ask<Name extends BackTaskName>(
    task: Name,
    params: BackTasks[Name]['params'],
    { signal, onProgress }: AskOptions = {},
  ): Promise<BackTasks[Name]['result']> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const id = ++this.#asked;
    const flag = sharedInts(1);
    const stop = (): void => {
      Atomics.store(flag, 0, CANCELLED);
      reject(new CausewayError(WITHDRAWN));
      this.#expectEnd(id);
    };
    if (signal?.aborted === true) return Promise.reject(new CausewayError(WITHDRAWN));
    signal?.addEventListener('abort', stop, { once: true });
    this.#waiting.set(id, { resolve, reject, onProgress });
    this.#post({ type: 'ask', id, task, params, flag });
    // A thread that is asked something keeps the program alive; an idle one must not.
    this.#worker?.ref();
    return promise.finally(() => signal?.removeEventListener('abort', stop)) as Promise<BackTasks[Name]['result']>;
  }

  /** Makes columns of a table known to the thread and answers how to name them there; what it has is not sent again. */
  table(key: string, frame: Frame, columns: readonly string[]): TableName {
    const known = this.#sent.get(key) ?? new Set();
    for (const name of columns) {
      const column = frame.columns.get(name);
      if (column === undefined || known.has(name)) continue;
      this.#post({ type: 'column', key, name, column });
      known.add(name);
    }
    this.#sent.delete(key);
    this.#sent.set(key, known);
    for (const old of [...this.#sent.keys()].slice(0, -MOST_TABLES)) {
      this.#sent.delete(old);
      this.#post({ type: 'forget', key: old });
    }
    return { key, rowCount: frame.rowCount, columns };
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#drop(new CausewayError(WITHDRAWN));
    worker?.ref();
    await worker?.terminate();
  }

  /** Replaces a thread that does not notice in time; one that is still starting has had no chance to, and others wait for it too. */
  #expectEnd(id: number): void {
    const worker = this.#worker;
    setTimeout(() => {
      if (worker === undefined || worker !== this.#worker || !this.#waiting.has(id)) return;
      if (this.#ready.has(worker)) this.#replace(lost('it did not stop in time'));
      else this.#expectEnd(id);
    }, GRACE_MS).unref();
  }

  #post(message: ToBack): void {
    this.#started().postMessage(message);
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(this.#file);
    worker.on('message', (message: FromBack) => (message.type === 'ready' ? void this.#ready.add(worker) : this.#hear(message)));
    worker.on('error', (error) => this.#lose(worker, error.message));
    worker.on('exit', () => this.#lose(worker, 'it stopped'));
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #hear(message: Exclude<FromBack, { readonly type: 'ready' }>): void {
    const waiting = this.#waiting.get(message.id);
    if (message.type === 'progress') {
      waiting?.onProgress?.(message.share, message.what);
      return;
    }
    this.#waiting.delete(message.id);
    if (this.#waiting.size === 0) this.#worker?.unref();
    if (message.type === 'done') waiting?.resolve(message.result);
    else waiting?.reject(new CausewayError(message.problem));
  }

  #lose(worker: Worker, why: string): void {
    if (worker === this.#worker) this.#drop(lost(why));
  }

  #replace(error: CausewayError): void {
    const worker = this.#worker;
    this.#drop(error);
    void worker?.terminate();
  }

  /** Forgets the thread; the next question starts another. */
  #drop(error: CausewayError): void {
    this.#worker = undefined;
    this.#sent.clear();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

const WITHDRAWN: Problem = { kind: 'cancelled', code: 'cancelled/by-user', message: 'Nobody waits for this any more.' };

function lost(why: string): CausewayError {
  return new CausewayError({
    kind: 'bug',
    code: 'job/crashed',
    message: `The thread that read the table was lost: ${why}. Nothing else was touched.`,
    fix: 'Try again; if it fails again, please report it.',
  });
}
