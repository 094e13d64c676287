import { parentPort } from 'node:worker_threads';
import { problemOf } from '../../../base/problem.ts';
import { signalOf } from '../../../jobs/barrier.ts';
import { Explained } from './explained.ts';
import type { FromExplainer, ToExplainer } from './messages.ts';

/** The thread that keeps explained models warm, so that a slider never waits for the host, nor the host for a model. */

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread only.');

/** Each may hold a large table: the desk says which to drop. */
const held = new Map<string, Promise<Explained>>();

port.on('message', async (message: ToExplainer) => {
  if (message.type === 'drop') {
    held.delete(message.key);
    return;
  }
  const { id, key } = message;
  const send = (answer: FromExplainer): void => port.postMessage(answer);
  try {
    const signal = signalOf(message.stop);
    if (message.type === 'prepare') held.set(key, Explained.prepare(message.job, signal));
    const explained = await held.get(key);
    if (explained === undefined) throw new Error('This subject was dropped.');
    signal.throwIfAborted();
    send({ id, ok: true, value: message.type === 'prepare' ? explained.facts : await explained.row(message.row, message.changes, signal) });
  } catch (error) {
    send({ id, ok: false, problem: problemOf(error) });
  }
});
