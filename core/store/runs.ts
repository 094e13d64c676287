import { refuse } from '../base/problem.ts';
import { readHead } from './audit.ts';
import { type Desk, getRecord, newestRecords, putRecord } from './records.ts';
import type { RunEnd, RunInfo, RunStart } from './types.ts';

/** Version 1 of a run's record is its start, version 2 its end. `order` is the audit sequence at its start: clocks jump. */
type RunBody = {
  readonly order: number;
  readonly start: Omit<RunStart, 'runId'>;
  readonly end: (Omit<RunEnd, 'problem'> & { readonly problem: unknown }) | null;
};

/** Records that a run has begun. Call it inside a transaction. */
export function startRun(desk: Desk, { runId, ...start }: RunStart): void {
  if (getRecord(desk, 'run', runId) !== undefined) refuse('option/invalid', `There is a run "${runId}" already.`, 'Give it another id.');
  const body: RunBody = { order: (readHead(desk.db)?.sequence ?? 0) + 1, start, end: null };
  const detail = { documentHash: start.documentHash, seed: start.seed };
  putRecord(desk, { kind: 'run', verb: 'started', name: runId, version: 1, body, detail }, start.startedAt);
}

/** Records how a run ended. Call it inside a transaction. */
export function finishRun(desk: Desk, runId: string, end: RunEnd): void {
  const found = getRecord(desk, 'run', runId);
  if (found === undefined) refuse('option/invalid', `There is no run "${runId}".`, 'Start it first.');
  const begun = found.body as RunBody;
  if (begun.end !== null) refuse('option/invalid', `Run "${runId}" has ended already.`, 'Start a new run.');
  const body: RunBody = { ...begun, end: { ...end, steps: [...end.steps], problem: end.problem ?? null } };
  putRecord(desk, { kind: 'run', verb: 'finished', name: runId, version: 2, body, detail: { state: end.state } }, end.finishedAt);
}

/**
 * All runs, oldest first. Only one program writes a project, so a run without an end that this one did not start was
 * cut off by a crash or a power loss.
 */
export function listRuns(desk: Desk, startedHere: ReadonlySet<string>): RunInfo[] {
  return newestRecords(desk, 'run')
    .map(({ name, body }) => ({ runId: name, ...(body as RunBody) }))
    .sort((left, right) => left.order - right.order)
    .map(({ runId, start, end }) => {
      if (end === null) return { runId, ...start, state: startedHere.has(runId) ? 'running' : 'interrupted', steps: [] };
      const { problem, ...rest } = end;
      return { runId, ...start, ...rest, ...(problem === null ? {} : { problem }) };
    });
}
