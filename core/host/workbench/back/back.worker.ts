import { parentPort } from 'node:worker_threads';
import { problemOf } from '../../../base/problem.ts';
import type { StopSignal } from '../../../base/work.ts';
import { makeFrame } from '../../../frame/frame.ts';
import { importFile, previewFile } from '../../../import/import-file.ts';
import { signalOf } from '../../../jobs/barrier.ts';
import type { BackTaskName, BackTasks, FromBack, ToBack } from './messages.ts';
import { TableStore } from './table-store.ts';

/** The thread behind the workbench: reads whole files and whole tables, so that the one in front always has time to answer. */

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread only.');

const send = (message: FromBack): void => port.postMessage(message);
const tables = new TableStore();

interface TaskRun {
  readonly signal: StopSignal;
  progress(share: number, what: string): void;
}

type Tasks = {
  readonly [Name in BackTaskName]: (
    params: BackTasks[Name]['params'],
    run: TaskRun,
  ) => BackTasks[Name]['result'] | Promise<BackTasks[Name]['result']>;
};

const TASKS: Tasks = {
  preview: ({ path, options }, run) => previewFile(path, options, run),
  import: ({ path, options }, run) => importFile(path, options, run),
  async sample({ maker, path, rows }) {
    const { makeSample } = (await import(maker)) as { makeSample(path: string, rows?: number): void };
    makeSample(path, ...(rows === null ? [] : [rows]));
    return null;
  },
  arrange: (params, { signal }) => tables.arrange(params, signal),
  find: (params, { signal }) => tables.find(params, signal),
  profile: ({ table }, { signal }) => tables.profile(table, signal),
  count: ({ table, condition }, { signal }) => tables.count(table, condition, signal),
  spread: (params, { signal }) => tables.spread(params, signal),
  values: (params) => tables.values(params),
  changes: (params, { signal }) => tables.changes(params, signal),
  async query({ sql, tables: named, limit }, { signal }) {
    // The SQL engine is native code; a thread that never queries never loads it.
    const { runQuery } = await import('../../../store/query.ts');
    const frames = named.map((table) => [table.name, makeFrame(tables.frame(table).columns, { roles: table.roles })] as const);
    return runQuery(sql, new Map(frames), { signal, firstRows: limit });
  },
};

port.on('message', (message: ToBack) => {
  if (message.type === 'column') tables.keep(message.key, message.name, message.column);
  else if (message.type === 'forget') tables.forget(message.key);
  else void perform(message);
});

async function perform({ id, task, params, flag }: Extract<ToBack, { type: 'ask' }>): Promise<void> {
  const run: TaskRun = { signal: signalOf(flag), progress: (share, what) => send({ type: 'progress', id, share, what }) };
  try {
    run.signal.throwIfAborted();
    const act = TASKS[task] as (params: unknown, run: TaskRun) => unknown;
    send({ type: 'done', id, result: await act(params, run) });
  } catch (error) {
    send({ type: 'failed', id, problem: problemOf(error) });
  }
}

send({ type: 'ready' });
