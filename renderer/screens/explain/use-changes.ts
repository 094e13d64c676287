import { useCallback, useRef, useState } from 'react';
import type { CellView, RowView, SubjectView } from '../../../core/api/types.ts';
import type { Changes } from './use-what-if.ts';

const NONE: Changes = {};

interface TriedValues {
  readonly changes: Changes;
  /** Stable, so that the controls of other features need not be drawn anew. */
  change(name: string, value: CellView): void;
  reset(): void;
}

/**
 * The values that are tried for one customer; for another one there are none. A value set back to what it is, is no change.
 *
 * @param key names the customer
 */
export function useChanges(key: string, subject: SubjectView | undefined, before: RowView | undefined): TriedValues {
  const [state, setState] = useState<{ readonly key: string; readonly changes: Changes }>({ key, changes: NONE });
  const latest = useRef({ key, subject, before });
  latest.current = { key, subject, before };
  const change = useCallback((name: string, value: CellView) => {
    setState((last) => {
      const now = latest.current;
      const { [name]: _dropped, ...others } = last.key === now.key ? last.changes : NONE;
      const index = now.subject?.features.findIndex((feature) => feature.name === name) ?? -1;
      const isBack = Object.is(now.before?.values[index] ?? null, value);
      return { key: now.key, changes: isBack ? others : { ...others, [name]: value } };
    });
  }, []);
  const reset = useCallback(() => setState({ key: latest.current.key, changes: NONE }), []);
  return { changes: state.key === key ? state.changes : NONE, change, reset };
}
