import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Design } from './design.ts';
import { DESIGNS } from './designs.ts';
import { markdown, type Row, rowsOf } from './table.ts';
import { type Counts, join, type Kind } from './tally.ts';

/**
 * Draws data of which the truth is known, and counts how often intervals hold it and how often tests alarm where there
 * is nothing:
 *
 *     npm run coverage -- [method…] [--draws 1000] [--threads 2] [--save]
 *
 * `--save` keeps the figures in measured.json (rows of designs that were not run stay) and writes the README's table.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { draws: { type: 'string' }, threads: { type: 'string', default: '1' }, save: { type: 'boolean', default: false } },
});

const DRAWS = 1000;
const DRAWS_PER_PART = 50;
const MEASURED = new URL('measured.json', import.meta.url);
const README = new URL('README.md', import.meta.url);

const chosen = DESIGNS.flatMap((design, at) => (positionals.length === 0 || positionals.includes(design.method) ? [{ design, at }] : []));
const workers = Array.from({ length: Number(values.threads) }, () => new Worker(new URL('draws.worker.ts', import.meta.url)));
for (const { design, at } of chosen) {
  const started = performance.now();
  const draws = values.draws === undefined ? (design.draws ?? DRAWS) : Number(values.draws);
  const covered = await count(at, 'covered', draws);
  const alarmed = await count(at, 'alarmed', 2 * draws);
  const rows = rowsOf(design, covered, alarmed);
  console.log(markdown(rows).split('\n').slice(2).join('\n'), `${((performance.now() - started) / 1000).toFixed(0)} s`);
  if (values.save) save(design, rows);
}
await Promise.all(workers.map((worker) => worker.terminate()));

/** Stretches go to whichever worker is free; sums are added in order, so threads change nothing. */
async function count(at: number, kind: Kind, draws: number): Promise<Counts> {
  const parts: Counts[] = [];
  let next = 0;
  const serve = async (worker: Worker): Promise<void> => {
    for (let part = next++; part * DRAWS_PER_PART < draws; part = next++) {
      const from = part * DRAWS_PER_PART;
      worker.postMessage({ at, kind, from, to: Math.min(draws, from + DRAWS_PER_PART) });
      const [counts] = (await once(worker, 'message')) as [Counts];
      parts[part] = counts;
    }
  };
  await Promise.all(workers.map(serve));
  return join(parts);
}

/** Keeps rows in the order of the designs; those of designs that are gone are dropped. */
function save(design: Design, rows: readonly Row[]): void {
  const before: readonly Row[] = existsSync(MEASURED) ? JSON.parse(readFileSync(MEASURED, 'utf8')) : [];
  const kept = DESIGNS.flatMap((each) =>
    each === design ? rows : before.filter(({ method, data }) => method === each.method && data === each.data),
  );
  writeFileSync(MEASURED, `${JSON.stringify(kept, null, 2)}\n`);
  const words = readFileSync(README, 'utf8');
  const [head = '', rest = ''] = words.split('<!-- table -->');
  const [, tail = ''] = rest.split('<!-- end of table -->');
  writeFileSync(README, `${head}<!-- table -->\n\n${markdown(kept)}\n\n<!-- end of table -->${tail}`);
}
