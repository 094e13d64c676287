import { refuse } from '../../base/problem.ts';
import { partOf, type Work } from '../../base/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { controlSizeFor, effectFor, type Noise, powerOf, type Rule } from './analytic.ts';
import { type Baseline, readBaseline } from './baseline.ts';
import { type Simulated, simulate } from './simulate.ts';
import type { PowerSpec } from './spec.ts';

/** What is planned for one arm; the control comes first and has neither power nor effect. */
export interface ArmPlan {
  readonly name: string;
  readonly weight: number;
  readonly customers: number;
  readonly power: number | null;
  /** The smallest effect that this arm finds with the asked power; null where a share would leave 0 … 1. */
  readonly detectable: number | null;
}

export interface CurvePoint {
  readonly perControl: number;
  readonly total: number;
  readonly power: number;
  readonly detectable: number | null;
}

export interface PowerFit {
  readonly baseline: Omit<Baseline, 'units'>;
  /** The effect that the plan is made for, in the outcome's unit. */
  readonly effect: number;
  readonly isDefaultLift: boolean;
  readonly arms: readonly ArmPlan[];
  /** Customers over all arms. */
  readonly total: number;
  readonly curve: readonly CurvePoint[];
  readonly alphaPerComparison: number;
  readonly simulated: Simulated | null;
}

/** The lift that is planned for when neither effect nor lift is given. */
const DEFAULT_LIFT = 0.05;
const CURVE_POINTS = 25;

/** Everything that the sums need, and the problems of the options with it. */
export interface Plan {
  readonly baseline: Baseline;
  readonly noise: Noise;
  readonly rule: Rule;
  readonly effect: number;
  readonly sign: 1 | -1;
}

/**
 * Reads data and options into a plan.
 *
 * @throws option/invalid and the problems of `readBaseline`
 */
export function readPlan(frame: Frame, spec: PowerSpec): Plan {
  const baseline = readBaseline(frame, spec);
  if (spec.effect !== undefined && spec.lift !== undefined) {
    refuse('option/invalid', 'effect and lift both say how large the effect is.', 'Set one of them.', { option: 'lift' });
  }
  const effect = spec.effect ?? (spec.lift ?? DEFAULT_LIFT) * Math.abs(baseline.value);
  if (effect === 0 && spec.solveFor !== 'effect') {
    const why =
      spec.effect === undefined
        ? `The baseline of "${baseline.name}" is ${baseline.value}, so a relative lift of it is no effect`
        : 'An effect of 0';
    refuse('option/invalid', `${why}; no experiment is large enough to see it.`, 'Set effect in the unit of the outcome.', {
      option: 'effect',
    });
  }
  const end = baseline.value + effect;
  if (baseline.kind === 'share' && (end < 0 || end > 1) && spec.solveFor !== 'effect') {
    refuse(
      'option/invalid',
      `The effect would take the share from ${baseline.value} to ${end}.`,
      'Set a smaller effect; for shares it is a difference of shares.',
      {
        option: spec.effect === undefined ? 'lift' : 'effect',
      },
    );
  }
  const comparisons = spec.allocation.length - 1;
  return {
    baseline,
    noise: {
      test: spec.test,
      share: baseline.kind === 'share' ? baseline.value : null,
      variance: baseline.deviation ** 2 * (1 - baseline.explained),
      designEffect: baseline.clusters?.designEffect ?? 1,
      clusterSize: baseline.clusters?.size ?? 1,
    },
    // Holm's first step is Bonferroni's; planning for it keeps the promise for every arm, whatever the others do.
    rule: { alpha: spec.adjust === 'none' ? spec.alpha : spec.alpha / comparisons, sides: spec.sides },
    effect,
    sign: effect < 0 ? -1 : 1,
  };
}

/** Plans the experiment, draws the curves, and checks the plan by simulation where there are rows to draw from. */
export async function fitPower(spec: PowerSpec, frame: Frame, work: Work): Promise<PowerFit> {
  const plan = readPlan(frame, spec);
  const sizes = sizesOf(plan, spec, spec.customers ?? frame.rowCount);
  const [control] = sizes;
  const detectable = sizes
    .slice(1)
    .map((arm) => effectFor(plan.noise, plan.rule, { power: spec.power, sign: plan.sign }, { control: control ?? 0, arm }));
  const effect = spec.solveFor === 'effect' ? hardest(detectable) : plan.effect;
  if (effect === null) {
    return refuse(
      'data/too-few-rows',
      `With ${sizes.join(' + ')} customers no effect is large enough to be seen with a power of ${spec.power}.`,
      'Plan more customers, or a lower power.',
      { option: 'customers' },
    );
  }
  work.progress(0.1, 'curves');
  const curve = curveOf({ ...plan, effect }, spec, control ?? 0, work);
  const { units, ...baseline } = plan.baseline;
  const simulated = units === null ? null : await simulate({ ...plan, effect }, spec, sizes, partOf(work, 'simulation', 0.2, 1));
  return {
    baseline,
    effect,
    isDefaultLift: spec.effect === undefined && spec.lift === undefined && spec.solveFor !== 'effect',
    arms: sizes.map((customers, arm) => ({
      name: arm === 0 ? 'control' : `arm ${arm}`,
      weight: spec.allocation[arm] ?? 0,
      customers,
      power: arm === 0 ? null : powerOf(plan.noise, plan.rule, effect, { control: control ?? 0, arm: customers }),
      detectable: arm === 0 ? null : (detectable[arm - 1] ?? null),
    })),
    total: sizes.reduce((sum, size) => sum + size, 0),
    curve,
    alphaPerComparison: plan.rule.alpha,
    simulated,
  };
}

/** Customers in every arm: as many as the hardest comparison needs, or the given total dealt by the weights. */
function sizesOf({ noise, rule, effect }: Plan, spec: PowerSpec, available: number): number[] {
  const [first = 1, ...others] = spec.allocation;
  if (spec.solveFor !== 'size') {
    const whole = spec.allocation.reduce((sum, weight) => sum + weight, 0);
    const sizes = spec.allocation.map((weight) => Math.floor((available * weight) / whole));
    if (Math.min(...sizes) < 2 * noise.clusterSize) {
      refuse(
        'data/too-few-rows',
        `${available} customers leave an arm with ${Math.min(...sizes)}; a test needs two ${noise.clusterSize > 1 ? 'clusters' : 'customers'} in each.`,
        'Set customers to more, or use fewer arms.',
        {
          option: 'customers',
        },
      );
    }
    return sizes;
  }
  const control = Math.max(...others.map((weight) => controlSizeFor(noise, rule, { effect, power: spec.power }, weight / first)));
  if (!Number.isFinite(control)) {
    refuse('option/invalid', 'No number of customers below ten trillion sees an effect that small.', 'Plan for a larger effect.', {
      option: 'effect',
    });
  }
  return spec.allocation.map((weight) => Math.ceil((control * weight) / first - 1e-9));
}

/** The effect that every arm can find; null when one of them can find none. */
function hardest(effects: readonly (number | null)[]): number | null {
  let largest = 0;
  for (const effect of effects) {
    if (effect === null) return null;
    if (Math.abs(effect) > Math.abs(largest)) largest = effect;
  }
  return largest;
}

/** Power and detectable effect from a tenth of the plan to three times of it, for the smallest arm. */
function curveOf(plan: Plan, spec: PowerSpec, planned: number, work: Work): CurvePoint[] {
  const [first = 1, ...others] = spec.allocation;
  const ratio = Math.min(...others) / first;
  const whole = spec.allocation.reduce((sum, weight) => sum + weight, 0) / first;
  const points: CurvePoint[] = [];
  for (let step = 0; step < CURVE_POINTS; step++) {
    work.signal.throwIfAborted();
    const perControl = Math.round(planned * 0.1 * 30 ** (step / (CURVE_POINTS - 1)));
    if (perControl * Math.min(1, ratio) < 2 * plan.noise.clusterSize || perControl === points.at(-1)?.perControl) continue;
    const sizes = { control: perControl, arm: perControl * ratio };
    points.push({
      perControl,
      total: Math.round(perControl * whole),
      power: powerOf(plan.noise, plan.rule, plan.effect, sizes),
      detectable: effectFor(plan.noise, plan.rule, { power: spec.power, sign: plan.sign }, sizes),
    });
  }
  return points;
}
