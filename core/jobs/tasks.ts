import { CausewayError } from '../base/problem.ts';
import type { Task, TeamTask } from '../base/work.ts';
import { TASK_MODULES } from './tasks.generated.ts';

interface Runnable {
  readonly id: string;
  run(shared: never, item: never, signal: never): unknown;
}

const byId = new Map<string, Runnable>();
for (const module of TASK_MODULES) {
  for (const exported of Object.values(module)) if (isRunnable(exported)) byId.set(exported.id, exported);
}

function isRunnable(exported: unknown): exported is Runnable {
  return typeof exported === 'object' && exported !== null && 'id' in exported && 'run' in exported;
}

/** The task that every thread knows by this id. */
export function taskNamed(id: string): Task<unknown, unknown, unknown> {
  return find(id) as unknown as Task<unknown, unknown, unknown>;
}

/** The team task that every thread knows by this id. */
export function teamTaskNamed(id: string): TeamTask<unknown, unknown> {
  return find(id) as unknown as TeamTask<unknown, unknown>;
}

function find(id: string): Runnable {
  const found = byId.get(id);
  if (found !== undefined) return found;
  throw new CausewayError({
    kind: 'bug',
    code: 'bug/unexpected',
    message: `No worker knows the task "${id}".`,
    fix: 'Run npm run generate.',
  });
}
