import { useCallback } from 'react';
import type { ProjectState, ReportPreview } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import type { ReportPlan } from '../../../core/run/document.ts';
import { useReportEdit } from '../../app/report/use-report-edit.ts';

/** Everything that the parts of the screen work on. */
export interface Desk {
  readonly project: ProjectState;
  readonly preview: ReportPreview;
  /** What the document holds; undefined while the report is proposed. */
  readonly plan: ReportPlan | undefined;
  readonly isReadOnly: boolean;
  edit(change: (plan: ReportPlan) => ReportPlan | undefined, label: Text): Promise<boolean>;
}

export function useDesk(project: ProjectState, preview: ReportPreview): Desk {
  const edit = useReportEdit();
  const { pages } = preview;
  return {
    project,
    preview,
    plan: project.document.report,
    isReadOnly: project.isReadOnly,
    edit: useCallback((change, label) => edit(change, label, pages), [edit, pages]),
  };
}
