import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureDesktop } from '../../tools/build/desktop.ts';
import { ensurePage } from '../../tools/build/page.ts';
import { type Layout, listIn, packedFiles, packLayout } from '../../tools/package/layout.ts';
import { DesktopApp } from './double/driver.ts';

/** What a package holds, and that it runs far from the sources: the double over the extracted archive. */

const folder = mkdtempSync(join(tmpdir(), 'causeway-package-'));
let layout: Layout;
let app: DesktopApp | undefined;

beforeAll(async () => {
  await ensurePage();
  await ensureDesktop();
  layout = await packLayout(join(folder, 'packed'));
}, 120_000);

afterAll(async () => {
  await app?.kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

it('carries what is needed, and no source, map, test or code for another system', () => {
  const { files } = layout;
  for (const file of ['package.json', 'LICENSE', 'dist/renderer/index.html', 'dist/electron/main.js', 'dist/electron/compute.js'])
    expect(files).toContain(file);
  expect(files.filter((file) => file.endsWith('.node'))).toEqual([
    `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`,
  ]);
  expect(files.filter((file) => /\.(ts|tsx|map|test\.js|gyp|c|h)$/.test(file))).toEqual([]);
  const modules = files.filter((file) => file.startsWith('node_modules/')).map((file) => file.split('/')[1]);
  expect([...new Set(modules)]).toEqual(['better-sqlite3', 'plotly.js-cartesian-dist-min']);
});

it('keeps the page inside, and all that starts threads or loads native code beside the archive', () => {
  const beside = readdirSync(layout.unpacked, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  expect(beside).toContain('dist/electron/compute.js');
  expect(beside).toContain('dist/electron/samples/loan-offer/make.js');
  expect(beside.some((path) => path.endsWith('worker.js'))).toBe(true);
  expect(beside.some((path) => path.startsWith('dist/renderer'))).toBe(false);
  expect(listPackage(layout.archive, { isPack: false })).toContain(
    '/dist/renderer/index.html'.replaceAll('/', process.platform === 'win32' ? '\\' : '/'),
  );
});

it('reads the recipe as electron-builder does: later patterns take away from earlier ones', () => {
  expect(listIn("a: 1\nfiles:\n  - x/**\n  # why\n  - '!**/*.map'\nend: 2\n", 'files')).toEqual(['x/**', '!**/*.map']);
  expect(packedFiles(['package.json', 'LICENSE', '!LICENSE'], { platform: 'linux', arch: 'x64' })).toEqual(['package.json']);
  const recipe = readFileSync(new URL('../../electron-builder.yml', import.meta.url), 'utf8');
  const foreign = packedFiles(listIn(recipe, 'files'), { platform: 'win32', arch: 'arm64' });
  expect(foreign.filter((file) => file.endsWith('.node'))).toEqual(['node_modules/better-sqlite3/prebuilds/win32-arm64.node']);
});

it.skipIf(process.env['CAUSEWAY_FAST'] !== undefined)('runs from the package: sample, storage, threads and page', async () => {
  // Electron reads inside the archive; here it is a folder of the same name.
  const inside = join(folder, 'resources/app.asar');
  extractAll(layout.archive, inside);
  cpSync(layout.unpacked, `${inside}.unpacked`, { recursive: true });
  rmSync(join(inside, 'dist/electron/samples'), { recursive: true });
  rmSync(join(inside, 'node_modules'), { recursive: true });
  expect(existsSync(join(inside, 'dist/electron/main.js'))).toBe(true);
  app = new DesktopApp({ main: join(inside, 'dist/electron/main.js'), folder: join(folder, 'app') });
  await app.page('click', '.sample-open');
  await app.sees('.thread .step-chip');
  await app.ask({ do: 'click-menu', id: 'project/run' });
  await app.sees('.thread li:nth-child(3) .is-fresh');
  expect(await app.journal('console')).toEqual([]);
  expect(await app.journal('left')).toEqual([]);
  await app.ask({ do: 'close-window' });
  expect(await app.ended(), app.words).toBe(0);
});
