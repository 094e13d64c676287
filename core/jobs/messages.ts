import type { Problem } from '../base/problem.ts';
import type { Column } from '../frame/column.ts';
import type { Frame } from '../frame/frame.ts';
import type { Inputs, MethodRun, StepValues } from '../methods/contract.ts';
import type { Report } from '../report/blocks.ts';

/** What a worker needs to run one method: everything is data, columns are shared memory. */
export interface StepRequest {
  readonly method: string;
  /** Options as the user gave them; the worker parses them again with the method's own schema. */
  readonly spec: unknown;
  readonly inputs: Inputs;
  /** The seed words of the step's random stream. */
  readonly seed: readonly [number, number, number, number];
}

export interface StepResult {
  readonly values: StepValues;
  readonly report: Report;
}

/** A column that came in and goes out unchanged is named instead of sent, so that the receiver keeps its own copy. */
export type SentColumn = { readonly from: number; readonly name: string } | Column;

export interface SentFrame extends Omit<Frame, 'columns'> {
  readonly columns: readonly (readonly [string, SentColumn])[];
}

export interface SentResult {
  readonly values: Omit<StepValues, 'frame'> & { readonly frame?: SentFrame };
  readonly report: Report;
}

export interface Progress {
  readonly share: number;
  readonly what: string;
}

/** Shared flags of one job: 0 goes on, 1 was cancelled, 2 lost a helping thread. */
export const GO_ON = 0;
export const CANCELLED = 1;
export const HELPER_LOST = 2;

export type ToWorker =
  | { readonly type: 'job'; readonly job: number; readonly request: StepRequest; readonly flag: Int32Array; readonly threads: number }
  | {
      readonly type: 'assist';
      readonly job: number;
      readonly call: number;
      readonly flag: Int32Array;
      readonly work: SpreadWork | RunsWork | TeamWork;
    }
  | { readonly type: 'answer'; readonly call: number; readonly index: number; readonly result: unknown }
  | { readonly type: 'refused'; readonly call: number; readonly problem: Problem }
  | { readonly type: 'team'; readonly call: number; readonly size: number };

/** Items are taken from a shared counter, so a free thread always takes the next one. */
export interface SpreadWork {
  readonly kind: 'spread';
  readonly task: string;
  readonly shared: unknown;
  readonly items: readonly unknown[];
  readonly counter: Int32Array;
}

/** Runs of methods, taken from a shared counter like the items of a spread. */
export interface RunsWork {
  readonly kind: 'runs';
  readonly runs: readonly MethodRun[];
  readonly counter: Int32Array;
}

export interface TeamWork {
  readonly kind: 'team';
  readonly task: string;
  readonly shared: unknown;
  readonly rank: number;
  readonly size: number;
  /** [arrived, generation] */
  readonly gate: Int32Array;
}

export type FromWorker =
  | { readonly type: 'ready' }
  | ({ readonly type: 'progress'; readonly job: number } & Progress)
  | { readonly type: 'done'; readonly job: number; readonly result: SentResult }
  | { readonly type: 'failed'; readonly job: number; readonly problem: Problem }
  | { readonly type: 'call'; readonly job: number; readonly call: number; readonly work: SpreadWork | RunsWork | TeamWork }
  | { readonly type: 'assisted'; readonly job: number; readonly call: number; readonly index: number; readonly result: unknown }
  | { readonly type: 'assist-failed'; readonly job: number; readonly call: number; readonly problem: Problem }
  | { readonly type: 'free' };
