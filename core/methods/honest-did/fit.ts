import { CausewayError, giveUp } from '../../base/problem.ts';
import { quadraticForm } from '../../numeric/linear-algebra.ts';
import { normalUpperQuantile } from '../../numeric/normal.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { readEventStudy } from '../kit/panels/event-covariance.ts';
import { arrange, type Events } from './events.ts';
import { boundByMagnitude } from './magnitudes.ts';
import { boundBySmoothness, traceFrontier } from './smoothness.ts';
import type { HonestDidSpec } from './spec.ts';

/** An interval under one bound. */
export interface Bounded {
  readonly bound: number;
  readonly low: number;
  readonly high: number;
}

/** Everything that the report is written from. */
export interface HonestDidFit {
  readonly estimator: string;
  readonly lags: readonly number[];
  readonly before: number;
  readonly estimate: number;
  readonly standardError: number;
  /** Under parallel trends. */
  readonly original: Bounded;
  readonly magnitudes: readonly Bounded[];
  readonly smoothness: readonly Bounded[];
  /** Smallest bound at which the interval holds 0; 0 when the original does, null above the largest that was tried. */
  readonly breakdownMagnitude: number | null;
  readonly breakdownSmoothness: number | null;
  /** Largest change of slope before the start, as estimated: the scale that smoothness bounds are measured with. */
  readonly unit: number;
}

/** Bounds above this many times what was seen before are beyond any argument. */
const LARGEST = 20;

/** Runs the event study and bounds its trends. */
export async function fitHonestDid(spec: HonestDidSpec, inputs: Inputs, context: FitContext): Promise<HonestDidFit> {
  // Bounds are about differences from one reference period, so the staggered estimator must not change it.
  const options = spec.estimator === 'did-staggered' ? { ...spec.spec, base: 'universal' } : spec.spec;
  const [answer] = await context.reports(
    [{ method: spec.estimator, spec: options, inputs, seed: context.rng.fork('events').seed }],
    (share) => context.progress(0.6 * share, 'event study'),
  );
  if (answer === undefined) return giveUp('numeric/not-converged', 'The event study did not run.', 'Try again.');
  if ('problem' in answer) throw new CausewayError(answer.problem);
  const events = arrange(readEventStudy(answer.report), spec.lag);
  context.progress(0.7, 'bounds');
  const loads = new Float64Array(events.values.length);
  loads.set(events.target, events.before);
  const estimate = loads.reduce((sum, load, i) => sum + load * (events.values[i] as number), 0);
  const standardError = Math.sqrt(quadraticForm(events.covariance, loads));
  if (!Number.isFinite(estimate) || !(standardError > 0))
    giveUp('numeric/not-finite', 'The effect has no finite standard error.', 'Rescale the outcome, or use more units.');
  const half = normalUpperQuantile(spec.alpha / 2) * standardError;
  const unit = changeOfSlope(events) || standardError;
  const steps = spec.smoothness.length > 0 ? spec.smoothness : [0, 0.25, 0.5, 1, 2].map((times) => times * unit);
  const byMagnitude = (bound: number): Bounded => bounded(bound, boundByMagnitude(events, bound, spec.alpha));
  const frontier = traceFrontier(events);
  const bySmoothness = (bound: number): Bounded => {
    context.signal.throwIfAborted();
    return bounded(bound, boundBySmoothness(frontier, bound, spec.alpha).interval);
  };
  return {
    estimator: spec.estimator,
    lags: events.lags,
    before: events.before,
    estimate,
    standardError,
    original: { bound: 0, low: estimate - half, high: estimate + half },
    magnitudes: ascending(spec.magnitudes).map(byMagnitude),
    smoothness: ascending(steps).map(bySmoothness),
    breakdownMagnitude: breakdown(byMagnitude, LARGEST),
    breakdownSmoothness: breakdown(bySmoothness, LARGEST * unit),
    unit,
  };
}

function bounded(bound: number, [low, high]: readonly [number, number]): Bounded {
  return { bound, low, high };
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((left, right) => left - right);
}

/** Largest |δ_{s+1} − 2δ_s + δ_{s−1}| among the periods before, the reference among them. */
function changeOfSlope({ values, before }: Events): number {
  const path = [...values.subarray(0, before), 0];
  let largest = 0;
  for (let s = 1; s + 1 < path.length; s++)
    largest = Math.max(largest, Math.abs((path[s + 1] as number) - 2 * (path[s] as number) + (path[s - 1] as number)));
  return largest;
}

/** Halves the stretch of bounds to a thousandth of it; intervals grow with the bound. */
function breakdown(at: (bound: number) => Bounded, most: number): number | null {
  const holds = (bound: number): boolean => {
    const { low, high } = at(bound);
    return low <= 0 && high >= 0;
  };
  if (holds(0)) return 0;
  if (!holds(most)) return null;
  let [low, high] = [0, most];
  for (let round = 0; round < 14; round++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
