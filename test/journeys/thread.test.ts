import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSample } from '../../samples/loan-offer/make.ts';

/** The main job, as a user of the command line sees it, on the first customers of the bundled sample. */

const cli = fileURLToPath(new URL('../../core/host/cli.ts', import.meta.url));
const sample = fileURLToPath(new URL('../../samples/loan-offer/experiment.json', import.meta.url));
const CUSTOMERS = 4000;

interface Json {
  readonly [key: string]: Json;
}

let folder = '';
const at = (name: string): string => join(folder, name);
const causeway = (...args: readonly string[]) =>
  spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 27 });
const run = (...args: readonly string[]): Json => {
  const { status, stdout, stderr } = causeway('run', 'experiment.json', '--out', 'out', '--json', ...args);
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as Json;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-thread-'));
  makeSample(at('customers.csv'), CUSTOMERS);
  copyFileSync(sample, at('experiment.json'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('from a file to a checked decision', () => {
  let first: Json = {};

  it('runs every step and writes one report, one JSON, tables and a project', () => {
    first = run('--threads', '2');
    const steps = JSON.parse(readFileSync(sample, 'utf8')).steps as { id: string }[];
    expect(Object.keys(first['steps'] ?? {})).toEqual(steps.map((step) => step.id));
    for (const file of ['report.html', 'results.json', 'plan.csv', 'eligible.csv', 'project.causeway'])
      expect(existsSync(at(`out/${file}`)), file).toBe(true);
    expect(readFileSync(at('out/report.html'), 'utf8')).toContain("default-src 'none'");
  });

  it.each(['1', '2'])('replays to the same bytes on %s threads', (threads) => {
    const { status, stdout, stderr } = causeway('replay', 'out/project.causeway', '--threads', threads, '--json');
    expect(status, stderr).toBe(0);
    const replay = JSON.parse(stdout) as { isEqual: boolean; steps: { step: string; isEqual: boolean }[] };
    expect(replay.steps.filter((step) => !step.isEqual)).toEqual([]);
    expect(replay.steps.length).toBe(Object.keys(first['steps'] ?? {}).length);
  });

  it('computes only what an edit touches', () => {
    const document = JSON.parse(readFileSync(at('experiment.json'), 'utf8'));
    document.steps.find((step: { id: string }) => step.id === 'plan').spec.budget = 4000;
    writeFileSync(at('experiment.json'), JSON.stringify(document));
    const second = run();
    const changed = Object.keys(first['steps'] ?? {}).filter(
      (id) => first['steps']?.[id]?.['fingerprint'] !== second['steps']?.[id]?.['fingerprint'],
    );
    // The truth step reads the plan; nothing else does.
    expect(changed).toEqual(['plan', 'truth']);
  });

  it('writes the same report again from the project alone', () => {
    const { status, stderr } = causeway('export', 'out/project.causeway', '--to', 'again');
    expect(status, stderr).toBe(0);
    const blocksOf = (path: string): unknown => {
      const steps = (JSON.parse(readFileSync(at(path), 'utf8')) as Json)['steps'] ?? {};
      return Object.entries(steps).map(([id, step]) => [id, step['blocks'], step['resultHash']]);
    };
    expect(blocksOf('again/results.json')).toEqual(blocksOf('out/results.json'));
    expect(readFileSync(at('again/plan.csv'), 'utf8')).toBe(readFileSync(at('out/plan.csv'), 'utf8'));
  });

  it('verifies clean, and names a flipped byte and a changed audit entry', () => {
    expect(causeway('verify', 'out/project.causeway').status).toBe(0);
    const findingsAfter = (statement: string): string => {
      copyFileSync(at('out/project.causeway'), at('tampered.causeway'));
      const database = new DatabaseSync(at('tampered.causeway'));
      database.exec(statement);
      database.close();
      const { status, stdout } = causeway('verify', 'tampered.causeway', '--json');
      expect(status).toBe(1);
      return JSON.stringify(JSON.parse(stdout).findings);
    };
    expect(findingsAfter(TAMPER.chunk)).toMatch(/"column":|"chunk":/);
    expect(findingsAfter(TAMPER.audit)).toMatch(/"auditSequence":2/);
  });
});

/** Changes that somebody with a SQLite tool could make; a careful one puts the guarding trigger back. */
const TAMPER = {
  chunk:
    "UPDATE chunk SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || (CASE WHEN substr(bytes, -1) = x'5a' THEN x'5b' ELSE x'5a' END) AS BLOB) WHERE rowid = (SELECT min(rowid) FROM chunk)",
  audit: `DROP TRIGGER audit_is_never_changed;
    UPDATE audit SET detail = '{}' WHERE sequence = 2;
    CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'The audit chain is append-only.'); END`,
};
