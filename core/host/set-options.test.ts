import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { verbatim } from '../base/text.ts';
import type { Method } from '../methods/contract.ts';
import { readSettings } from './set-options.ts';

const method: Method<unknown, unknown> = {
  id: 'probe',
  revision: 1,
  kind: 'describe',
  citation: 'none',
  spec: z.object({
    name: z.string().optional(),
    outcome: z.array(z.string()).optional(),
    knots: z.array(z.number()).optional(),
    budget: z.number().optional(),
    isFast: z.boolean().optional(),
    cost: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
    learner: z
      .discriminatedUnion('learner', [
        z.object({ learner: z.literal('gbdt'), trees: z.number() }),
        z.object({ learner: z.literal('linear'), penalty: z.string() }),
      ])
      .optional(),
  }),
  text: { title: verbatim('p'), purpose: verbatim('p'), assumptions: [], reading: verbatim('p'), pitfalls: [], options: {} },
  takes: [],
  gives: [],
  validate: () => [],
  fit: () => null,
  summarize: () => ({ blocks: [], notes: [] }),
};

describe('--set', () => {
  it.each([
    ['name=5', { name: '5' }],
    ['name=a=b,c', { name: 'a=b,c' }],
    ['outcome=visit, spend', { outcome: ['visit', 'spend'] }],
    ['outcome=visit', { outcome: ['visit'] }],
    ['knots=1,2.5', { knots: [1, 2.5] }],
    ['budget=1e3', { budget: 1000 }],
    ['budget=many', { budget: 'many' }],
    ['isFast=true', { isFast: true }],
    ['cost.mail=1.5', { cost: { mail: 1.5 } }],
    ['cost.mail=cost_mail', { cost: { mail: 'cost_mail' } }],
    ['cost={"mail": 2}', { cost: { mail: 2 } }],
    ['learner.trees=50', { learner: { trees: 50 } }],
    ['learner.learner=gbdt', { learner: { learner: 'gbdt' } }],
  ])('%s', (pair, expected) => {
    expect(readSettings([pair], method)).toEqual(expected);
  });

  it('merges nested options and cannot reach the prototype', () => {
    expect(readSettings(['learner.learner=gbdt', 'learner.trees=9'], method)).toEqual({ learner: { learner: 'gbdt', trees: 9 } });
    readSettings(['__proto__.polluted=1'], method);
    expect({}).not.toHaveProperty('polluted');
  });

  it('names a pair without "="', () => {
    expect(() => readSettings(['budget'], method)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'usage/wrong-arguments' }) }),
    );
  });
});
