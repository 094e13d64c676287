import { refuse } from '../../../base/problem.ts';
import { columnNamed, type Frame, numbersOf } from '../../../frame/frame.ts';
import { quantilesOfSorted, sortedFinite } from '../../../numeric/quantiles.ts';

/** Rows parted by a column. */
export interface Groups {
  readonly column: string;
  readonly names: readonly string[];
  /** n codes into `names`; −1 is missing. */
  readonly codes: Int32Array;
}

/** More groups than this are a measurement, or so small that their effects say nothing. */
const MOST_GROUPS = 50;

/** Numbers with more different values than this are cut at their quartiles. */
const MOST_NUMERIC_VALUES = 10;

/**
 * Reads groups: texts and yes/no as they are, numbers by value where there are few and by quartile where there are many.
 *
 * @throws data/unknown-column, data/too-large with more than 50 groups
 * Cost: one pass; a sort for numbers.
 */
export function readGroups(frame: Frame, name: string): Groups {
  const column = columnNamed(frame, name);
  if (column.kind !== 'category') return groupsOfNumbers(frame, name);
  const used = new Set(column.codes);
  used.delete(-1);
  if (used.size > MOST_GROUPS) {
    refuse('data/too-large', `"${name}" has ${used.size} groups; effects are given for up to ${MOST_GROUPS}.`, 'Merge its values first.', {
      column: name,
      option: 'group',
    });
  }
  return { column: name, names: column.dictionary, codes: column.codes };
}

function groupsOfNumbers(frame: Frame, name: string): Groups {
  const values = numbersOf(frame, name);
  const sorted = sortedFinite(values);
  const isYesNo = frame.columns.get(name)?.kind === 'boolean';
  const distinct = [...new Set(sorted)];
  if (distinct.length <= MOST_NUMERIC_VALUES) {
    const names = distinct.map((value) => (isYesNo ? String(value === 1) : String(value)));
    return { column: name, names, codes: Int32Array.from(values, (value) => distinct.indexOf(value)) };
  }
  const cuts = [...new Set(quantilesOfSorted(sorted, [0.25, 0.5, 0.75]))];
  const ends = [...cuts.map((cut) => cut.toPrecision(4)), ''];
  return {
    column: name,
    names: ends.map((end, at) => (at === 0 ? `≤ ${end}` : end === '' ? `> ${ends[at - 1]}` : `${ends[at - 1]} – ${end}`)),
    codes: Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : cuts.filter((cut) => value > cut).length)),
  };
}
