import { useCallback, useEffect, useRef, useState } from 'react';
import type { Api } from '../../../core/api/calls.ts';
import type { JobView, ProjectState } from '../../../core/api/types.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { useApi, useJobs } from '../../client/session-hooks.ts';

export interface Importing {
  readonly isBusy: boolean;
  /** How far it is; null before the host has begun. */
  readonly job: JobView | null;
  readonly problem: Problem | undefined;
  /** Answers the project once the data are in; undefined when it failed or was cancelled. */
  start(params: Api['data.import']['params']): Promise<ProjectState | undefined>;
  cancel(): void;
}

/** Brings a file in, and can be told to stop: withdrawing the call ends its job. */
export function useImport(file: string): Importing {
  const api = useApi();
  const jobs = useJobs();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);
  const start = useCallback(
    async (params: Api['data.import']['params']) => {
      const cancel = new AbortController();
      running.current = cancel;
      setBusy(true);
      setProblem(undefined);
      const outcome = await api.call('data.import', params, cancel.signal);
      running.current = null;
      setBusy(false);
      if (outcome.ok) return outcome.value;
      if (outcome.problem.kind !== 'cancelled') setProblem(outcome.problem);
      return undefined;
    },
    [api],
  );
  const job = isBusy
    ? jobs.find(({ state, name }) => (state === 'running' || state === 'queued') && name.en === `Import ${file}`)
    : undefined;
  return { isBusy, job: job ?? null, problem, start, cancel: () => running.current?.abort() };
}
