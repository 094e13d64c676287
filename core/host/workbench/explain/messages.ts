import type { Problem } from '../../../base/problem.ts';
import type { Cell, ExplainJob, RowFacts, SubjectFacts } from './explained.ts';

/**
 * What the explaining thread is asked. A subject is sent once, and named by its key until it is dropped. `stop` is one
 * shared word: anything but `GO_ON` in it says that nobody waits for the answer any more.
 */
export type ToExplainer =
  | { readonly type: 'prepare'; readonly id: number; readonly stop: Int32Array; readonly key: string; readonly job: ExplainJob }
  | {
      readonly type: 'row';
      readonly id: number;
      readonly stop: Int32Array;
      readonly key: string;
      readonly row: number;
      readonly changes: Readonly<Record<string, Cell>>;
    }
  | { readonly type: 'drop'; readonly key: string };

export type FromExplainer =
  | { readonly id: number; readonly ok: true; readonly value: SubjectFacts | RowFacts }
  | { readonly id: number; readonly ok: false; readonly problem: Problem };
