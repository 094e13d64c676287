import { refuse } from '../../base/problem.ts';
import type { Effects } from '../../frame/effects.ts';
import { columnNamed, columnsWithRole, type Frame, listNames, numbersOf } from '../../frame/frame.ts';
import type { Inputs } from '../contract.ts';
import { effectsWithFrame, findInput, inputOf } from '../inputs.ts';
import { eligibilityOf } from './eligibility.ts';
import type { Groups, OfferTable } from './offer-table.ts';
import { doNothing, type Offers, requireCost, requireFinite, requireNames } from './offers.ts';
import { readLongOffers } from './read-long.ts';
import type { MckpSpec } from './spec.ts';

/**
 * Reads values, costs, eligibility and groups: from effects, from one column per option, or from a list with one
 * row per customer and option.
 *
 * @throws data/empty, data/missing-values, data/not-numeric, data/unknown-column, option/invalid, method/missing-input
 */
export function readOffers(spec: MckpSpec, inputs: Inputs): Offers {
  if (spec.option !== undefined || spec.value !== undefined) return readLongOffers(spec, inputOf(inputs, 'frame'));
  if (spec.values !== undefined && spec.values.length > 0) {
    const frame = inputOf(inputs, 'frame');
    const values = spec.values.map((name) => numbersOf(frame, name));
    return fromColumns(spec, frame, { names: [doNothing(spec.values, spec.control), ...spec.values], values });
  }
  if (findInput(inputs, 'effects') === undefined && findInput(inputs, 'frame') !== undefined) {
    refuse(
      'method/missing-input',
      'Nothing says what each option is worth to each customer.',
      'Connect a step that gives effects, or set values to one column per option, or set option and value for a list.',
      { option: 'values' },
    );
  }
  return fromEffects(spec, effectsWithFrame(inputs));
}

function fromEffects(spec: MckpSpec, { effects, frame }: { readonly effects: Effects; readonly frame: Frame }): Offers {
  const width = effects.arms.length;
  requireRows(frame, width);
  const value = new Float64Array(effects.value.length);
  for (let at = 0; at < value.length; at++) {
    value[at] = (effects.value[at] as number) * spec.valuePerUnit;
    if (Number.isFinite(value[at])) continue;
    const [row, arm] = [Math.floor(at / width), effects.arms[at % width]];
    refuse('numeric/not-finite', `The effect of "${arm}" in row ${row + 1} is not a finite number.`, 'Look at the step that gives it.', {
      row: row + 1,
    });
  }
  const options = [effects.control, ...effects.arms];
  return { table: complete(spec, frame, options, value), frame, missing: 0, source: 'effects', effects };
}

function fromColumns(
  spec: MckpSpec,
  frame: Frame,
  { names, values }: { readonly names: readonly string[]; readonly values: readonly Float64Array[] },
): Offers {
  const width = values.length;
  requireRows(frame, width);
  const value = new Float64Array(frame.rowCount * width);
  let missing = 0;
  values.forEach((column, option) => {
    for (let row = 0; row < frame.rowCount; row++) {
      const worth = (column[row] as number) * spec.valuePerUnit;
      if (Number.isNaN(worth)) missing++;
      value[row * width + option] = Number.isNaN(worth) ? Number.NEGATIVE_INFINITY : requireFinite(worth, names[option + 1] ?? '', row);
    }
  });
  return { table: complete(spec, frame, names, value), frame, missing, source: 'columns' };
}

function requireRows(frame: Frame, width: number): void {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows, so there is nobody to allocate to.', 'Widen the segment.');
  if (frame.rowCount * width > 0x7fff_ffff) {
    refuse(
      'data/too-large',
      `${frame.rowCount} rows × ${width} options are more than one allocation holds.`,
      'Allocate segment by segment.',
    );
  }
}

/** Adds costs, eligibility and groups to values that are aligned with the frame's rows. */
function complete(spec: MckpSpec, frame: Frame, options: readonly string[], value: Float64Array): OfferTable {
  const width = options.length - 1;
  const cost = new Float64Array(value.length);
  const eligible = eligibilityOf(spec.eligibility, frame, options);
  options.slice(1).forEach((name, option) => {
    const price = costOf(spec, frame, name);
    for (let row = 0; row < frame.rowCount; row++) {
      const at = row * width + option;
      if (eligible !== undefined && eligible(row, option) === false) value[at] = Number.NEGATIVE_INFINITY;
      if (value[at] === Number.NEGATIVE_INFINITY) continue;
      cost[at] = typeof price === 'number' ? price : requireCost(price.values[row] as number, price.column, row);
    }
  });
  requireNames('cost', typeof spec.cost === 'object' ? spec.cost : {}, options);
  const groups = spec.group === undefined ? undefined : groupsOf(frame, spec.group);
  const table = { options, rowCount: frame.rowCount, width, value, cost };
  return groups === undefined ? table : { ...table, groups };
}

type Cost = number | { readonly column: string; readonly values: Float64Array };

function costOf(spec: MckpSpec, frame: Frame, option: string): Cost {
  const given = typeof spec.cost === 'object' ? spec.cost[option] : (spec.cost ?? costByRole(spec, frame));
  if (given === undefined) {
    if (spec.cost === undefined && spec.budget === undefined && spec.minRoi === undefined) return 0;
    return refuse(
      'option/invalid',
      `Nothing says what "${option}" costs${spec.budget === undefined ? '' : ', so the budget cannot be kept'}.`,
      `Set cost to a number or a column for every option, or give one column the role cost. Columns here: ${listNames(frame)}.`,
      { option: 'cost' },
    );
  }
  return typeof given === 'number' ? given : { column: given, values: numbersOf(frame, given) };
}

function costByRole(spec: MckpSpec, frame: Frame): string | undefined {
  const [first, ...others] = columnsWithRole(frame, 'cost');
  if (others.length === 0 || (spec.budget === undefined && spec.minRoi === undefined)) return first;
  return refuse(
    'option/invalid',
    `Columns ${[first, ...others].join(', ')} all have the role cost, and nothing says which belongs to which option.`,
    'Set cost with one column per option.',
    { option: 'cost' },
  );
}

function groupsOf(frame: Frame, name: string): Groups {
  const column = columnNamed(frame, name);
  if (column.kind === 'category') {
    return { names: column.dictionary, codes: column.codes.map((code) => (code < 0 ? column.dictionary.length : code)) };
  }
  if (column.kind === 'boolean') return { names: ['false', 'true'], codes: Int32Array.from(column.values) };
  return refuse('data/wrong-kind', `Column "${name}" holds ${column.kind}s; groups need text or yes/no.`, 'Derive bins from it first.', {
    column: name,
    option: 'group',
  });
}
