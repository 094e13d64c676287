import type { StopSignal } from '../../base/work.ts';
import type { Frame } from '../frame.ts';
import { requireCondition } from './check.ts';
import { combine, negated } from './comparing.ts';
import { evaluateExpression } from './evaluate.ts';
import { type Rule, ruleCondition } from './rule.ts';
import type { Expression } from './syntax.ts';
import type { ExpressionWarning } from './vector.ts';

/** One node of a condition: how many rows it was asked about, and what it answered. */
export interface Branch {
  readonly kind: 'all' | 'any' | 'not' | 'test';
  readonly condition: Expression;
  /** Distance from the root, and the position of the parent in the list (−1 for the root). */
  readonly depth: number;
  readonly parent: number;
  /** Rows left over by the earlier siblings: those that passed them in `all`, those that none of them took in `any`. */
  readonly reached: number;
  /** Of the rows reached, those that satisfy this node, and those for which it has no answer because a value is missing. */
  readonly satisfied: number;
  readonly unknown: number;
  /** Rows of the whole table that satisfy this node. */
  readonly alone: number;
}

/** A rule's answer. */
export interface RuleEvaluation {
  /** n answers: 1 is a member, 0 is not, 2 is not known and hence not a member. */
  readonly truth: Uint8Array;
  readonly memberCount: number;
  /** All nodes, each before its parts. */
  readonly branches: readonly Branch[];
  readonly warnings: readonly ExpressionWarning[];
}

/**
 * Evaluates a rule over a table and counts every branch.
 *
 * @throws option/invalid, data/unknown-column, expression/type; cancelled/by-user
 * Cost: one pass per test and two per node over bytes; 1M rows × 10 tests take well under 200 ms.
 */
export function evaluateRule(rule: Rule, frame: Frame, signal: StopSignal): RuleEvaluation {
  return evaluateBranches(ruleCondition(rule), frame, signal);
}

/** The same for a condition, which is cut into branches at its and, or and not. */
export function evaluateBranches(condition: Expression, frame: Frame, signal: StopSignal): RuleEvaluation {
  requireCondition(condition, frame.columns);
  const branches: Branch[] = [];
  const warnings: ExpressionWarning[] = [];
  const everyone = new Uint8Array(frame.rowCount).fill(1);

  const visit = (node: Expression, reach: Uint8Array, place: { readonly depth: number; readonly parent: number }): Uint8Array => {
    const position = branches.length;
    const below = { depth: place.depth + 1, parent: position };
    branches.push({ kind: branchKind(node), condition: node, ...place, reached: 0, satisfied: 0, unknown: 0, alone: 0 });
    const truth = visitParts(node, reach, (part, left) => visit(part, left, below));
    branches[position] = { ...(branches[position] as Branch), ...countAnswers(truth, reach) };
    return truth;
  };
  const visitParts = (node: Expression, reach: Uint8Array, inner: (part: Expression, reach: Uint8Array) => Uint8Array): Uint8Array => {
    if (node.kind === 'not') return negated(inner(node.operand, reach));
    if (node.kind !== 'logic') return answer(node);
    let left = reach;
    let joint: Uint8Array | undefined;
    for (const operand of node.operands) {
      const truth = inner(operand, left);
      joint = joint === undefined ? truth : combine(node.operator, joint, truth);
      left = leftOver(left, truth, node.operator);
    }
    return joint ?? everyone;
  };
  const answer = (node: Expression): Uint8Array => {
    const { column, warnings: own } = evaluateExpression(node, frame, signal);
    warnings.push(...own);
    return column.kind === 'boolean' ? column.values : new Uint8Array(frame.rowCount).fill(2);
  };

  const truth = visit(condition, everyone, { depth: 0, parent: -1 });
  return { truth, memberCount: branches[0]?.satisfied ?? 0, branches, warnings };
}

function branchKind(node: Expression): Branch['kind'] {
  if (node.kind === 'logic') return node.operator === 'and' ? 'all' : 'any';
  return node.kind === 'not' ? 'not' : 'test';
}

/** Counts without branches: bit 0 of an answer says yes, bit 1 says missing. */
function countAnswers(truth: Uint8Array, reach: Uint8Array): Pick<Branch, 'reached' | 'satisfied' | 'unknown' | 'alone'> {
  let [reached, satisfied, unknown, alone] = [0, 0, 0, 0];
  for (let row = 0; row < truth.length; row++) {
    const asked = reach[row] as number;
    const given = truth[row] as number;
    reached += asked;
    satisfied += asked & given;
    unknown += asked & (given >> 1);
    alone += given & 1;
  }
  return { reached, satisfied, unknown, alone };
}

/** The rows that the next sibling is asked about. */
function leftOver(reach: Uint8Array, truth: Uint8Array, operator: 'and' | 'or'): Uint8Array {
  const flip = operator === 'and' ? 0 : 1;
  const out = new Uint8Array(reach.length);
  for (let row = 0; row < out.length; row++) out[row] = (reach[row] as number) & ((truth[row] as number) ^ flip) & 1;
  return out;
}
