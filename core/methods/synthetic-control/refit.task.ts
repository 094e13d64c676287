import type { Task } from '../../base/work.ts';
import { type Series, type Synthetic, synthesise, type WeightRule } from './weights.ts';

/** Everything that the runs over other units, fewer donors and an earlier start share. */
export interface RefitShared {
  readonly treated: Series;
  readonly donors: readonly Series[];
  readonly rule: WeightRule;
}

/** One run: a donor in the place of the treated, or the treated without a donor, or with an earlier start. */
export type Refit =
  | { readonly kind: 'placebo'; readonly donor: number }
  | { readonly kind: 'without'; readonly donor: number }
  | { readonly kind: 'earlier'; readonly start: number };

export const refitTask: Task<RefitShared, Refit, Synthetic> = {
  id: 'synthetic-control/refit',
  run: ({ treated, donors, rule }, item, signal) => {
    if (item.kind === 'earlier') {
      // Predictors may lie after the earlier start, so this run matches outcomes alone.
      const bare = ({ outcome }: Series): Series => ({ outcome: outcome.subarray(0, rule.start), predictors: new Float64Array(0) });
      return synthesise(bare(treated), donors.map(bare), { ...rule, start: item.start }, signal);
    }
    const rest = donors.filter((_, at) => at !== item.donor);
    return synthesise(item.kind === 'placebo' ? (donors[item.donor] ?? treated) : treated, rest, rule, signal);
  },
};
