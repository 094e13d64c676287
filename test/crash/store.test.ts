import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rngFromSeed } from '../../core/base/rng.ts';
import { hashFrame, hashStep } from '../../core/store/hashing.ts';
import { createProject, openProject } from '../../core/store/project.ts';
import type { Project } from '../../core/store/types.ts';
import { inFolder, someFrame } from '../support/projects.ts';

const WRITER = fileURLToPath(new URL('writer.ts', import.meta.url));

/** Runs the writer until it has acknowledged so many changes, and kills it `delayMs` later; answers all that it acknowledged. */
function writeUntilKilled(path: string, first: number, { changes, delayMs }: { changes: number; delayMs: number }): Promise<string[]> {
  const child = spawn(process.execPath, [WRITER, path, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let isDoomed = false;
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (_code, signal) => (signal === 'SIGKILL' ? undefined : reject(new Error('The writer ended by itself.'))));
    const reader = createInterface({ input: child.stdout });
    reader.on('line', (line) => {
      if (line !== 'ready') lines.push(line);
      // Counted in changes and not in time alone: a slow machine must be hit in the middle of its work as well.
      if (lines.length === changes && !isDoomed) {
        isDoomed = true;
        setTimeout(() => child.kill('SIGKILL'), delayMs);
      }
    });
    reader.on('close', () => resolve(lines));
  });
}

/** Checks that an acknowledged change is there, whole. */
function expectKept(project: Project, line: string): void {
  const [kind, change, hash] = line.split(' ');
  if (kind === 'dataset') expect(hashFrame(project.getDataset(`set ${change}`))).toBe(hash);
  else {
    const step = project.findStep(`print-step ${change}`);
    expect(hashStep(step?.values ?? {}, step?.report)).toBe(hash);
  }
}

describe('a project whose writer is killed', () => {
  it('has every acknowledged change and no partial one, 20 times in a row, and opens at once', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'p.causeway');
      createProject(path).close();
      const rng = rngFromSeed(20260101);
      const acknowledged: string[] = [];
      let next = 0;
      for (let kill = 0; kill < 20; kill++) {
        const lines = await writeUntilKilled(path, next, { changes: rng.below(4), delayMs: rng.below(60) });
        acknowledged.push(...lines);
        const started = performance.now();
        const project = openProject(path);
        expect(performance.now() - started).toBeLessThan(2000);
        for (const line of lines) expectKept(project, line);
        expect(project.verify().findings).toEqual([]);
        // At most the change that was under way may have come in without its acknowledgement having come out.
        const stored = project.listDatasets().length + project.listSteps().length;
        expect(stored - acknowledged.length).toBeGreaterThanOrEqual(0);
        expect(stored - acknowledged.length).toBeLessThanOrEqual(kill + 1);
        project.close();
        next += lines.length + 2;
      }
      expect(acknowledged.length).toBeGreaterThan(20);
      const project = openProject(path);
      for (const line of acknowledged) expectKept(project, line);
      project.close();
    });
  });
});

describe('a project whose log is cut', () => {
  it('is at a prefix of the commits that holds all that were whole in the log, for 50 cuts', () => {
    inFolder((folder) => {
      const path = join(folder, 'p.causeway');
      const project = createProject(path);
      const sizes: number[] = [];
      for (let version = 1; version <= 25; version++) {
        if (version % 5 === 0) project.putDataset(`set ${version}`, someFrame(500, version));
        project.putDocument({ version });
        sizes.push(statSync(`${path}-wal`).size);
      }
      const [copy, rng] = [join(folder, 'copy.causeway'), rngFromSeed(7)];
      const [kept, wal] = [join(folder, 'kept'), join(folder, 'kept-wal')];
      copyFileSync(path, kept);
      copyFileSync(`${path}-wal`, wal);
      project.close();
      for (let cut = 0; cut < 50; cut++) {
        const at = rng.below(statSync(wal).size + 1);
        copyFileSync(kept, copy);
        copyFileSync(wal, `${copy}-wal`);
        truncateSync(`${copy}-wal`, at);
        const opened = openProject(copy);
        const versions = opened.listDocuments().map((document) => document.version);
        expect(versions).toEqual(versions.map((_, index) => index + 1));
        expect(versions.length).toBeGreaterThanOrEqual(sizes.filter((size) => size <= at).length);
        expect(opened.verify().findings).toEqual([]);
        opened.close();
        expect(existsSync(`${copy}-wal`)).toBe(false);
      }
    });
  });
});
