import { refuse } from '../../base/problem.ts';
import { columnNamed, type Frame } from '../../frame/frame.ts';
import { requireNames } from './offers.ts';
import type { MckpSpec } from './spec.ts';

/** Whether a row may be given an option (numbered from 0). */
type Eligible = (row: number, option: number) => boolean;

/** In a listing such as "mail|call" or "mail, call". */
const SEPARATORS = /[|;,]/;

/**
 * Reads who may get what: one yes/no column per option, or one text column that lists the options. A missing
 * cell means no, because nobody has said yes.
 */
export function eligibilityOf(given: MckpSpec['eligibility'], frame: Frame, options: readonly string[]): Eligible | undefined {
  if (given === undefined) return undefined;
  if (typeof given === 'string') return byListing(frame, given, options);
  requireNames('eligibility', given, options);
  const columns = options.slice(1).map((name) => (given[name] === undefined ? undefined : yesColumn(frame, given[name])));
  return (row, option) => {
    const column = columns[option];
    return column === undefined || column[row] === 1;
  };
}

function yesColumn(frame: Frame, name: string): Uint8Array | Float64Array {
  const column = columnNamed(frame, name);
  if (column.kind === 'boolean') return column.values;
  if (column.kind === 'number' && column.values.every((value) => value === 0 || value === 1 || Number.isNaN(value))) return column.values;
  return refuse('data/wrong-kind', `Column "${name}" is not yes/no.`, 'Choose a yes/no column, or derive one from it.', {
    column: name,
    option: 'eligibility',
  });
}

function byListing(frame: Frame, name: string, options: readonly string[]): Eligible {
  const column = columnNamed(frame, name);
  if (column.kind !== 'category') {
    return refuse(
      'data/wrong-kind',
      `Column "${name}" does not list options.`,
      'Choose a text column such as "mail|call", or one yes/no column per option.',
      {
        column: name,
        option: 'eligibility',
      },
    );
  }
  const width = options.length - 1;
  const listed = new Uint8Array(column.dictionary.length * width);
  column.dictionary.forEach((entry, code) => {
    for (const word of entry.split(SEPARATORS)) {
      const option = options.indexOf(word.trim(), 1) - 1;
      if (option >= 0) listed[code * width + option] = 1;
    }
  });
  return (row, option) => {
    const code = column.codes[row] as number;
    return code >= 0 && listed[code * width + option] === 1;
  };
}
