import { refuse } from '../../../base/problem.ts';
import { type Groups, groupsIn } from '../regression/clusters.ts';

/** Units over periods; arrays have one entry per complete row. */
export interface Panel {
  readonly unit: Groups;
  readonly period: Int32Array;
  readonly times: readonly number[];
  /** Per unit: the period in which the treatment starts; the number of periods for never. */
  readonly first: Int32Array;
  readonly isBalanced: boolean;
}

/**
 * Lays the complete rows out as a panel.
 *
 * @throws data/duplicate, data/missing-values (gaps), option/invalid (a treatment that ends), data/one-arm
 */
export function readPanel(given: {
  readonly unit: Groups;
  readonly time: Float64Array;
  readonly timeName: string;
  readonly treated: Float64Array;
  readonly rows: Int32Array;
  readonly mayHaveGaps: boolean;
}): Panel {
  const { time, treated, rows } = given;
  const unit = groupsIn(given.unit, rows);
  const { times, period } = periodsOf(time, rows);
  const seen = new Uint8Array(unit.count * times.length);
  const first = new Int32Array(unit.count).fill(times.length);
  for (let i = 0; i < rows.length; i++) {
    const [code, at] = [unit.codes[i] as number, period[i] as number];
    const key = code * times.length + at;
    if (seen[key] === 1)
      refuse(
        'data/duplicate',
        `A unit of "${unit.column}" has two rows in the same period (row ${(rows[i] as number) + 1}).`,
        'Keep one row per unit and period.',
        { column: unit.column, row: rows[i] as number },
      );
    seen[key] = 1;
    if (treated[rows[i] as number] === 1) first[code] = Math.min(first[code] as number, at);
  }
  const isBalanced = rows.length === unit.count * times.length;
  if (!isBalanced && !given.mayHaveGaps)
    refuse(
      'data/missing-values',
      `The panel has gaps: ${unit.count} units × ${times.length} periods would be ${unit.count * times.length} rows, ${rows.length} are complete.`,
      'Fill the gaps, leave those units out, or set gaps to "keep".',
      { column: given.timeName, option: 'gaps' },
    );
  for (let i = 0; i < rows.length; i++) {
    if ((period[i] as number) >= (first[unit.codes[i] as number] as number) && treated[rows[i] as number] !== 1)
      refuse(
        'option/invalid',
        `A unit of "${unit.column}" is treated and later not (row ${(rows[i] as number) + 1}); the method needs a treatment that stays.`,
        'Use rows up to the end of the treatment.',
        { column: unit.column, row: rows[i] as number },
      );
  }
  if (new Set(first).size < 2)
    refuse(
      'data/one-arm',
      'All units start the treatment in the same period, or never; there is nothing to compare with.',
      'Add units that are not treated, or treated later.',
      { column: unit.column },
    );
  return { unit, period, times, first, isBalanced };
}

/** The times that occur, in order, and each row's place among them. */
function periodsOf(time: Float64Array, rows: Int32Array): Pick<Panel, 'times' | 'period'> {
  const placeOf = new Map<number, number>();
  const period = new Int32Array(rows.length);
  let [last, place] = [Number.NaN, -1];
  for (let i = 0; i < rows.length; i++) {
    const now = time[rows[i] as number] as number;
    if (now !== last) {
      last = now;
      place = placeOf.get(now) ?? placeOf.size;
      placeOf.set(now, place);
    }
    period[i] = place;
  }
  const found = [...placeOf.keys()];
  const times = found.toSorted((left, right) => left - right);
  const rankOf = Int32Array.from(found, (value) => times.indexOf(value));
  for (let i = 0; i < period.length; i++) period[i] = rankOf[period[i] as number] as number;
  return { times, period };
}
