import { parentPort } from 'node:worker_threads';
import { problemOf } from '../base/problem.ts';
import { rngFromWords } from '../base/rng.ts';
import type { Task, TeamTask } from '../base/work.ts';
import type { FitContext, MethodAnswer, MethodRun } from '../methods/contract.ts';
import { signalOf, takeSeat } from './barrier.ts';
import { openCallBook } from './calls.ts';
import {
  type FromWorker,
  GO_ON,
  HELPER_LOST,
  type RunsWork,
  type SpreadWork,
  type StepRequest,
  type TeamWork,
  type ToWorker,
} from './messages.ts';
import { answerRun, performStep, sendResult } from './perform.ts';
import { taskNamed, teamTaskNamed } from './tasks.ts';

/** One thread of the pool: it either leads a job or helps another thread with a part of one. */

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread only.');

const send = (message: FromWorker): void => port.postMessage(message);

const book = openCallBook();

port.on('message', (message: ToWorker) => {
  if (message.type === 'job') void lead(message.job, message.request, message.flag, message.threads);
  else if (message.type === 'assist') void assist(message.job, message.call, message.flag, message.work);
  else hear(message);
});
send({ type: 'ready' });

async function lead(job: number, request: StepRequest, flag: Int32Array, threads: number): Promise<void> {
  try {
    const result = await performStep(request.method, request.spec, request.inputs, contextOf(job, request, flag, threads));
    send({ type: 'done', job, result: sendResult(result, request.inputs) });
  } catch (error) {
    send({ type: 'failed', job, problem: problemOf(error) });
  }
  book.clear();
  send({ type: 'free' });
}

function contextOf(job: number, request: StepRequest, flag: Int32Array, threads: number): FitContext {
  const signal = signalOf(flag);
  return {
    rng: rngFromWords(request.seed),
    signal,
    threads,
    progress: (share, what) => send({ type: 'progress', job, share, what }),
    spread: (task, shared, items, onProgress) => spread(job, flag, threads, { task, shared, items, onProgress }),
    team: (task, shared, size) => team(job, flag, Math.min(size, threads), { task, shared }),
    reports: (runs, onProgress) => runAll(job, flag, threads, { runs, onProgress }),
    query: async (sql, tables) => {
      // The SQL engine is native code; threads that never query never load it.
      const { runQuery } = await import('../store/query.ts');
      return runQuery(sql, tables, { signal });
    },
  };
}

interface SpreadCall<Shared, Item, Result> {
  readonly task: Task<Shared, Item, Result>;
  readonly shared: Shared;
  readonly items: readonly Item[];
  readonly onProgress: ((share: number) => void) | undefined;
}

async function spread<Shared, Item, Result>(
  job: number,
  flag: Int32Array,
  threads: number,
  { task, shared, items, onProgress }: SpreadCall<Shared, Item, Result>,
): Promise<Result[]> {
  const signal = signalOf(flag);
  const runAt = (index: number): Result => {
    onProgress?.(index / items.length);
    return task.run(shared, items[index] as Item, signal);
  };
  if (threads < 2 || items.length < 2) return items.map((_, index) => runAt(index));
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const call = book.open();
  call.expect(items.length);
  send({ type: 'call', job, call: call.id, work: { kind: 'spread', task: task.id, shared, items, counter } });
  for (let index = Atomics.add(counter, 0, 1); index < items.length; index = Atomics.add(counter, 0, 1)) {
    call.deliver(index, runAt(index));
  }
  return (await call.all) as Result[];
}

interface RunsCall {
  readonly runs: readonly MethodRun[];
  readonly onProgress: ((share: number) => void) | undefined;
}

async function runAll(job: number, flag: Int32Array, threads: number, { runs, onProgress }: RunsCall): Promise<MethodAnswer[]> {
  const signal = signalOf(flag);
  const runAt = (index: number): Promise<MethodAnswer> => {
    onProgress?.(index / runs.length);
    return answerRun(runs[index] as MethodRun, contextAlone(flag));
  };
  const answers: MethodAnswer[] = [];
  if (threads < 2 || runs.length < 2) {
    for (const index of runs.keys()) answers.push(await runAt(index));
    return answers;
  }
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const call = book.open();
  call.expect(runs.length);
  send({ type: 'call', job, call: call.id, work: { kind: 'runs', runs, counter } });
  for (let index = Atomics.add(counter, 0, 1); index < runs.length; index = Atomics.add(counter, 0, 1)) {
    call.deliver(index, await runAt(index));
  }
  const all = (await call.all) as MethodAnswer[];
  signal.throwIfAborted();
  return all;
}

/** The context of a run within a run: one thread, and no word on its progress. */
function contextAlone(flag: Int32Array): Omit<FitContext, 'rng'> {
  const signal = signalOf(flag);
  return {
    signal,
    threads: 1,
    progress: () => undefined,
    spread: async (task, shared, items) => items.map((item) => task.run(shared, item, signal)),
    team: async (task, shared) => [task.run(shared, takeSeat(0, 1, new Int32Array(new SharedArrayBuffer(8)), flag))],
    reports: async (runs) => {
      const answers: MethodAnswer[] = [];
      for (const run of runs) answers.push(await answerRun(run, contextAlone(flag)));
      return answers;
    },
    query: async (sql, tables) => {
      const { runQuery } = await import('../store/query.ts');
      return runQuery(sql, tables, { signal });
    },
  };
}

interface TeamCall<Shared, Result> {
  readonly task: TeamTask<Shared, Result>;
  readonly shared: Shared;
}

async function team<Shared, Result>(
  job: number,
  flag: Int32Array,
  wanted: number,
  { task, shared }: TeamCall<Shared, Result>,
): Promise<Result[]> {
  const gate = new Int32Array(new SharedArrayBuffer(8));
  if (wanted < 2) return [task.run(shared, takeSeat(0, 1, gate, flag))];
  const call = book.open();
  send({ type: 'call', job, call: call.id, work: { kind: 'team', task: task.id, shared, rank: 0, size: wanted, gate } });
  const size = await call.size;
  call.expect(size);
  call.deliver(
    0,
    inTeam(flag, () => task.run(shared, takeSeat(0, size, gate, flag))),
  );
  return (await call.all) as Result[];
}

/** Runs one member; if it fails, the others must not wait for it at the next barrier for ever. */
function inTeam<Result>(flag: Int32Array, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    Atomics.compareExchange(flag, 0, GO_ON, HELPER_LOST);
    throw error;
  }
}

function hear(message: Exclude<ToWorker, { type: 'job' | 'assist' }>): void {
  if (message.type === 'answer') book.answer(message.call, message.index, message.result);
  else if (message.type === 'team') book.grant(message.call, message.size);
  else book.refuse(message.call, message.problem);
}

async function assist(job: number, call: number, flag: Int32Array, work: SpreadWork | RunsWork | TeamWork): Promise<void> {
  try {
    if (work.kind === 'team') {
      const seat = takeSeat(work.rank, work.size, work.gate, flag);
      const result = inTeam(flag, () => teamTaskNamed(work.task).run(work.shared, seat));
      send({ type: 'assisted', job, call, index: work.rank, result });
    } else if (work.kind === 'runs') {
      for (let index = Atomics.add(work.counter, 0, 1); index < work.runs.length; index = Atomics.add(work.counter, 0, 1)) {
        send({ type: 'assisted', job, call, index, result: await answerRun(work.runs[index] as MethodRun, contextAlone(flag)) });
      }
    } else {
      const task = taskNamed(work.task);
      const signal = signalOf(flag);
      for (let index = Atomics.add(work.counter, 0, 1); index < work.items.length; index = Atomics.add(work.counter, 0, 1)) {
        send({ type: 'assisted', job, call, index, result: task.run(work.shared, work.items[index], signal) });
      }
    }
  } catch (error) {
    send({ type: 'assist-failed', job, call, problem: problemOf(error) });
  }
  send({ type: 'free' });
}
