import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { refuse } from '../base/problem.ts';
import { appendAudit } from './audit.ts';
import { DEFAULT_WAIT_MS, guarded, guardReads, guardWrites } from './connection.ts';
import { MIGRATIONS, requireKnownSchema, schemaVersion } from './schema.ts';
import type { AuditHead } from './types.ts';

export interface Note {
  /** ISO time. */
  readonly at: string;
  readonly kind: string;
  readonly subject: string;
  readonly detail: unknown;
}

/**
 * Adds a note to the audit chain of a project that is open for reading, in this process or another: whoever reviews
 * a project changes nothing in it, but their word belongs into its chain. Data, document and results stay as they are.
 *
 * @throws store/locked while another program has the project open for editing; store/read-only when the file is of an
 *   older format; resource/permission, resource/disk
 */
export function appendNote(path: string, note: Note, waitMs = DEFAULT_WAIT_MS): AuditHead {
  return guarded(path, () => {
    // An ordinary lock, not the exclusive one of an editor: readers may stay.
    const db = new Database(resolve(path), { fileMustExist: true, timeout: waitMs });
    try {
      guardReads(db);
      guardWrites(db);
      requireKnownSchema(db, MIGRATIONS);
      if (schemaVersion(db) !== MIGRATIONS.length)
        refuse('store/read-only', 'This project is of an older format.', 'Open it for editing once, then sign it.', { file: path });
      return db.transaction(() => appendAudit(db, { ...note, kind: `note.${note.kind}` })).immediate();
    } finally {
      db.close();
    }
  });
}
