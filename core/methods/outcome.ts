import { refuse } from '../base/problem.ts';
import { columnNamed, type Frame, numbersOf } from '../frame/frame.ts';
import { sharedFloats } from '../frame/shared-memory.ts';

/** Words that mean yes; of two other levels the later one in the alphabet counts. */
const YES_WORDS = ['yes', 'true', '1', 'y', 't', '是', '有'];

/** An outcome as numbers. */
export interface OutcomeColumn {
  /** n values; NaN is missing. */
  readonly values: Float64Array;
  /** Whether the values are zeros and ones: a yes/no outcome. */
  readonly isBinary: boolean;
  /** For a text outcome: the value that counts as 1. */
  readonly counted?: string;
}

/**
 * Reads a column as the outcome of a test: numbers, yes/no, or text with at most two values.
 *
 * @throws data/unknown-column, data/wrong-kind for dates, data/not-numeric for text with more values
 */
export function readOutcome(frame: Frame, name: string): OutcomeColumn {
  const column = columnNamed(frame, name);
  if (column.kind === 'date') {
    refuse(
      'data/wrong-kind',
      `"${name}" holds dates; a test needs a number or yes/no outcome.`,
      'Derive a number from it first, e.g. days since the start.',
      {
        column: name,
      },
    );
  }
  if (column.kind !== 'category') {
    const values = numbersOf(frame, name);
    return { values, isBinary: column.kind === 'boolean' || isZeroOne(values) };
  }
  const used = [...new Set(column.codes)].filter((code) => code >= 0).map((code) => column.dictionary[code] as string);
  if (used.length > 2) {
    const sample = used.slice(0, 3).map((level) => `"${level}"`);
    refuse(
      'data/not-numeric',
      `Column "${name}" holds text with ${used.length} different values such as ${sample.join(', ')}; an outcome needs numbers, or exactly two values.`,
      'Choose a numeric or yes/no column, or derive one from it.',
      { column: name },
    );
  }
  const counted = used.find((level) => YES_WORDS.includes(level.toLowerCase())) ?? [...used].sort().at(-1) ?? '';
  const code = column.dictionary.indexOf(counted);
  const values = sharedFloats(frame.rowCount);
  for (let row = 0; row < values.length; row++)
    values[row] = (column.codes[row] as number) < 0 ? Number.NaN : Number(column.codes[row] === code);
  return { values, isBinary: true, counted };
}

function isZeroOne(values: Float64Array): boolean {
  let ones = 0;
  let zeros = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (value === 1) ones++;
    else if (value === 0) zeros++;
    else if (!Number.isNaN(value)) return false;
  }
  return ones + zeros > 0;
}
