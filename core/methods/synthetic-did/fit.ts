import { giveUp } from '../../base/problem.ts';
import { shuffle } from '../../base/rng.ts';
import type { Work } from '../../base/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { normalTwoSided, normalUpperQuantile } from '../../numeric/normal.ts';
import { effectOf, meanOf, ruleOf, type SdidWeights, weighPanel } from './estimate.ts';
import { type Resample, resampleTask } from './resample.task.ts';
import type { SyntheticDidSpec } from './spec.ts';
import { readStudy, type SdidStudy } from './study.ts';

/** Everything that the report is written from. */
export interface SyntheticDidFit {
  readonly study: Omit<SdidStudy, 'panel'> & { readonly start: number; readonly donors: number };
  readonly effect: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  readonly pValue: number | null;
  readonly treated: Float64Array;
  /** The weighted untreated units, moved to the level of the treated before the start. */
  readonly counterfactual: Float64Array;
  readonly weights: SdidWeights;
  readonly zeta: number;
  readonly replications: number;
  /** What the drift of the gap before the start would add by itself, and its t-value. */
  readonly drift: { readonly bias: number; readonly score: number };
}

/** Estimates the effect, and its standard error by trying the same on other units. */
export async function fitSyntheticDid(spec: SyntheticDidSpec, frame: Frame, work: Work): Promise<SyntheticDidFit> {
  const { panel, ...study } = readStudy(frame, spec);
  const rule = ruleOf(panel, spec);
  work.progress(0.05, 'weights');
  const weights = weighPanel(panel, rule, { signal: work.signal });
  const own = effectOf(panel, weights);
  const items = resamplesOf(study, spec, weights, work);
  const effects = await work.spread(resampleTask, { panel, rule, weights }, items, (share) =>
    work.progress(0.1 + 0.9 * share, 'standard error'),
  );
  const standardError = errorOf(effects, study.errors);
  if (!Number.isFinite(own.effect) || !Number.isFinite(standardError))
    giveUp('numeric/not-finite', 'Outcomes are too large to add up.', 'Divide the outcome by a large number.', { column: study.outcome });
  const half = normalUpperQuantile(spec.alpha / 2) * standardError;
  return {
    study: { ...study, start: panel.before, donors: panel.donors },
    effect: own.effect,
    standardError,
    interval: [own.effect - half, own.effect + half],
    pValue: standardError > 0 ? normalTwoSided(own.effect / standardError) : null,
    treated: meanOf(panel.rows.slice(panel.donors)),
    counterfactual: own.synthetic.map((value) => value + own.offset),
    weights,
    zeta: rule.zetaUnits,
    replications: items.length,
    drift: driftOf(own.gap, panel.before, weights.times),
  };
}

/**
 * Which units take which part. Placebo: untreated units in random order, the last as many as were treated in their place. Bootstrap:
 * units drawn again, both groups present. Jackknife: each unit left out, weights kept.
 *
 * @see Arkhangelsky et al. (2021), algorithms 2 to 4
 */
function resamplesOf(study: Omit<SdidStudy, 'panel'>, spec: SyntheticDidSpec, weights: SdidWeights, work: Work): Resample[] {
  const [donors, all] = [study.donorNames.length, study.donorNames.length + study.treatedNames.length];
  if (study.errors === 'jackknife') {
    if (weights.units.reduce((sum, value) => sum + Number(value > 0), 0) < 2)
      giveUp(
        'numeric/singular',
        'One untreated unit has all the weight; without it nothing is left to compare with.',
        'Set standardErrors to "placebo".',
        { option: 'standardErrors' },
      );
    return Array.from({ length: all }, (_, out) => ({
      units: Int32Array.from({ length: all - 1 }, (__, at) => at + Number(at >= out)),
      donors: donors - Number(out < donors),
      isReweighed: false,
    }));
  }
  return Array.from({ length: spec.replications }, (_, draw) => {
    const rng = work.rng.fork(study.errors).fork(draw);
    if (study.errors === 'placebo') {
      const units = shuffle(
        Int32Array.from({ length: donors }, (__, at) => at),
        rng,
      );
      return { units, donors: donors - study.treatedNames.length, isReweighed: true };
    }
    for (;;) {
      const units = Int32Array.from({ length: all }, () => rng.below(all)).sort();
      const own = units.reduce((sum, unit) => sum + Number(unit < donors), 0);
      if (own > 0 && own < all) return { units, donors: own, isReweighed: true };
    }
  });
}

/** Root mean square around the mean; the jackknife counts every unit once: √((n−1)/n · Σ(τ₋ᵢ − mean)²). */
function errorOf(effects: readonly number[], errors: SdidStudy['errors']): number {
  const n = effects.length;
  const mean = effects.reduce((sum, value) => sum + value, 0) / n;
  const squares = effects.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(errors === 'jackknife' ? ((n - 1) / n) * squares : squares / n);
}

/** A straight line through the gap before the start, carried on to the periods after it. */
function driftOf(gap: Float64Array, before: number, times: Float64Array): SyntheticDidFit['drift'] {
  const centre = (before - 1) / 2;
  let [level, slope, square, anchor] = [0, 0, 0, 0];
  for (let t = 0; t < before; t++) {
    level += (gap[t] as number) / before;
    slope += (t - centre) * (gap[t] as number);
    square += (t - centre) ** 2;
    anchor += (times[t] as number) * t;
  }
  slope /= square;
  let rest = 0;
  for (let t = 0; t < before; t++) rest += ((gap[t] as number) - level - slope * (t - centre)) ** 2;
  const error = Math.sqrt(rest / Math.max(1, before - 2) / square);
  const from = times.some((value) => value > 0) ? anchor : centre;
  return { bias: slope * ((before + gap.length - 1) / 2 - from), score: error > 0 ? slope / error : 0 };
}
