import { parentPort } from 'node:worker_threads';
import { taskNamed } from '../core/jobs/tasks.ts';

/** Runs the items of one task at a time for `openThreads`. */
const goOn = { aborted: false, throwIfAborted: () => undefined };
let task = taskNamed('explain/tree-shap-block');
let shared: unknown;

parentPort?.on('message', (message: { readonly begin?: string; readonly shared?: unknown; readonly item?: unknown }) => {
  if (message.begin === undefined) {
    parentPort?.postMessage(task.run(shared, message.item, goOn));
    return;
  }
  task = taskNamed(message.begin);
  shared = message.shared;
});
