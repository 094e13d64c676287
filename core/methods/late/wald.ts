import type { StopSignal } from '../../base/work.ts';
import { type Coefficient, inferred } from '../kit/instruments/coefficients.ts';
import { fitInstruments, type IvOptions } from '../kit/instruments/fit.ts';
import type { IvStudy } from '../kit/instruments/study.ts';
import { type Term, termOf } from '../kit/instruments/terms.ts';

/** The Wald ratio without covariates, and its two parts. */
export interface Wald {
  readonly ratio: Coefficient;
  readonly onOutcome: Coefficient;
  readonly onTreatment: Coefficient;
}

/**
 * (mean of y encouraged − mean of y not) / (the same for d), with the delta method.
 *
 * Var = Σ_z Var(y − ratio·d | z)/n_z over the squared denominator, variances with n_z − 1.
 *
 * @see Wald (1940); Imbens & Angrist (1994), Econometrica 62(2), theorem 1
 * Cost: three passes.
 */
export function waldRatio(study: IvStudy, alpha: number): Wald {
  const flags = study.instruments[0]?.values ?? new Float64Array(study.rowCount);
  const [y, d] = [study.outcome.values, study.treatment.values];
  const onOutcome = difference(y, flags);
  const onTreatment = difference(d, flags);
  const ratio = onOutcome.value / onTreatment.value;
  const rest = difference(
    y.map((value, i) => value - ratio * (d[i] as number)),
    flags,
  );
  const named = (name: string, value: number, error: number) => inferred(name, value, error, undefined, alpha);
  return {
    ratio: named(study.treatment.name, ratio, rest.error / Math.abs(onTreatment.value)),
    onOutcome: named(study.outcome.name, onOutcome.value, onOutcome.error),
    onTreatment: named(study.treatment.name, onTreatment.value, onTreatment.error),
  };
}

function difference(values: Float64Array, flags: Float64Array): { readonly value: number; readonly error: number } {
  const [count, mean, squares] = [
    [0, 0],
    [0, 0],
    [0, 0],
  ];
  for (let i = 0; i < values.length; i++) {
    const z = flags[i] as number;
    count[z] = (count[z] as number) + 1;
    mean[z] = (mean[z] as number) + (values[i] as number);
  }
  for (const z of [0, 1]) mean[z] = (mean[z] as number) / (count[z] as number);
  for (let i = 0; i < values.length; i++) {
    const z = flags[i] as number;
    squares[z] = (squares[z] as number) + ((values[i] as number) - (mean[z] as number)) ** 2;
  }
  const variance = [0, 1].reduce(
    (sum, z) => sum + (squares[z] as number) / Math.max(1, (count[z] as number) - 1) / (count[z] as number),
    0,
  );
  return { value: (mean[1] as number) - (mean[0] as number), error: Math.sqrt(variance) };
}

/**
 * The compliers' mean outcome with and without the treatment: instrument estimates of the effect of d on y·d and of 1 − d
 * on y·(1 − d).
 *
 * @see Imbens & Rubin (1997), Review of Economic Studies 64(4); Abadie (2002), JASA 97
 */
export function potentialMeans(study: IvStudy, options: IvOptions, signal: StopSignal): readonly [Coefficient | null, Coefficient | null] {
  const d = study.treatment.values;
  const other = d.map((value) => 1 - value);
  const under = (flags: Float64Array, treatment: Term): Coefficient | null => {
    const outcome = termOf(
      study.outcome.name,
      study.outcome.column,
      study.outcome.values.map((value, i) => value * (flags[i] as number)),
    );
    // Nobody treated in any row, or an outcome that is zero for all of them: nothing to estimate.
    if (outcome.scale === 0) return null;
    return fitInstruments({ ...study, outcome, treatment }, options, { signal, progress: () => undefined }).estimate;
  };
  return [under(d, study.treatment), under(other, termOf(study.treatment.name, study.treatment.column, other))];
}
