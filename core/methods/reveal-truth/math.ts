import type { Effects } from '../../frame/effects.ts';
import type { Plan } from '../../frame/plan.ts';

/** One group of rows with similar estimates: what was estimated there, and what is true. */
export interface TruthGroup {
  readonly n: number;
  readonly estimated: number;
  readonly truth: number;
}

export interface ArmComparison {
  readonly arm: string;
  readonly meanEstimated: number;
  readonly meanTruth: number;
  /** √ mean (estimate − truth)²: the precision in estimating heterogeneous effects. */
  readonly pehe: number;
  /** Pearson; null where either side is constant. */
  readonly correlation: number | null;
  /** Share of rows whose estimated sign is the true one. */
  readonly signShare: number;
  readonly groups: readonly TruthGroup[];
}

export interface PlanComparison {
  /** What the plan was expected to add. */
  readonly expected: number;
  /** What it truly adds. */
  readonly truth: number;
}

export interface TruthFit {
  readonly outcome: string;
  readonly rowCount: number;
  readonly arms: readonly ArmComparison[];
  readonly plan?: PlanComparison;
}

/**
 * Compares the estimated effects of one arm with the planted ones.
 *
 * @param truth n true effects in the outcome's unit
 * @param groupCount groups of equal size by estimate, for the calibration curve
 * @see Hill (2011) for PEHE
 * Cost: O(n log n).
 */
export function compareArm(effects: Effects, arm: string, truth: Float64Array, groupCount: number): ArmComparison {
  const n = effects.rowCount;
  const width = effects.arms.length;
  const at = effects.arms.indexOf(arm);
  const estimated = Float64Array.from({ length: n }, (_, row) => effects.value[row * width + at] as number);
  const [meanEstimated, meanTruth] = [mean(estimated), mean(truth)];
  let [squaredError, sameSign, cross, spreadEstimated, spreadTruth] = [0, 0, 0, 0, 0];
  for (let row = 0; row < n; row++) {
    const [guess, real] = [estimated[row] as number, truth[row] as number];
    squaredError += (guess - real) ** 2;
    if (guess > 0 === real > 0) sameSign += 1;
    cross += (guess - meanEstimated) * (real - meanTruth);
    spreadEstimated += (guess - meanEstimated) ** 2;
    spreadTruth += (real - meanTruth) ** 2;
  }
  const spread = Math.sqrt(spreadEstimated * spreadTruth);
  return {
    arm,
    meanEstimated,
    meanTruth,
    pehe: Math.sqrt(squaredError / n),
    correlation: spread > 0 ? cross / spread : null,
    signShare: sameSign / n,
    groups: groupByEstimate(estimated, truth, groupCount),
  };
}

function groupByEstimate(estimated: Float64Array, truth: Float64Array, groupCount: number): TruthGroup[] {
  const n = estimated.length;
  const order = Int32Array.from({ length: n }, (_, row) => row).sort(
    (left, right) => (estimated[left] as number) - (estimated[right] as number) || left - right,
  );
  const groups: TruthGroup[] = [];
  for (let group = 0; group < groupCount; group++) {
    const rows = order.subarray(Math.floor((group * n) / groupCount), Math.floor(((group + 1) * n) / groupCount));
    if (rows.length === 0) continue;
    let [guessed, real] = [0, 0];
    for (const row of rows) {
      guessed += estimated[row] as number;
      real += truth[row] as number;
    }
    groups.push({ n: rows.length, estimated: guessed / rows.length, truth: real / rows.length });
  }
  return groups;
}

/** What a plan truly adds; arms whose truth is not known count with their estimate. */
export function valueOfPlan(plan: Plan, effects: Effects, truth: ReadonlyMap<string, Float64Array>): PlanComparison {
  let [expected, real] = [0, 0];
  const width = effects.arms.length;
  for (let row = 0; row < plan.rowCount; row++) {
    const arm = effects.arms.indexOf(plan.options[plan.choice[row] as number] ?? '');
    if (arm < 0) continue;
    const guess = effects.value[row * width + arm] as number;
    expected += guess;
    real += truth.get(effects.arms[arm] as string)?.[row] ?? guess;
  }
  return { expected, truth: real };
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
