import { CausewayError } from '../base/problem.ts';
import type { Seat, StopSignal } from '../base/work.ts';
import { GO_ON, HELPER_LOST } from './messages.ts';

/** How often an early member looks again before it sleeps: waking a thread costs more than these looks. */
const LOOKS_BEFORE_SLEEP = 20_000;

/** A sleeping member wakes this often to see whether the run was cancelled or a member was lost. */
const SLEEP_MS = 100;

/** The stop signal of a job, read from its shared flag, so that a busy thread sees it without a message. */
export function signalOf(flag: Int32Array): StopSignal {
  return {
    get aborted() {
      return Atomics.load(flag, 0) !== GO_ON;
    },
    throwIfAborted() {
      const state = Atomics.load(flag, 0);
      if (state === GO_ON) return;
      if (state === HELPER_LOST) {
        throw new CausewayError({
          kind: 'bug',
          code: 'job/crashed',
          message: 'A helping thread stopped unexpectedly.',
          fix: 'Run the step again.',
        });
      }
      throw new CausewayError({ kind: 'cancelled', code: 'cancelled/by-user', message: 'The run was stopped.' });
    },
  };
}

/**
 * A seat whose barrier all members pass together, as often as they like. The last to arrive opens it by
 * raising the generation; the others look for that for a moment, then sleep.
 *
 * @param gate two shared words: members arrived, generation
 */
export function takeSeat(rank: number, size: number, gate: Int32Array, flag: Int32Array): Seat {
  const signal = signalOf(flag);
  const barrier = (): void => {
    signal.throwIfAborted();
    if (size === 1) return;
    const generation = Atomics.load(gate, 1);
    if (Atomics.add(gate, 0, 1) === size - 1) {
      Atomics.store(gate, 0, 0);
      Atomics.add(gate, 1, 1);
      Atomics.notify(gate, 1);
      return;
    }
    for (let look = 0; look < LOOKS_BEFORE_SLEEP; look++) if (Atomics.load(gate, 1) !== generation) return;
    while (Atomics.load(gate, 1) === generation) {
      Atomics.wait(gate, 1, generation, SLEEP_MS);
      signal.throwIfAborted();
    }
  };
  return { rank, size, signal, barrier };
}
