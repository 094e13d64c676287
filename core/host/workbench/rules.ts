import { refuse } from '../../base/problem.ts';
import type { Rule } from '../../frame/expression/rule.ts';
import { ruleToSql, sqlToRule } from '../../frame/expression/rule-sql.ts';
import { ruleSegmentSpec } from '../../methods/rule-segment/spec.ts';

/** Reads a rule tree that came from the page. @throws option/invalid naming the place in the tree */
export function readRule(rule: unknown): Rule {
  const parsed = ruleSegmentSpec.safeParse({ rule });
  if (parsed.success && parsed.data.rule !== undefined) return parsed.data.rule;
  const issue = parsed.error?.issues[0];
  const place = issue?.path.map(String).join('.') || 'rule';
  return refuse(
    'option/invalid',
    `The rule is broken at ${place}: ${issue?.message ?? 'nothing is there'}.`,
    'Correct that branch of the rule.',
    {
      option: 'rule',
    },
  );
}

/** A rule tree as the condition of a WHERE clause. @throws option/invalid */
export function sqlOfRule(rule: unknown): { readonly sql: string } {
  return { sql: ruleToSql(readRule(rule)) };
}

/** A condition as a rule tree. @throws expression/syntax, option/invalid for what a tree cannot hold */
export function ruleOfSql(sql: string): { readonly rule: Rule } {
  return { rule: sqlToRule(sql) };
}
