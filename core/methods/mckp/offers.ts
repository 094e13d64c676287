import { refuse } from '../../base/problem.ts';
import type { Effects } from '../../frame/effects.ts';
import type { Frame } from '../../frame/frame.ts';
import type { OfferTable } from './offer-table.ts';

/** The table to allocate over, the frame whose rows it is aligned with, and what was noticed on the way. */
export interface Offers {
  readonly table: OfferTable;
  readonly frame: Frame;
  /** Pairs whose value was missing and that are therefore not on offer. */
  readonly missing: number;
  /** Whether the values are effects against doing nothing, or values that the user brought along. */
  readonly source: 'effects' | 'columns' | 'list';
  readonly effects?: Effects;
}

/** A name for doing nothing that is not already an option's. */
export function doNothing(options: readonly string[], control: string | undefined): string {
  const name = control ?? 'none';
  return options.includes(name) ? 'do nothing' : name;
}

/** Refuses option names that do not exist, so that a misspelled rule cannot be silently without effect. */
export function requireNames(option: string, rules: Readonly<Record<string, unknown>>, names: readonly string[]): void {
  for (const name of Object.keys(rules)) {
    if (names.indexOf(name) > 0) continue;
    const listed = names.slice(1, 13).map((known) => `"${known}"`);
    refuse('option/invalid', `${option} names "${name}", which is not an option.`, `Options here: ${listed.join(', ')}.`, { option });
  }
}

/** Refuses infinite numbers, which would hide every other choice. */
export function requireFinite(worth: number, column: string, row: number): number {
  if (Number.isFinite(worth)) return worth;
  return refuse('numeric/not-finite', `Column "${column}" is infinite in row ${row + 1}.`, 'Correct that cell.', { column, row: row + 1 });
}

/** Refuses a cost that is missing, infinite or negative. */
export function requireCost(price: number, column: string, row: number): number {
  if (price >= 0 && price < Number.POSITIVE_INFINITY) return price;
  const what = Number.isNaN(price) ? 'is missing' : `is ${price}`;
  return refuse(
    'data/missing-values',
    `The cost in column "${column}" ${what} in row ${row + 1}; a cost is a number of at least 0.`,
    'Fill or correct the cell, or make that row ineligible.',
    { column, row: row + 1 },
  );
}
