import { hashJson } from './hashing.ts';
import { type Desk, getRecord, openSealed, putRecord, type RecordRow, requireWholeRecords } from './records.ts';
import type { DocumentVersion } from './types.ts';

/** A project holds one experiment document, in versions. */
const NAME = 'experiment';

type DocumentBody = { readonly document: unknown; readonly hash: string; readonly storedAt: string };

/** Stores a document as a new version, unless it equals the newest one. Call it inside a transaction. */
export function putDocument(desk: Desk, document: unknown): DocumentVersion {
  const hash = hashJson(document);
  const newest = getRecord(desk, 'document', NAME);
  if (newest !== undefined && (newest.body as DocumentBody).hash === hash) return versionOf(newest.version, newest.body as DocumentBody);
  const storedAt = desk.clock();
  const version = (newest?.version ?? 0) + 1;
  const body: DocumentBody = { document, hash, storedAt };
  putRecord(desk, { kind: 'document', verb: 'put', name: NAME, version, body, detail: { hash } }, storedAt);
  return { version, hash, storedAt };
}

/** The newest document, or the named version. */
export function getDocument(desk: Desk, version?: number): unknown {
  const found = getRecord(desk, 'document', NAME, version);
  return found === undefined ? undefined : (found.body as DocumentBody).document;
}

/** All versions, oldest first. */
export function listDocuments(desk: Desk): DocumentVersion[] {
  requireWholeRecords(desk);
  const query = "SELECT kind, name, version, body, seal FROM record WHERE kind = 'document' AND name = ? ORDER BY version";
  const rows = desk.db.prepare<[string], RecordRow>(query).all(NAME);
  return rows.map((row) => versionOf(row.version, openSealed(desk.projectId, row) as DocumentBody));
}

function versionOf(version: number, { hash, storedAt }: DocumentBody): DocumentVersion {
  return { version, hash, storedAt };
}
