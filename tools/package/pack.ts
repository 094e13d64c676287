import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDesktop } from '../build/desktop.ts';
import { ensurePage } from '../build/page.ts';
import { packLayout } from './layout.ts';

/** Packs the app into a folder (dist/layout unless told) and says what the package holds. */
const folder = process.argv[2] ?? fileURLToPath(new URL('../../dist/layout', import.meta.url));
await ensurePage();
await ensureDesktop();
const { archive, unpacked, files } = await packLayout(folder);
for (const file of files.filter((path) => !path.startsWith('dist/renderer/assets/'))) console.log(file);
const beside = files.map((file) => statSync(join(unpacked, file), { throwIfNoEntry: false })?.size ?? 0);
const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
console.log(
  `${files.length} files: ${archive} has ${megabytes(statSync(archive).size)} MB, and ${megabytes(beside.reduce((sum, size) => sum + size, 0))} MB lie beside it.`,
);
