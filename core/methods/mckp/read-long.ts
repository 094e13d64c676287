import { refuse } from '../../base/problem.ts';
import type { Column } from '../../frame/column.ts';
import { columnNamed, type Frame, makeFrame, numbersOf, takeCells } from '../../frame/frame.ts';
import { columnFor } from '../inputs.ts';
import type { OfferTable } from './offer-table.ts';
import { doNothing, type Offers, requireCost, requireFinite, requireNames } from './offers.ts';
import type { MckpSpec } from './spec.ts';

/** Names that mean doing nothing, if the listed option of that name is worth 0 and costs 0 for everyone. */
const NOTHING_WORDS = ['none', '0', 'control', 'no', 'do nothing', '对照组', '无'];

/**
 * Reads a list with one row per customer and option. The frame that is handed on has one row per customer, in
 * order of first appearance. A pair that is not listed is not on offer.
 *
 * @throws data/duplicate when a pair is listed twice; data/missing-values, option/invalid
 */
export function readLongOffers(spec: MckpSpec, frame: Frame): Offers {
  const customer = columnFor(frame, 'id', spec.customer, 'customer');
  const option = columnFor(frame, 'treatment', spec.option, 'option');
  const valueColumn = columnFor(frame, 'outcome', spec.value, 'value');
  refuseUnused(spec);
  if (frame.rowCount === 0) refuse('data/empty', 'The list has no rows.', 'Import a list with one row per customer and option.');
  const rows = levelsOf(columnNamed(frame, customer), customer);
  const arms = levelsOf(columnNamed(frame, option), option);
  const value = new Float64Array(rows.names.length * arms.names.length).fill(Number.NEGATIVE_INFINITY);
  const cost = new Float64Array(value.length);
  const isListed = new Uint8Array(value.length);
  const values = numbersOf(frame, valueColumn);
  const costs = listedCosts(spec, frame, arms.names);
  let missing = 0;
  for (let entry = 0; entry < frame.rowCount; entry++) {
    const at = (rows.codes[entry] as number) * arms.names.length + (arms.codes[entry] as number);
    if (isListed[at] === 1) {
      const who = rows.names[rows.codes[entry] as number];
      refuse(
        'data/duplicate',
        `Customer "${who}" has option "${arms.names[arms.codes[entry] as number]}" twice; the second is in row ${entry + 1}.`,
        'Keep one row per customer and option.',
        { column: option, row: entry + 1 },
      );
    }
    isListed[at] = 1;
    const worth = (values[entry] as number) * spec.valuePerUnit;
    if (Number.isNaN(worth)) {
      missing++;
      continue;
    }
    value[at] = requireFinite(worth, valueColumn, entry);
    cost[at] = costs(entry, arms.codes[entry] as number);
  }
  const table = foldNothing(
    { options: ['', ...arms.names], rowCount: rows.names.length, width: arms.names.length, value, cost },
    spec.control,
  );
  requireNames('cost', typeof spec.cost === 'object' ? spec.cost : {}, ['', ...arms.names]);
  const customers = takeCells(columnNamed(frame, customer), rows.firstRows);
  return { table, frame: makeFrame([[customer, customers]], { roles: [[customer, 'id']] }), missing, source: 'list' };
}

function refuseUnused(spec: MckpSpec): void {
  const unused = (['eligibility', 'group', 'groupCaps', 'groupFloors'] as const).find((name) => spec[name] !== undefined);
  if (unused === undefined) return;
  refuse(
    'option/invalid',
    `${unused} needs one row per customer; a list of customers and options has several.`,
    'Leave pairs that are not allowed out of the list, or bring one row per customer with one value column per option.',
    { option: unused },
  );
}

interface Levels {
  readonly names: readonly string[];
  readonly codes: Int32Array;
  /** The first row of each level. */
  readonly firstRows: Int32Array;
}

function levelsOf(column: Column, name: string): Levels {
  const raw: ArrayLike<number> = column.kind === 'category' ? column.codes : column.values;
  const known = new Map<number, number>();
  const firstRows: number[] = [];
  const codes = new Int32Array(raw.length);
  for (let row = 0; row < raw.length; row++) {
    const key = raw[row] as number;
    if (Number.isNaN(key) || (column.kind === 'category' && key < 0) || (column.kind === 'boolean' && key === 2)) {
      refuse('data/missing-values', `Column "${name}" is empty in row ${row + 1}.`, 'Fill the cell, or leave the row out.', {
        column: name,
        row: row + 1,
      });
    }
    let code = known.get(key);
    if (code === undefined) {
      code = known.size;
      known.set(key, code);
      firstRows.push(row);
    }
    codes[row] = code;
  }
  const names = [...known.keys()].map((key) => (column.kind === 'category' ? (column.dictionary[key] ?? '') : String(key)));
  return { names, codes, firstRows: Int32Array.from(firstRows) };
}

/** Costs by entry of the list: from a column, or one number per option. */
function listedCosts(spec: MckpSpec, frame: Frame, options: readonly string[]): (entry: number, option: number) => number {
  const { cost } = spec;
  if (typeof cost === 'object') {
    const given = options.map((name) => cost[name] ?? 0);
    const columns = given.map((price) => (typeof price === 'string' ? numbersOf(frame, price) : undefined));
    return (entry, option) => {
      const price = given[option] ?? 0;
      return typeof price === 'number' ? price : requireCost(columns[option]?.[entry] as number, price, entry);
    };
  }
  if (typeof cost === 'number') return () => cost;
  if (cost === undefined && spec.budget === undefined && spec.minRoi === undefined) return () => 0;
  const name = columnFor(frame, 'cost', cost);
  const values = numbersOf(frame, name);
  return (entry) => requireCost(values[entry] as number, name, entry);
}

/** Takes an option out that is worth nothing, costs nothing and says so by its name: it is doing nothing. */
function foldNothing(table: OfferTable, control: string | undefined): OfferTable {
  const names = table.options.slice(1);
  const nothing = names.findIndex(
    (name, option) => (name === control || NOTHING_WORDS.includes(name.toLowerCase())) && isNothing(table, option),
  );
  if (nothing < 0 || table.width === 1) return { ...table, options: [doNothing(names, control), ...names] };
  const kept = names.filter((_, option) => option !== nothing);
  const width = kept.length;
  const value = new Float64Array(table.rowCount * width);
  const cost = new Float64Array(table.rowCount * width);
  for (let row = 0; row < table.rowCount; row++) {
    for (let option = 0; option < width; option++) {
      const from = row * table.width + option + (option >= nothing ? 1 : 0);
      value[row * width + option] = table.value[from] as number;
      cost[row * width + option] = table.cost[from] as number;
    }
  }
  return { options: [names[nothing] ?? '', ...kept], rowCount: table.rowCount, width, value, cost };
}

function isNothing(table: OfferTable, option: number): boolean {
  for (let at = option; at < table.value.length; at += table.width) {
    const worth = table.value[at] as number;
    if ((worth !== 0 && worth !== Number.NEGATIVE_INFINITY) || table.cost[at] !== 0) return false;
  }
  return true;
}
