import { CausewayError } from '../../core/base/problem.ts';
import { rngFromSeed } from '../../core/base/rng.ts';
import type { Seat, StopSignal, Work } from '../../core/base/work.ts';
import type { FitContext, MethodAnswer } from '../../core/methods/contract.ts';

/** A signal that never stops anything. */
export const goOn: StopSignal = { aborted: false, throwIfAborted: () => undefined };

/** A signal that is already stopped. */
export const stopped: StopSignal = {
  aborted: true,
  throwIfAborted: () => {
    throw new CausewayError({ kind: 'cancelled', code: 'cancelled/by-user', message: 'Stopped.' });
  },
};

/** Everything on the calling thread: what unit tests give to learners and methods. */
export function workHere(seed = 1, signal: StopSignal = goOn): Work {
  const seat: Seat = { rank: 0, size: 1, signal, barrier: () => undefined };
  return {
    rng: rngFromSeed(seed),
    signal,
    threads: 1,
    progress: () => undefined,
    spread: (task, shared, items) => Promise.resolve(items.map((item) => task.run(shared, item, signal))),
    team: (task, shared) => Promise.resolve([task.run(shared, seat)]),
  };
}

/** The context of a method in a unit test; queries need the store and are refused. */
export function contextHere(seed = 1, signal: StopSignal = goOn): FitContext {
  const context: FitContext = {
    ...workHere(seed, signal),
    query: () => Promise.reject(new Error('This test has no SQL engine.')),
    reports: async (runs) => {
      // Loaded here, so that tests of one method do not load all of them.
      const { answerRun } = await import('../../core/jobs/perform.ts');
      const answers: MethodAnswer[] = [];
      for (const run of runs) answers.push(await answerRun(run, context));
      return answers;
    },
  };
  return context;
}
