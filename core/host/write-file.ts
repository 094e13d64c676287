import { once } from 'node:events';
import { closeSync, createWriteStream, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CausewayError } from '../base/problem.ts';
import { cellOf } from '../frame/column.ts';
import type { Frame } from '../frame/frame.ts';
import { csvCell } from '../report/csv.ts';

/**
 * Writes a file whole or not at all: to a temporary name beside it, to disk, then renamed.
 *
 * @throws resource/disk, resource/permission
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const unfinished = unfinishedName(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(unfinished, 'w');
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw diskProblem(path, error);
  }
}

/** Rows are joined to pieces of this many before they are written. */
const ROWS_A_PIECE = 4096;

/** Writes a table as CSV, whole or not at all; text that a spreadsheet would run is made harmless. */
export async function writeFrameCsv(path: string, frame: Frame): Promise<void> {
  const unfinished = unfinishedName(path);
  const stream = createWriteStream(unfinished);
  const failed = once(stream, 'error').then(([error]) => Promise.reject(error));
  try {
    await Promise.race([failed, pour(stream, frame)]);
    renameSync(unfinished, path);
  } catch (error) {
    stream.destroy();
    rmSync(unfinished, { force: true });
    throw diskProblem(path, error);
  } finally {
    failed.catch(() => undefined);
  }
}

async function pour(stream: ReturnType<typeof createWriteStream>, frame: Frame): Promise<void> {
  const columns = [...frame.columns.values()];
  stream.write(`${[...frame.columns.keys()].map((name) => csvCell(name)).join(',')}\r\n`);
  for (let from = 0; from < frame.rowCount; from += ROWS_A_PIECE) {
    const lines: string[] = [];
    for (let row = from; row < Math.min(from + ROWS_A_PIECE, frame.rowCount); row++) {
      lines.push(columns.map((column) => csvCell(cellOf(column, row))).join(','));
    }
    if (!stream.write(`${lines.join('\r\n')}\r\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
}

function unfinishedName(path: string): string {
  return join(dirname(path), `.${basename(path)}.unfinished`);
}

function diskProblem(path: string, error: unknown): CausewayError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  const isPermission = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
  return new CausewayError(
    {
      kind: 'resource',
      code: isPermission ? 'resource/permission' : 'resource/disk',
      message: `${path} could not be written (${code}).`,
      where: { file: path },
      fix: isPermission ? 'Choose a folder that you may write to.' : 'Free some space, or choose another folder.',
    },
    { cause: error },
  );
}
