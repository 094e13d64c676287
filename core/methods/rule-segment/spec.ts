import { z } from 'zod';
import { RULE_TESTS, type Rule } from '../../frame/expression/rule.ts';

const valueOption = z.union([z.number(), z.string(), z.boolean()]);

const leafOption = z.strictObject({
  column: z.string(),
  is: z.enum(RULE_TESTS),
  value: valueOption.optional(),
  values: z.array(valueOption).optional(),
  from: valueOption.optional(),
  to: valueOption.optional(),
});

const ruleOption: z.ZodType<Rule, Rule> = z.lazy(() =>
  z.union([
    leafOption,
    z.strictObject({ all: z.array(ruleOption).min(1) }),
    z.strictObject({ any: z.array(ruleOption).min(1) }),
    z.strictObject({ not: ruleOption }),
  ]),
);

export const ruleSegmentSpec = z.strictObject({
  rule: ruleOption.optional().meta({ pick: 'rule' }),
  where: z.string().min(1).optional().meta({ pick: 'condition' }),
  name: z.string().min(1).default('member'),
  keep: z.enum(['members', 'all']).default('members'),
});

export type RuleSegmentSpec = z.infer<typeof ruleSegmentSpec>;
