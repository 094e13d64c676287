import type { Rng } from './rng.ts';

/** The part of an AbortSignal that long work looks at. In a worker it reads a shared flag, so it is always current. */
export interface StopSignal {
  readonly aborted: boolean;
  throwIfAborted(): void;
}

/**
 * A piece of work that other threads can do. Tasks live in files named `*.task.ts`, are listed by a
 * generator, and are known to every worker by their id. `shared` and every `item` are structured-cloned;
 * columns on SharedArrayBuffer cross without a copy. `run` must depend on nothing but its arguments.
 */
export interface Task<Shared, Item, Result> {
  readonly id: string;
  run(shared: Shared, item: Item, signal: StopSignal): Result;
}

/** One thread's seat in a team: all members run at the same time and may wait for each other. */
export interface Seat {
  readonly rank: number;
  readonly size: number;
  readonly signal: StopSignal;
  /** Blocks until every member has arrived; with one member it does nothing. Throws when the run is cancelled. */
  barrier(): void;
}

/** Work whose members advance together (e.g. growing one tree over shared histograms). Same file rule as Task. */
export interface TeamTask<Shared, Result> {
  readonly id: string;
  run(shared: Shared, seat: Seat): Result;
}

/**
 * What long work may use: randomness, cancelling, progress, other threads. No clock, no file, no network.
 * Neither `spread` nor `team` may change a result: item results come back in item order, and a team
 * computes the same bytes whatever its size.
 */
export interface Work {
  readonly rng: Rng;
  readonly signal: StopSignal;
  /** How many threads this job may use, its own included. */
  readonly threads: number;
  /** Reports how far the work is: a share in [0, 1] and, in a few words, what is being done. */
  progress(share: number, what: string): void;
  /**
   * Runs one item per call of `task.run`, over as many threads as are free; results in item order.
   *
   * @param onProgress hears now and then which share of the items has been taken up
   */
  spread<Shared, Item, Result>(
    task: Task<Shared, Item, Result>,
    shared: Shared,
    items: readonly Item[],
    onProgress?: (share: number) => void,
  ): Promise<Result[]>;
  /** Runs `task` once per member on up to `size` threads at the same time; results in rank order. */
  team<Shared, Result>(task: TeamTask<Shared, Result>, shared: Shared, size: number): Promise<Result[]>;
}

/** The same work seen by a part of it: its progress fills the stretch [from, to], its randomness is a named fork. */
export function partOf(work: Work, name: string | number, from: number, to: number): Work {
  return {
    rng: work.rng.fork(name),
    signal: work.signal,
    threads: work.threads,
    progress: (share, what) => work.progress(from + (to - from) * share, what),
    spread: (task, shared, items, onProgress) => work.spread(task, shared, items, onProgress),
    team: (task, shared, size) => work.team(task, shared, size),
  };
}
