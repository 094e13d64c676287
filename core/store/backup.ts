import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { guarded, openForReading } from './connection.ts';
import { requireFreeName, syncFile, syncFolderOf } from './disk.ts';
import type { Connection } from './schema.ts';

/**
 * Copies a project that nobody has open into one file that opens by itself; a project that is open makes its own
 * with `backup`.
 *
 * @throws data/duplicate when the target exists; store/…, resource/… as opening does
 */
export function backupProject(path: string, target: string): void {
  const db = openForReading(path);
  try {
    guarded(path, () => backupConnection(db, target));
  } finally {
    db.close();
  }
}

/**
 * Copies an open project. The copy is built beside the target, flushed, renamed, and its folder flushed: under its
 * final name it is whole or absent. A damaged project cannot be copied this way, so a good backup is never
 * followed by a bad one in silence.
 */
export function backupConnection(db: Connection, target: string): void {
  const file = resolve(target);
  requireFreeName(file, 'Choose another name for the backup.');
  const draft = join(dirname(file), `.${basename(file)}.new-${randomUUID()}`);
  try {
    copyInto(db, draft);
    markAsLogged(draft);
    syncFile(draft);
    renameSync(draft, file);
    syncFolderOf(file);
  } catch (error) {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(draft + suffix, { force: true });
    throw error;
  }
}

/** A connection for reading is told to change nothing, and SQLite takes that to mean the copy as well. */
function copyInto(db: Connection, draft: string): void {
  const isReader = db.pragma('query_only', { simple: true }) === 1;
  if (isReader) db.pragma('query_only = OFF');
  try {
    db.prepare('VACUUM INTO ?').run(draft);
  } finally {
    if (isReader) db.pragma('query_only = ON');
  }
}

/** Copies a project to a free name beside it, e.g. "sales.before-schema-2.causeway"; answers the name. */
export function backupBeside(db: Connection, path: string, reason: string): string {
  const file = resolve(path);
  const extension = extname(file);
  const stem = file.slice(0, file.length - extension.length);
  for (let attempt = 1; ; attempt++) {
    const target = `${stem}.${reason}${attempt === 1 ? '' : `-${attempt}`}${extension}`;
    if (existsSync(target)) continue;
    backupConnection(db, target);
    return target;
  }
}

/** A vacuumed copy is in rollback mode; ours are in WAL mode from the moment they get their name (see `openForReading`). */
function markAsLogged(file: string): void {
  const db = new Database(file);
  try {
    db.pragma('journal_mode = WAL');
  } finally {
    db.close();
  }
}
