import { parentPort } from 'node:worker_threads';
import { takeSeat } from '../core/jobs/barrier.ts';
import { taskNamed, teamTaskNamed } from '../core/jobs/tasks.ts';

/** What `openTeam` asks of a helper: a seat in a team, or some items of a task. */
export type TeamRequest =
  | {
      readonly team: string;
      readonly shared: unknown;
      readonly rank: number;
      readonly size: number;
      readonly gate: Int32Array;
      readonly flag: Int32Array;
    }
  | { readonly task: string; readonly shared: unknown; readonly items: readonly unknown[] };

const goOn = { aborted: false, throwIfAborted: () => undefined };

parentPort?.on('message', (request: TeamRequest) => {
  if ('team' in request) {
    const seat = takeSeat(request.rank, request.size, request.gate, request.flag);
    parentPort?.postMessage(teamTaskNamed(request.team).run(request.shared, seat));
  } else {
    const task = taskNamed(request.task);
    parentPort?.postMessage(request.items.map((item) => task.run(request.shared, item, goOn)));
  }
});
