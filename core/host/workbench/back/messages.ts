import type { Problem } from '../../../base/problem.ts';
import type { Column, Role } from '../../../frame/column.ts';
import type { Branch } from '../../../frame/expression/branches.ts';
import type { Expression } from '../../../frame/expression/syntax.ts';
import type { Frame } from '../../../frame/frame.ts';
import type { ImportOptions, ImportPreview, ImportResult } from '../../../import/import-result.ts';
import type { ColumnProfile } from '../../../methods/profile/column-profile.ts';
import type { Spread, ValueList } from './profile-rule.ts';

/** A table as the back thread knows it: its columns were sent before, under `key`. */
export interface TableName {
  readonly key: string;
  readonly rowCount: number;
  readonly columns: readonly string[];
}

/** Which rows of a table are shown, and in which order. */
export interface Arrangement {
  readonly table: TableName;
  readonly sort: { readonly column: string; readonly isDescending: boolean } | null;
  readonly filter: Expression | null;
}

export interface NamedTable extends TableName {
  readonly name: string;
  readonly roles: readonly (readonly [string, Role])[];
}

/** What the back thread can do: everything that reads a whole file or a whole table. */
export interface BackTasks {
  preview: { readonly params: { readonly path: string; readonly options: ImportOptions }; readonly result: ImportPreview };
  import: { readonly params: { readonly path: string; readonly options: ImportOptions }; readonly result: ImportResult };
  sample: { readonly params: { readonly maker: string; readonly path: string; readonly rows: number | null }; readonly result: null };
  /** Row numbers in the order of the arrangement; null for all rows as they are. */
  arrange: { readonly params: Arrangement; readonly result: Int32Array | null };
  /** The first place after `after`, or the last one before it, where a cell holds the words; −1 when there is none. */
  find: {
    readonly params: {
      readonly table: TableName;
      readonly rows: Int32Array | null;
      readonly words: string;
      readonly after: number;
      readonly isBackward: boolean;
    };
    readonly result: number;
  };
  profile: { readonly params: { readonly table: TableName }; readonly result: readonly ColumnProfile[] };
  count: {
    readonly params: { readonly table: TableName; readonly condition: Expression };
    readonly result: { readonly memberCount: number; readonly branches: readonly Branch[] };
  };
  /** Members against the others, column by column. */
  spread: {
    readonly params: { readonly table: TableName; readonly condition: Expression; readonly shown: readonly string[] };
    readonly result: { readonly memberCount: number; readonly spreads: readonly Spread[] };
  };
  /** What a column holds. */
  values: { readonly params: { readonly table: TableName; readonly column: string; readonly most: number }; readonly result: ValueList };
  /** Conditions one after the other, each with who came in and went out since the one before; null where there is none. */
  changes: {
    readonly params: { readonly table: TableName; readonly conditions: readonly (Expression | null)[] };
    readonly result: readonly ({ readonly memberCount: number; readonly entered: number; readonly left: number } | null)[];
  };
  query: {
    readonly params: { readonly sql: string; readonly tables: readonly NamedTable[]; readonly limit: number };
    readonly result: Frame;
  };
}

export type BackTaskName = keyof BackTasks;

export type ToBack =
  | { readonly type: 'column'; readonly key: string; readonly name: string; readonly column: Column }
  | { readonly type: 'forget'; readonly key: string }
  | { readonly type: 'ask'; readonly id: number; readonly task: BackTaskName; readonly params: unknown; readonly flag: Int32Array };

export type FromBack =
  /** All its modules are there: from now on it hears what it is told. */
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly id: number; readonly share: number; readonly what: string }
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly problem: Problem };
