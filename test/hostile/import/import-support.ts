import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { CausewayError, type Problem } from '../../../core/base/problem.ts';
import { cellOf } from '../../../core/frame/column.ts';
import { importFile } from '../../../core/import/import-file.ts';
import type { ImportOptions, ImportResult } from '../../../core/import/import-result.ts';
import { goOn } from '../../support/work.ts';

/** What readers get from their surroundings in tests. */
export const run = { signal: goOn, progress: () => undefined };

/** A folder that is gone after the tests of a file; answers where a file of it lies. */
export function scratchFolder(name: string): (fileName: string, bytes?: Uint8Array | string) => string {
  const folder = mkdtempSync(join(tmpdir(), `causeway-${name}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (fileName, bytes) => {
    const path = join(folder, fileName);
    if (bytes !== undefined) writeFileSync(path, bytes);
    return path;
  };
}

/** The problem that a refused import ends with. */
export async function problemOfImport(path: string, options: ImportOptions = {}): Promise<Problem> {
  try {
    await importFile(path, options, run);
  } catch (error) {
    if (error instanceof CausewayError) return error.problem;
    throw error;
  }
  throw new Error('The file was accepted.');
}

/** The values of a column as plain cells. */
export function cellsOf(result: ImportResult, name: string): (number | string | boolean | null)[] {
  const column = result.frame.columns.get(name);
  if (column === undefined) throw new Error(`There is no column "${name}".`);
  return Array.from({ length: result.frame.rowCount }, (_, row) => cellOf(column, row));
}

/** The kinds of all columns. */
export function kindsOf(result: ImportResult): Record<string, string> {
  return Object.fromEntries([...result.frame.columns].map(([name, column]) => [name, column.kind]));
}

/** The codes of all notes of a severity. */
export function codesOf(result: ImportResult, severity: 'info' | 'warning'): string[] {
  return [...new Set(result.notes.filter((note) => note.severity === severity).map((note) => note.code))].sort();
}
