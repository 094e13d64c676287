import type { Rng } from '../../base/rng.ts';
import type { StopSignal } from '../../base/work.ts';
import { layOutDesign } from '../kit/regression/design.ts';
import { solveLeastSquares } from '../kit/regression/least-squares.ts';
import type { Part } from '../kit/regression/parts.ts';

/** How closely a confounder is tied to both sides: partial R² with the treatment, and with the outcome given the treatment. */
export interface Ties {
  readonly withTreatment: number;
  readonly withOutcome: number;
}

/** Three directions at right angles to the covariates and to each other, of length one: what a confounder is mixed from. */
export interface Directions {
  /** The treatment, once the covariates are taken out. */
  readonly treatment: Float64Array;
  /** The outcome, once covariates and treatment are taken out. */
  readonly outcome: Float64Array;
  /** Noise. */
  readonly chance: Float64Array;
  /** Sign of the estimate: a confounder of the same sign explains it away. */
  readonly sign: number;
}

/**
 * Finds the directions by three regressions.
 *
 * @param rows rows of the frame with a value in every column
 * @param treatment, outcome one value per such row
 */
export function findDirections(
  {
    covariates,
    rows,
    treatment,
    outcome,
  }: { readonly covariates: readonly Part[]; readonly rows: Int32Array; readonly treatment: Float64Array; readonly outcome: Float64Array },
  rng: Rng,
  signal: StopSignal,
): Directions {
  const design = layOutDesign(covariates, rows);
  const rest = (values: Float64Array): Float64Array => solveLeastSquares(design, values, undefined, signal).residuals;
  const [t, y, noise] = [rest(treatment), rest(outcome), rest(treatment.map(() => rng.normal()))];
  const direct = unit(t);
  const slope = dot(direct, y);
  const left = unit(without(y, direct));
  return { treatment: direct, outcome: left, chance: unit(without(without(noise, direct), left)), sign: slope < 0 ? -1 : 1 };
}

/**
 * Mixes a confounder with exactly these partial R² (Cinelli & Hazlett 2020, section 3): adjusting for it moves a
 * least-squares estimate towards zero by se·√df·√(withOutcome·withTreatment/(1 − withTreatment)).
 */
export function mixConfounder({ treatment, outcome, chance, sign }: Directions, { withTreatment, withOutcome }: Ties): Float64Array {
  const free = Math.sqrt(1 - withTreatment);
  const [t, y, c] = [sign * Math.sqrt(withTreatment), Math.sqrt(withOutcome) * free, Math.sqrt(1 - withOutcome) * free];
  const mixed = new Float64Array(treatment.length);
  for (let i = 0; i < mixed.length; i++) mixed[i] = t * (treatment[i] as number) + y * (outcome[i] as number) + c * (chance[i] as number);
  return mixed;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] as number) * (right[i] as number);
  return sum;
}

function without(values: Float64Array, direction: Float64Array): Float64Array {
  const share = dot(values, direction);
  return values.map((value, i) => value - share * (direction[i] as number));
}

function unit(values: Float64Array): Float64Array {
  const length = Math.sqrt(dot(values, values));
  return length > 0 ? values.map((value) => value / length) : values;
}
