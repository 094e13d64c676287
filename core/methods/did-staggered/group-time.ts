import type { StopSignal } from '../../base/work.ts';
import type { DidStaggeredSpec } from './spec.ts';
import type { StaggeredStudy } from './study.ts';
import { compareTwoByTwo } from './two-by-two.ts';

/** The effect on one cohort in one period. */
export interface GroupTime {
  /** Positions of the cohort's start and of the period. */
  readonly cohort: number;
  readonly period: number;
  readonly effect: number;
  /** One per unit of the study; the variance of the effect is Σ influence² / n². */
  readonly influence: Float64Array;
  readonly controls: number;
}

/**
 * Group-time effects ATT(g, t): each cohort's change since its base period against the change of controls.
 *
 * The base is the last period before the start less anticipation; before the start a varying base is the period before.
 *
 * @see Callaway & Sant'Anna (2021), J. Econometrics 225(2), eqs. 2.6–2.8 and 4.1; conventions as the R package did 2.5
 * Cost: O(cohorts · periods · n · k²).
 */
export function groupTimeEffects(study: StaggeredStudy, spec: DidStaggeredSpec, signal: StopSignal): GroupTime[] {
  const found: GroupTime[] = [];
  for (const cohort of study.cohorts) {
    const own = cohort - spec.anticipation - 1;
    if (own < 0) continue;
    for (let period = 0; period <= study.lastPeriod; period++) {
      signal.throwIfAborted();
      const base = spec.base === 'universal' || period >= cohort ? own : period - 1;
      if (base < 0) continue;
      const one = effectOf(study, spec, { cohort, period, base });
      if (one !== undefined) found.push(one);
    }
  }
  return found;
}

function effectOf(
  study: StaggeredStudy,
  spec: DidStaggeredSpec,
  { cohort, period, base }: { readonly cohort: number; readonly period: number; readonly base: number },
): GroupTime | undefined {
  const { first, grid, covariates } = study;
  const width = grid.times.length;
  const n = first.length;
  if (base === period) return { cohort, period, effect: 0, influence: new Float64Array(n), controls: 0 };
  // Controls that wait must still wait in both periods, anticipation included.
  const until = Math.max(period, base) + spec.anticipation;
  const latest = study.lastPeriod < width - 1 ? Math.max(...first) : width;
  const isControl = (start: number): boolean => start !== cohort && (start === latest || (spec.controls === 'not-yet' && start > until));
  const units = Int32Array.from(first.keys()).filter((unit) => first[unit] === cohort || isControl(first[unit] as number));
  const treated = Uint8Array.from(units, (unit) => Number(first[unit] === cohort));
  const controls = treated.reduce((sum, flag) => sum + 1 - flag, 0);
  if (controls === 0) return undefined;
  const at = (unit: number, when: number): number => unit * width + when;
  const early = Math.min(base, period);
  const { effect, influence } = compareTwoByTwo(
    {
      treated,
      change: Float64Array.from(units, (unit) => (grid.values[at(unit, period)] as number) - (grid.values[at(unit, base)] as number)),
      design: [
        new Float64Array(units.length).fill(1),
        ...covariates.map((column) => Float64Array.from(units, (unit) => column[grid.rows[at(unit, early)] as number] as number)),
      ],
    },
    spec.covariates.length === 0 || spec.estimator === 'imputation' ? 'reg' : spec.estimator,
  );
  const all = new Float64Array(n);
  units.forEach((unit, i) => {
    all[unit] = ((influence[i] as number) * n) / units.length;
  });
  return { cohort, period, effect, influence: all, controls };
}
