import type { Text } from '../base/text.ts';
import type { ColumnKind } from '../frame/column.ts';
import type { ColumnInfo } from './types.ts';

/** One bar of a profile: a stretch of numbers or moments, or one value; both null for the values that are left over. */
export interface ProfileBin {
  readonly value: string | boolean | null;
  /** Ends of the stretch; dates in milliseconds since 1970. */
  readonly from: number | null;
  readonly to: number | null;
  readonly inside: number;
  readonly outside: number;
}

/** How a column is spread among the members of a rule and among the others. */
export interface ProfileColumn extends ColumnInfo {
  readonly bins: readonly ProfileBin[];
  readonly missingInside: number;
  readonly missingOutside: number;
  /** 0: alike; 1: nothing in common. */
  readonly distance: number;
}

export interface RuleProfile {
  readonly rowCount: number;
  readonly memberCount: number;
  readonly columns: readonly ProfileColumn[];
}

/** One rule that a segment has had. */
export interface RuleVersion {
  /** Where in the history it came in. */
  readonly index: number;
  readonly at: string;
  readonly label: Text;
  readonly spec: Readonly<Record<string, unknown>>;
  /** Null where the rule does not fit the data as they are now. */
  readonly memberCount: number | null;
  /** Members that the version before did not have, and those that it had and this one has not. */
  readonly entered: number | null;
  readonly left: number | null;
}

export interface ValuesView {
  readonly kind: ColumnKind;
  readonly missing: number;
  readonly distinct: number;
  /** Smallest and largest; dates in milliseconds since 1970. */
  readonly low: number | null;
  readonly high: number | null;
  /** The most frequent texts, or yes and no. */
  readonly values: readonly { readonly value: string | boolean; readonly count: number }[];
}

/** One node of a condition: how many rows it was asked about, and what it answered. */
export interface BranchCount {
  readonly kind: 'all' | 'any' | 'not' | 'test';
  /** The branch as an expression. */
  readonly condition: string;
  readonly depth: number;
  /** Position of the parent in the list; −1 for the root. */
  readonly parent: number;
  /** Rows left over by the earlier siblings. */
  readonly reached: number;
  /** Of the rows reached: those that satisfy it, and those for which a missing value leaves it without an answer. */
  readonly satisfied: number;
  readonly unknown: number;
  /** Rows of the whole table that satisfy it. */
  readonly alone: number;
}

/** A rule counted over a table; the branches come each before its parts. */
export interface ConditionCounts {
  readonly rowCount: number;
  readonly memberCount: number;
  readonly branches: readonly BranchCount[];
}
