import { useEffect, useState } from 'react';
import type { StepView } from '../../../core/api/types.ts';
import type { Report } from '../../../core/report/blocks.ts';
import { useApi } from '../../client/session-hooks.ts';

const NONE: ReadonlyMap<string, Report> = new Map();

/** The reports of some steps by their ids; those that never ran are left out. */
export function useReports(steps: readonly StepView[]): ReadonlyMap<string, Report> {
  const api = useApi();
  const [reports, setReports] = useState(NONE);
  const ran = steps.filter(({ fingerprint, state }) => fingerprint !== null && state !== 'missing' && state !== 'failed');
  const question = JSON.stringify(ran.map(({ id, fingerprint, state }) => [id, fingerprint, state]));
  useEffect(() => {
    const ids = (JSON.parse(question) as readonly (readonly [string])[]).map(([id]) => id);
    const cancel = new AbortController();
    void Promise.all(ids.map((step) => api.call('step.result', { step }, cancel.signal))).then((outcomes) => {
      if (cancel.signal.aborted) return;
      const told = outcomes.flatMap((outcome) => (outcome.ok ? [[outcome.value.step, outcome.value.report] as const] : []));
      setReports(new Map(told));
    });
    return () => cancel.abort();
  }, [api, question]);
  return reports;
}
