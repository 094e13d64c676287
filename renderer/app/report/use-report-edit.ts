import { useCallback, useRef } from 'react';
import type { Text } from '../../../core/base/text.ts';
import type { ReportPage, ReportPlan } from '../../../core/run/document.ts';
import { useSession } from '../../client/session-hooks.ts';
import { useAct } from '../../client/use-act.tsx';

/** Changes the report; undefined takes it away, so that it is proposed again. */
export type ReportEdit = (
  change: (plan: ReportPlan) => ReportPlan | undefined,
  label: Text,
  proposed?: readonly ReportPage[],
) => Promise<boolean>;

/**
 * Edits the report of the open document, one edit after the other, each as an entry of the history. A change of a
 * proposal takes the proposal. Answers whether it was taken.
 */
export function useReportEdit(): ReportEdit {
  const session = useSession();
  const act = useAct();
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return useCallback(
    (change, label, proposed) => {
      const edit = async (): Promise<boolean> => {
        const { project } = session.snapshot();
        if (project === null || project.isReadOnly) return false;
        const { report: before, ...document } = project.document;
        const plan = before ?? { pages: proposed ?? [] };
        const report = change(plan);
        if (report === before) return true;
        return (await act('document.edit', { document: report === undefined ? document : { ...document, report }, label })) !== undefined;
      };
      const done = last.current.then(edit);
      last.current = done;
      return done;
    },
    [session, act],
  );
}
