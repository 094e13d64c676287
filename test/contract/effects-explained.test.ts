import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Pool } from '../../core/jobs/pool.ts';
import type { Inputs } from '../../core/methods/contract.ts';
import { standardFrame, standardInputs } from './standard.ts';

/** Individual effects are a model like any other: every explanation works on those of every method that gives them. */

const seed = [1, 2, 3, 4] as const;
const frame = standardFrame(900);
let pool: Pool;
beforeAll(() => {
  pool = new Pool({ threads: 2 });
});
afterAll(() => pool.close());

const quick = { learner: 'gbdt', trees: 20, leaves: 6 };
const SOURCES: readonly (readonly [string, object])[] = [
  ['s-learner', { learner: quick }],
  ['t-learner', { learner: quick }],
  ['dr-learner', {}],
  ['r-learner', {}],
  ['causal-forest', { trees: 50 }],
  ['uplift-forest', { outcome: 'bought', trees: 20 }],
];
const EXPLANATIONS: readonly (readonly [string, object])[] = [
  ['shap', { rows: 100 }],
  ['importance', { repeats: 3 }],
  ['pdp-ice', {}],
  ['ale', { bins: 8 }],
  ['surrogate-tree', {}],
];

describe.each(SOURCES)('effects of %s', (source, spec) => {
  it('are explained for each arm by every technique', { timeout: 60_000 }, async () => {
    const { values } = await pool.submit({ method: source, spec, inputs: standardInputs(frame, []), seed }).result;
    expect([...(values.effects?.arms ?? [])].sort()).toEqual(['call', 'mail']);
    const inputs: Inputs = {
      sources: [
        { name: 'effects', values: { ...(values.frame === undefined ? {} : { frame: values.frame }), effects: values.effects as never } },
      ],
    };
    for (const [method, options] of EXPLANATIONS) {
      const { report } = await pool.submit({ method, spec: { ...options, arm: 'mail' }, inputs, seed }).result;
      const [reading] = report.blocks;
      expect(reading?.kind === 'text' ? reading.body.en : '', method).toContain('the effect of mail against none');
      expect(
        report.blocks.some(({ kind }) => kind === 'figure'),
        method,
      ).toBe(true);
    }
  });
});
