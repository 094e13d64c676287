import { giveUp } from '../../base/problem.ts';
import type { StopSignal } from '../../base/work.ts';
import { type Basis, loadBasis, predictBasis } from '../../numeric/basis.ts';
import { gramOf } from '../../numeric/gram.ts';
import { type Factor, factorIndependent, solveFactored } from '../../numeric/linear-algebra.ts';
import { basisOf } from '../kit/instruments/cross-products.ts';
import type { IvStudy } from '../kit/instruments/study.ts';

/** How likely each row was to be encouraged, by maximum likelihood. */
export interface Encouragement {
  /** n shares. */
  readonly chance: Float64Array;
  /** What fitting the chances adds to each row's influence on Σ loadᵢ·ηᵢ, with η the log odds. */
  influence(load: Float64Array): Float64Array;
}

const MOST_STEPS = 50;
const SMALLEST_STEP = 1e-10;

/**
 * Logistic regression of the instrument on the covariates; without covariates the plain share.
 *
 * @throws numeric/separated when covariates tell for sure who was encouraged
 * @see Abadie (2003), J. Econometrics 113(2), section 3 (first step)
 * Cost: a handful of passes, n·p² each.
 */
export function chanceOfEncouragement(study: IvStudy, signal: StopSignal): Encouragement {
  const basis = basisOf(study.covariates);
  const rows = Int32Array.from({ length: study.rowCount }, (_, row) => row);
  const flags = study.instruments[0]?.values ?? new Float64Array(rows.length);
  const coefficients = new Float64Array(basis.size);
  const chance = new Float64Array(rows.length).fill(0.5);
  let factor: Factor | undefined;
  for (let step = 0; step < MOST_STEPS; step++) {
    const curvature = chance.map((p) => p * (1 - p));
    factor = factorIndependent(gramOf(basis, rows, curvature, signal), basis.size);
    const change = solveFactored(
      factor,
      loadBasis(
        basis,
        rows,
        flags.map((flag, i) => flag - (chance[i] as number)),
      ),
    );
    let largest = 0;
    for (let j = 0; j < change.length; j++) {
      coefficients[j] = (coefficients[j] as number) + (change[j] as number);
      largest = Math.max(largest, Math.abs(change[j] as number));
    }
    predictBasis(basis, coefficients, rows, chance);
    for (let i = 0; i < chance.length; i++) chance[i] = 1 / (1 + Math.exp(-(chance[i] as number)));
    if (largest < SMALLEST_STEP) return { chance, influence: influenceWith(basis, rows, { factor, flags, chance }) };
  }
  return giveUp(
    'numeric/separated',
    'The covariates tell almost for sure who was encouraged, so encouraged and others cannot be compared.',
    'Leave out the covariate that decides the instrument.',
    { option: 'covariates' },
  );
}

function influenceWith(
  basis: Basis,
  rows: Int32Array,
  { factor, flags, chance }: { readonly factor: Factor; readonly flags: Float64Array; readonly chance: Float64Array },
): Encouragement['influence'] {
  return (load) => {
    const direction = solveFactored(factor, loadBasis(basis, rows, load));
    const influence = predictBasis(basis, direction, rows, new Float64Array(rows.length));
    for (let i = 0; i < influence.length; i++) influence[i] = (influence[i] as number) * ((flags[i] as number) - (chance[i] as number));
    return influence;
  };
}
