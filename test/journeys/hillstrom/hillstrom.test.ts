import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Block, Estimate } from '../../../core/report/blocks.ts';
import { sharedFile } from '../../support/reference.ts';

/** The whole thread on a real campaign: 64,000 customers, two e-mails and none (MineThatData 2008). */

const data = sharedFile('data/hillstrom_email.csv.gz');
const cli = fileURLToPath(new URL('../../../core/host/cli.ts', import.meta.url));
const document = fileURLToPath(new URL('./experiment.json', import.meta.url));

interface Step {
  readonly blocks: readonly Block[];
  readonly rowCount: number;
}

describe.skipIf(data === undefined)('the Hillstrom e-mail test', () => {
  it('gives the published rates and differences, and a plan that keeps to its budget', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'run', document, '--data', `customers=${data}`, '--json'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    expect(status, stderr).toBe(0);
    const { steps } = JSON.parse(stdout) as { steps: Record<string, Step> };
    const arms = estimatesOf(steps['test'], 'arms');
    const rate = (metric: string, arm: string): number =>
      100 * (arms.find((row) => row.name === metric && row.group === arm)?.value ?? Number.NaN);
    // Published with the contest data: 10.62, 18.28 and 15.14 % of customers came back.
    expect(
      [rate('visit', 'No E-Mail'), rate('visit', 'Mens E-Mail'), rate('visit', 'Womens E-Mail')].map((value) => value.toFixed(2)),
    ).toEqual(['10.62', '18.28', '15.14']);
    const spend = estimatesOf(steps['test'], 'effects').filter((row) => row.name === 'spend');
    expect(spend.find((row) => row.group === 'Mens E-Mail')?.value).toBeCloseTo(0.77, 3);
    expect(spend.find((row) => row.group === 'Womens E-Mail')?.value).toBeCloseTo(0.424, 3);
    const totals = steps['plan']?.blocks.flatMap((block) => (block.kind === 'scalars' ? block.rows : [])) ?? [];
    const cost = totals.find((row) => row.name === 'cost')?.value;
    expect(cost).toBeLessThanOrEqual(20_000);
    expect(cost).toBeGreaterThan(19_999);
    expect(steps['effects']?.rowCount).toBe(64_000);
  });
});

function estimatesOf(step: Step | undefined, id: string): readonly Estimate[] {
  const block = step?.blocks.find((candidate) => candidate.id === id);
  return block?.kind === 'estimates' ? block.rows : [];
}
