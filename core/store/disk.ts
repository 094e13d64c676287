import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { refuse } from '../base/problem.ts';

/** Makes sure that a new file can get this name. @throws data/duplicate, data/file-missing */
export function requireFreeName(path: string, fix: string): void {
  if (existsSync(path)) refuse('data/duplicate', `There is already a file "${path}".`, fix, { file: path });
  const folder = dirname(path);
  if (!existsSync(folder)) refuse('data/file-missing', `There is no folder "${folder}".`, 'Make the folder first.', { file: folder });
}

/** Waits until a file's bytes are on disk. Never call it on a project that this process has open: closing drops its locks. */
export function syncFile(path: string): void {
  sync(path, 'r+');
}

/** Waits until the folder knows the file's name; without this a power loss can undo a rename. Windows has no such call. */
export function syncFolderOf(path: string): void {
  if (process.platform !== 'win32') sync(dirname(path), 'r');
}

function sync(path: string, flags: string): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
