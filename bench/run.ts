import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { BenchRow } from './measure.ts';

/**
 * Runs every benchmark (or those named on the command line) in a process of its own, one after the other,
 * and prints a table. Peers' figures were measured on another day on a machine of the same kind; machines
 * drift by 1.5–2 ×, so read a ratio near 1 as a tie.
 */
const folder = fileURLToPath(new URL('.', import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(folder).filter(
  (file) => file.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some((name) => file.startsWith(name))),
);

console.log(`${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores, Node ${process.versions.node}`);
console.log(row(['benchmark', 'median', 'best', 'peak', 'peer', 'peer median', 'ratio', 'note']));
let failed = 0;
for (const file of files) {
  const child = spawnSync(process.execPath, [`${folder}${file}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  });
  if (child.status !== 0) {
    failed += 1;
    console.log(`${file} failed with code ${child.status}`);
    continue;
  }
  for (const line of child.stdout.trim().split('\n')) for (const result of JSON.parse(line) as BenchRow[]) console.log(describe(result));
}
process.exitCode = failed === 0 ? 0 : 1;

function describe(result: BenchRow): string {
  const ratio = result.peerSeconds === undefined ? '' : (result.seconds / result.peerSeconds).toFixed(2);
  return row([
    result.name,
    `${result.seconds.toFixed(3)} s`,
    `${result.best.toFixed(3)} s`,
    result.peakMb === undefined ? '' : `${result.peakMb} MB`,
    result.peer ?? '',
    result.peerSeconds === undefined ? '' : `${result.peerSeconds.toFixed(3)} s`,
    ratio,
    result.note ?? '',
  ]);
}

function row(cells: readonly string[]): string {
  const widths = [44, 11, 11, 8, 28, 11, 6, 0];
  return cells
    .map((cell, index) => (index === 0 || index === 4 || index === 7 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
    .join('  ');
}
