import type { Work } from '../../base/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { quantileOfSorted } from '../../numeric/quantiles.ts';
import { type Refit, refitTask } from './refit.task.ts';
import type { SyntheticControlSpec } from './spec.ts';
import { readStudy, type SyntheticStudy } from './study.ts';
import { type Synthetic, synthesise } from './weights.ts';

/** A run with another unit in the place of the treated. */
export interface Placebo {
  readonly unit: string;
  readonly gap: Float64Array;
  readonly preRmspe: number;
  readonly postRmspe: number;
  readonly effect: number;
  /** postRmspe / preRmspe; null where the fit before the start is perfect. */
  readonly ratio: number | null;
  /** Fits so badly before the start that its gaps are not drawn and not in the interval. */
  readonly isPoor: boolean;
}

/** Everything that the report is written from. */
export interface SyntheticControlFit {
  readonly study: Pick<SyntheticStudy, 'outcome' | 'treatedNames' | 'timeLabels' | 'times' | 'start' | 'placeboStart' | 'unitsLeftOut'>;
  readonly own: Synthetic;
  readonly treatedOutcome: Float64Array;
  readonly donors: readonly { readonly name: string; readonly weight: number }[];
  readonly predictors: readonly {
    readonly name: string;
    readonly importance: number;
    readonly treated: number;
    readonly synthetic: number;
    readonly donorMean: number;
  }[];
  readonly placebos: readonly Placebo[];
  readonly ratio: number | null;
  /** Rank of the ratio among all units, 1 is the largest; p = rank / units. */
  readonly rank: number;
  readonly pValue: number;
  /** Effect less the quantiles of the placebo effects. */
  readonly interval: readonly [number, number] | null;
  /** The share of samples in which such an interval holds the truth: what was asked for, or less where placebos are too few for it. */
  readonly level: number;
  readonly withoutOne: readonly { readonly donor: string; readonly effect: number; readonly preRmspe: number }[];
  readonly earlier: { readonly effect: number; readonly preRmspe: number; readonly gap: Float64Array } | null;
  /** preRmspe over the standard deviation of all outcomes before the start. */
  readonly relativeError: number;
}

/** Donors below this share do not move the result; leaving them out is not tried. */
const COUNTS = 1e-3;

/** Estimates the effect, then tries it on every donor, without each donor, and at an earlier start. */
export async function fitSyntheticControl(spec: SyntheticControlSpec, frame: Frame, work: Work): Promise<SyntheticControlFit> {
  const study = readStudy(frame, spec);
  const { treated, donors, start, placeboStart, donorNames } = study;
  const rule = { start, importance: spec.importance, demean: spec.demean };
  work.progress(0.05, 'donor weights');
  const own = synthesise(treated, donors, rule, work.signal);
  const leavers = donors.length < 3 ? [] : donorNames.flatMap((_, donor) => ((own.weights[donor] as number) > COUNTS ? [donor] : []));
  const items: Refit[] = [
    ...donorNames.map((_, donor) => ({ kind: 'placebo', donor }) as const),
    ...leavers.map((donor) => ({ kind: 'without', donor }) as const),
    ...(placeboStart === null ? [] : [{ kind: 'earlier', start: placeboStart } as const]),
  ];
  const runs = await work.spread(refitTask, { treated, donors, rule }, items, (share) => work.progress(0.1 + 0.9 * share, 'placebos'));
  const placebos = runs.slice(0, donors.length).map((run, at) => placeboOf(donorNames[at] as string, run, own, spec.placeboFit));
  const ratio = ratioOf(own);
  const rank = 1 + placebos.filter((other) => (other.ratio ?? Number.POSITIVE_INFINITY) >= (ratio ?? Number.POSITIVE_INFINITY)).length;
  const earlier = placeboStart === null ? undefined : runs.at(-1);
  return {
    study: pick(study),
    own,
    treatedOutcome: treated.outcome,
    donors: donorNames.map((name, at) => ({ name, weight: own.weights[at] as number })),
    predictors: balanceOf(study, own),
    placebos,
    ratio,
    rank,
    pValue: rank / (placebos.length + 1),
    ...intervalOf(own.effect, placebos, spec.alpha),
    withoutOne: leavers.map((donor, at) => {
      const run = runs[donors.length + at];
      return { donor: donorNames[donor] as string, effect: run?.effect ?? own.effect, preRmspe: run?.preRmspe ?? own.preRmspe };
    }),
    earlier: earlier === undefined ? null : { effect: earlier.effect, preRmspe: earlier.preRmspe, gap: earlier.gap },
    relativeError: own.preRmspe / spreadBefore(study),
  };
}

function pick({
  outcome,
  treatedNames,
  timeLabels,
  times,
  start,
  placeboStart,
  unitsLeftOut,
}: SyntheticStudy): SyntheticControlFit['study'] {
  return { outcome, treatedNames, timeLabels, times, start, placeboStart, unitsLeftOut };
}

function placeboOf(unit: string, run: Synthetic, own: Synthetic, limit: number): Placebo {
  const { gap, preRmspe, postRmspe, effect } = run;
  return { unit, gap, preRmspe, postRmspe, effect, ratio: ratioOf(run), isPoor: preRmspe ** 2 > limit * own.preRmspe ** 2 };
}

function ratioOf({ preRmspe, postRmspe }: Synthetic): number | null {
  return preRmspe > 0 ? postRmspe / preRmspe : null;
}

/**
 * Effects that arise without a treatment say how far the estimate can lie from the truth. Where the treated unit is one of
 * n + 1 alike, its error lies below the k-th smallest placebo effect with chance k/(n + 1); so quantiles are taken at
 * ranks (n + 1)·α/2 from either end, not at (n − 1)·α/2 as those of a plain sample: with 39 placebos these covered 87 %.
 */
function intervalOf(effect: number, placebos: readonly Placebo[], alpha: number): Pick<SyntheticControlFit, 'interval' | 'level'> {
  const usable = Float64Array.from(placebos.filter(({ isPoor }) => !isPoor).map((placebo) => placebo.effect)).sort();
  const count = usable.length;
  // Fewer than 5 placebos say nothing, not even by their extremes.
  if (count < 5) return { interval: null, level: 1 - alpha };
  // No rank lies beyond the extremes: below 2/α − 1 placebos the interval ends there, and its level is lower.
  const rank = Math.max(1, ((count + 1) * alpha) / 2);
  const share = (rank - 1) / (count - 1);
  return {
    interval: [effect - quantileOfSorted(usable, 1 - share), effect - quantileOfSorted(usable, share)],
    level: 1 - (2 * rank) / (count + 1),
  };
}

function balanceOf({ predictorNames, treated, donors }: SyntheticStudy, own: Synthetic): SyntheticControlFit['predictors'] {
  return predictorNames.map((name, k) => ({
    name,
    importance: own.importance[k] as number,
    treated: treated.predictors[k] as number,
    synthetic: donors.reduce((sum, { predictors }, j) => sum + (own.weights[j] as number) * (predictors[k] as number), 0),
    donorMean: donors.reduce((sum, { predictors }) => sum + (predictors[k] as number), 0) / donors.length,
  }));
}

function spreadBefore({ treated, donors, start }: SyntheticStudy): number {
  const values = [treated, ...donors].flatMap(({ outcome }) => [...outcome.subarray(0, start)]);
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length;
  return square > 0 ? Math.sqrt(square) : 1;
}
