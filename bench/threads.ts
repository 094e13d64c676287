import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { rngFromSeed } from '../core/base/rng.ts';
import type { Seat, StopSignal, Work } from '../core/base/work.ts';

/** Threads that do nothing but run tasks: what a task costs without a job, a report or a store around it. */
export interface BenchThreads {
  readonly work: Work;
  close(): Promise<unknown>;
}

const goOn: StopSignal = { aborted: false, throwIfAborted: () => undefined };

/** Everything on the calling thread for one thread, otherwise on `count` workers; teams always have one member. */
export function openThreads(count: number): BenchThreads {
  const workers = count === 1 ? [] : Array.from({ length: count }, () => new Worker(new URL('thread.worker.ts', import.meta.url)));
  const seat: Seat = { rank: 0, size: 1, signal: goOn, barrier: () => undefined };
  const work: Work = {
    rng: rngFromSeed(1),
    signal: goOn,
    threads: count,
    progress: () => undefined,
    team: async (task, shared) => [task.run(shared, seat)],
    spread: async <Shared, Item, Result>(
      task: { readonly id: string; run(shared: Shared, item: Item, signal: StopSignal): Result },
      shared: Shared,
      items: readonly Item[],
    ) => {
      if (workers.length === 0) return items.map((item) => task.run(shared, item, goOn));
      const results: Result[] = [];
      let next = 0;
      const serve = async (worker: Worker): Promise<void> => {
        worker.postMessage({ begin: task.id, shared });
        for (let at = next++; at < items.length; at = next++) {
          worker.postMessage({ item: items[at] });
          const [result] = (await once(worker, 'message')) as [Result];
          results[at] = result;
        }
      };
      await Promise.all(workers.map(serve));
      return results;
    },
  };
  return { work, close: () => Promise.all(workers.map((worker) => worker.terminate())) };
}
