import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CausewayError } from '../../../core/base/problem.ts';
import { rngFromSeed } from '../../../core/base/rng.ts';
import { createProject, openProject } from '../../../core/store/project.ts';
import type { Project } from '../../../core/store/types.ts';
import { verifyProject } from '../../../core/store/verify.ts';
import { someFrame, someStep, steadyClock } from '../../support/projects.ts';

const folder = mkdtempSync(join(tmpdir(), 'causeway-test-'));
const sound = join(folder, 'sound.causeway');
const path = join(folder, 'damaged.causeway');

/** Everything that a user can be shown of a project, question by question. */
const QUESTIONS: readonly ((project: Project) => unknown)[] = [
  (project) => project.getDataset('customers'),
  (project) => project.getDataset('orders'),
  (project) => project.findStep('print-effects'),
  (project) => project.getDocument(),
  (project) => project.getDocument(1),
  (project) => project.listDatasets(),
  (project) => project.listSteps(),
  (project) => project.listDocuments(),
  (project) => project.listRuns(),
];

/** Codes that say "this file is not what it should be". Anything else thrown fails the test. */
const ANSWERS = new Set(['store/damaged', 'store/altered', 'store/not-a-project', 'store/newer-version', 'data/file-missing']);

let truth: readonly unknown[] = [];

beforeAll(() => {
  const project = createProject(sound, { clock: steadyClock() });
  project.putDataset('customers', someFrame(1500));
  project.putDataset('orders', someFrame(400, 2), { sourceFile: 'orders.csv' });
  const step = someStep('effects', someFrame(400, 3));
  project.putStep(step.record, step.values, step.report);
  project.putDocument({ seed: 1 });
  project.putDocument({ seed: 2, name: { zh: '实验' } });
  project.startRun({ runId: 'r', documentHash: 'h', seed: 1, startedAt: '2026-01-01', appVersion: '0', engineVersions: {} });
  for (let entry = 0; entry < 30; entry++) project.note('exclusion', `customer ${entry}`, { reason: 'staff' });
  project.close();
  const reader = openProject(sound, { readOnly: true });
  truth = QUESTIONS.map((question) => question(reader));
  reader.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function answer<T>(action: () => T): { value: T } | undefined {
  try {
    return { value: action() };
  } catch (error) {
    if (!(error instanceof CausewayError)) throw error;
    expect(ANSWERS).toContain(error.problem.code);
    return undefined;
  }
}

/** Opens a damaged file in every way and answers how many questions got a wrong answer. */
function wrongAnswers(): number {
  const before = readFileSync(path);
  answer(() => verifyProject(path));
  let wrong = 0;
  const project = answer(() => openProject(path, { readOnly: true }))?.value;
  QUESTIONS.forEach((question, index) => {
    const got = project === undefined ? undefined : answer(() => question(project));
    // A record that vanished reads as absent, and that is a wrong answer too.
    if (got !== undefined) {
      try {
        expect(got.value).toEqual(truth[index]);
      } catch {
        wrong++;
      }
    }
  });
  project?.close();
  expect(readFileSync(path).equals(before)).toBe(true);
  const writer = answer(() => openProject(path))?.value;
  writer?.close();
  // A file that was let in for writing had nothing wrong with it that anyone could see; a file that was not is as it was.
  expect(readFileSync(path).equals(before)).toBe(true);
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
  return wrong;
}

describe('a damaged project shows no wrong value, never crashes, and stays as it is', () => {
  it('after 200 flipped bits', () => {
    const [bytes, rng] = [readFileSync(sound), rngFromSeed(1)];
    for (let flip = 0; flip < 200; flip++) {
      const at = flip < 40 ? rng.below(1024) : rng.below(bytes.length);
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << rng.below(8));
      writeFileSync(path, damaged);
      expect([at, wrongAnswers()]).toEqual([at, 0]);
    }
  });

  it('after 60 truncations', () => {
    const [size, rng] = [readFileSync(sound).length, rngFromSeed(2)];
    for (let cut = 0; cut < 60; cut++) {
      const length = cut % 2 === 0 ? rng.below(size) : 4096 * rng.below(Math.floor(size / 4096));
      copyFileSync(sound, path);
      truncateSync(path, length);
      expect([length, wrongAnswers()]).toEqual([length, 0]);
    }
  });

  it('after each page has been zeroed', () => {
    const bytes = readFileSync(sound);
    for (let page = 0; page < Math.min(60, bytes.length / 4096); page++) {
      writeFileSync(path, Buffer.from(bytes).fill(0, 4096 * page, 4096 * (page + 1)));
      expect([page, wrongAnswers()]).toEqual([page, 0]);
    }
  });

  it('with the log of another project, garbage for a log, or a stray journal beside it', () => {
    const other = join(folder, 'other.causeway');
    const writer = createProject(other, { clock: steadyClock() });
    writer.putDataset('customers', someFrame(1500, 9));
    writer.putDocument({ seed: 99 });
    const log = readFileSync(`${other}-wal`);
    writer.close();
    for (const [suffix, content] of [
      ['-wal', log],
      ['-wal', Buffer.alloc(5000, 7)],
      ['-journal', Buffer.alloc(5000, 7)],
    ] as const) {
      copyFileSync(sound, path);
      writeFileSync(path + suffix, content);
      expect([suffix, wrongAnswers()]).toEqual([suffix, 0]);
      rmSync(path + suffix, { force: true });
    }
    expect(existsSync(sound)).toBe(true);
  });
});
