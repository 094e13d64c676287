import Database from 'better-sqlite3';
import { CausewayError, problemOf } from '../base/problem.ts';
import { auditRows, readDetail, readHead, verifyAudit } from './audit.ts';
import { openForReading, sqliteProblem } from './connection.ts';
import { openContent, piecesNeeded } from './contents.ts';
import type { FrameRecord } from './frames.ts';
import { readIdentity } from './identity.ts';
import { allRecords, isSealed, type RecordRow, recordCount } from './records.ts';
import { type Connection, MIGRATIONS, requireKnownSchema } from './schema.ts';
import { PACKED_VALUES } from './steps.ts';
import type { AuditHead, Finding, FindingPlace, Verification } from './types.ts';

/**
 * Checks a project file from end to end, read-only: its pages, its schema, every chunk, packed value, record and audit
 * entry. Damage becomes a finding that names its place; the file is not changed.
 *
 * @param head an end of the audit chain that was kept elsewhere; only it can show that entries were cut off
 * @throws data/file-missing, store/not-a-project, store/newer-version, store/locked: then there is nothing to check
 */
export function verifyProject(path: string, head?: AuditHead): Verification {
  const db = openForReading(path);
  try {
    requireKnownSchema(db, MIGRATIONS);
    return verifyConnection(db, head);
  } catch (error) {
    if (error instanceof CausewayError && error.problem.code !== 'store/damaged') throw error;
    return { findings: [findingOf(error, {})], checked: { chunks: 0, values: 0, documents: 0, auditEntries: 0 }, head: undefined };
  } finally {
    db.close();
  }
}

/** Checks a project through a connection that is open already. */
export function verifyConnection(db: Connection, head?: AuditHead): Verification {
  const tour = new Tour(db);
  tour.attempt({}, () => tour.checkPages());
  tour.attempt({}, () => tour.checkAudit(head));
  tour.attempt({}, () => tour.checkRecords());
  return { findings: tour.findings, checked: tour.checked, head: tour.attempt({}, () => readHead(db)) };
}

/** More than this many complaints of SQLite say no more than that the file is broken. */
const MOST_PAGE_FINDINGS = 20;

/** One walk through a project. */
class Tour {
  readonly findings: Finding[] = [];
  readonly checked = { chunks: 0, values: 0, documents: 0, auditEntries: 0 };
  readonly #db: Connection;
  /** What was found wrong with content, by hash: many tables share columns, each is read once and named everywhere. */
  readonly #contents = new Map<string, readonly Finding[]>();
  /** Seals that the audit chain knows, as "kind name version seal". */
  readonly #sealed = new Set<string>();

  constructor(db: Connection) {
    this.#db = db;
  }

  /** Runs a part of the walk; whatever stops it becomes a finding. */
  attempt<T>(where: FindingPlace, part: () => T): T | undefined {
    try {
      return part();
    } catch (error) {
      this.findings.push(findingOf(error, where));
      return undefined;
    }
  }

  checkPages(): void {
    const complaints = this.#db.prepare<[], string>(`PRAGMA integrity_check(${MOST_PAGE_FINDINGS})`).pluck().all();
    for (const complaint of complaints)
      if (complaint !== 'ok') this.findings.push({ code: 'store/damaged', message: `The pages are damaged: ${complaint}.`, where: {} });
  }

  checkAudit(outside: AuditHead | undefined): void {
    const own = readHead(this.#db);
    const heads = [own, outside].filter((head) => head !== undefined);
    if (own === undefined) this.findings.push({ code: 'store/altered', message: 'The end of the audit chain is not recorded.', where: {} });
    const { findings, entries } = verifyAudit(this.#auditRows(), heads);
    this.findings.push(...findings);
    this.checked.auditEntries = entries;
  }

  checkRecords(): void {
    const rows = allRecords(this.#db);
    const projectId = this.attempt({}, () => readIdentity(this.#db));
    const present = new Set(rows.map((row) => recordKey(row)));
    for (const key of this.#sealed)
      if (!present.has(key))
        this.findings.push({
          code: 'store/altered',
          message: `The record ${nameOfKey(key)} is missing or was rewritten.`,
          where: placeOfKey(key),
        });
    const expected = recordCount(this.#db);
    if (rows.length !== expected)
      this.#complain('store/damaged', `The project holds ${rows.length} records; ${expected} were written.`, {});
    for (const row of rows) {
      const where = placeOf(row.kind, row.name, row.version);
      if (!isSealed(projectId ?? '', row))
        this.#complain('store/damaged', `The record of ${described(row)} is not what was written.`, where);
      else if (!this.#sealed.has(recordKey(row)))
        this.#complain('store/altered', `The audit chain does not know the record of ${described(row)}.`, where);
      this.attempt(where, () => this.#checkBody(row));
    }
  }

  *#auditRows() {
    for (const row of auditRows(this.#db)) {
      this.#remember(row.kind, row.subject, row.detail);
      yield row;
    }
  }

  #remember(kind: string, subject: string, detail: string): void {
    const record = /^(project|dataset|document|run|step)\./.exec(String(kind))?.[1];
    if (record === undefined) return;
    try {
      const { version, seal } = readDetail(detail) as { readonly version?: unknown; readonly seal?: unknown };
      this.#sealed.add(JSON.stringify([record, subject, version, seal]));
    } catch {
      // The chain itself reports an entry that is no JSON any more.
    }
  }

  #checkBody(row: RecordRow): void {
    const body = JSON.parse(row.body) as {
      readonly frame?: FrameRecord | null;
      readonly packed?: Readonly<Record<string, string>>;
      readonly stepId?: string;
    };
    if (row.kind === 'document') this.checked.documents++;
    const owner: FindingPlace = row.kind === 'step' ? { step: body.stepId ?? row.name } : { dataset: row.name };
    for (const { name, hash } of body.frame?.columns ?? [])
      this.#checkContent(hash, { ...owner, column: name }, `Column "${name}" of ${described(row, body.stepId)}`);
    for (const value of PACKED_VALUES) {
      const hash = body.packed?.[value];
      if (hash === undefined) continue;
      this.checked.values++;
      this.#checkContent(hash, { ...owner, value }, `The ${value} of ${described(row, body.stepId)}`);
    }
  }

  #checkContent(hash: string, where: FindingPlace, what: string): void {
    const known = this.#contents.get(hash) ?? this.#readContent(hash);
    this.#contents.set(hash, known);
    for (const finding of known)
      this.findings.push({ ...finding, message: `${what}: ${finding.message}`, where: { ...where, ...finding.where } });
  }

  #readContent(hash: string): Finding[] {
    const findings: Finding[] = [];
    try {
      const content = openContent(this.#db, hash);
      for (let chunk = 0; chunk < piecesNeeded(content); chunk++) {
        this.checked.chunks++;
        try {
          content.bytesOf(chunk);
        } catch (error) {
          findings.push(findingOf(error, { chunk }));
        }
      }
      if (content.dictionary !== null)
        findings.push(
          ...this.#readContent(content.dictionary).map((finding) => ({ ...finding, message: `dictionary: ${finding.message}` })),
        );
    } catch (error) {
      findings.push(findingOf(error, {}));
    }
    return findings;
  }

  #complain(code: Finding['code'], message: string, where: FindingPlace): void {
    this.findings.push({ code, message, where });
  }
}

function findingOf(error: unknown, where: FindingPlace): Finding {
  const problem = error instanceof Database.SqliteError ? sqliteProblem(error, '') : problemOf(error);
  // Our own reading code stumbles only over records of a foreign shape.
  const code = problem.code === 'bug/unexpected' ? 'store/damaged' : problem.code;
  return { code, message: problem.message, where };
}

function recordKey(row: RecordRow): string {
  return JSON.stringify([row.kind, row.name, row.version, row.seal]);
}

function nameOfKey(key: string): string {
  const [kind, name, version] = JSON.parse(key) as [string, string, number];
  return `of ${kind} "${name}" (version ${version})`;
}

function placeOfKey(key: string): FindingPlace {
  const [kind, name, version] = JSON.parse(key) as [string, string, number];
  return placeOf(kind, name, version);
}

function placeOf(kind: string, name: string, version: number): FindingPlace {
  if (kind === 'dataset') return { dataset: name };
  if (kind === 'step') return { step: name };
  if (kind === 'run') return { run: name };
  return kind === 'document' ? { documentVersion: version } : {};
}

function described(row: RecordRow, stepId?: string): string {
  return `${row.kind} "${stepId ?? row.name}" (version ${row.version})`;
}
