import type { Outcome } from '../core/base/outcome.ts';
import { CausewayError, type Problem, problemOf } from '../core/base/problem.ts';

/** Questions to another process that wait for their answers. */
export interface QuestionBook {
  /** Sends a question under a new number and waits. @throws the other side's problem */
  ask(send: (id: number) => void): Promise<unknown>;
  settle(id: number, outcome: Outcome<unknown>): void;
  /** Ends everything that waits: the other side is gone. */
  giveUp(problem: Problem): void;
}

/** Starts with no questions. */
export function openQuestionBook(): QuestionBook {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let count = 0;
  return {
    ask(send) {
      const id = ++count;
      const question = Promise.withResolvers<unknown>();
      waiting.set(id, question);
      send(id);
      return question.promise;
    },
    settle(id, outcome) {
      const question = waiting.get(id);
      waiting.delete(id);
      if (outcome.ok) question?.resolve(outcome.value);
      else question?.reject(new CausewayError(outcome.problem));
    },
    giveUp(problem) {
      for (const { reject } of waiting.values()) reject(new CausewayError(problem));
      waiting.clear();
    },
  };
}

/** What an action came to, as a value that can be sent. */
export async function outcomeOf(act: () => Promise<unknown> | unknown): Promise<Outcome<unknown>> {
  try {
    return { ok: true, value: await act() };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}
