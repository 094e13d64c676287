import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, isStale as isOlder } from './stale.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Where the built page lies. */
export const PAGE_FOLDER = join(ROOT, 'dist/renderer');

const BUILT = join(PAGE_FOLDER, 'index.html');

/** What the page is made of; a change in any of it makes the build stale. */
const SOURCES = ['renderer', 'core/api', 'core/base', 'core/report', 'core/methods/assumption-graph', 'vite.config.ts', 'package-lock.json'];

/**
 * Builds the page where its sources are newer than the last build.
 *
 * @returns whether it had to build
 */
export function ensurePage(): Promise<boolean> {
  return ensureBuilt({ built: BUILT, lock: join(ROOT, 'dist/.page-lock'), sources: SOURCES, build: buildPage });
}

/** Whether some source is newer than the built page, or there is none. */
export function isStale(): boolean {
  return isOlder({ built: BUILT, sources: SOURCES });
}

async function buildPage(): Promise<void> {
  const { build } = await import('vite');
  await build({ root: join(ROOT, 'renderer'), configFile: join(ROOT, 'vite.config.ts'), logLevel: 'error', mode: 'production' });
}
