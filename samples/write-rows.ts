import { closeSync, openSync, renameSync, writeSync } from 'node:fs';

/** Lines that are written at once. */
const LINES = 5000;

/** Writes a CSV file whole or not at all: under another name first, and renamed at the end. */
export function writeRows(
  path: string,
  header: readonly string[],
  count: number,
  rowOf: (index: number) => readonly (string | number)[],
): void {
  const unfinished = `${path}.unfinished`;
  const file = openSync(unfinished, 'w');
  const lines = [header.join(',')];
  for (let index = 0; index < count; index++) {
    lines.push(rowOf(index).join(','));
    if (lines.length === LINES) writeSync(file, `${lines.splice(0).join('\n')}\n`);
  }
  writeSync(file, lines.length === 0 ? '' : `${lines.join('\n')}\n`);
  closeSync(file);
  renameSync(unfinished, path);
}
