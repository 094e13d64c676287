import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A build takes about ten seconds; a lock this old was left by one that died. */
const LOCK_MS = 120_000;

export interface Target {
  /** The file that is written last: its age is the age of the build. */
  readonly built: string;
  /** A folder that only one builder at a time can make. */
  readonly lock: string;
  /** Files and folders, from the root, whose change makes the build stale. */
  readonly sources: readonly string[];
  build(): Promise<void>;
}

/**
 * Builds where a source is newer than what was built.
 * Several callers at once (tests run side by side) wait for the one that builds.
 *
 * @returns whether it had to build
 */
export async function ensureBuilt(target: Target): Promise<boolean> {
  if (!isStale(target)) return false;
  mkdirSync(dirname(target.lock), { recursive: true });
  while (!takeLock(target.lock)) await new Promise((resolve) => setTimeout(resolve, 200));
  try {
    if (!isStale(target)) return false;
    await target.build();
    return true;
  } finally {
    rmdirSync(target.lock);
  }
}

/** Whether some source is newer than what was built, or nothing was. */
export function isStale({ built, sources }: Pick<Target, 'built' | 'sources'>): boolean {
  if (!existsSync(built)) return true;
  const builtMs = statSync(built).mtimeMs;
  return sources.some((source) => newestMs(join(ROOT, source)) > builtMs);
}

function newestMs(path: string): number {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return 0;
  if (!entry.isDirectory()) return /\.test\.ts$|\.csv$/.test(path) ? 0 : entry.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

function takeLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > LOCK_MS) rmdirSync(lock);
    return false;
  }
}
