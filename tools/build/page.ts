import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Where the built page lies. */
export const PAGE_FOLDER = join(ROOT, 'dist/renderer');

const BUILT = join(PAGE_FOLDER, 'index.html');
const LOCK = join(ROOT, 'dist/.page-lock');

/** What the page is made of; a change in any of it makes the build stale. */
const SOURCES = ['renderer', 'core/api', 'core/base', 'core/report', 'vite.config.ts', 'package-lock.json'];

/** A build takes about ten seconds; a lock this old was left by one that died. */
const LOCK_MS = 120_000;

/**
 * Builds the page where its sources are newer than the last build.
 * Several callers at once (tests run side by side) wait for the one that builds.
 *
 * @returns whether it had to build
 */
export async function ensurePage(): Promise<boolean> {
  if (!isStale()) return false;
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  while (!takeLock()) await new Promise((resolve) => setTimeout(resolve, 200));
  try {
    if (!isStale()) return false;
    const { build } = await import('vite');
    await build({ root: join(ROOT, 'renderer'), configFile: join(ROOT, 'vite.config.ts'), logLevel: 'error', mode: 'production' });
    return true;
  } finally {
    rmdirSync(LOCK);
  }
}

/** Whether some source is newer than the built page, or there is none. */
export function isStale(): boolean {
  if (!existsSync(BUILT)) return true;
  const builtMs = statSync(BUILT).mtimeMs;
  return SOURCES.some((source) => newestMs(join(ROOT, source)) > builtMs);
}

function newestMs(path: string): number {
  const entry = statSync(path);
  if (!entry.isDirectory()) return /\.test\.ts$/.test(path) ? 0 : entry.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

function takeLock(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    if (existsSync(LOCK) && Date.now() - statSync(LOCK).mtimeMs > LOCK_MS) rmdirSync(LOCK);
    return false;
  }
}
