import { useCallback, useEffect, useRef } from 'react';
import type { ProjectState } from '../../../core/api/types.ts';
import { go } from '../../app/route.ts';
import { useMethods } from '../../client/session-hooks.ts';
import { addStep, type Edit } from './graph/edits.ts';
import { refusal } from './graph/ports.ts';

interface InsertOptions {
  readonly project: ProjectState;
  readonly selected: ReadonlySet<string>;
  /** A method that the address asks for, as the command palette does. */
  readonly asked: string | undefined;
  edit(edit: Edit): Promise<boolean>;
}

/** Adds a step after the selected node, where that fits. */
export function useInsert({ project, selected, asked, edit }: InsertOptions): (method: string) => void {
  const methods = useMethods();
  const insert = useCallback(
    (method: string): void => {
      const added = addStep(project.document, method, []);
      const [id = ''] = added.added ?? [];
      const from = [...selected].filter((source) => refusal(added.document, methods, source, id) === null).slice(0, 1);
      void edit(addStep(project.document, method, from));
    },
    [project.document, selected, methods, edit],
  );
  const done = useRef<string>(undefined);
  useEffect(() => {
    if (asked === undefined) done.current = undefined;
    if (asked === undefined || done.current === asked || !methods.has(asked)) return;
    done.current = asked;
    insert(asked);
    // The address has done its work: going back to it must not insert again.
    go('plan', 'canvas');
  }, [asked, methods, insert]);
  return insert;
}
