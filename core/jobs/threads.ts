import type { Worker } from 'node:worker_threads';
import type { Problem } from '../base/problem.ts';
import type { StepRequest, StepResult, ToWorker } from './messages.ts';
import type { JobOptions } from './pool-options.ts';

/** One worker of the pool, as the pool sees it. */
export interface Thread {
  readonly worker: Worker;
  /** The job it leads or helps; undefined when it is free. */
  busyWith: Running | undefined;
  /** The call of another thread that it works on. */
  helpsCall: { readonly call: number; readonly lead: Thread } | undefined;
}

/** One submitted step, from queue to answer. */
export interface Running {
  readonly id: number;
  readonly request: StepRequest;
  readonly options: JobOptions;
  readonly flag: Int32Array;
  readonly resolve: (result: StepResult) => void;
  readonly reject: (error: Error) => void;
  startedAt: number;
  lead: Thread | undefined;
  isSettled: boolean;
  helperProblem: Problem | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** Sends to a worker; the type keeps both ends in step. */
export function post(thread: Thread, message: ToWorker): void {
  thread.worker.postMessage(message);
}

/** Sends to the thread that this one helps. */
export function answerLead(helper: Thread, message: (call: number) => ToWorker): void {
  if (helper.helpsCall !== undefined) post(helper.helpsCall.lead, message(helper.helpsCall.call));
}

/** The problem of a job whose thread is gone. */
export function crashed(why: string): Problem {
  return {
    kind: 'bug',
    code: 'job/crashed',
    message: `The thread that ran this step was lost: ${why}. Nothing else was touched.`,
    fix: 'Run the step again; if it fails again, please report it.',
  };
}

/** The problem of a job that would not fit. */
export function tooLarge(needed: number, available: number): Problem {
  const [want, have] = [needed, available].map((bytes) => `${(bytes / 2 ** 30).toFixed(1)} GB`);
  return {
    kind: 'resource',
    code: 'resource/memory',
    message: `The step needs about ${want} of memory; ${have} can be given.`,
    fix: 'Use fewer rows or columns, or close other programs.',
  };
}
