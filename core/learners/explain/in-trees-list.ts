import type { FeatureTable } from '../model.ts';
import type { Judge, MeasuredRule, Verdict } from './in-trees-judge.ts';
import { type Conditions, passes } from './in-trees-rules.ts';
import { everyRow, keepShared, type RowBits, takeOut } from './row-bits.ts';

/** One line of the list: what holds for rows that no line before it took. The last has no conditions. */
export interface ListedRule {
  readonly conditions: Conditions;
  /** What it takes: counted among the rows that lines before it left. */
  readonly taken: Verdict;
  /** Class 0 or 1, or a number on the target's scale. */
  readonly prediction: number;
}

/**
 * The simplified tree ensemble learner: rules in order, and a default for the rest. Of the rules that still hold for enough of
 * the rows that are left, the one with the least error is next (among equals the most frequent, then the shortest), unless
 * the default errs no more.
 *
 * @param fewest rows of those left that a rule must hold for
 * @see Deng (2019), algorithm 3
 */
export function learnRuleList(rules: readonly MeasuredRule[], judge: Judge, fewest: number): ListedRule[] {
  const left = everyRow(judge.rowCount);
  const list: ListedRule[] = [];
  for (;;) {
    const rest: Line = { conditions: [], rows: left, taken: judge.verdict(left) };
    const next = rules.map((rule) => lineOf(rule, left, judge)).filter(({ taken }) => taken.rows >= Math.max(1, fewest));
    const best = next.reduce((first, line) => (isBefore(line, first) ? line : first), rest);
    // With no row left the default is what all rows would say.
    const { conditions, taken } = best.taken.rows === 0 ? { ...best, taken: judge.verdict(everyRow(judge.rowCount)) } : best;
    list.push({ conditions, taken: best.taken, prediction: predictionOf(taken, judge) });
    if (best === rest) return list;
    takeOut(left, best.rows);
  }
}

interface Line {
  readonly conditions: Conditions;
  readonly rows: RowBits;
  readonly taken: Verdict;
}

function lineOf({ conditions, rows }: MeasuredRule, left: RowBits, judge: Judge): Line {
  const own = keepShared(rows.slice(), left);
  return { conditions, rows: own, taken: judge.verdict(own) };
}

/** The default has no conditions, and so comes first among equals that hold for as many rows. */
function isBefore(one: Line, other: Line): boolean {
  const byError = one.taken.error - other.taken.error;
  if (byError !== 0) return byError < 0;
  const byRows = other.taken.rows - one.taken.rows;
  return byRows === 0 ? one.conditions.length < other.conditions.length : byRows < 0;
}

/** Class 0 or 1, or the mean on the target's scale. */
export function predictionOf({ mean }: Verdict, judge: Judge): number {
  return judge.task === 'binary' ? Number(mean >= 0.5) : judge.restore(mean);
}

/** What the list says of each row, and which line said it. */
export function answerByList(
  list: readonly ListedRule[],
  table: FeatureTable,
): { readonly answers: Float64Array; readonly lines: Int32Array } {
  const lines = new Int32Array(table.rowCount);
  for (let row = 0; row < table.rowCount; row++) {
    let line = 0;
    while (!holds((list[line] as ListedRule).conditions, table, row)) line++;
    lines[row] = line;
  }
  return { answers: Float64Array.from(lines, (line) => (list[line] as ListedRule).prediction), lines };
}

function holds(conditions: Conditions, { columns }: FeatureTable, row: number): boolean {
  for (let at = 0; at < conditions.length; at++) {
    const condition = conditions[at] as Conditions[number];
    if (!passes(condition, (columns[condition.feature] as Float64Array)[row] as number)) return false;
  }
  return true;
}
