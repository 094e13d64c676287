import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { inFolder, someFrame, someStep, steadyClock } from '../../test/support/projects.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { numberColumn, withColumns } from '../frame/frame.ts';
import { CHAIN_START, hashEntry } from './audit.ts';
import { sha256Native } from './hashing.ts';
import { createProject, openProject } from './project.ts';
import type { AuditHead, Finding } from './types.ts';
import { verifyProject } from './verify.ts';

/** A closed project with a dataset of two chunks a column, a step, documents and notes. */
function withProject(action: (path: string, head: AuditHead) => void): void {
  inFolder((folder) => {
    const path = join(folder, 'p.causeway');
    const project = createProject(path, { clock: steadyClock() });
    const frame = someFrame(70_000);
    project.putDataset('customers', frame);
    const step = someStep('scores', withColumns(frame, [['score', numberColumn(new Float64Array(70_000).fill(0.25))]]));
    project.putStep(step.record, step.values, step.report);
    for (let version = 1; version <= 3; version++) project.putDocument({ version });
    for (const subject of ['a', 'b', 'c', 'd']) project.note('exclusion', subject, { reason: 'staff' });
    const head = project.auditHead() as AuditHead;
    expect(project.verify(head).findings).toEqual([]);
    project.close();
    action(path, head);
  });
}

/** Changes a closed project as someone with a SQLite shell would: triggers off, change, triggers back on. */
function tamper(path: string, action: (db: Database.Database) => void): void {
  const db = new Database(path);
  const triggers = db.prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  action(db);
  for (const { sql } of triggers) db.exec(sql);
  db.close();
}

function findings(path: string, head?: AuditHead): readonly Finding[] {
  const before = readFileSync(path);
  const result = verifyProject(path, head);
  expect(readFileSync(path).equals(before)).toBe(true);
  return result.findings;
}

describe('verifying', () => {
  it('finds nothing in a sound project, and counts what it read', () => {
    withProject((path, head) => {
      const result = verifyProject(path, head);
      expect(result.findings).toEqual([]);
      expect(result.checked).toMatchObject({ values: 4, documents: 3, auditEntries: 10 });
      expect(result.head).toEqual(head);
    });
  });

  it('names dataset, column and chunk of a flipped byte, in every table that shares it', () => {
    withProject((path) => {
      tamper(path, (db) => {
        const column = "SELECT id FROM content WHERE kind = 'boolean'";
        const row = db
          .prepare<[], { rowid: number; bytes: Buffer }>(`SELECT rowid, bytes FROM chunk WHERE content = (${column}) AND number = 1`)
          .get();
        const bytes = Buffer.from(row?.bytes ?? []);
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 4;
        db.prepare('UPDATE chunk SET bytes = ? WHERE rowid = ?').run(bytes, row?.rowid);
      });
      expect(findings(path).map((finding) => [finding.code, finding.where])).toEqual([
        ['store/damaged', { dataset: 'customers', column: 'active', chunk: 1 }],
        ['store/damaged', { step: 'scores', column: 'active', chunk: 1 }],
      ]);
      const project = openProject(path, { readOnly: true });
      expect(() => project.getDataset('customers')).toThrow(/Column "active" of dataset "customers".*[Cc]hunk/);
      expect(() => project.findStep('print-scores')).toThrow(/Column "active" of step "scores"/);
      project.close();
    });
  });

  it('names step and value of a changed packed value', () => {
    withProject((path) => {
      tamper(path, (db) => {
        const { packed } = JSON.parse(String(db.prepare("SELECT body FROM record WHERE kind = 'step'").pluck().get()));
        db.prepare("UPDATE chunk SET bytes = ?, codec = 'raw' WHERE content = (SELECT id FROM content WHERE hash = ?)").run(
          Buffer.alloc(9),
          packed.report,
        );
      });
      expect(findings(path).map((finding) => finding.where)).toEqual([{ step: 'scores', value: 'report', chunk: 0 }]);
      const project = openProject(path, { readOnly: true });
      expect(() => project.findStep('print-scores')).toThrow(/The report of step "scores" cannot be read/);
      project.close();
    });
  });

  it('names the place of a chunk that is gone, and of a record that was changed', () => {
    withProject((path) => {
      tamper(path, (db) => {
        db.exec("DELETE FROM chunk WHERE number = 1 AND content = (SELECT id FROM content WHERE kind = 'category')");
        db.exec(`UPDATE record SET body = replace(body, '"version":2', '"version":9') WHERE kind = 'document' AND version = 2`);
      });
      const where = findings(path).map((finding) => finding.where);
      expect(where).toContainEqual({ dataset: 'customers', column: 'city' });
      expect(where).toContainEqual({ documentVersion: 2 });
      const project = openProject(path, { readOnly: true });
      expect(() => project.getDocument(2)).toThrow(/document "experiment" \(version 2\)/);
      project.close();
    });
  });

  it('finds a record rewritten with its seal, and one that was removed, through the audit chain', () => {
    withProject((path) => {
      tamper(path, (db) => {
        const body = '{"document":{"version":7},"hash":"x","storedAt":"2026-01-01"}';
        const projectId = JSON.parse(String(db.prepare("SELECT body FROM record WHERE kind = 'project'").pluck().get())).projectId;
        const seal = sha256Native(canonicalJson([projectId, 'document', 'experiment', 1, body]));
        db.prepare("UPDATE record SET body = ?, seal = ? WHERE kind = 'document' AND version = 1").run(body, seal);
        db.exec("DELETE FROM record WHERE kind = 'document' AND version = 2");
      });
      const altered = findings(path).filter((finding) => finding.code === 'store/altered');
      expect(altered.map((finding) => finding.where.documentVersion)).toEqual(expect.arrayContaining([1, 2]));
    });
  });

  it('names a changed, deleted, inserted or exchanged audit entry', () => {
    const changes: [string, number][] = [
      ["UPDATE audit SET subject = 'z' WHERE sequence = 8", 8],
      ['UPDATE audit SET detail = \'{"reason":"none"}\' WHERE sequence = 9', 9],
      ['DELETE FROM audit WHERE sequence = 7', 7],
      [
        'UPDATE audit SET sequence = 99 WHERE sequence = 7; UPDATE audit SET sequence = 7 WHERE sequence = 8; UPDATE audit SET sequence = 8 WHERE sequence = 99',
        7,
      ],
      ["INSERT INTO audit SELECT 11, at, kind, 'forged', detail, hash, hash FROM audit WHERE sequence = 10", 11],
    ];
    for (const [sql, sequence] of changes) {
      withProject((path) => {
        tamper(path, (db) => db.exec(sql));
        const found = findings(path).map((finding) => finding.where.auditSequence);
        expect([sql, found.includes(sequence)]).toEqual([sql, true]);
      });
    }
  });

  it('finds a chain cut off at its end, and a chain rewritten whole, through a head kept elsewhere', () => {
    withProject((path, head) => {
      tamper(path, (db) => {
        db.exec(
          'DELETE FROM audit WHERE sequence > 8; UPDATE audit_head SET sequence = 8, hash = (SELECT hash FROM audit WHERE sequence = 8)',
        );
      });
      expect(findings(path)).toEqual([]);
      expect(findings(path, head).map((finding) => finding.where.auditSequence)).toEqual([10]);
    });
    withProject((path, head) => {
      tamper(path, (db) => {
        let previous = CHAIN_START;
        const rows = db
          .prepare<[], { sequence: number; at: string; kind: string; subject: string; detail: string }>(
            'SELECT * FROM audit ORDER BY sequence',
          )
          .all();
        for (const { sequence, at, kind, subject, detail } of rows) {
          const entry = { sequence, at, kind, subject: sequence === 8 ? 'forged' : subject, detail: JSON.parse(detail), previous };
          const hash = hashEntry(entry);
          db.prepare('UPDATE audit SET subject = ?, previous = ?, hash = ? WHERE sequence = ?').run(
            entry.subject,
            previous,
            hash,
            sequence,
          );
          previous = hash;
        }
        db.prepare('UPDATE audit_head SET hash = ?').run(previous);
      });
      expect(findings(path)).toEqual([]);
      expect(findings(path, head).map((finding) => finding.where.auditSequence)).toEqual([10]);
    });
  });

  it('cannot be stopped by records of another shape', () => {
    withProject((path) => {
      tamper(path, (db) => {
        const projectId = JSON.parse(String(db.prepare("SELECT body FROM record WHERE kind = 'project'").pluck().get())).projectId;
        for (const [version, body] of [
          [2, '[]'],
          [3, '{"frame":{"columns":[{}]}}'],
          [4, 'null'],
          [5, '{"frame":7}'],
        ] as const) {
          const seal = sha256Native(canonicalJson([projectId, 'dataset', 'customers', version, body]));
          db.prepare("INSERT INTO record VALUES ('dataset', 'customers', ?, ?, ?)").run(version, body, seal);
        }
      });
      expect(findings(path).filter((finding) => finding.code === 'store/altered')).toHaveLength(4);
      const project = openProject(path, { readOnly: true });
      for (const version of [2, 3, 4, 5]) expect(() => project.getDataset('customers', version)).toThrow(/shape|damaged|not those/);
      expect(project.getDataset('customers', 1).rowCount).toBe(70_000);
      project.close();
    });
  });
});
