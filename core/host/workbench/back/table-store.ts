import { CausewayError } from '../../../base/problem.ts';
import type { StopSignal } from '../../../base/work.ts';
import type { Column } from '../../../frame/column.ts';
import { evaluateBranches } from '../../../frame/expression/branches.ts';
import { evaluateCondition } from '../../../frame/expression/evaluate.ts';
import type { Expression } from '../../../frame/expression/syntax.ts';
import { type Frame, makeFrame } from '../../../frame/frame.ts';
import { sharedInts } from '../../../frame/shared-memory.ts';
import type { ColumnProfile } from '../../../methods/profile/column-profile.ts';
import { measureColumn } from '../../../methods/profile/measure.ts';
import { findRow } from './find-rows.ts';
import type { Arrangement, BackTasks, TableName } from './messages.ts';
import { changesBetween, spreadOf, valuesIn } from './profile-rule.ts';
import { sortRows } from './sort-rows.ts';

/** Orders and filters that stay at hand for each table. */
const MOST_KEPT = 8;

/** As many bars and values as the head of a column has room for. */
const MOST_BINS = 24;
const MOST_TOP = 12;

interface Kept {
  readonly columns: Map<string, Column>;
  readonly orders: Map<string, Int32Array>;
  readonly filters: Map<string, Uint8Array>;
}

/** Tables on the back thread: their columns, and the orders and filters that were asked for lately. */
export class TableStore {
  readonly #tables = new Map<string, Kept>();

  keep(key: string, name: string, column: Column): void {
    const table = this.#tables.get(key) ?? { columns: new Map(), orders: new Map(), filters: new Map() };
    table.columns.set(name, column);
    this.#tables.set(key, table);
  }

  forget(key: string): void {
    this.#tables.delete(key);
  }

  arrange({ table, sort, filter }: Arrangement, signal: StopSignal): Int32Array | null {
    const kept = this.#tables.get(table.key);
    const order =
      sort === null || kept === undefined
        ? undefined
        : remembered(kept.orders, JSON.stringify(sort), () => {
            return sortRows(this.#column(table.key, sort.column), sort.isDescending, signal);
          });
    if (filter === null) return order ?? null;
    const answer = (): Uint8Array => evaluateCondition(filter, this.frame(table), signal);
    const truth = kept === undefined ? answer() : remembered(kept.filters, JSON.stringify(filter), answer);
    return passing(truth, order, table.rowCount);
  }

  find({ table, rows, ...search }: BackTasks['find']['params'], signal: StopSignal): number {
    const columns = table.columns.map((name) => this.#column(table.key, name));
    return findRow(columns, { rows, rowCount: table.rowCount }, search, signal);
  }

  /** What a column is like, whatever its role. */
  profile(table: TableName, signal: StopSignal): readonly ColumnProfile[] {
    const setting = { topCategories: MOST_TOP, maxBins: MOST_BINS, outcome: null, time: null };
    return table.columns.map((name) => measureColumn({ name, role: null, column: this.#column(table.key, name) }, setting, signal));
  }

  count(table: TableName, condition: Expression, signal: StopSignal): BackTasks['count']['result'] {
    const { memberCount, branches } = evaluateBranches(condition, this.frame(table), signal);
    return { memberCount, branches };
  }

  spread({ table, condition, shown }: BackTasks['spread']['params'], signal: StopSignal): BackTasks['spread']['result'] {
    const truth = evaluateCondition(condition, this.frame(table), signal);
    const spreads = shown.map((name) => spreadOf(this.#column(table.key, name), truth, signal));
    return { memberCount: changesBetween(undefined, truth).memberCount, spreads };
  }

  values({ table, column, most }: BackTasks['values']['params']): BackTasks['values']['result'] {
    return valuesIn(this.#column(table.key, column), most);
  }

  changes({ table, conditions }: BackTasks['changes']['params'], signal: StopSignal): BackTasks['changes']['result'] {
    const frame = this.frame(table);
    let before: Uint8Array | undefined;
    return conditions.map((condition) => {
      if (condition === null) return null;
      const truth = evaluateCondition(condition, frame, signal);
      const change = changesBetween(before, truth);
      before = truth;
      return change;
    });
  }

  /** The columns that were named, as a table. */
  frame({ key, rowCount, columns }: TableName): Frame {
    return { ...makeFrame(columns.map((name) => [name, this.#column(key, name)] as const)), rowCount };
  }

  #column(key: string, name: string): Column {
    const found = this.#tables.get(key)?.columns.get(name);
    if (found !== undefined) return found;
    throw new CausewayError({ kind: 'bug', code: 'bug/unexpected', message: `The column "${name}" was not sent to the back thread.` });
  }
}

function remembered<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.delete(key);
  map.set(key, value);
  for (const old of [...map.keys()].slice(0, -MOST_KEPT)) map.delete(old);
  return value;
}

/** The rows that are true, in the order given. */
function passing(truth: Uint8Array, order: Int32Array | undefined, rowCount: number): Int32Array {
  let count = 0;
  for (let row = 0; row < rowCount; row++) if (truth[row] === 1) count++;
  const rows = sharedInts(count);
  let at = 0;
  for (let i = 0; i < rowCount; i++) {
    const row = order === undefined ? i : (order[i] as number);
    if (truth[row] === 1) rows[at++] = row;
  }
  return rows;
}
