import { giveUp, refuse } from '../../base/problem.ts';
import type { Target } from '../learner.ts';
import type { Feature } from '../model.ts';
import type { LossName } from './losses.ts';

/** Gains square sums of outcomes and multiply them by weights: beyond this, products are no longer floats. */
const LARGEST_OUTCOME = 1e100;

/**
 * Checks what is to be learnt before any work is done.
 *
 * @throws data/too-few-rows, data/missing-values, data/not-binary, option/invalid, numeric/not-finite
 */
export function checkTarget(target: Target, rowCount: number, loss: LossName | undefined): void {
  const { values, weight, rows } = target;
  const count = rows?.length ?? rowCount;
  if (count === 0) refuse('data/too-few-rows', 'There is no row to train on.', 'Loosen the segment, or choose other data.');
  let total = 0;
  for (let i = 0; i < count; i++) {
    const row = rows === undefined ? i : (rows[i] as number);
    const value = values[row] as number;
    if (!Number.isFinite(value)) {
      refuse('data/missing-values', `The outcome of row ${row + 1} is missing or not finite.`, 'Leave out rows without an outcome.', {
        row,
      });
    }
    if (Math.abs(value) > LARGEST_OUTCOME) {
      giveUp(
        'numeric/not-finite',
        `The outcome of row ${row + 1} is ${value}, too large to square.`,
        'Give the outcome in a larger unit.',
        { row },
      );
    }
    if ((target.task === 'binary' || loss === 'logistic') && (value < 0 || value > 1)) {
      refuse(
        'data/not-binary',
        `The outcome of row ${row + 1} is ${value}; a yes/no outcome is 0 or 1.`,
        'Treat the outcome as a number.',
        { row },
      );
    }
    if (loss === 'poisson' && value < 0) {
      refuse(
        'option/invalid',
        `The outcome of row ${row + 1} is ${value}; the Poisson loss needs counts from 0.`,
        'Choose the squared loss.',
        {
          row,
          option: 'loss',
        },
      );
    }
    const w = weight === undefined ? 1 : (weight[row] as number);
    if (!(w >= 0 && w < Number.POSITIVE_INFINITY)) {
      refuse('data/missing-values', `The weight of row ${row + 1} is ${w}; a weight is a finite number from 0.`, 'Correct the weights.', {
        row,
      });
    }
    total += w;
  }
  if (!(total > 0)) refuse('data/too-few-rows', 'All weights are 0, so there is nothing to train on.', 'Correct the weights.');
}

/**
 * Reads monotone constraints into one sign a feature.
 *
 * @throws option/invalid for an unknown name, a category, or a loss that constraints do not reach
 */
export function checkMonotone(features: readonly Feature[], monotone: Readonly<Record<string, 1 | -1>>, loss: LossName): Int8Array {
  const signs = new Int8Array(features.length);
  for (const [name, sign] of Object.entries(monotone)) {
    const position = features.findIndex((feature) => feature.name === name);
    const known = features.map((feature) => feature.name).join(', ');
    if (position < 0)
      refuse('option/invalid', `The monotone constraint names "${name}", which is not a feature.`, `Features here: ${known}.`, {
        option: 'monotone',
        column: name,
      });
    if (features[position]?.kind === 'category') {
      refuse('option/invalid', `"${name}" is a category: it has no order to rise or fall along.`, 'Constrain numeric features only.', {
        option: 'monotone',
        column: name,
      });
    }
    if (loss === 'quantile') {
      refuse(
        'option/invalid',
        'Monotone constraints do not reach the quantile loss, whose answers are set per leaf afterwards.',
        'Drop the constraints, or choose the squared loss.',
        { option: 'monotone' },
      );
    }
    signs[position] = sign;
  }
  return signs;
}
