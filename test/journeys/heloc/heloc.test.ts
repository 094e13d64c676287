import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../core/report/blocks.ts';
import { sharedFile } from '../../support/reference.ts';

/** Three models of who repays a home equity line (FICO's Explainable Machine Learning Challenge 2018), explained and compared. */

const data = sharedFile('data/heloc_fico.csv');
const cli = fileURLToPath(new URL('../../../core/host/cli.ts', import.meta.url));
const document = fileURLToPath(new URL('./experiment.json', import.meta.url));

interface Step {
  readonly blocks: readonly Block[];
  readonly notes: readonly { readonly code: string }[];
}

describe.skipIf(data === undefined)('the HELOC scene', () => {
  it('trains a boosted, a glass-box and a network model alike, and says where their explanations disagree', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'run', document, '--data', `applicants=${data}`, '--json'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    expect(status, stderr).toBe(0);
    const { steps } = JSON.parse(stdout) as { steps: Record<string, Step> };
    const [boosted, glassBox, network] = ['boosted', 'glass-box', 'network'].map((id) => aucOf(steps[id])) as [number, number, number];
    for (const auc of [boosted, glassBox, network]) expect(auc).toBeGreaterThan(0.77);
    expect(glassBox).toBeGreaterThan(boosted - 0.005);
    for (const id of ['boosted-agreement', 'glass-box-agreement', 'network-agreement']) {
      const reading = steps[id]?.blocks.find((block) => block.id === 'reading');
      // FICO's own risk estimate leads for every model.
      expect(reading?.kind === 'text' ? reading.body.en : '').toMatch(/^ExternalRiskEstimate, /);
    }
    const codes = (id: string): string[] => steps[id]?.notes.map(({ code }) => code) ?? [];
    expect(codes('network-agreement')).toContain('explanation-agreement/disagree');
    expect(scalarOf(steps['network-tree'], 'fidelity_r2')).toBeGreaterThan(0.6);
    expect(scalarOf(steps['network-layers'], 'r2_rules')).toBeGreaterThan(0.6);
    expect(scalarOf(steps['one-applicant'], 'fidelity_r2')).toBeGreaterThan(0);
  });
});

function aucOf(step: Step | undefined): number {
  const rows = step?.blocks.flatMap((block) => (block.kind === 'estimates' ? block.rows : [])) ?? [];
  return rows.find(({ estimand, name }) => estimand === 'AUC' || name === 'AUC')?.value ?? Number.NaN;
}

function scalarOf(step: Step | undefined, name: string): number {
  const rows = step?.blocks.flatMap((block) => (block.kind === 'scalars' ? block.rows : [])) ?? [];
  return Number(rows.find((row) => row.name === name)?.value ?? Number.NaN);
}
