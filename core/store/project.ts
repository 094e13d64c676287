import { randomUUID } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { damaged } from '../base/problem.ts';
import { appendAudit, auditRows, readDetail, readHead } from './audit.ts';
import { backupBeside, backupConnection } from './backup.ts';
import { closeWriter, guarded, guardReads, guardWrites, openForReading, openForWriting, reading } from './connection.ts';
import { getDataset, keepColumns, listDatasets, putDataset } from './datasets.ts';
import { requireFreeName, syncFile, syncFolderOf } from './disk.ts';
import { getDocument, listDocuments, putDocument } from './documents.ts';
import { makeHasher } from './hashing.ts';
import { readIdentity, writeIdentity } from './identity.ts';
import { type Desk, putRecord } from './records.ts';
import { finishRun, listRuns, startRun } from './runs.ts';
import { APPLICATION_ID, type Connection, MIGRATIONS, type Migration, migrate, requireKnownSchema, schemaVersion } from './schema.ts';
import { findReport, findStep, findStepInfo, listSteps, putStep } from './steps.ts';
import type { OpenOptions, Project } from './types.ts';
import { verifyConnection } from './verify.ts';

/**
 * Makes a new project file and opens it. The file gets its name only when it is complete on disk.
 *
 * @throws data/duplicate when something has that name already; resource/permission, resource/disk
 */
export function createProject(path: string, options: Omit<OpenOptions, 'readOnly'> = {}): Project {
  const file = resolve(path);
  requireFreeName(file, 'Choose another name, or open that file.');
  const draft = `${file}.new-${randomUUID()}`;
  try {
    guarded(path, () => {
      writeEmptyProject(draft, options.clock ?? systemClock);
      syncFile(draft);
      renameSync(draft, file);
      syncFolderOf(file);
    });
  } catch (error) {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(draft + suffix, { force: true });
    throw error;
  }
  return openProject(file, options);
}

/**
 * Opens a project file. Before anything of it is used, its schema is compared with the one we write and SQLite
 * checks its pages, both read-only: a file that fails is left byte for byte as it was.
 *
 * @throws data/file-missing, store/not-a-project, store/newer-version, store/damaged, store/locked, resource/permission
 */
export function openProject(path: string, options: OpenOptions = {}, migrations: readonly Migration[] = MIGRATIONS): Project {
  const reader = openForReading(path, options.waitMs);
  try {
    guarded(path, () => requireSoundFile(reader, migrations));
    if (options.readOnly === true) return makeProject(path, reader, options);
  } catch (error) {
    reader.close();
    throw error;
  }
  reader.close();
  const writer = openForWriting(path, options.waitMs);
  try {
    guarded(path, () => bringUpToDate(path, writer, migrations));
    return makeProject(path, writer, options);
  } catch (error) {
    writer.close();
    throw error;
  }
}

function systemClock(): string {
  return new Date().toISOString();
}

function writeEmptyProject(file: string, clock: () => string): void {
  const db = new Database(file);
  try {
    db.pragma(`application_id = ${APPLICATION_ID}`);
    guardReads(db);
    guardWrites(db);
    migrate(db, MIGRATIONS);
    const at = clock();
    const projectId = randomUUID();
    const desk: Desk = { path: file, db, projectId, clock, hasher: makeHasher(), columns: new Map(), areRecordsWhole: false };
    db.transaction(() => {
      writeIdentity(db, projectId);
      putRecord(desk, { kind: 'project', verb: 'created', name: 'project', version: 1, body: { projectId, createdAt: at } }, at);
    })();
  } finally {
    db.close();
  }
}

function requireSoundFile(db: Connection, migrations: readonly Migration[]): void {
  requireKnownSchema(db, migrations);
  const [first] = db.prepare<[], string>('PRAGMA quick_check(1)').pluck().all();
  if (first !== 'ok') damaged(`The pages of the project file are damaged: ${first}.`);
  readIdentity(db);
}

/** Migrates an older project, after a copy of it has been put beside it under a name that says what it is. */
function bringUpToDate(path: string, db: Connection, migrations: readonly Migration[]): void {
  // Checked again: between reading and locking another program may have written.
  requireKnownSchema(db, migrations);
  const from = schemaVersion(db);
  if (from === migrations.length) return;
  backupBeside(db, path, `before-schema-${from + 1}`);
  migrate(db, migrations);
  db.pragma('wal_checkpoint(TRUNCATE)');
}

function makeProject(path: string, db: Connection, options: OpenOptions): Project {
  const isReadOnly = options.readOnly === true;
  const projectId = reading(path, () => readIdentity(db));
  const desk: Desk = {
    path,
    db,
    projectId,
    clock: options.clock ?? systemClock,
    hasher: makeHasher(),
    columns: new Map(),
    areRecordsWhole: false,
  };
  const startedHere = new Set<string>();
  const read = <T>(action: () => T): T => reading(path, action);
  const change = <T>(action: () => T): T => guarded(path, () => db.transaction(action).immediate());
  return {
    path,
    projectId,
    isReadOnly,
    close: () => {
      if (isReadOnly) db.close();
      else closeWriter(db, path);
    },
    transaction: (action) => change(action),
    putDataset: (name, frame, meta = {}) => change(() => putDataset(desk, name, frame, meta)),
    keepColumns: (frame, pause) => keepColumns(desk, frame, pause),
    getDataset: (name, version) => read(() => getDataset(desk, name, version)),
    listDatasets: () => read(() => listDatasets(desk)),
    putDocument: (document) => change(() => putDocument(desk, document)),
    getDocument: (version) => read(() => getDocument(desk, version)),
    listDocuments: () => read(() => listDocuments(desk)),
    startRun: (run) => {
      change(() => startRun(desk, run));
      startedHere.add(run.runId);
    },
    finishRun: (runId, end) => change(() => finishRun(desk, runId, end)),
    listRuns: () => read(() => listRuns(desk, startedHere)),
    putStep: (record, values, report) => change(() => putStep(desk, record, values, report)),
    findStep: (fingerprint) => read(() => findStep(desk, fingerprint)),
    findReport: (fingerprint) => read(() => findReport(desk, fingerprint)),
    findStepInfo: (fingerprint) => read(() => findStepInfo(desk, fingerprint)),
    listSteps: () => read(() => listSteps(desk)),
    note: (kind, subject, detail) => change(() => appendAudit(db, { at: desk.clock(), kind: `note.${kind}`, subject, detail })),
    auditHead: () => read(() => readHead(db)),
    auditEntries: () => read(() => [...auditRows(db)].map((row) => ({ ...row, detail: readDetail(row.detail) }))),
    verify: (head) => verifyConnection(db, head),
    backup: (target) => guarded(target, () => backupConnection(db, target)),
  };
}
