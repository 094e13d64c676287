import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { rngFromSeed } from '../core/base/rng.ts';
import type { StopSignal, Work } from '../core/base/work.ts';
import { sharedInts } from '../core/frame/shared-memory.ts';
import { takeSeat } from '../core/jobs/barrier.ts';
import type { TeamRequest } from './team.worker.ts';

const goOn: StopSignal = { aborted: false, throwIfAborted: () => undefined };

/** Work on `size` threads, the calling one included: teams meet at the product's own barrier. */
export function openTeam(size: number): { readonly work: Work; close(): Promise<unknown> } {
  const helpers = Array.from({ length: size - 1 }, () => new Worker(new URL('team.worker.ts', import.meta.url)));
  const ask = async (helper: Worker, request: TeamRequest): Promise<unknown> => {
    helper.postMessage(request);
    const [answer] = await once(helper, 'message');
    return answer;
  };
  const work: Work = {
    rng: rngFromSeed(1),
    signal: goOn,
    threads: size,
    progress: () => undefined,
    async spread(task, shared, items) {
      const answers = helpers.map((helper, at) =>
        ask(helper, { task: task.id, shared, items: items.filter((_, item) => item % size === at + 1) }),
      );
      const own = items.filter((_, item) => item % size === 0).map((item) => task.run(shared, item, goOn));
      const all = [own, ...(await Promise.all(answers))] as (typeof own)[];
      return items.map((_, item) => all[item % size]?.[Math.floor(item / size)] as (typeof own)[number]);
    },
    async team(task, shared) {
      const [gate, flag] = [sharedInts(2), sharedInts(1)];
      const answers = helpers.map((helper, at) => ask(helper, { team: task.id, shared, rank: at + 1, size, gate, flag }));
      const own = task.run(shared, takeSeat(0, size, gate, flag));
      return [own, ...((await Promise.all(answers)) as (typeof own)[])];
    },
  };
  return { work, close: () => Promise.all(helpers.map((helper) => helper.terminate())) };
}
