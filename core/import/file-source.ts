import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { refuse } from '../base/problem.ts';

/** A file as it was when the import began. */
export interface SourceFile {
  readonly path: string;
  /** The last part of the path, for messages. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** The first 64 KB, or all of it. */
  readonly head: Uint8Array;
}

const HEAD_BYTES = 65_536;

/**
 * Looks at a file before it is read.
 *
 * @throws data/file-missing, data/not-a-file, data/unreadable, data/empty
 */
export async function inspectFile(path: string): Promise<SourceFile> {
  const found = await stat(path).catch((error: unknown) => refuseUnreachable(path, error));
  const name = basename(path);
  if (!found.isFile()) {
    const what = found.isDirectory() ? 'a folder' : 'not an ordinary file';
    refuse('data/not-a-file', `"${name}" is ${what}.`, 'Name one data file: csv, tsv, jsonl, parquet or xlsx.', { file: path });
  }
  await access(path, constants.R_OK).catch((error: unknown) => refuseUnreachable(path, error));
  if (found.size === 0) refuse('data/empty', `"${name}" is empty.`, 'Export the data again; the file holds no bytes.', { file: path });
  const head = await readHead(path, Math.min(HEAD_BYTES, found.size));
  return { path, name, sizeBytes: found.size, modifiedMs: found.mtimeMs, head };
}

/**
 * Makes sure that the file is still the one that was inspected. Called when reading is done: a file that
 * grew, shrank or was replaced meanwhile would give a table that never existed.
 *
 * @throws data/file-changed
 */
export async function assertUnchanged(file: SourceFile): Promise<void> {
  const now = await stat(file.path).catch((error: unknown) => refuseUnreachable(file.path, error));
  if (now.size === file.sizeBytes && now.mtimeMs === file.modifiedMs) return;
  refuse(
    'data/file-changed',
    `"${file.name}" changed while it was read (${file.sizeBytes} bytes before, ${now.size} after).`,
    'Wait until the program that writes it has finished, then import it again.',
    { file: file.path },
  );
}

async function readHead(path: string, length: number): Promise<Uint8Array> {
  const handle = await open(path, 'r').catch((error: unknown) => refuseUnreachable(path, error));
  try {
    const head = new Uint8Array(length);
    const { bytesRead } = await handle.read(head, 0, length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Says in the product's words why a path cannot be read. */
export function refuseUnreachable(path: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const name = basename(path);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    refuse('data/file-missing', `There is no file "${path}".`, 'Check the path; it is read from the folder you are in.', { file: path });
  }
  if (code === 'EISDIR') refuse('data/not-a-file', `"${name}" is a folder.`, 'Name one data file.', { file: path });
  if (code === 'EACCES' || code === 'EPERM') {
    refuse('data/unreadable', `You may not read "${name}".`, 'Ask its owner for permission, or copy it to a folder of yours.', {
      file: path,
    });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return refuse('data/unreadable', `"${name}" cannot be read: ${reason}`, 'Check the disk or network drive that it lies on.', {
    file: path,
  });
}
