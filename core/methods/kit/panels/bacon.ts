import type { Panel } from './panel.ts';

/** One comparison of two groups before and after, with its share in the two-way estimate. */
export interface BaconPart {
  readonly kind: 'treated-never' | 'earlier-later' | 'later-earlier';
  readonly treated: number;
  readonly control: number;
  readonly weight: number;
  readonly estimate: number;
}

/**
 * Takes the two-way fixed-effects estimate of a balanced panel apart into all its comparisons of two groups; weights
 * add up to 1 and Σ weight·estimate is the estimate.
 *
 * @param outcome one value per complete row
 * @see Goodman-Bacon (2021), J. Econometrics 225(2), eqs. 7–10
 * Cost: O(n + groups²·periods).
 */
export function baconParts(panel: Panel, outcome: Float64Array): BaconPart[] {
  const last = panel.times.length;
  const starts = [...new Set(panel.first)].sort((left, right) => left - right);
  const mean = cellMeans(panel, outcome, starts);
  const share = starts.map((start) => panel.first.reduce((sum, first) => sum + Number(first === start), 0) / panel.unit.count);
  const on = starts.map((start) => (last - start) / last);
  const parts: BaconPart[] = [];
  const add = (
    kind: BaconPart['kind'],
    [own, other]: readonly [number, number],
    [before, from, to]: readonly [number, number, number],
    weight: number,
  ): void => {
    if (!(weight > 0)) return;
    const change = (at: number): number => average(mean[at] as Float64Array, from, to) - average(mean[at] as Float64Array, before, from);
    parts.push({ kind, treated: starts[own] as number, control: starts[other] as number, weight, estimate: change(own) - change(other) });
  };
  for (let k = 0; k < starts.length; k++) {
    for (let l = k + 1; l < starts.length; l++) {
      const [early, late] = [starts[k] as number, starts[l] as number];
      const both = (share[k] as number) * (share[l] as number);
      const [dk, dl] = [on[k] as number, on[l] as number];
      // (n_k + n_l)²·n_kl(1 − n_kl) is n_k·n_l; the squares of time shares cancel in the same way.
      add(late === last ? 'treated-never' : 'earlier-later', [k, l], [0, early, late], both * (dk - dl) * (1 - dk));
      if (late < last) add('later-earlier', [l, k], [early, late, last], both * dl * (dk - dl));
    }
  }
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return parts.map((part) => ({ ...part, weight: part.weight / total }));
}

function cellMeans({ unit, period, times, first }: Panel, outcome: Float64Array, starts: readonly number[]): Float64Array[] {
  const place = new Map(starts.map((start, at) => [start, at]));
  const sums = starts.map(() => new Float64Array(times.length));
  const counts = starts.map(() => new Float64Array(times.length));
  for (let i = 0; i < period.length; i++) {
    const at = place.get(first[unit.codes[i] as number] as number) ?? 0;
    const [sum, count, now] = [sums[at] as Float64Array, counts[at] as Float64Array, period[i] as number];
    sum[now] = (sum[now] as number) + (outcome[i] as number);
    count[now] = (count[now] as number) + 1;
  }
  return sums.map((sum, at) => sum.map((value, now) => value / ((counts[at] as Float64Array)[now] as number)));
}

function average(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += values[at] as number;
  return sum / (to - from);
}
