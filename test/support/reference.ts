import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where reference numbers and public datasets lie beside a checkout; tests that need them skip when they are absent. */
export const SHARED = process.env['CAUSEWAY_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));

/** The path of a shared file, or undefined (with a word on the console) when it is not on this machine. */
export function sharedFile(path: string): string | undefined {
  const full = `${SHARED}/${path}`;
  if (existsSync(full)) return full;
  console.warn(`Skipping: ${path} is not beside this checkout.`);
  return undefined;
}

/** Reads a shared JSON file. */
export function readSharedJson(path: string): unknown {
  return JSON.parse(readFileSync(`${SHARED}/${path}`, 'utf8'));
}
