import { z } from 'zod';
import { refuse } from '../../../base/problem.ts';
import type { Arms } from '../../../frame/arms.ts';
import { columnNamed, type Frame, numbersOf } from '../../../frame/frame.ts';

/** What an arm costs a row: one number, or a column of them. */
export const armCostOption = z.record(z.string().min(1), z.union([z.number().min(0), z.string().min(1)])).optional();

/** What one unit of the outcome is worth, in the unit of the costs. */
export const valuePerUnitOption = z.number().gt(0).default(1).meta({ unit: 'money per unit of outcome' });

export type ArmCosts = z.infer<typeof armCostOption>;

/**
 * The cost of every arm for every row, n × K row-major; arms without an entry cost nothing.
 *
 * @throws data/arm-missing for an arm that nobody was in; data/missing-values and option/out-of-range for a column's cells
 */
export function readCosts(frame: Frame, arms: Arms, costs: ArmCosts): Float64Array {
  const width = arms.names.length;
  const matrix = new Float64Array(frame.rowCount * width);
  for (const [name, cost] of Object.entries(costs ?? {})) {
    const arm = arms.names.indexOf(name);
    if (arm < 0)
      refuse('data/arm-missing', `costs names "${name}", which is no arm of "${arms.column}".`, `Arms here: ${arms.names.join(', ')}.`, {
        option: 'costs',
      });
    const column = typeof cost === 'number' ? undefined : costColumn(frame, cost);
    for (let row = 0; row < frame.rowCount; row++)
      matrix[row * width + arm] = column === undefined ? (cost as number) : (column[row] as number);
  }
  return matrix;
}

function costColumn(frame: Frame, name: string): Float64Array {
  columnNamed(frame, name);
  const values = numbersOf(frame, name);
  for (let row = 0; row < values.length; row++) {
    if ((values[row] as number) >= 0) continue;
    refuse(
      Number.isNaN(values[row]) ? 'data/missing-values' : 'option/invalid',
      `The cost column "${name}" holds ${Number.isNaN(values[row]) ? 'no value' : values[row]} in row ${row + 1}; costs are 0 or more.`,
      'Fill or correct the column, or give one number for the arm.',
      { column: name, row, option: 'costs' },
    );
  }
  return values;
}
