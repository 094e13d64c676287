import { refuse } from '../base/problem.ts';
import { columnNamed, type Frame } from './frame.ts';
import { sharedInts } from './shared-memory.ts';

/** A treatment column read as arms: code 0 is the control, 1 … K−1 the others in dictionary order; −1 is missing. */
export interface Arms {
  readonly column: string;
  /** Arm names; the control comes first. */
  readonly names: readonly string[];
  /** n codes into `names`. */
  readonly codes: Int32Array;
  /** Rows in each arm. */
  readonly counts: readonly number[];
}

/**
 * Reads the treatment column. Text, numbers and yes/no columns all serve; numbers and yes/no are named by
 * their value ("0", "1"; "false", "true").
 *
 * @param control the control arm; without it the frame's own, else "control", "0", "false" or "none" if present
 * @throws data/unknown-column, data/one-arm, data/arm-missing
 */
export function readArms(frame: Frame, treatment: string, control?: string): Arms {
  const { names, codes } = levelsOf(frame, treatment);
  if (names.length < 2) {
    refuse(
      'data/one-arm',
      `Column "${treatment}" has only ${names.length === 1 ? `the value "${names[0]}"` : 'missing values'}; a treatment needs at least two arms.`,
      'Choose the column that says which offer each customer got, or widen the segment.',
      { column: treatment },
    );
  }
  const chosen = control ?? (frame.control !== undefined && names.includes(frame.control) ? frame.control : guessControl(names));
  const at = chosen === undefined ? -1 : names.indexOf(chosen);
  if (at < 0) {
    const listed = names
      .slice(0, 12)
      .map((name) => `"${name}"`)
      .join(', ');
    refuse(
      'data/arm-missing',
      chosen === undefined
        ? `Column "${treatment}" does not say which arm is the control.`
        : `"${chosen}" is not an arm of "${treatment}".`,
      `Set control to one of ${listed}.`,
      { column: treatment, option: 'control' },
    );
  }
  const ordered = [names[at] as string, ...names.filter((_, index) => index !== at)];
  const codeOf = names.map((name) => ordered.indexOf(name));
  const counts = ordered.map(() => 0);
  const armCodes = sharedInts(frame.rowCount);
  for (let row = 0; row < frame.rowCount; row++) {
    const level = codes[row] as number;
    const code = level < 0 ? -1 : (codeOf[level] as number);
    armCodes[row] = code;
    if (code >= 0) counts[code] = (counts[code] as number) + 1;
  }
  return { column: treatment, names: ordered, codes: armCodes, counts };
}

const CONTROL_WORDS = ['control', 'none', 'no', '0', 'false', 'holdout', '对照组', '无'];

function guessControl(names: readonly string[]): string | undefined {
  return CONTROL_WORDS.flatMap((word) => names.filter((name) => name.toLowerCase() === word))[0];
}

/** The most levels a numeric column may have and still pass as a treatment: more is surely a measurement. */
const MOST_NUMERIC_ARMS = 50;

function levelsOf(frame: Frame, name: string): { names: string[]; codes: Int32Array } {
  const column = columnNamed(frame, name);
  if (column.kind === 'category') return usedLevels(column.dictionary, column.codes);
  if (column.kind === 'boolean') {
    return usedLevels(
      ['false', 'true'],
      Int32Array.from(column.values, (value) => (value === 2 ? -1 : value)),
    );
  }
  // A treatment has few values: a search among them beats hashing every cell.
  const distinct: number[] = [];
  const places = new Int32Array(column.values.length);
  for (let row = 0; row < places.length; row++) {
    const value = column.values[row] as number;
    if (Number.isNaN(value)) {
      places[row] = -1;
      continue;
    }
    let place = 0;
    while (place < distinct.length && distinct[place] !== value) place++;
    if (place === distinct.length) {
      distinct.push(value);
      if (place >= MOST_NUMERIC_ARMS) {
        refuse(
          'data/wrong-kind',
          `Column "${name}" has more than ${MOST_NUMERIC_ARMS} different numbers; that is a measurement, not a treatment.`,
          'Choose the column that says which arm each row is in.',
          { column: name },
        );
      }
    }
    places[row] = place;
  }
  const ordered = distinct.toSorted((left, right) => left - right);
  const codeOf = Int32Array.from(distinct, (value) => ordered.indexOf(value));
  for (let row = 0; row < places.length; row++) if ((places[row] as number) >= 0) places[row] = codeOf[places[row] as number] as number;
  return { names: ordered.map(String), codes: places };
}

/** Drops dictionary entries that no row uses, as after a segment has been cut out; order stays that of the dictionary. */
function usedLevels(dictionary: readonly string[], codes: Int32Array): { names: string[]; codes: Int32Array } {
  const used = new Uint8Array(dictionary.length);
  for (const code of codes) if (code >= 0) used[code] = 1;
  if (used.every((flag) => flag === 1)) return { names: [...dictionary], codes };
  const names = dictionary.filter((_, code) => used[code] === 1);
  const codeOf = Int32Array.from(dictionary, (name, code) => (used[code] === 1 ? names.indexOf(name) : -1));
  return { names, codes: Int32Array.from(codes, (code) => (code < 0 ? -1 : (codeOf[code] as number))) };
}
