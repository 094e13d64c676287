import Database from 'better-sqlite3';
import { CausewayError, inputProblem, refuse } from '../base/problem.ts';
import type { StopSignal } from '../base/work.ts';
import { type Frame, listNames } from '../frame/frame.ts';
import type { Connection } from './schema.ts';
import { memoryProblem, ResultCells, type ResultColumn, resultFrame } from './sql-result.ts';
import { type LoadedTable, loadTables } from './sql-tables.ts';
import { forbiddenIn, sqlTokens } from './sql-text.ts';

export interface QueryOptions {
  readonly signal?: StopSignal;
  /** A result with more rows is refused, never cut. */
  readonly maxRows?: number;
  /** Takes only this many rows and asks for no more of them. */
  readonly firstRows?: number;
  /** Bytes that the copied tables may take, and again the result. */
  readonly memory?: number;
}

/** Eight bytes of number and four of code. */
const BYTES_PER_CELL = 12;

/** How many result rows pass between two looks at the signal. */
const ROWS_PER_LOOK = 1024;

/**
 * Runs one SELECT over frames in a database in memory, away from every file.
 *
 * In SQL a number is REAL (1 / 2 is a half), a category is text, yes/no is 1 and 0, a missing cell is NULL, and a date
 * is text as SQLite's date functions write it, with the day alone where a column holds whole days. Back come
 * numbers, categories, and dates and yes/no where a column passes unchanged or all its texts are dates. Whole numbers
 * beyond 2⁵³ come back as text, so that no digit is lost. Names that stand twice get "_2". Roles of unchanged
 * columns stay. Without ORDER BY the order is SQLite's own, the same every time.
 *
 * Cancelling works while tables are read, joined and handed back; a recursive WITH that reads no table and never
 * ends is the one query that only ending its thread can stop.
 *
 * @throws sql/forbidden, sql/syntax, data/too-large, data/wrong-kind, resource/memory, cancelled/by-user
 */
export function runQuery(sql: string, tables: ReadonlyMap<string, Frame>, options: QueryOptions = {}): Frame {
  options.signal?.throwIfAborted();
  const tokens = sqlTokens(sql);
  const reason = forbiddenIn(tokens);
  if (reason !== undefined) refuse('sql/forbidden', reason, 'Write one SELECT over the tables of this step.', { option: 'sql' });
  if (tokens.length === 0) refuse('sql/syntax', 'The query is empty.', 'Write one SELECT over the tables of this step.', { option: 'sql' });
  const db = new Database(':memory:');
  try {
    configure(db, options.memory);
    const loaded = loadTables(db, tables, tokens, options.signal);
    const statement = db.prepare<[], unknown[]>(sql);
    if (!statement.reader || !statement.readonly) {
      refuse('sql/forbidden', 'The query would change something.', 'Write one SELECT over the tables of this step.', { option: 'sql' });
    }
    const columns = resultColumns(statement.columns(), loaded);
    let cells = gather(statement.raw(), columns, options);
    // Plain numbers are fast; where a whole number may have lost digits the query runs again with exact integers.
    if (cells.some((column) => column.hasInexact)) cells = gather(statement.safeIntegers(), columns, options);
    return resultFrame(columns, cells, readsDates(loaded));
  } catch (error) {
    throw friendly(error, tables, options.memory);
  } finally {
    db.close();
  }
}

function configure(db: Connection, memory: number | undefined): void {
  // Sorting must not spill cells into temporary files.
  db.pragma('temp_store = MEMORY');
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  if (memory !== undefined) db.pragma(`max_page_count = ${Math.max(64, Math.ceil(memory / 4096))}`);
}

/** Runs the statement to its end. */
function gather(
  statement: Database.Statement<[], unknown[]>,
  columns: readonly ResultColumn[],
  { signal, maxRows = Number.POSITIVE_INFINITY, firstRows = Number.POSITIVE_INFINITY, memory = Number.POSITIVE_INFINITY }: QueryOptions,
): ResultCells[] {
  const cells = columns.map((column) => new ResultCells(column.name));
  let rows = 0;
  for (const row of statement.iterate()) {
    if (rows >= firstRows) break;
    if (++rows > maxRows)
      refuse('data/too-large', `The result has more than ${maxRows} rows.`, 'Add a WHERE, an aggregate or a LIMIT.', { option: 'sql' });
    for (let column = 0; column < cells.length; column++) cells[column]?.add(row[column]);
    if (rows % ROWS_PER_LOOK !== 0) continue;
    signal?.throwIfAborted();
    const bytes = BYTES_PER_CELL * rows * cells.length;
    if (bytes > memory) throw memoryProblem(memory);
  }
  return cells;
}

/** Names made distinct, and for a column that passes unchanged where it comes from, as SQLite's metadata says. */
function resultColumns(described: readonly Database.ColumnDefinition[], loaded: readonly LoadedTable[]): ResultColumn[] {
  const taken = new Set<string>();
  return described.map((definition) => {
    let name = definition.name;
    for (let twin = 2; taken.has(name); twin++) name = `${definition.name}_${twin}`;
    taken.add(name);
    const table = loaded.find((candidate) => candidate.hidden === definition.table);
    const column = table?.columns.find((candidate) => candidate.hiddenName === definition.column);
    return table === undefined || column === undefined ? { name } : { name, origin: { table, column } };
  });
}

function readsDates(loaded: readonly LoadedTable[]): boolean {
  return loaded.some((table) => table.columns.some((column) => column.isNeeded && column.column.kind === 'date'));
}

/** SQLite's complaint as a Problem that says what there is to choose from. */
function friendly(error: unknown, tables: ReadonlyMap<string, Frame>, memory: number | undefined): unknown {
  if (error instanceof RangeError && /more than one statement/.test(error.message))
    return sqlProblem('sql/forbidden', 'Only one statement can run at a time.', 'Write one SELECT over the tables of this step.');
  if (error instanceof RangeError && /no statements/.test(error.message))
    return sqlProblem('sql/syntax', 'The query is empty.', 'Write one SELECT over the tables of this step.');
  if ((error instanceof RangeError || error instanceof TypeError) && /parameter/.test(error.message))
    return sqlProblem('sql/syntax', 'The query holds a placeholder such as ? or :name.', 'Write the value itself.');
  if (!(error instanceof Database.SqliteError)) return error;
  if (/^SQLITE_(FULL|NOMEM|TOOBIG)/.test(error.code)) return memoryProblem(memory);
  const known = [...tables].map(([name, frame]) => `${name} (${listNames(frame)})`);
  const tablesHere = known.length === 0 ? 'There are no tables here.' : `Tables here: ${known.slice(0, 8).join('; ')}.`;
  const missing = /^no such (table|column|function): (.*)$/.exec(error.message);
  const message = missing === null ? `SQLite cannot run the query: ${error.message}.` : `There is no ${missing[1]} "${missing[2]}".`;
  return sqlProblem(
    'sql/syntax',
    message,
    missing?.[1] === 'function' ? "SQLite's own functions can be used, such as round, coalesce, median, ln." : tablesHere,
  );
}

function sqlProblem(code: 'sql/forbidden' | 'sql/syntax', message: string, fix: string): CausewayError {
  return new CausewayError(inputProblem(code, message, fix, { option: 'sql' }));
}
