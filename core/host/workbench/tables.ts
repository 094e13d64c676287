import type { ConditionCounts, RuleProfile, RuleVersion, ValuesView } from '../../api/segment-types.ts';
import type { CellView, ColumnSummary, RowPage } from '../../api/types.ts';
import { CausewayError, problemOf, refuse } from '../../base/problem.ts';
import { cellOf } from '../../frame/column.ts';
import { requireCondition } from '../../frame/expression/check.ts';
import { compileCondition } from '../../frame/expression/compile.ts';
import { printExpression } from '../../frame/expression/print.ts';
import { ruleCondition } from '../../frame/expression/rule.ts';
import { columnsRead, type Expression } from '../../frame/expression/syntax.ts';
import { columnNamed, type Frame, takeRows } from '../../frame/frame.ts';
import { BackThread } from './back/back-thread.ts';
import type { NamedTable } from './back/messages.ts';
import { columnsOf } from './cards.ts';
import { summaryOf } from './column-summary.ts';
import { readRule } from './rules.ts';
import { profileRule, valuesOfColumn, versionsOf } from './segment-desk.ts';
import type { Session } from './session.ts';
import { tableOf } from './table-of.ts';

/** Which rows of a table, and in which order. */
export interface ViewRequest {
  readonly source: string;
  readonly sort?: { readonly column: string; readonly isDescending: boolean } | undefined;
  readonly filter?: string | undefined;
}

/** Arrangements that stay at hand, so that turning pages costs nothing but the page. */
const MOST_VIEWS = 8;

/** Tables whose summaries stay at hand. */
const MOST_SUMMARIES = 64;

interface View {
  readonly frame: Frame;
  readonly key: string;
  /** Row numbers in the order shown; null for all rows as they are. */
  readonly rows: Int32Array | null;
}

/** Tables as the page looks at them: pages of rows, searching, counting, SQL. Whole tables are read on back threads only. */
export class TableDesk {
  readonly #thread = new BackThread();
  /** SQL has a thread of its own: it may have to be ended in the middle, and the tables of the other must survive that. */
  readonly #sqlThread = new BackThread();
  /** By key and column: equal keys mean equal cells. */
  readonly #summaries = new Map<string, Map<string, ColumnSummary>>();
  readonly #views = new Map<string, Promise<Int32Array | null>>();

  /** A stretch of rows. @throws data/unknown-column, expression/…, document/no-result */
  async rows(
    request: ViewRequest & { readonly from: number; readonly count: number },
    session: Session,
    signal: AbortSignal,
  ): Promise<RowPage> {
    const { frame, rows } = await this.#view(request, session, signal);
    const matching = rows?.length ?? frame.rowCount;
    const length = Math.max(0, Math.min(request.count, matching - request.from));
    const numbers = Array.from({ length }, (_, at) => rows?.[request.from + at] ?? request.from + at);
    return { ...pageOf(frame, numbers), matching };
  }

  /** The next row that holds the words, in any column, or the one before. */
  async find(
    request: ViewRequest & { readonly words: string; readonly after: number; readonly isBackward: boolean },
    session: Session,
    signal: AbortSignal,
  ): Promise<{ readonly at: number } | null> {
    const { frame, key, rows } = await this.#view(request, session, signal);
    const table = this.#thread.table(key, frame, [...frame.columns.keys()]);
    const at = await this.#thread.ask(
      'find',
      { table, rows, words: request.words, after: request.after, isBackward: request.isBackward },
      { signal },
    );
    return at < 0 ? null : { at };
  }

  /** What columns are like; a table is measured once. @throws data/unknown-column, document/no-result */
  async summaries(
    { source, columns }: { readonly source: string; readonly columns: readonly string[] },
    session: Session,
    signal: AbortSignal,
  ): Promise<readonly ColumnSummary[]> {
    const { frame, key } = tableOf(source, session);
    for (const name of columns) columnNamed(frame, name);
    const known = this.#summaries.get(key) ?? new Map<string, ColumnSummary>();
    const missing = columns.filter((name) => !known.has(name));
    if (missing.length > 0) {
      const table = this.#thread.table(key, frame, missing);
      for (const profile of await this.#thread.ask('profile', { table }, { signal })) known.set(profile.name, summaryOf(profile));
    }
    this.#summaries.delete(key);
    this.#summaries.set(key, known);
    for (const old of [...this.#summaries.keys()].slice(0, -MOST_SUMMARIES)) this.#summaries.delete(old);
    return columns.flatMap((name) => known.get(name) ?? []);
  }

  /** The rows of a view as a table of their own, for export. */
  async taken(request: ViewRequest, session: Session, signal: AbortSignal): Promise<Frame> {
    const { frame, rows } = await this.#view(request, session, signal);
    return rows === null ? frame : takeRows(frame, rows);
  }

  /** Counts every branch of a rule, or of a condition written as text. @throws option/invalid, data/unknown-column, expression/… */
  async count(
    request: { readonly source: string; readonly rule?: unknown; readonly where?: string | undefined },
    session: Session,
    signal: AbortSignal,
  ): Promise<ConditionCounts> {
    const { frame, key } = tableOf(request.source, session);
    const condition = conditionOf(request, frame);
    const table = this.#thread.table(key, frame, columnsRead(condition));
    const { memberCount, branches } = await this.#thread.ask('count', { table, condition }, { signal });
    return {
      rowCount: frame.rowCount,
      memberCount,
      branches: branches.map((branch) => ({ ...branch, condition: printExpression(branch.condition) })),
    };
  }

  /** See `profileRule`. */
  profile(request: { readonly source: string; readonly rule?: unknown }, session: Session, signal: AbortSignal): Promise<RuleProfile> {
    return profileRule(request, session, this.#thread, signal);
  }

  /** See `versionsOf`. */
  versions(step: string, session: Session, signal: AbortSignal): Promise<readonly RuleVersion[]> {
    return versionsOf(step, session, this.#thread, signal);
  }

  /** See `valuesOfColumn`. */
  values(request: { readonly source: string; readonly column: string }, session: Session, signal: AbortSignal): Promise<ValuesView> {
    return valuesOfColumn(request, session, this.#thread, signal);
  }

  /** Runs a SELECT over the datasets and the tables of steps that it names. @throws sql/… */
  async query(sql: string, limit: number, session: Session, signal: AbortSignal): Promise<RowPage> {
    const { document } = session.history.current;
    const known = [...Object.keys(document.data), ...document.steps.map((step) => step.id)];
    const words = sql.toLowerCase();
    const tables = known.filter((name) => words.includes(name.toLowerCase())).flatMap((name) => this.#sqlTable(name, session) ?? []);
    const result = await this.#sqlThread.ask('query', { sql, tables, limit: limit + 1 }, { signal }).catch((error: unknown) => {
      throw withTableNames(error, known);
    });
    const isCut = result.rowCount > limit;
    const numbers = Array.from({ length: Math.min(limit, result.rowCount) }, (_, row) => row);
    return { ...pageOf(result, numbers), matching: numbers.length, rowCount: numbers.length, isCut };
  }

  forget(): void {
    this.#views.clear();
  }

  async close(): Promise<void> {
    await Promise.all([this.#thread.close(), this.#sqlThread.close()]);
  }

  async #view({ source, sort, filter }: ViewRequest, session: Session, signal: AbortSignal): Promise<View> {
    const { frame, key } = tableOf(source, session);
    const isFiltered = filter !== undefined && filter.trim() !== '';
    if (sort === undefined && !isFiltered) return { frame, key, rows: null };
    if (sort !== undefined) columnNamed(frame, sort.column);
    const condition = isFiltered ? compileCondition(filter, frame.columns, 'filter') : null;
    const id = JSON.stringify([key, sort ?? null, condition === null ? null : filter]);
    const known = this.#views.get(id);
    const rows = known ?? this.#arrange({ frame, key }, sort ?? null, condition, signal);
    if (known === undefined) {
      // A failed or withdrawn arrangement must not be the answer to the next who asks.
      rows.catch(() => this.#views.delete(id));
    }
    this.#views.delete(id);
    this.#views.set(id, rows);
    for (const old of [...this.#views.keys()].slice(0, -MOST_VIEWS)) this.#views.delete(old);
    try {
      return { frame, key, rows: await rows };
    } catch (error) {
      // Another page asked first and then went away; this one still wants its answer.
      if (known === undefined || signal.aborted || problemOf(error).kind !== 'cancelled') throw error;
      return this.#view({ source, sort, filter }, session, signal);
    }
  }

  #arrange(
    { frame, key }: { readonly frame: Frame; readonly key: string },
    sort: { readonly column: string; readonly isDescending: boolean } | null,
    filter: Expression | null,
    signal: AbortSignal,
  ): Promise<Int32Array | null> {
    const needed = [...(sort === null ? [] : [sort.column]), ...(filter === null ? [] : columnsRead(filter))];
    const table = this.#thread.table(key, frame, [...new Set(needed)]);
    return this.#thread.ask('arrange', { table, sort, filter }, { signal });
  }

  #sqlTable(name: string, session: Session): NamedTable | undefined {
    try {
      const { frame, key } = tableOf(name, session);
      const table = this.#sqlThread.table(key, frame, [...frame.columns.keys()]);
      return { ...table, name, roles: [...frame.roles] };
    } catch (error) {
      // A step without a result is simply no table yet; a damaged one is worth saying.
      if (error instanceof CausewayError && error.problem.kind === 'input') return undefined;
      throw error;
    }
  }
}

function pageOf(frame: Frame, numbers: readonly number[]): Omit<RowPage, 'matching'> {
  return {
    columns: columnsOf(frame),
    rows: numbers,
    cells: [...frame.columns.values()].map((column) => numbers.map((row) => shownCell(cellOf(column, row)))),
    rowCount: frame.rowCount,
  };
}

/** Nobody reads more of a cell in a grid, and a page of such cells must stay small. */
const MOST_CHARACTERS = 4096;

/** A cell as a page may have it. */
export function shownCell(cell: CellView): CellView {
  return typeof cell === 'string' && cell.length > MOST_CHARACTERS ? `${cell.slice(0, MOST_CHARACTERS)}…` : cell;
}

function conditionOf({ rule, where }: { readonly rule?: unknown; readonly where?: string | undefined }, frame: Frame): Expression {
  if (where !== undefined && rule === undefined) return compileCondition(where, frame.columns, 'where');
  if (rule === undefined || where !== undefined)
    refuse('option/invalid', 'Exactly one of rule and where is needed.', 'Give the rule as a tree, or where as a condition.', {
      option: 'rule',
    });
  const condition = ruleCondition(readRule(rule));
  requireCondition(condition, frame.columns);
  return condition;
}

/** The thread knows only the tables that a query names; the person should hear of all. */
function withTableNames(error: unknown, known: readonly string[]): unknown {
  if (!(error instanceof CausewayError) || !/^There is no table /.test(error.problem.message)) return error;
  const listed = known.length === 0 ? 'Import a dataset first.' : `Tables here: ${known.slice(0, 12).join(', ')}.`;
  return new CausewayError({ ...error.problem, fix: listed }, { cause: error });
}
