import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { inFolder, someFrame, steadyClock } from '../../test/support/projects.ts';
import { CausewayError } from '../base/problem.ts';
import { createProject, openProject } from './project.ts';
import { MIGRATIONS } from './schema.ts';
import type { Project } from './types.ts';
import { verifyProject } from './verify.ts';

const inProject = <T>(action: (project: Project, path: string) => T): T =>
  inFolder((folder) => {
    const path = join(folder, 'sales.causeway');
    const project = createProject(path, { clock: steadyClock() });
    try {
      return action(project, path);
    } finally {
      project.close();
    }
  });

function codeOf(action: () => unknown): string {
  try {
    action();
    return 'fine';
  } catch (error) {
    if (error instanceof CausewayError) return error.problem.code;
    throw error;
  }
}

describe('opening', () => {
  it('says what a file is that is not a project', () => {
    inFolder((folder) => {
      const at = (name: string): string => join(folder, name);
      writeFileSync(at('text'), 'id,spend\n1,2\n'.repeat(100));
      writeFileSync(at('empty'), '');
      mkdirSync(at('folder'));
      const other = new Database(at('other.db'));
      other.exec('CREATE TABLE t (x)');
      other.close();
      for (const name of ['text', 'empty', 'folder', 'other.db']) {
        expect([name, codeOf(() => openProject(at(name)))]).toEqual([name, 'store/not-a-project']);
        expect([name, codeOf(() => verifyProject(at(name)))]).toEqual([name, 'store/not-a-project']);
      }
      expect(codeOf(() => openProject(at('absent')))).toBe('data/file-missing');
      expect(codeOf(() => createProject(at('text')))).toBe('data/duplicate');
      expect(codeOf(() => createProject(join(folder, 'no', 'such', 'p')))).toBe('data/file-missing');
    });
  });

  it('refuses a newer project with the schema that it needs, and leaves it alone', () => {
    inProject((project, path) => {
      project.close();
      for (const version of [2, 6]) {
        const db = new Database(path);
        db.pragma(`user_version = ${version}`);
        db.close();
        const bytes = readFileSync(path);
        for (const readOnly of [true, false]) expect(() => openProject(path, { readOnly })).toThrow(`it needs schema ${version}`);
        expect(codeOf(() => openProject(path))).toBe('store/newer-version');
        expect(readFileSync(path).equals(bytes)).toBe(true);
      }
    });
  });

  const withSecond = [...MIGRATIONS, { version: 2, sql: 'CREATE TABLE tag (name TEXT NOT NULL) STRICT;' }];

  it('migrates an older project after a backup, and keeps content and hashes', () => {
    inProject((project, path) => {
      const frame = someFrame(100);
      project.putDataset('a', frame);
      const listed = project.listDatasets();
      project.close();
      const migrated = openProject(path, {}, withSecond);
      expect(migrated.getDataset('a')).toEqual(frame);
      expect(migrated.listDatasets()).toEqual(listed);
      migrated.close();
      const backup = path.replace('.causeway', '.before-schema-2.causeway');
      const old = openProject(backup);
      expect(old.getDataset('a')).toEqual(frame);
      old.close();
      expect(codeOf(() => openProject(path))).toBe('store/newer-version');
    });
  });

  it('leaves a project at the old schema when a migration fails half-way', () => {
    inProject((project, path) => {
      project.close();
      const broken = [...MIGRATIONS, { version: 2, sql: 'CREATE TABLE tag (name TEXT) STRICT; CREATE TABLE tag (name TEXT) STRICT;' }];
      expect(() => openProject(path, {}, broken)).toThrow(/already exists/);
      expect(existsSync(path.replace('.causeway', '.before-schema-2.causeway'))).toBe(true);
      const again = openProject(path);
      expect(again.verify().findings).toEqual([]);
      again.close();
    });
  });

  it('copies into one file that opens, and never over another', () => {
    inProject((project, path) => {
      const frame = someFrame(100);
      project.putDataset('a', frame);
      const target = join(path, '..', 'copy.causeway');
      project.backup(target);
      expect(codeOf(() => project.backup(target))).toBe('data/duplicate');
      expect(readdirSync(join(path, '..')).filter((name) => name.includes('copy'))).toEqual(['copy.causeway']);
      const copy = openProject(target);
      expect(copy.getDataset('a')).toEqual(frame);
      expect(copy.verify().findings).toEqual([]);
      copy.putDocument({ seed: 1 });
      copy.close();
      expect(existsSync(`${target}-wal`)).toBe(false);
      project.close();
    });
  });
});
