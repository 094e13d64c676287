import { quadraticForm } from '../../numeric/linear-algebra.ts';
import { normalUpperQuantile } from '../../numeric/normal.ts';
import type { Events } from './events.ts';

/**
 * Interval for the effect when, from one period to the next, the difference in trends after the reference is at most M̄ times the
 * largest such step before it.
 *
 * The bound on the bias is M̄·W·max_s|δ_{s+1} − δ_s| with W = Σ_k|Σ_{t≥k} l_t|, so the identified set runs from the smallest to the
 * largest of the linear functions l'β ± M̄·W·(β_{s+1} − β_s). Its upper end is the largest of them, and "θ lies below the largest" is false
 * only if θ lies above every one: an intersection–union test, which needs no correction for having many. The interval therefore
 * runs from the smallest lower to the largest upper limit, each at level α/2. It holds its level whatever the trends before are, and is
 * never narrower than needed by more than what ruling out steps that cannot be the largest would gain; Rambachan & Roth's
 * conditional hybrid test does that, and can be shorter.
 *
 * @param bound M̄
 * @see Rambachan & Roth (2023), Rev. Econ. Stud. 90(5), section 2.4.1 and eq. 9 (the restriction); Berger (1982), Technometrics 24 (the test)
 * Cost: O(before · periods²).
 */
export function boundByMagnitude(events: Events, bound: number, alpha: number): readonly [number, number] {
  const { before, after, values, covariance, target } = events;
  const reach = normalUpperQuantile(alpha / 2);
  let width = 0;
  for (let k = 0; k < after; k++) width += Math.abs(target.subarray(k).reduce((sum, value) => sum + value, 0));
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let s = 0; s < before; s++)
    for (const sign of [-1, 1]) {
      const loads = new Float64Array(before + after);
      loads.set(target, before);
      // The step into the reference period ends at 0, which is not among the values.
      if (s + 1 < before) loads[s + 1] = sign * bound * width;
      loads[s] = -sign * bound * width;
      const centre = loads.reduce((sum, load, i) => sum + load * (values[i] as number), 0);
      const half = reach * Math.sqrt(Math.max(0, quadraticForm(covariance, loads)));
      low = Math.min(low, centre - half);
      high = Math.max(high, centre + half);
    }
  return [low, high];
}
