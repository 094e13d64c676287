import type { StopSignal } from '../../base/work.ts';
import { balance, type WeightRule } from './weights.ts';

/** Outcomes with the untreated units first; every row one unit over all periods. */
export interface BlockPanel {
  readonly rows: readonly Float64Array[];
  /** Untreated units and periods before the start. */
  readonly donors: number;
  readonly before: number;
}

/** Everything about the weights that stays when units are drawn again. */
export interface SdidRule {
  readonly estimator: 'sdid' | 'sc' | 'did';
  readonly solver: WeightRule['solver'];
  /** ζ of the unit weights and of the time weights. */
  readonly zetaUnits: number;
  readonly zetaTimes: number;
  readonly enough: number;
}

export interface SdidWeights {
  readonly units: Float64Array;
  readonly times: Float64Array;
}

/** Noise: the standard deviation of first differences of untreated units before the start; synthdid's σ̂. */
export function noiseOf({ rows, donors, before }: BlockPanel): number {
  const steps: number[] = [];
  for (const row of rows.slice(0, donors)) for (let t = 1; t < before; t++) steps.push((row[t] as number) - (row[t - 1] as number));
  const mean = steps.reduce((sum, value) => sum + value, 0) / steps.length;
  return Math.sqrt(steps.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, steps.length - 1));
}

/**
 * The penalties of the paper: ζ = (treated cells)^¼ · σ̂ for units, 10⁻⁶ · σ̂ for periods; plain synthetic control takes
 * 10⁻⁶ · σ̂ for units as synthdid does.
 *
 * @param ridge replaces ζ of the units
 * @see Arkhangelsky et al. (2021), eq. 5 and footnote 3
 */
export function ruleOf(
  panel: BlockPanel,
  options: { readonly estimator: SdidRule['estimator']; readonly solver: SdidRule['solver']; readonly ridge?: number | undefined },
): SdidRule {
  const noise = noiseOf(panel);
  const cells = (panel.rows.length - panel.donors) * ((panel.rows[0]?.length ?? 0) - panel.before);
  const { estimator, solver, ridge } = options;
  const zetaUnits = ridge ?? (estimator === 'sc' ? 1e-6 : cells ** 0.25) * noise;
  return { estimator, solver, zetaUnits, zetaTimes: 1e-6 * noise, enough: 1e-5 * noise };
}

/**
 * Unit weights that follow the treated before the start, and period weights that bring untreated units to their level after it.
 *
 * @param start weights to begin the steps with, as synthdid does when units are drawn again
 * @see Arkhangelsky et al. (2021), algorithm 1
 */
export function weighPanel(
  { rows, donors, before }: BlockPanel,
  rule: SdidRule,
  options: { readonly start?: SdidWeights; readonly signal: StopSignal },
): SdidWeights {
  const width = rows[0]?.length ?? 0;
  if (rule.estimator === 'did')
    return { units: new Float64Array(donors).fill(1 / donors), times: new Float64Array(before).fill(1 / before) };
  const early = rows.map((row) => row.subarray(0, before));
  const treated = meanOf(early.slice(donors));
  const { solver, enough } = rule;
  const { start, signal } = options;
  const units = balance(
    early.slice(0, donors),
    treated,
    { solver, enough, zeta: rule.zetaUnits, hasIntercept: rule.estimator === 'sdid' },
    { signal, ...(start === undefined ? {} : { start: start.units }) },
  );
  if (rule.estimator === 'sc') return { units, times: new Float64Array(before) };
  const periods = Array.from({ length: before }, (_, t) => Float64Array.from(rows.slice(0, donors), (row) => row[t] as number));
  const late = Float64Array.from(
    rows.slice(0, donors),
    (row) => row.subarray(before).reduce((sum, value) => sum + value, 0) / (width - before),
  );
  const times = balance(
    periods,
    late,
    { solver, enough, zeta: rule.zetaTimes, hasIntercept: true },
    { signal, ...(start === undefined ? {} : { start: start.times }) },
  );
  return { units, times };
}

/** The effect: the mean gap after the start less the period-weighted gap before it. */
export function effectOf(
  panel: BlockPanel,
  weights: SdidWeights,
): { readonly effect: number; readonly gap: Float64Array; readonly synthetic: Float64Array; readonly offset: number } {
  const { rows, donors, before } = panel;
  const treated = meanOf(rows.slice(donors));
  const synthetic = new Float64Array(treated.length);
  for (let j = 0; j < donors; j++) {
    const [weight, row] = [weights.units[j] as number, rows[j] as Float64Array];
    if (weight !== 0) for (let t = 0; t < synthetic.length; t++) synthetic[t] = (synthetic[t] as number) + weight * (row[t] as number);
  }
  const gap = treated.map((value, t) => value - (synthetic[t] as number));
  let offset = 0;
  for (let t = 0; t < before; t++) offset += (weights.times[t] as number) * (gap[t] as number);
  const late = gap.subarray(before);
  return { effect: late.reduce((sum, value) => sum + value, 0) / late.length - offset, gap, synthetic, offset };
}

/** The mean of several series. */
export function meanOf(rows: readonly Float64Array[]): Float64Array {
  const [first = new Float64Array(0)] = rows;
  const sum = new Float64Array(first.length);
  for (const row of rows) for (let t = 0; t < sum.length; t++) sum[t] = (sum[t] as number) + (row[t] as number);
  return sum.map((value) => value / rows.length);
}
