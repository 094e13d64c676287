import { createContext, use } from 'react';
import type { ColumnInfo } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import type { GroupPart } from './rule-tree.ts';
import type { RuleCounts } from './use-rule-counts.ts';

/** What every part of the rule needs to know. */
export interface Editing {
  readonly root: GroupPart;
  readonly counts: RuleCounts;
  /** The table that the segment is made from. */
  readonly source: string;
  /** Changes when that table does. */
  readonly version: string;
  readonly columns: readonly ColumnInfo[];
  readonly isReadOnly: boolean;
  change(root: GroupPart, label: Text, isTyping?: boolean): void;
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = use(EditingContext);
  if (editing === null) throw new Error('A part of a rule stands outside of one.');
  return editing;
}
