import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CausewayError, type Problem } from '../../../core/base/problem.ts';
import { cellOf } from '../../../core/frame/column.ts';
import { importFile, previewFile } from '../../../core/import/import-file.ts';
import type { ImportResult } from '../../../core/import/import-result.ts';
import { goOn } from '../../support/work.ts';
import { BYTE_CASES } from './cases/byte-cases.ts';
import { FIELD_CASES } from './cases/field-cases.ts';
import { LINE_CASES } from './cases/line-cases.ts';
import { TABLE_CASES } from './cases/table-cases.ts';
import { VALUE_CASES } from './cases/value-cases.ts';
import type { DirtyCase } from './dirty-case.ts';

const folder = mkdtempSync(join(tmpdir(), 'causeway-dirty-'));
afterAll(() => rmSync(folder, { recursive: true }));
const run = { signal: goOn, progress: () => undefined };

const CASES = [...BYTE_CASES, ...LINE_CASES, ...FIELD_CASES, ...TABLE_CASES, ...VALUE_CASES];

describe.each(CASES.map((dirty) => [`${dirty.number}. ${dirty.title}`, dirty] as const))('%s', (_, dirty) => {
  const path = join(folder, `${dirty.number}-${dirty.title.replace(/[^a-z0-9]+/gi, '-')}.csv`);
  writeFileSync(path, dirty.bytes);

  it(`gives outcome ${dirty.outcome} with nobody to ask`, async () => {
    const outcome = await importFile(path, dirty.options ?? {}, run).catch(problemFrom);
    if (dirty.problem !== undefined) {
      expect(outcome).toMatchObject({ code: dirty.problem.code });
      if (dirty.problem.option !== undefined) expect(outcome).toMatchObject({ where: { option: dirty.problem.option } });
      return;
    }
    expectTable(outcome as ImportResult, dirty);
    expectWarnings(outcome as ImportResult, dirty);
  });

  it('shows a preview with the same table and every question', async () => {
    const preview = await previewFile(path, dirty.options ?? {}, run).catch(problemFrom);
    if (dirty.outcome === 'R') {
      expect(preview).toMatchObject({ code: dirty.problem?.code });
      return;
    }
    const shown = preview as ImportResult;
    expectTable(shown, dirty);
    const questions = Object.fromEntries(shown.questions.map((question) => [question.what, question.chosen]));
    expect(questions).toEqual(dirty.questions ?? {});
  });
});

it('covers all sixty files, but for the two that are made while a test runs', () => {
  const numbers = new Set(CASES.map((dirty) => dirty.number));
  const missing = Array.from({ length: 60 }, (_, index) => index + 1).filter((number) => !numbers.has(number));
  expect(missing).toEqual([24, 53]);
});

function problemFrom(error: unknown): Problem {
  if (error instanceof CausewayError) return error.problem;
  throw error;
}

function expectTable(result: ImportResult, dirty: DirtyCase): void {
  expect(result).toHaveProperty('frame');
  const found = Object.fromEntries(
    [...result.frame.columns].map(([name, column]) => [
      name,
      [column.kind, Array.from({ length: result.frame.rowCount }, (_, row) => cellOf(column, row))],
    ]),
  );
  expect(found).toEqual(dirty.columns);
  expect([...result.frame.columns.keys()]).toEqual(Object.keys(dirty.columns ?? {}));
  expect(result.rejects.map((reject) => [reject.line, reject.kind])).toEqual(dirty.rejects ?? []);
  expect(result.rowsRead).toBe(result.frame.rowCount + result.rejectCount);
}

function expectWarnings(result: ImportResult, dirty: DirtyCase): void {
  const codes = new Set(result.notes.filter((note) => note.severity !== 'info').map((note) => note.code.replace('import/', '')));
  expect([...codes].sort()).toEqual([...(dirty.warnings ?? [])].sort());
  for (const note of result.notes) expect(note.message.zh).toMatch(/\p{Script=Han}/u);
  if (dirty.outcome === 'A') expect(result.questions).toEqual([]);
}
