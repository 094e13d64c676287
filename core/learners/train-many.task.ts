import { CausewayError, type Problem } from '../base/problem.ts';
import { type Rng, rngFromWords } from '../base/rng.ts';
import type { Task } from '../base/work.ts';
import { sharedFloats } from '../frame/shared-memory.ts';
import { type PreparedLearner, trainAlone } from './catalog.ts';
import type { Target } from './learner.ts';
import type { Model } from './model.ts';
import { predict } from './predict.ts';

/** One training among many, and what its model is asked. Arrays on shared memory cross threads without a copy. */
export interface Lesson {
  readonly target: Target;
  readonly seed: Rng['seed'];
  /** Lists of rows of the table; the model answers for each, on the outcome's own scale. */
  readonly questions: readonly Int32Array[];
  /** Whether the model itself is wanted, and not only its answers. */
  readonly wantsModel?: boolean;
  /** Whether training may fail for numeric reasons without stopping the others. */
  readonly mayFail?: boolean;
}

/** What came of a lesson. */
export interface Learnt {
  /** One list per question, in its order; none when training failed. */
  readonly answers: readonly Float64Array[];
  readonly model?: Model;
  readonly failure?: Problem;
}

/** Trains one model on the calling thread and has it answer. */
export const teach: Task<PreparedLearner, Lesson, Learnt> = {
  id: 'learners/teach',
  run(ready, lesson, signal) {
    const hands = { rng: rngFromWords(lesson.seed), signal, progress: () => undefined };
    try {
      const model = trainAlone(ready, lesson.target, hands);
      const answers = lesson.questions.map((rows) => {
        signal.throwIfAborted();
        const shared = sharedFloats(rows.length);
        shared.set(predict(model, ready.table, rows));
        return shared;
      });
      return lesson.wantsModel === true ? { answers, model } : { answers };
    } catch (error) {
      return failureOf(lesson, error);
    }
  },
};

/** A numeric failure as a value, where the lesson allows for one. */
export function failureOf({ mayFail }: Lesson, error: unknown): Learnt {
  if (mayFail === true && error instanceof CausewayError && error.problem.kind === 'numeric')
    return { answers: [], failure: error.problem };
  throw error;
}
