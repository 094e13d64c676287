import { parentPort } from 'node:worker_threads';
import { problemOf } from '../../../base/problem.ts';
import { Explained } from './explained.ts';
import type { FromExplainer, ToExplainer } from './messages.ts';

/** The thread that keeps explained models warm, so that a slider never waits for the host, nor the host for a model. */

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread only.');

/** Its only subject: going to another one is rare, and each may hold a large table. */
let held: { readonly key: string; readonly explained: Promise<Explained> } | undefined;

port.on('message', async (message: ToExplainer) => {
  const { id } = message;
  const send = (answer: FromExplainer): void => port.postMessage(answer);
  try {
    if (message.type === 'prepare') held = { key: message.key, explained: Explained.prepare(message.job) };
    if (held?.key !== message.key) throw new Error('This subject was replaced.');
    const explained = await held.explained;
    send({ id, ok: true, value: message.type === 'prepare' ? explained.facts : await explained.row(message.row, message.changes) });
  } catch (error) {
    send({ id, ok: false, problem: problemOf(error) });
  }
});
