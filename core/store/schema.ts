import Database from 'better-sqlite3';
import { CausewayError, damaged } from '../base/problem.ts';

export type Connection = Database.Database;

/** "CSWY": marks a SQLite file as ours. */
export const APPLICATION_ID = 0x43_53_57_59;

/** One step from a schema to the next. Released ones never change; a new schema is a new entry at the end. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

const FIRST_SCHEMA = `
CREATE TABLE identity (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  project TEXT NOT NULL
) STRICT;
CREATE TABLE record (
  kind TEXT NOT NULL CHECK (kind IN ('project', 'dataset', 'document', 'run', 'step')),
  name TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  body TEXT NOT NULL,
  seal TEXT NOT NULL,
  PRIMARY KEY (kind, name, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE content (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('number', 'category', 'boolean', 'date', 'packed')),
  size INTEGER NOT NULL CHECK (size >= 0),
  dictionary TEXT
) STRICT;
CREATE TABLE chunk (
  content INTEGER NOT NULL REFERENCES content (id),
  number INTEGER NOT NULL CHECK (number >= 0),
  codec TEXT NOT NULL,
  raw_bytes INTEGER NOT NULL,
  hash TEXT NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (content, number)
) STRICT;
CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE audit_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sequence INTEGER NOT NULL,
  hash TEXT NOT NULL,
  project TEXT NOT NULL,
  records INTEGER NOT NULL
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'The audit chain is append-only.'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'The audit chain is append-only.'); END;
CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'Records are append-only.'); END;
CREATE TRIGGER record_is_never_deleted BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'Records are append-only.'); END;
`;

/** Every schema since the first, without gaps. */
export const MIGRATIONS: readonly Migration[] = [{ version: 1, sql: FIRST_SCHEMA }];

/** The schema that these migrations lead to. */
export function newestVersion(migrations: readonly Migration[]): number {
  return migrations.length;
}

/** The schema version that a file says it has. */
export function schemaVersion(db: Connection): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Applies the migrations above the file's version, each in one transaction: old or new, never between. */
export function migrate(db: Connection, migrations: readonly Migration[]): void {
  for (const { version, sql } of migrations.slice(schemaVersion(db))) {
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
}

/**
 * Compares what a file declares with what this version would have written, before anything of it is used. A
 * trigger, view, virtual table or generated column that someone added would run with our rights.
 *
 * @throws store/newer-version, store/damaged naming the first difference
 */
export function requireKnownSchema(db: Connection, migrations: readonly Migration[]): void {
  const version = schemaVersion(db);
  const newest = newestVersion(migrations);
  if (version > newest) refuseNewer(version, newest);
  if (version < 1) damaged(`The project says that it has schema ${version}, which never was.`);
  const known = knownDeclarations(migrations.slice(0, version));
  const found = declarations(db);
  for (const [name, sql] of found) {
    if (known.get(name) !== sql) damaged(`The project holds "${name}", which Causeway did not write there. Nothing of it was run.`);
  }
  for (const name of known.keys()) if (!found.has(name)) damaged(`The project lacks "${name}".`);
}

function refuseNewer(version: number, newest: number): never {
  throw new CausewayError({
    kind: 'integrity',
    code: 'store/newer-version',
    message: `This project was made by a newer version of Causeway: it needs schema ${version}, this version reads up to ${newest}.`,
    fix: 'Open it with the newer version. The file was not changed.',
  });
}

/** More objects than any schema has: a file that declares more is not read to its end. */
const MOST_DECLARATIONS = 200;

function declarations(db: Connection): Map<string, string> {
  const rows: unknown[][] = db
    .prepare<unknown[], unknown[]>(`SELECT type, name, tbl_name, substr(sql, 1, 20000) FROM sqlite_schema LIMIT ${MOST_DECLARATIONS}`)
    .raw()
    .all();
  return new Map(rows.map(([type, name, table, sql]) => [`${String(type)} ${String(name)}`, `${String(table)}: ${String(sql)}`]));
}

function knownDeclarations(migrations: readonly Migration[]): Map<string, string> {
  const db = new Database(':memory:');
  try {
    migrate(db, migrations);
    return declarations(db);
  } finally {
    db.close();
  }
}
