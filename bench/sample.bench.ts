import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeSample } from '../samples/loan-offer/make.ts';
import { measure, report } from './measure.ts';

/** The whole loan-offer sample as a user runs it: a fresh process, reading, every step, report and tables written. */
const folder = mkdtempSync(join(tmpdir(), 'causeway-bench-'));
const path = fileURLToPath(new URL('../samples/loan-offer/experiment.json', import.meta.url));
const cli = fileURLToPath(new URL('../core/host/cli.ts', import.meta.url));
makeSample(join(folder, 'customers.csv'));

const row = await measure(
  'loan-offer sample, 100,000 customers, all steps',
  () => {
    rmSync(join(folder, 'out'), { recursive: true, force: true });
    const args = [cli, 'run', path, '--data', `customers=${join(folder, 'customers.csv')}`, '--out', join(folder, 'out')];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  },
  { warmUp: false },
);
rmSync(folder, { recursive: true, force: true });
report([row]);
