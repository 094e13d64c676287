import { refuse } from '../../../base/problem.ts';
import { readArms } from '../../../frame/arms.ts';
import { columnsWithRole, type Frame } from '../../../frame/frame.ts';
import { type Grid, readTime } from './grid.ts';

/** Which units are treated, and from which period on: a block in the lower right corner of the grid. */
export interface TreatedBlock {
  readonly treated: readonly number[];
  readonly donors: readonly number[];
  /** Position of the first treated period. */
  readonly start: number;
}

/** Options that say who is treated and when. */
export interface BlockOptions {
  readonly treatment?: string | undefined;
  readonly control?: string | undefined;
  readonly arm?: string | undefined;
  readonly treatedUnits: readonly string[];
  readonly start?: number | string | undefined;
}

/**
 * Finds the treated block. Units by name (`treatedUnits`) and a first period (`start`), or a treatment column: one that
 * switches on says both, one that is fixed by unit says who, and `start` says when.
 *
 * @throws option/invalid, data/arm-missing, data/too-few-rows (no donors, no periods before or after)
 */
export function readBlock(frame: Frame, grid: Grid, options: BlockOptions): TreatedBlock {
  const named = options.treatedUnits.map((name) => unitNamed(grid, name));
  const first = named.length > 0 ? undefined : firstOn(frame, grid, options);
  const treated = first === undefined ? named : first.flatMap((at, unit) => (at === undefined ? [] : [unit]));
  const donors = grid.units.flatMap((_, unit) => (treated.includes(unit) ? [] : [unit]));
  const start = startOf(frame, grid, options, first);
  if (treated.length === 0)
    refuse('data/one-arm', 'No unit is treated.', 'Set treatedUnits, or a treatment column that is on for some unit.', {
      option: 'treatedUnits',
    });
  if (donors.length < 2)
    refuse(
      'data/too-few-rows',
      `${donors.length} untreated unit${donors.length === 1 ? ' is' : 's are'} left as donors; at least 2 are needed.`,
      'Add units that were not treated.',
    );
  return { treated, donors, start };
}

function unitNamed({ units, unitColumn }: Grid, name: string): number {
  const at = units.indexOf(name);
  if (at >= 0) return at;
  return refuse(
    'option/invalid',
    `"${name}" is not a complete unit of "${unitColumn}".`,
    `Set treatedUnits to some of ${units.slice(0, 12).join(', ')}${units.length > 12 ? ', …' : ''}.`,
    { option: 'treatedUnits' },
  );
}

/** The first period in which every unit is on; undefined for never. */
function firstOn(frame: Frame, grid: Grid, options: BlockOptions): (number | undefined)[] {
  const [only, ...others] = columnsWithRole(frame, 'treatment');
  const name = options.treatment ?? (others.length === 0 ? only : undefined);
  if (name === undefined)
    return refuse('option/invalid', 'It is not said which unit is treated.', 'Set treatedUnits and start, or treatment.', {
      option: 'treatedUnits',
    });
  const arms = readArms(frame, name, options.control);
  const arm = options.arm === undefined ? undefined : arms.names.indexOf(options.arm, 1);
  if (arm === -1)
    refuse('data/arm-missing', `"${options.arm}" is not an arm of "${name}" other than the control.`, `Arms: ${arms.names.join(', ')}.`, {
      column: name,
      option: 'arm',
    });
  const width = grid.times.length;
  return grid.units.map((unit, at) => {
    const codes = Array.from(grid.rows.subarray(at * width, (at + 1) * width), (row) => arms.codes[row] as number);
    const isOn = codes.map((code) => (arm === undefined ? code > 0 : code === arm));
    const first = isOn.indexOf(true);
    if (first >= 0 && isOn.slice(first).includes(false))
      refuse(
        'option/invalid',
        `${unit} is treated in ${grid.timeLabels[first]} and later not; the method needs a treatment that stays.`,
        'Use the periods up to its end, or set treatedUnits and start.',
        { column: name },
      );
    return first < 0 ? undefined : first;
  });
}

function startOf(frame: Frame, grid: Grid, options: BlockOptions, first: readonly (number | undefined)[] | undefined): number {
  const found = [...new Set(first?.filter((at) => at !== undefined))];
  const [only = 0, ...others] = found;
  if (options.start === undefined && first !== undefined && others.length > 0)
    refuse(
      'option/invalid',
      `Treated units start in different periods (${found.map((at) => grid.timeLabels[at]).join(', ')}); one block has one start.`,
      'Choose the units of one start by treatedUnits and start, or use did-staggered.',
      { option: 'start' },
    );
  if (options.start === undefined && (first === undefined || only === 0))
    refuse('option/invalid', 'It is not said when the treatment starts.', 'Set start to the first treated period.', { option: 'start' });
  if (options.start === undefined) return only;
  const given = readTime(frame, grid.timeColumn, options.start, 'start');
  const start = grid.times.findIndex((time) => time >= given);
  if (start < 2)
    refuse(
      start < 0 ? 'option/invalid' : 'data/too-few-rows',
      `With start ${options.start} there ${start < 0 ? 'is no period after' : `${start === 1 ? 'is one period' : 'are no periods'} before`} it.`,
      `Periods run from ${grid.timeLabels[0]} to ${grid.timeLabels.at(-1)}; at least 2 must come before the start.`,
      { option: 'start' },
    );
  return start;
}
