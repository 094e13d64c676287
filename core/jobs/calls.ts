import { CausewayError, type Problem } from '../base/problem.ts';

/** One call for help that a leading thread made and waits for. */
export interface Call {
  readonly id: number;
  /** How many members a team got; never settles for a spread. */
  readonly size: Promise<number>;
  /** All results in order, once `expect` said how many there are. */
  readonly all: Promise<unknown[]>;
  expect(count: number): void;
  deliver(index: number, result: unknown): void;
}

/** The calls of one leading thread, by number, as answers come in from elsewhere. */
export interface CallBook {
  open(): Call;
  answer(call: number, index: number, result: unknown): void;
  grant(call: number, size: number): void;
  refuse(call: number, problem: Problem): void;
  clear(): void;
}

interface Entry {
  readonly call: Call;
  readonly granted: (size: number) => void;
  readonly reject: (error: Error) => void;
}

/** Starts an empty book. */
export function openCallBook(): CallBook {
  const entries = new Map<number, Entry>();
  let count = 0;
  return {
    open() {
      const id = ++count;
      const entry = openEntry(id, () => entries.delete(id));
      entries.set(id, entry);
      return entry.call;
    },
    answer: (call, index, result) => entries.get(call)?.call.deliver(index, result),
    grant: (call, size) => entries.get(call)?.granted(size),
    refuse: (call, problem) => entries.get(call)?.reject(new CausewayError(problem)),
    clear: () => entries.clear(),
  };
}

function openEntry(id: number, close: () => void): Entry {
  const size = Promise.withResolvers<number>();
  const all = Promise.withResolvers<unknown[]>();
  // A refusal may arrive before anybody waits for the answers; it is looked at when they do.
  all.promise.catch(() => undefined);
  const results: unknown[] = [];
  let expected = Number.POSITIVE_INFINITY;
  let arrived = 0;
  const settle = (): void => {
    if (arrived < expected) return;
    close();
    all.resolve(results);
  };
  const call: Call = {
    id,
    size: size.promise,
    all: all.promise,
    expect(count) {
      expected = count;
      settle();
    },
    deliver(index, result) {
      results[index] = result;
      arrived += 1;
      settle();
    },
  };
  const reject = (error: Error): void => {
    size.promise.catch(() => undefined);
    size.reject(error);
    all.reject(error);
  };
  return { call, granted: size.resolve, reject };
}
