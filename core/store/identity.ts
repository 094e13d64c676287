import { damaged } from '../base/problem.ts';
import type { Connection } from './schema.ts';

/**
 * Which project a file is. The row lies on a page of its own that is written once, so a log never holds it; the head of
 * the audit chain, which every change rewrites, names the project too. When the two differ, the log beside the
 * file belongs to another project, and letting SQLite work it in would destroy this one.
 */
export function writeIdentity(db: Connection, projectId: string): void {
  db.prepare('INSERT INTO identity (id, project) VALUES (1, ?)').run(projectId);
}

/** The project's id. @throws store/damaged when it is unreadable or the head of the audit chain names another */
export function readIdentity(db: Connection): string {
  const own = db.prepare<[], unknown>('SELECT project FROM identity WHERE id = 1').pluck().get();
  const inHead = db.prepare<[], unknown>('SELECT project FROM audit_head WHERE id = 1').pluck().get();
  if (typeof own !== 'string' || typeof inHead !== 'string') return damaged('The project does not say which one it is.');
  if (own !== inHead) damaged('The log beside the project ("…-wal") belongs to another project. Move it away first.');
  return own;
}
