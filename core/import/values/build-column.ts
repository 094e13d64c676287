import { BooleanBuilder } from './boolean-builder.ts';
import { CategoryBuilder } from './category-builder.ts';
import type { ColumnBuilder, ColumnPlan, TextReason } from './column-builder.ts';
import { DateBuilder } from './date-builder.ts';
import { NumberBuilder } from './number-builder.ts';

/** The builder that follows a plan. */
export function builderFor(plan: ColumnPlan): ColumnBuilder {
  switch (plan.kind) {
    case 'number':
      return new NumberBuilder(plan);
    case 'date':
      return new DateBuilder(plan);
    case 'boolean':
      return new BooleanBuilder(plan);
    default:
      return new CategoryBuilder(plan);
  }
}

/** What a column is before anything is known of it: numbers, until a cell says otherwise. */
export const OPEN_PLAN: ColumnPlan = { kind: 'number', isStrict: false };

const OPEN_QUESTIONS: ReadonlySet<TextReason> = new Set(['only-missing-words', 'ambiguous-date', 'ambiguous-number']);

/** Re-reading ends here at the latest: numbers → decimal commas → text, which takes everything. */
const MOST_ATTEMPTS = 4;

/** The plan that a sample of cells asks for, found by the very builders that will read the file. */
export function planFor(cells: readonly Uint8Array[], start: ColumnPlan): ColumnPlan {
  let plan = start;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const next = tryPlan(plan, cells);
    if (next === undefined) return plan;
    plan = next;
  }
  return plan;
}

function tryPlan(plan: ColumnPlan, cells: readonly Uint8Array[]): ColumnPlan | undefined {
  const builder = builderFor(plan);
  builder.reserve(cells.length);
  for (const [row, cell] of cells.entries()) if (!builder.push(row, cell, 0, cell.length)) return builder.instead(toText(cell));
  const verdict = builder.finish(cells.length);
  // What a sample leaves open may be settled by any later row, so the plan stays until the whole column was read.
  return verdict.fits || OPEN_QUESTIONS.has(verdict.plan.reason ?? 'words') ? undefined : verdict.plan;
}

function toText(cell: Uint8Array): string {
  return new TextDecoder().decode(cell);
}
