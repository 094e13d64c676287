import { useEffect, useRef, useState } from 'react';
import type { JobView, ReplayView } from '../../../core/api/types.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { useApi, useJobs } from '../../client/session-hooks.ts';

export interface Replay {
  readonly isRunning: boolean;
  readonly job: JobView | undefined;
  readonly view: ReplayView | undefined;
  readonly problem: Problem | undefined;
  start(): void;
  cancel(): void;
}

/** As the host names the job. */
const JOB = 'Replay';

/** Computes the last run again. Leaving the page withdraws the question, and with it the work. */
export function useReplay(): Replay {
  const api = useApi();
  const job = useJobs().find(({ name, state }) => name.en === JOB && (state === 'running' || state === 'queued'));
  const [state, setState] = useState<Pick<Replay, 'isRunning' | 'view' | 'problem'>>({
    isRunning: false,
    view: undefined,
    problem: undefined,
  });
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const start = async (): Promise<void> => {
    const mine = new AbortController();
    stop.current = mine;
    setState({ isRunning: true, view: undefined, problem: undefined });
    const outcome = await api.call('project.replay', {}, mine.signal);
    if (outcome.ok) setState({ isRunning: false, view: outcome.value, problem: undefined });
    else setState({ isRunning: false, view: undefined, problem: outcome.problem.kind === 'cancelled' ? undefined : outcome.problem });
  };
  return { ...state, job, start: () => void start(), cancel: () => stop.current?.abort() };
}
