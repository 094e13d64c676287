import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { inFolder, someFrame, someStep, steadyClock } from '../../test/support/projects.ts';
import { CausewayError } from '../base/problem.ts';
import { categoryColumn, makeFrame, numberColumn, withColumns, withRoles } from '../frame/frame.ts';
import { hashFrame, hashStep } from './hashing.ts';
import { createProject, openProject } from './project.ts';
import type { Project } from './types.ts';

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

describe('a project', () => {
  it('gives datasets back as they were, after closing and opening too', () => {
    inProject((project, path) => {
      const frame = someFrame(70_000);
      const info = project.putDataset('customers', frame, { sourceFile: 'customers.csv', decisions: { delimiter: ';' } });
      expect(info).toMatchObject({ name: 'customers', version: 1, rowCount: 70_000, contentHash: hashFrame(frame), control: 'Köln' });
      expect(project.getDataset('customers')).toEqual(frame);
      project.close();
      const again = openProject(path, { readOnly: true });
      const read = again.getDataset('customers');
      expect(read).toEqual(frame);
      expect(read.columns.get('id')).toMatchObject({ values: { buffer: expect.any(SharedArrayBuffer) } });
      expect(again.listDatasets()).toEqual([info]);
      again.close();
    });
  });

  it('keeps tables without rows or columns, and names that are hostile', () => {
    inProject((project) => {
      const frame = makeFrame([["__proto__\u0000'; DROP TABLE record; --", categoryColumn([])]], { roles: [['__proto__', 'cluster']] });
      project.putDataset("Robert'); DROP TABLE record;--", frame);
      project.putDataset('', makeFrame([]));
      expect(project.getDataset("Robert'); DROP TABLE record;--")).toEqual(frame);
      expect(project.getDataset('').columns.size).toBe(0);
      expect(codeOf(() => project.putDataset('\ud800', frame))).toBe('option/invalid');
      expect(project.listDatasets()).toHaveLength(2);
      expect(project.verify().findings).toEqual([]);
    });
  });

  it('makes a new version only when something is new, and keeps the old one', () => {
    inProject((project) => {
      const frame = someFrame(10);
      project.putDataset('a', frame);
      const entries = project.auditEntries().length;
      expect(project.putDataset('a', someFrame(10)).version).toBe(1);
      expect(project.auditEntries()).toHaveLength(entries);
      expect(project.putDataset('a', withRoles(frame, [['id', 'covariate']])).version).toBe(2);
      expect(project.putDataset('a', someFrame(11)).version).toBe(3);
      expect(project.getDataset('a', 1)).toEqual(frame);
      expect(codeOf(() => project.getDataset('a', 9))).toBe('data/file-missing');
      expect(codeOf(() => project.getDataset('b'))).toBe('data/file-missing');
    });
  });

  it('stores step results, finds them by fingerprint, and knows their hash before storing', () => {
    inProject((project, path) => {
      const step = someStep('effects', someFrame(1000));
      const info = project.putStep(step.record, step.values, step.report);
      expect(info.resultHash).toBe(hashStep(step.values, step.report));
      expect(project.putStep(step.record, step.values, step.report)).toEqual(info);
      expect(codeOf(() => project.putStep(step.record, step.values, { other: 1 }))).toBe('store/altered');
      expect(project.findStep('unheard of')).toBeUndefined();
      project.close();
      const again = openProject(path);
      const found = again.findStep(step.record.fingerprint);
      expect(found).toEqual({ ...info, values: step.values, report: step.report });
      expect(hashStep(found?.values ?? {}, found?.report)).toBe(info.resultHash);
      expect(again.listSteps()).toEqual([info]);
      again.close();
    });
  });

  it('stores a column that many tables share once, and reads it once', () => {
    inProject((project, path) => {
      const frame = someFrame(70_000);
      project.putDataset('customers', frame);
      const wider = withColumns(frame, [['score', numberColumn(new Float64Array(70_000))]]);
      project.putStep(someStep('segment', wider).record, { frame: wider }, {});
      project.close();
      const db = new Database(path, { readonly: true });
      const kinds = db.prepare("SELECT count(*) FROM content WHERE kind <> 'packed'").pluck().get();
      db.close();
      expect(kinds).toBe(6);
      const again = openProject(path, { readOnly: true });
      expect(again.findStep('print-segment')?.values.frame?.columns.get('id')).toBe(again.getDataset('customers').columns.get('id'));
      again.close();
    });
  });

  it('keeps documents in versions and runs with how they ended', () => {
    inProject((project, path) => {
      expect(project.getDocument()).toBeUndefined();
      project.putDocument({ seed: 1, steps: [] });
      project.putDocument({ steps: [], seed: 1 });
      project.putDocument({ seed: 2, steps: [] });
      expect(project.listDocuments().map((version) => version.version)).toEqual([1, 2]);
      expect([project.getDocument(), project.getDocument(1)]).toEqual([
        { seed: 2, steps: [] },
        { seed: 1, steps: [] },
      ]);
      const start = { documentHash: 'd', seed: 1, startedAt: '2026-01-02T00:00:00Z', appVersion: '0.1.0', engineVersions: { node: '24' } };
      const step = { stepId: 'a', fingerprint: 'f', resultHash: 'r', fromCache: false };
      project.startRun({ runId: 'z', ...start });
      project.startRun({ runId: 'a', ...start });
      project.finishRun('z', { finishedAt: '2026-01-01T00:00:00Z', state: 'done', steps: [step] });
      expect(project.listRuns().map((run) => [run.runId, run.state, run.steps])).toEqual([
        ['z', 'done', [step]],
        ['a', 'running', []],
      ]);
      expect(codeOf(() => project.finishRun('z', { finishedAt: '', state: 'done', steps: [] }))).toBe('option/invalid');
      project.close();
      const again = openProject(path);
      expect(again.listRuns().map((run) => run.state)).toEqual(['done', 'interrupted']);
      again.close();
    });
  });

  it('keeps all changes of a transaction, or none', () => {
    inProject((project) => {
      const before = [project.auditEntries(), project.listDatasets()];
      expect(() =>
        project.transaction(() => {
          project.putDataset('a', someFrame(5));
          project.putDocument({ seed: 1 });
          throw new Error('no');
        }),
      ).toThrow('no');
      expect([project.auditEntries(), project.listDatasets()]).toEqual(before);
      project.transaction(() => {
        project.putDataset('a', someFrame(5));
        project.putDocument({ seed: 1 });
      });
      expect(project.auditEntries().map((entry) => entry.kind)).toEqual(['project.created', 'dataset.put', 'document.put']);
      expect(project.verify().findings).toEqual([]);
    });
  });

  it('records every change once in the audit chain, and nothing else', () => {
    inProject((project) => {
      const step = someStep('s', someFrame(3));
      const changes: [string, () => unknown][] = [
        ['dataset.put', () => project.putDataset('a', someFrame(3))],
        ['step.put', () => project.putStep(step.record, step.values, step.report)],
        ['document.put', () => project.putDocument({})],
        [
          'run.started',
          () => project.startRun({ runId: 'r', documentHash: '', seed: 1, startedAt: '', appVersion: '', engineVersions: {} }),
        ],
        ['run.finished', () => project.finishRun('r', { finishedAt: '', state: 'failed', steps: [], problem: { code: 'x' } })],
        ['note.exclusion', () => project.note('exclusion', 'a', { reason: 'staff accounts' })],
      ];
      for (const [kind, change] of changes) {
        const before = project.auditEntries().length;
        change();
        expect(
          project
            .auditEntries()
            .slice(before)
            .map((entry) => entry.kind),
        ).toEqual([kind]);
        project.listDatasets();
        project.findStep('print-s');
      }
      expect(project.auditHead()?.sequence).toBe(7);
      expect(project.verify()).toMatchObject({ findings: [], checked: { values: 4, documents: 1, auditEntries: 7 } });
    });
  });

  it('is written by one program at a time; the second learns at once', () => {
    inProject((project, path) => {
      expect(codeOf(() => openProject(path, { waitMs: 50 }))).toBe('store/locked');
      project.putDocument({ seed: 1 });
      project.close();
      const reader = openProject(path, { readOnly: true });
      expect(reader.isReadOnly).toBe(true);
      expect(codeOf(() => reader.putDocument({ seed: 2 }))).toBe('resource/permission');
      reader.close();
    });
  });

  it('sets its pragmas on every connection', () => {
    inProject((project, path) => {
      project.close();
      const db = new Database(path, { readonly: true });
      expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(db.pragma('application_id', { simple: true })).toBe(0x43535759);
      db.close();
      expect(readdirSync(join(path, '..'))).toContain('sales.causeway');
    });
  });
});
