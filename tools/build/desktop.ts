import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { ensureBuilt } from './stale.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Where the desktop's bundles lie: main, the engine and its threads, the preload, and the samples. */
export const DESKTOP_FOLDER = join(ROOT, 'dist/electron');

/** Loaded at run time from where they are installed: native code, and a script that reports carry inside. */
const EXTERNAL = ['electron', 'better-sqlite3', 'plotly.js-cartesian-dist-min'];

/** Entries by the name of their bundle; the threads come to these by themselves. */
const ENTRIES = { main: 'electron/main/main.ts', compute: 'electron/compute/compute.ts' } as const;

/** Builds the desktop's bundles where a source is newer than the last build. @returns whether it had to build */
export function ensureDesktop(): Promise<boolean> {
  const sources = ['electron', 'core', 'samples', 'tools/build/desktop.ts', 'package-lock.json'];
  return ensureBuilt({ built: join(DESKTOP_FOLDER, 'preload.cjs'), lock: join(ROOT, 'dist/.desktop-lock'), sources, build: buildDesktop });
}

async function buildDesktop(): Promise<void> {
  const { build } = await import('vite');
  rmSync(DESKTOP_FOLDER, { recursive: true, force: true });
  const samples = readdirSync(join(ROOT, 'samples')).filter((id) => existsSync(join(ROOT, 'samples', id, 'make.ts')));
  const makers = samples.map((id) => [`samples/${id}/make`, join(ROOT, 'samples', id, 'make.ts')]);
  const entries = Object.entries({ ...ENTRIES, ...threads() }).map(([name, path]) => [name, join(ROOT, path)]);
  await build({
    ...quiet(Object.fromEntries([...entries, ...makers]), 'es'),
    plugins: [threadsBesideBundle()],
    // Everything but what is named stays inside the bundles, so that a package carries no other module.
    ssr: { noExternal: true, external: EXTERNAL },
  });
  for (const id of samples) {
    mkdirSync(join(DESKTOP_FOLDER, 'samples', id), { recursive: true });
    copyFileSync(join(ROOT, 'samples', id, 'experiment.json'), join(DESKTOP_FOLDER, 'samples', id, 'experiment.json'));
  }
  // The preload comes last: its presence says that the build is whole. A sandboxed preload cannot be a module.
  const rest = join(ROOT, 'dist/.desktop-preload');
  await build({ ...quiet({ preload: join(ROOT, 'electron/preload/preload.ts') }, 'cjs', rest), ssr: { external: ['electron'] } });
  cpSync(join(rest, 'preload.cjs'), join(DESKTOP_FOLDER, 'preload.cjs'));
  rmSync(rest, { recursive: true, force: true });
}

/** Every file of core that a thread is started from, under the name that its starter looks for: a thread more needs no line here. */
function threads(): Readonly<Record<string, string>> {
  const files = readdirSync(join(ROOT, 'core'), { recursive: true, encoding: 'utf8' }).filter((path) => /(^|[\\/.])worker\.ts$/.test(path));
  return Object.fromEntries(files.map((path) => [basename(path, '.ts'), join('core', path)]));
}

function quiet(input: Readonly<Record<string, string>>, format: 'es' | 'cjs', outDir = DESKTOP_FOLDER) {
  const extension = format === 'es' ? 'js' : 'cjs';
  return {
    root: ROOT,
    configFile: false as const,
    logLevel: 'error' as const,
    publicDir: false as const,
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: { ...input },
        external: EXTERNAL,
        // Chunks lie beside the entries: addresses relative to a module must hold wherever it ends up.
        output: { format, entryFileNames: `[name].${extension}`, chunkFileNames: `chunk-[name]-[hash].${extension}` },
      },
    },
  };
}

/** A thread is started from the file beside its starter; in the bundle that file is a bundle too. */
function threadsBesideBundle(): Plugin {
  return {
    name: 'threads-beside-bundle',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(join(ROOT, 'core'))) return null;
      const told = code.replace(/new URL\('\.\/([\w.-]+)\.ts', import\.meta\.url\)/g, "new URL('./$1.js', import.meta.url)");
      return told === code ? null : { code: told, map: null };
    },
  };
}
