import type { Rng } from '../../base/rng.ts';
import { quantileOfSorted } from '../../numeric/quantiles.ts';

/** What is known about the mean of each arm. */
export interface ArmMeans {
  readonly mean: readonly number[];
  readonly standardError: readonly number[];
}

/** One arm against the best of the others. */
export interface Standing {
  /** Its mean less the largest of the other means. */
  readonly lead: number;
  /** Simultaneous interval of its true lead over the best of the others; an end at 0 means decided. */
  readonly interval: readonly [number, number];
  /** Whether the data leave open that it is the best. */
  readonly mayBeBest: boolean;
  /** How often it is the best when every mean is drawn around what was seen. */
  readonly chance: number;
  /** What is given up on average by choosing it, in the same draws. */
  readonly loss: number;
}

/**
 * Multiple comparisons with the best: simultaneous intervals for μ_i − max_{j≠i} μ_j, with critical values for arms of
 * unequal size drawn from the normal limit, and the chances of being best.
 *
 * @param draws at least 1,000; the critical values' own error falls with its root
 * @see Hsu (1984), Annals of Statistics 12(3), 1136–1144; Hsu (1996), Multiple Comparisons, section 4.2 (unequal sizes)
 * Cost: draws × arms².
 */
export function compareWithBest({ mean, standardError }: ArmMeans, draws: number, alpha: number, rng: Rng): Standing[] {
  const count = mean.length;
  const apart = (i: number, j: number) => Math.hypot(standardError[i] as number, standardError[j] as number);
  const most = mean.map(() => new Float64Array(draws));
  const noise = new Float64Array(count);
  const [wins, losses] = [new Float64Array(count), new Float64Array(count)];
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < count; i++) noise[i] = rng.normal() * (standardError[i] as number);
    let best = 0;
    for (let i = 1; i < count; i++)
      if ((mean[i] as number) + (noise[i] as number) > (mean[best] as number) + (noise[best] as number)) best = i;
    wins[best] = (wins[best] as number) + 1;
    for (let i = 0; i < count; i++) {
      losses[i] = (losses[i] as number) + (mean[best] as number) + (noise[best] as number) - (mean[i] as number) - (noise[i] as number);
      let largest = Number.NEGATIVE_INFINITY;
      for (let j = 0; j < count; j++) if (j !== i) largest = Math.max(largest, ((noise[j] as number) - (noise[i] as number)) / apart(i, j));
      (most[i] as Float64Array)[draw] = largest;
    }
  }
  const critical = most.map((values) => quantileOfSorted(values.sort(), 1 - alpha));
  const others = (i: number) => mean.map((_, j) => j).filter((j) => j !== i);
  const uppers = mean.map((own, i) =>
    Math.max(0, Math.min(...others(i).map((j) => own - (mean[j] as number) + (critical[i] as number) * apart(i, j)))),
  );
  const open = uppers.map((upper) => upper > 0);
  return mean.map((own, i) => {
    const rivals = others(i).filter((j) => open[j]);
    const low =
      rivals.length === 0 ? 0 : Math.min(0, ...rivals.map((j) => own - (mean[j] as number) - (critical[j] as number) * apart(i, j)));
    return {
      lead: own - Math.max(...others(i).map((j) => mean[j] as number)),
      interval: [low, uppers[i] as number],
      mayBeBest: open[i] === true,
      chance: (wins[i] as number) / draws,
      loss: (losses[i] as number) / draws,
    };
  });
}
