import { type Rng, rngFromWords } from '../../base/rng.ts';
import type { Task } from '../../base/work.ts';
import { normalTwoSided, studentTwoSided } from '../../numeric/distributions.ts';
import type { Units } from './units.ts';

export interface SimulationJob {
  readonly units: Units;
  readonly isShare: boolean;
  readonly test: 't' | 'z';
  readonly sides: 'one' | 'two';
  /** The error rate over all comparisons together. */
  readonly alpha: number;
  readonly adjust: 'holm' | 'bonferroni' | 'none';
  /** Units to draw for every arm; the control comes first. */
  readonly sizes: readonly number[];
  /** Added to the value of every arm but the control. */
  readonly effect: number;
}

/** The streams of a few experiments, so that results never depend on which thread did which. */
export interface SimulationItem {
  readonly seeds: readonly (readonly [number, number, number, number])[];
}

/** One drawn arm: its value, the squared standard error of it, and how many units stand behind. */
interface Drawn {
  readonly value: number;
  readonly variance: number;
  readonly count: number;
}

/** How many of the experiments found each arm: draw units with replacement, add the effect, test, adjust. */
export const simulateExperiments: Task<SimulationJob, SimulationItem, Int32Array> = {
  id: 'power/simulate',
  run(job, { seeds }, signal) {
    const found = new Int32Array(job.sizes.length - 1);
    for (const seed of seeds) {
      const rng = rngFromWords(seed);
      const arms = job.sizes.map((size, arm) => {
        signal.throwIfAborted();
        return job.isShare ? drawShare(job, rng, size, arm) : drawRatio(job, rng, size, arm);
      });
      const [control, ...others] = arms;
      if (control === undefined) continue;
      rejected(
        others.map((arm) => pValueOf(job, control, arm)),
        job,
      ).forEach((isFound, arm) => {
        if (isFound) found[arm] = (found[arm] as number) + 1;
      });
    }
    return found;
  },
};

/**
 * A weighted mean Σ numerator / Σ denominator with its delta-method variance; of plain rows it is the mean and s²/n.
 * Adding effect × denominator to every numerator raises it by exactly the effect.
 */
function drawRatio({ units, effect }: SimulationJob, rng: Rng, size: number, arm: number): Drawn {
  const { numerator, denominator } = units;
  const added = arm === 0 ? 0 : effect;
  const scale = numerator[0] as number;
  let [tops, bottoms, topSquares, bottomSquares, products] = [0, 0, 0, 0, 0];
  for (let i = 0; i < size; i++) {
    const unit = rng.below(numerator.length);
    const bottom = denominator[unit] as number;
    // Counted from a value of the data, so that amounts near a billion keep their digits.
    const top = (numerator[unit] as number) - scale * bottom;
    tops += top;
    bottoms += bottom;
    topSquares += top * top;
    bottomSquares += bottom * bottom;
    products += top * bottom;
  }
  const ratio = tops / bottoms;
  const squares = topSquares - 2 * ratio * products + ratio * ratio * bottomSquares;
  const mean = bottoms / size;
  return { value: ratio + scale + added, variance: Math.max(0, squares) / (size - 1) / size / (mean * mean), count: size };
}

/** A share: as many zeros as it takes turn into ones (or the reverse), each by its own draw. */
function drawShare({ units, effect }: SimulationJob, rng: Rng, size: number, arm: number): Drawn {
  const { numerator } = units;
  const added = arm === 0 ? 0 : effect;
  let base = 0;
  for (const value of numerator) base += value;
  base /= numerator.length;
  const chance = added > 0 ? added / (1 - base) : -added / base;
  let ones = 0;
  for (let i = 0; i < size; i++) {
    const value = numerator[rng.below(numerator.length)] as number;
    const flips = (added > 0 ? value === 0 : added < 0 && value === 1) && rng.next() < chance;
    ones += flips ? 1 - value : value;
  }
  const share = ones / size;
  return { value: share, variance: (share * (1 - share)) / size, count: size };
}

/** Welch's t, or z; shares by the pooled z test. One-sided tests look in the direction of the effect. */
function pValueOf({ isShare, test, sides, effect }: SimulationJob, control: Drawn, arm: Drawn): number {
  const pooled = (control.value * control.count + arm.value * arm.count) / (control.count + arm.count);
  const variance = isShare ? pooled * (1 - pooled) * (1 / control.count + 1 / arm.count) : control.variance + arm.variance;
  const difference = arm.value - control.value;
  // Draws without any spread say nothing either way.
  if (!(variance > 0)) return 1;
  const score = difference / Math.sqrt(variance);
  const both = isShare || test === 'z' ? normalTwoSided(score) : studentTwoSided(score, welchFreedom(control, arm));
  if (sides === 'two') return both;
  return score * (effect < 0 ? -1 : 1) > 0 ? both / 2 : 1 - both / 2;
}

function welchFreedom(control: Drawn, arm: Drawn): number {
  const total = control.variance + arm.variance;
  return total ** 2 / (control.variance ** 2 / (control.count - 1) + arm.variance ** 2 / (arm.count - 1));
}

/** Which comparisons count as found after the correction. Holm (1979) steps down from the smallest p-value. */
function rejected(pValues: readonly number[], { adjust, alpha }: SimulationJob): boolean[] {
  const count = pValues.length;
  if (adjust !== 'holm') return pValues.map((p) => p < (adjust === 'none' ? alpha : alpha / count));
  const order = pValues.map((_, arm) => arm).sort((left, right) => (pValues[left] as number) - (pValues[right] as number));
  const found = pValues.map(() => false);
  for (let step = 0; step < count; step++) {
    const arm = order[step] as number;
    if (!((pValues[arm] as number) < alpha / (count - step))) break;
    found[arm] = true;
  }
  return found;
}
