import { availableParallelism, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { CausewayError, type Problem } from '../base/problem.ts';
import { sharedInts } from '../frame/shared-memory.ts';
import {
  CANCELLED,
  type FromWorker,
  GO_ON,
  HELPER_LOST,
  type Progress,
  type RunsWork,
  type SpreadWork,
  type StepRequest,
  type StepResult,
  type TeamWork,
} from './messages.ts';
import { receiveResult } from './perform.ts';
import type { JobOptions, PoolOptions } from './pool-options.ts';
import { answerLead, crashed, post, type Running, type Thread, tooLarge } from './threads.ts';

export interface Job {
  /** Settles with the result, or rejects with a CausewayError; a cancelled job rejects at once. */
  readonly result: Promise<StepResult>;
  cancel(): void;
}

/** How long a cancelled thread may take to notice before it is replaced. */
const GRACE_MS = 1500;

/** Room is left for the window, the store and the operating system. */
const MEMORY_SHARE = 0.7;

/**
 * A fixed set of long-lived worker threads. A job is led by one thread, which may ask the pool for the
 * others while they are free. A thread that crashes, loops or ignores a cancel takes only its own job down
 * and is replaced.
 */
export class Pool {
  readonly threadCount: number;
  readonly #memoryBytes: number;
  readonly #workerFile: URL;
  readonly #threads = new Set<Thread>();
  readonly #queue: Running[] = [];
  readonly #running = new Map<number, Running>();
  #jobCount = 0;
  #isClosed = false;

  constructor(options: PoolOptions = {}) {
    this.threadCount = Math.max(1, options.threads ?? availableParallelism());
    this.#memoryBytes = options.memoryBytes ?? totalmem() * MEMORY_SHARE;
    this.#workerFile = options.workerFile ?? new URL('./worker.ts', import.meta.url);
    for (let i = 0; i < this.threadCount; i++) this.#hire();
  }

  /** Queues a step; it starts as soon as a thread and its memory are free. */
  submit(request: StepRequest, options: JobOptions = {}): Job {
    const { promise, resolve, reject } = Promise.withResolvers<StepResult>();
    const job: Running = {
      id: ++this.#jobCount,
      request,
      options,
      flag: sharedInts(1),
      resolve,
      reject,
      startedAt: 0,
      lead: undefined,
      isSettled: false,
      helperProblem: undefined,
      timer: undefined,
    };
    const needed = options.memoryBytes ?? 0;
    if (needed > this.#memoryBytes) this.#settle(job, tooLarge(needed, this.#memoryBytes));
    else this.#queue.push(job);
    this.#assign();
    return {
      result: promise,
      cancel: () => this.#cancel(job, { kind: 'cancelled', code: 'cancelled/by-user', message: 'The run was stopped.' }),
    };
  }

  /** Ends all threads; jobs that still run are cancelled. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of [...this.#queue, ...this.#running.values()]) {
      this.#cancel(job, { kind: 'cancelled', code: 'cancelled/by-user', message: 'Causeway was closed.' });
    }
    await Promise.all(
      [...this.#threads].map((thread) => {
        // An idle worker keeps nothing alive; without this the program could end before its workers did.
        thread.worker.ref();
        return thread.worker.terminate();
      }),
    );
  }

  #hire(): void {
    const thread: Thread = { worker: new Worker(this.#workerFile), busyWith: undefined, helpsCall: undefined };
    thread.worker.on('message', (message: FromWorker) => this.#hear(thread, message));
    thread.worker.on('error', (error) => this.#lose(thread, error.message));
    thread.worker.on('exit', () => this.#lose(thread, 'it stopped'));
    // An idle pool must not keep a command from ending.
    thread.worker.unref();
    this.#threads.add(thread);
  }

  #freeThreads(): Thread[] {
    return [...this.#threads].filter((thread) => thread.busyWith === undefined);
  }

  #assign(): void {
    for (const thread of this.#freeThreads()) {
      const taken = [...this.#running.values()].reduce((sum, job) => sum + (job.options.memoryBytes ?? 0), 0);
      const next = this.#queue.findIndex((job) => taken + (job.options.memoryBytes ?? 0) <= this.#memoryBytes);
      if (next < 0) return;
      const [job] = this.#queue.splice(next, 1);
      if (job !== undefined) this.#start(thread, job);
    }
  }

  #start(thread: Thread, job: Running): void {
    job.startedAt = performance.now();
    job.lead = thread;
    thread.busyWith = job;
    thread.worker.ref();
    this.#running.set(job.id, job);
    if (job.options.timeLimitMs !== undefined) {
      const limit = job.options.timeLimitMs;
      const problem: Problem = {
        kind: 'resource',
        code: 'job/timed-out',
        message: `The step took longer than its limit of ${limit} ms.`,
        fix: 'Give it more time, fewer rows or simpler options.',
      };
      job.timer = setTimeout(() => this.#cancel(job, problem), limit);
    }
    post(thread, { type: 'job', job: job.id, request: job.request, flag: job.flag, threads: this.threadCount });
  }

  #hear(thread: Thread, message: FromWorker): void {
    if (message.type === 'free') this.#release(thread);
    else if (message.type === 'progress') this.#tell(message);
    else if (message.type === 'call') this.#help(thread, message.call, message.work);
    else if (message.type === 'assisted')
      answerLead(thread, (call) => ({ type: 'answer', call, index: message.index, result: message.result }));
    else if (message.type === 'assist-failed') this.#helperFailed(thread, message.problem);
    else if (message.type !== 'ready') this.#finish(message);
  }

  #finish(message: Extract<FromWorker, { type: 'done' | 'failed' }>): void {
    const job = this.#running.get(message.job);
    if (job === undefined) return;
    if (message.type === 'done') this.#settle(job, undefined, receiveResult(message.result, job.request.inputs));
    else this.#settle(job, message.problem.code === 'job/crashed' ? (job.helperProblem ?? message.problem) : message.problem);
  }

  #tell(message: Progress & { readonly job: number }): void {
    const job = this.#running.get(message.job);
    if (job?.options.onProgress === undefined || job.isSettled) return;
    const elapsedMs = performance.now() - job.startedAt;
    const { share, what } = message;
    // Before 2 % the pace says nothing yet.
    job.options.onProgress(
      share > 0.02 ? { share, what, elapsedMs, remainingMs: (elapsedMs * (1 - share)) / share } : { share, what, elapsedMs },
    );
  }

  /** Gives free threads to a leading thread. Queued jobs do not wait for that: they take threads as they are freed. */
  #help(lead: Thread, call: number, work: SpreadWork | RunsWork | TeamWork): void {
    const job = lead.busyWith;
    if (job === undefined) return;
    const pieces = work.kind === 'team' ? work.size : work.kind === 'runs' ? work.runs.length : work.items.length;
    const wanted = Math.min(this.threadCount, pieces) - 1;
    const helpers = this.#freeThreads().slice(0, wanted);
    helpers.forEach((helper, index) => {
      helper.busyWith = job;
      helper.helpsCall = { call, lead };
      helper.worker.ref();
      const part = work.kind === 'team' ? { ...work, rank: index + 1, size: helpers.length + 1 } : work;
      post(helper, { type: 'assist', job: job.id, call, flag: job.flag, work: part });
    });
    if (work.kind === 'team') post(lead, { type: 'team', call, size: helpers.length + 1 });
  }

  #helperFailed(thread: Thread, problem: Problem): void {
    if (thread.busyWith !== undefined) thread.busyWith.helperProblem ??= problem;
    answerLead(thread, (call) => ({ type: 'refused', call, problem }));
  }

  #release(thread: Thread): void {
    const job = thread.busyWith;
    if (job?.lead === thread) this.#running.delete(job.id);
    thread.busyWith = undefined;
    thread.helpsCall = undefined;
    if (this.#isClosed) return;
    thread.worker.unref();
    this.#assign();
  }

  #cancel(job: Running, problem: Problem): void {
    if (job.isSettled) return;
    const queued = this.#queue.indexOf(job);
    if (queued >= 0) this.#queue.splice(queued, 1);
    Atomics.compareExchange(job.flag, 0, GO_ON, CANCELLED);
    this.#settle(job, problem);
    if (job.lead === undefined || this.#isClosed) return;
    // Threads that do not look at the flag in time are replaced; they hold nothing but this job.
    setTimeout(() => {
      for (const thread of [...this.#threads]) if (thread.busyWith === job) void thread.worker.terminate();
    }, GRACE_MS).unref();
  }

  #settle(job: Running, problem: Problem | undefined, result?: StepResult): void {
    if (job.isSettled) return;
    job.isSettled = true;
    clearTimeout(job.timer);
    if (result !== undefined) job.resolve(result);
    else job.reject(new CausewayError(problem ?? crashed('it gave no result')));
  }

  #lose(thread: Thread, why: string): void {
    if (!this.#threads.delete(thread)) return;
    const job = thread.busyWith;
    if (job !== undefined) {
      Atomics.compareExchange(job.flag, 0, GO_ON, HELPER_LOST);
      if (job.lead === thread) this.#running.delete(job.id);
      else answerLead(thread, (call) => ({ type: 'refused', call, problem: crashed(why) }));
      this.#settle(job, crashed(why));
    }
    if (this.#isClosed) return;
    this.#hire();
    this.#assign();
  }
}
