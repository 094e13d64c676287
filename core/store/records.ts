import { canonicalJson } from '../base/canonical-json.ts';
import { damaged, refuse } from '../base/problem.ts';
import type { Column } from '../frame/column.ts';
import { appendAudit } from './audit.ts';
import { type Hasher, sha256Native } from './hashing.ts';
import type { Connection } from './schema.ts';

export type RecordKind = 'project' | 'dataset' | 'document' | 'run' | 'step';

/** An open file and what the tables of it share. */
export interface Desk {
  readonly path: string;
  readonly db: Connection;
  readonly projectId: string;
  readonly clock: () => string;
  readonly hasher: Hasher;
  /** Columns that are in memory already, by hash: most steps hand on the columns they were given. */
  readonly columns: Map<string, WeakRef<Column>>;
  /** Whether all records have been seen to be there and sealed; checked once, before the first answer that could miss one. */
  areRecordsWhole: boolean;
}

/** A row of the record table. Records are never changed: a change is a new version. */
export interface RecordRow {
  readonly kind: string;
  readonly name: string;
  readonly version: number;
  readonly body: string;
  readonly seal: string;
}

const COLUMNS = 'kind, name, version, body, seal';

/** What a change is called in the audit chain, e.g. "dataset.put". */
export interface Change {
  readonly kind: RecordKind;
  readonly verb: string;
  readonly name: string;
  readonly version: number;
  readonly body: unknown;
  /** Said in the audit entry besides the seal, for a person to read. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * Writes a record and its audit entry; call it inside a transaction. The entry holds the seal, so that a record
 * rewritten together with its seal still disagrees with the chain.
 */
export function putRecord(desk: Desk, change: Change, at: string): void {
  const { kind, verb, name, version } = change;
  if (!name.isWellFormed()) refuse('option/invalid', `The name of a ${kind} holds half a character.`, 'Give it another name.');
  const body = canonicalJson(change.body);
  const seal = sealOf(desk.projectId, { kind, name, version, body });
  desk.db.prepare(`INSERT INTO record (${COLUMNS}) VALUES (?, ?, ?, ?, ?)`).run(kind, name, version, body, seal);
  appendAudit(desk.db, { at, kind: `${kind}.${verb}`, subject: name, detail: { ...change.detail, version, seal } }, 1);
}

/** The newest version of a record, or the named one. @throws store/damaged */
export function getRecord(desk: Desk, kind: RecordKind, name: string, version?: number): { version: number; body: unknown } | undefined {
  const query = `SELECT ${COLUMNS} FROM record WHERE kind = ? AND name = ? AND (? IS NULL OR version = ?) ORDER BY version DESC LIMIT 1`;
  const row = desk.db.prepare<unknown[], RecordRow>(query).get(kind, name, version ?? null, version ?? null);
  if (row === undefined || version === undefined) requireWholeRecords(desk);
  return row === undefined ? undefined : { version: row.version, body: openSealed(desk.projectId, row) };
}

/** The newest version of every record of a kind, by name. @throws store/damaged */
export function newestRecords(desk: Desk, kind: RecordKind): { name: string; version: number; body: unknown }[] {
  requireWholeRecords(desk);
  const rows = desk.db.prepare<unknown[], RecordRow>(`SELECT ${COLUMNS} FROM record WHERE kind = ? ORDER BY name, version`).all(kind);
  return rows
    .filter((row, index) => rows[index + 1]?.name !== row.name)
    .map((row) => ({ name: row.name, version: row.version, body: openSealed(desk.projectId, row) }));
}

/** All versions of all records, in the order of the table, unchecked. */
export function allRecords(db: Connection): RecordRow[] {
  return db.prepare<[], RecordRow>(`SELECT ${COLUMNS} FROM record ORDER BY kind, name, version`).all();
}

/**
 * Makes sure that no record is missing or filed under a name that rotted: an answer such as "there is none" or "this is
 * the newest" is only as good as the table it was looked up in.
 *
 * @throws store/damaged
 * Cost: about 3 µs a record, once.
 */
export function requireWholeRecords(desk: Desk): void {
  if (desk.areRecordsWhole) return;
  const rows = allRecords(desk.db);
  for (const row of rows) openSealed(desk.projectId, row);
  const expected = recordCount(desk.db);
  if (rows.length !== expected) damaged(`The project holds ${rows.length} records; ${expected} were written.`);
  desk.areRecordsWhole = true;
}

/** How many records were written, as the head of the audit chain says. */
export function recordCount(db: Connection): number | undefined {
  return db.prepare<[], number>('SELECT records FROM audit_head WHERE id = 1').pluck().get();
}

/** Checks the seal of a row and reads its body. @throws store/damaged */
export function openSealed(projectId: string, row: RecordRow): unknown {
  if (!isSealed(projectId, row)) damaged(`The record of ${row.kind} "${row.name}" (version ${row.version}) is not what was written.`);
  return JSON.parse(row.body);
}

/** Whether a row is exactly what this project wrote; rows of another project, mixed in by a stray log, are not. */
export function isSealed(projectId: string, row: RecordRow): boolean {
  try {
    return sealOf(projectId, row) === row.seal;
  } catch {
    // A cell that is no longer text has no canonical form.
    return false;
  }
}

function sealOf(projectId: string, row: Omit<RecordRow, 'seal'>): string {
  return sha256Native(canonicalJson([projectId, row.kind, row.name, row.version, row.body]));
}
