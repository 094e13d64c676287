import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Arguments } from '../arguments.ts';
import { runCommand } from './run.ts';

/** causeway demo: the product's main job on the bundled sample without a window, until the report lies there to be opened. */
export async function demoCommand(args: Arguments): Promise<number> {
  const sample = fileURLToPath(new URL('../../../samples/loan-offer/', import.meta.url));
  const data = join(sample, 'customers.csv');
  if (!existsSync(data)) {
    process.stdout.write('Making the loan-offer sample: 100,000 customers, three offers and a control …\n');
    const { makeSample } = (await import(pathToFileURL(join(sample, 'make.ts')).href)) as { makeSample(path: string): void };
    makeSample(data);
  }
  process.stdout.write('Running it: segment, test, effects, allocation, explanation, report …\n');
  const out = resolve(args.out ?? 'out/loan-offer');
  const code = await runCommand({ ...args, positionals: [join(sample, 'experiment.json')], out });
  if (code === 0 && !args.json) process.stdout.write(`\nOpen it in a browser: ${pathToFileURL(join(out, 'report.html')).href}\n`);
  return code;
}
