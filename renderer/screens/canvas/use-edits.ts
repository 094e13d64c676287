import { useCallback } from 'react';
import type { ProjectState } from '../../../core/api/types.ts';
import { useAct } from '../../client/use-act.tsx';
import type { Edit } from './graph/edits.ts';

/** Hands an edit to the host, where it becomes one entry of the history; answers whether it was taken. */
export function useEdits(project: ProjectState, select: (ids: readonly string[]) => void): (edit: Edit) => Promise<boolean> {
  const act = useAct();
  return useCallback(
    async ({ document, label, added }) => {
      if (project.isReadOnly) return false;
      const taken = (await act('document.edit', { document, label })) !== undefined;
      if (taken && added !== undefined) select(added);
      return taken;
    },
    [act, project.isReadOnly, select],
  );
}
