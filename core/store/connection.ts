import { existsSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { CausewayError, damaged, type Problem, refuse } from '../base/problem.ts';
import { APPLICATION_ID, type Connection } from './schema.ts';

/** How long an opener waits for another program, a virus scanner or a sync tool to let go of the file. */
export const DEFAULT_WAIT_MS = 4000;

/**
 * Runs something on a project file and turns what SQLite throws into a Problem.
 *
 * @throws store/damaged, store/locked, store/not-a-project, resource/disk, resource/permission
 */
export function guarded<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof Database.SqliteError) throw new CausewayError(sqliteProblem(error, path), { cause: error });
    const code = error instanceof Error && 'code' in error ? SAME_IN_SQLITE[String(error.code)] : undefined;
    if (code !== undefined) throw new CausewayError(sqliteProblem({ code, message: '' }, path), { cause: error });
    throw error;
  }
}

/** Failures of the file system that SQLite has its own word for. */
const SAME_IN_SQLITE: Readonly<Record<string, string>> = {
  EACCES: 'SQLITE_PERM',
  EPERM: 'SQLITE_PERM',
  EROFS: 'SQLITE_READONLY',
  ENOSPC: 'SQLITE_FULL',
  EIO: 'SQLITE_IOERR',
};

/**
 * Reads from a project whose records may have been written by a stranger: a record that is sealed but has another
 * shape than ours makes the reading code stumble, and that is damage, not a bug.
 *
 * @throws what `guarded` throws, and resource/memory
 */
export function reading<T>(path: string, action: () => T): T {
  try {
    return guarded(path, action);
  } catch (error) {
    if (error instanceof RangeError && /allocation/i.test(error.message))
      throw new CausewayError(
        {
          kind: 'resource',
          code: 'resource/memory',
          message: 'There is not enough memory to read this table.',
          fix: 'Close other programs, or read fewer rows.',
        },
        { cause: error },
      );
    if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)
      damaged(`A record of the project does not have the shape that it should have (${error.message}).`, { file: path }, error);
    throw error;
  }
}

/** What a failure of SQLite means to the user. */
export function sqliteProblem(error: { readonly code: string; readonly message: string }, path: string): Problem {
  const where = { file: path };
  const family = error.code.split('_').slice(0, 2).join('_');
  switch (family) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return {
        kind: 'resource',
        code: 'store/locked',
        message: 'The project is open in another window or program.',
        fix: 'Close it there, then try again.',
        where,
      };
    case 'SQLITE_NOTADB':
      return notAProject(path, 'it is not a project, or its first bytes are damaged').problem;
    case 'SQLITE_FULL':
      return { kind: 'resource', code: 'resource/disk', message: 'The disk is full; nothing was changed.', fix: 'Free some space.', where };
    case 'SQLITE_IOERR':
      return {
        kind: 'resource',
        code: 'resource/disk',
        message: `The disk answered with an error (${error.code}).`,
        fix: 'Check the drive, then open the project again.',
        where,
      };
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
    case 'SQLITE_AUTH':
      return {
        kind: 'resource',
        code: 'resource/permission',
        message: `The project cannot be opened or written (${error.code}).`,
        fix: 'Check that you may write to the file and its folder.',
        where,
      };
    default:
      return {
        kind: 'integrity',
        code: 'store/damaged',
        message: `The project file is damaged: ${error.message}.`,
        fix: 'Keep the file, and open a backup of it.',
        where,
      };
  }
}

/** Says that a file is no project of ours. */
export function notAProject(path: string, why: string): CausewayError {
  return new CausewayError({
    kind: 'input',
    code: 'store/not-a-project',
    message: `"${path}" cannot be opened as a project: ${why}.`,
    fix: 'Choose a file that Causeway saved; to bring in data, import it into a project.',
    where: { file: path },
  });
}

/**
 * Opens a project file for reading and makes sure that it is one. Nothing is opened through `node:fs`: closing such a
 * handle would drop the locks that this process holds on the same file.
 */
export function openForReading(path: string, waitMs = DEFAULT_WAIT_MS): Connection {
  const file = resolve(path);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) refuse('data/file-missing', `There is no file "${path}".`, 'Check the path.', { file: path });
  if (!stat.isFile()) throw notAProject(path, 'it is not a file');
  // Our files are in WAL mode from the moment they get their name, so such a journal is a stranger's: rolled back, it would destroy the project.
  if (existsSync(`${file}-journal`))
    damaged(`A journal of another program lies beside the project: "${path}-journal". Move it away first.`);
  return guarded(path, () => {
    const db = connectReadOnly(file, waitMs);
    try {
      guardReads(db);
      if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw notAProject(path, 'Causeway did not make it');
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Opens a project for writing, alone: the lock is the operating system's, so a killed process leaves none behind. */
export function openForWriting(path: string, waitMs = DEFAULT_WAIT_MS): Connection {
  return guarded(path, () => {
    const db = new Database(resolve(path), { fileMustExist: true, timeout: waitMs });
    try {
      db.pragma('locking_mode = EXCLUSIVE');
      guardReads(db);
      guardWrites(db);
      // Taken now rather than at the first change: a second window must learn at once that it cannot write.
      db.exec('BEGIN IMMEDIATE; COMMIT;');
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** What every connection sets before it reads a byte that may come from a stranger. */
export function guardReads(db: Connection): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('mmap_size = 0');
  db.pragma('temp_store = MEMORY');
}

/** What every writing connection sets: each commit is on disk before it is acknowledged. */
export function guardWrites(db: Connection): void {
  db.pragma('foreign_keys = ON');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('fullfsync = ON');
  // After a large import the log shrinks back to this.
  db.pragma('journal_size_limit = 67108864');
}

/**
 * Where a log lies beside the project, the connection is read-only: closing any other would work the log in, and it is
 * not yet known whose it is. Where none lies, a connection that may write but is told not to is the tidier one: on
 * closing it removes the side files that reading in WAL mode needs, which a read-only connection leaves behind.
 */
function connectReadOnly(file: string, waitMs: number): Connection {
  const db = new Database(file, { readonly: existsSync(`${file}-wal`), fileMustExist: true, timeout: waitMs });
  try {
    db.pragma('query_only = ON');
    db.pragma('schema_version');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Closes a writer. It was alone, so the shared-memory file that an earlier reader may have left belongs to nobody. */
export function closeWriter(db: Connection, path: string): void {
  if (!db.open) return;
  db.close();
  const file = resolve(path);
  if (!existsSync(`${file}-wal`)) rmSync(`${file}-shm`, { force: true });
}
