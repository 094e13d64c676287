import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createProject, openProject } from '../../../core/store/project.ts';
import { verifyProject } from '../../../core/store/verify.ts';
import { inFolder, someFrame } from '../../support/projects.ts';

const HOSTILE: readonly string[] = [
  'CREATE TRIGGER grab AFTER INSERT ON record BEGIN DELETE FROM content; END',
  'CREATE VIEW more AS WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT i FROM r',
  'CREATE TABLE extra (x)',
  'CREATE TABLE made (x, y GENERATED ALWAYS AS (x || x))',
  'CREATE VIRTUAL TABLE words USING fts5(x)',
  'CREATE INDEX fast ON audit (kind)',
  "CREATE INDEX run_me ON audit (abs(sequence)) WHERE kind LIKE 'x'",
  'DROP TRIGGER audit_is_never_changed',
  'DROP TABLE chunk; CREATE VIEW chunk AS SELECT 1 AS content, 0 AS number, NULL AS codec, 1 AS raw_bytes, NULL AS hash, NULL AS bytes',
  'ALTER TABLE record ADD COLUMN evil TEXT GENERATED ALWAYS AS (hex(name))',
  'ALTER TABLE audit RENAME COLUMN detail TO details',
  'ANALYZE',
];

describe('a project with a schema that is not ours', () => {
  it.each(HOSTILE)('is refused before any of it runs: %s', (sql) => {
    inFolder((folder) => {
      const path = join(folder, 'p.causeway');
      const project = createProject(path);
      project.putDataset('a', someFrame(10));
      project.close();
      const db = new Database(path);
      db.exec(sql);
      db.close();
      const bytes = readFileSync(path);
      for (const readOnly of [true, false]) expect(() => openProject(path, { readOnly })).toThrow(/did not write there|lacks/);
      expect(verifyProject(path).findings).toMatchObject([{ code: 'store/damaged' }]);
      expect(readFileSync(path).equals(bytes)).toBe(true);
    });
  });

  it('is refused when the schema is no SQL at all', () => {
    inFolder((folder) => {
      const path = join(folder, 'p.causeway');
      createProject(path).close();
      const bytes = readFileSync(path);
      const at = bytes.indexOf('CREATE TABLE audit');
      bytes.write('CREATE TROUBLE now', at);
      const target = join(folder, 'q.causeway');
      expect(at).toBeGreaterThan(0);
      writeFileSync(target, bytes);
      expect(() => openProject(target)).toThrow(/damaged/);
      expect(verifyProject(target).findings).toMatchObject([{ code: 'store/damaged' }]);
    });
  });
});
