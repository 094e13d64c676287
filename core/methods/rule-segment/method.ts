import { refuse } from '../../base/problem.ts';
import { evaluateBranches } from '../../frame/expression/branches.ts';
import { requireCondition } from '../../frame/expression/check.ts';
import { compileCondition } from '../../frame/expression/compile.ts';
import { printSql } from '../../frame/expression/print.ts';
import { ruleCondition } from '../../frame/expression/rule.ts';
import type { Expression } from '../../frame/expression/syntax.ts';
import { type Frame, takeRows, withColumns } from '../../frame/frame.ts';
import { sharedBytes } from '../../frame/shared-memory.ts';
import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { summarizeSegment } from './report.ts';
import type { RuleSegmentFit } from './segment-fit.ts';
import { type RuleSegmentSpec, ruleSegmentSpec } from './spec.ts';
import { ruleSegmentText } from './text.ts';

export default defineMethod<RuleSegmentSpec, RuleSegmentFit>({
  id: 'rule-segment',
  revision: 1,
  kind: 'segment',
  citation: 'Three-valued logic of SQL:1999 (ISO/IEC 9075-2), section 6.30.',
  spec: ruleSegmentSpec,
  text: ruleSegmentText,
  takes: ['frame'],
  gives: ['frame'],
  validate: (spec, inputs) => problemsOf(() => conditionOf(spec, inputOf(inputs, 'frame'))),
  fit(spec, inputs, context) {
    const frame = inputOf(inputs, 'frame');
    const condition = conditionOf(spec, frame);
    const { truth, memberCount, branches, warnings } = evaluateBranches(condition, frame, context.signal);
    const values = sharedBytes(frame.rowCount);
    for (let row = 0; row < values.length; row++) values[row] = (truth[row] as number) & 1;
    return {
      rowCount: frame.rowCount,
      memberCount,
      unknownCount: branches[0]?.unknown ?? 0,
      condition,
      sql: printSql(condition, frame.columns),
      membership: { kind: 'boolean', values },
      branches,
      warnings,
      isReplacing: frame.columns.has(spec.name),
    };
  },
  summarize: summarizeSegment,
  apply(fit, spec, inputs) {
    const marked = withColumns(inputOf(inputs, 'frame'), [[spec.name, fit.membership]]);
    return spec.keep === 'all' ? marked : takeRows(marked, memberRows(fit));
  },
});

/** The condition that the options state, as a tree or as text, checked against the table. */
function conditionOf(spec: RuleSegmentSpec, frame: Frame): Expression {
  if (spec.where !== undefined && spec.rule === undefined) return compileCondition(spec.where, frame.columns, 'where');
  if (spec.rule === undefined || spec.where !== undefined) {
    const what = spec.rule === undefined ? 'No rule is given' : 'Both rule and where are given';
    refuse(
      'option/invalid',
      `${what}; exactly one of the two is needed.`,
      `Set rule to a tree, or where to a condition such as "age >= 30".`,
      {
        option: 'rule',
      },
    );
  }
  const condition = ruleCondition(spec.rule);
  requireCondition(condition, frame.columns);
  return condition;
}

function memberRows(fit: RuleSegmentFit): Int32Array {
  const rows = new Int32Array(fit.memberCount);
  const { values } = fit.membership;
  let count = 0;
  for (let row = 0; row < values.length; row++) if (values[row] === 1) rows[count++] = row;
  return rows;
}
