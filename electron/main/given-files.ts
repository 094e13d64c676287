import { statSync } from 'node:fs';
import { resolve } from 'node:path';

/** Files that the system may hand to the app: projects by double-click, tables by "open with". */
const READABLE = /\.(causeway|csv|tsv|txt|json|jsonl|ndjson|parquet|xlsx)$/i;

/** The files that a command line names; switches, and what is no file, are passed over. */
export function filesNamed(argv: readonly string[], folder: string): readonly string[] {
  return argv
    .slice(1)
    .filter((word) => !word.startsWith('-') && READABLE.test(word))
    .map((word) => resolve(folder, word))
    .filter(isFile);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
