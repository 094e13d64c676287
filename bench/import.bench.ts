import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFile } from '../core/import/import-file.ts';
import { measure, report } from './measure.ts';

/** CSV of 1,000,000 rows × 20 columns into typed columns. The goal is 3 s and 400 MB. */
const ROWS = 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'causeway-import-'));
const path = join(folder, 'large.csv');
const run = { signal: { aborted: false, throwIfAborted: () => undefined }, progress: () => undefined };

try {
  // Another process writes the file, so that the peak below is that of reading alone.
  const writer = new URL('./import-data.ts', import.meta.url).href;
  const script = `import { writeLargeCsv } from '${writer}'; await writeLargeCsv(${JSON.stringify(path)}, ${ROWS});`;
  spawnSync(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  await importFile(path, {}, run);
  // Later runs find the memory of earlier ones not yet collected; a user imports a file once.
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const note = `${Math.round(statSync(path).size / 1e6)} MB of text`;
  const row = await measure('import CSV, 1M × 20', () => importFile(path, {}, run), {
    warmUp: false,
    peer: 'duckdb (pandas 5.2, polars 0.94)',
    peerSeconds: 2.13,
    note,
  });
  report([{ ...row, peakMb }]);
} finally {
  rmSync(folder, { recursive: true });
}
