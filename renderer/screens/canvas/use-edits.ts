import { useCallback } from 'react';
import type { ProjectState } from '../../../core/api/types.ts';
import { useAct } from '../../client/use-act.tsx';
import type { Edit } from './graph/edits.ts';
import { placesAfter } from './graph/layout.ts';
import type { Places } from './use-places.ts';

/** Hands an edit to the host, where it becomes one entry of the history; answers whether it was taken. */
export function useEdits(
  project: ProjectState,
  places: Places,
  select: (ids: readonly string[]) => void,
): (edit: Edit) => Promise<boolean> {
  const act = useAct();
  return useCallback(
    async (edit) => {
      if (project.isReadOnly) return false;
      const { document, label, added } = edit;
      const before = places.all;
      const after = placesAfter(before, edit);
      // Shown at once, so that nothing jumps when the document comes back; kept only when it does.
      if (after !== before) places.show(after);
      const isTaken = (await act('document.edit', { document, label })) !== undefined;
      if (after !== before) places.keep(isTaken ? after : before);
      if (isTaken && added !== undefined) select(added);
      return isTaken;
    },
    [act, project.isReadOnly, places, select],
  );
}
