import type { Task } from '../../base/work.ts';
import { type BlockPanel, effectOf, type SdidRule, type SdidWeights, weighPanel } from './estimate.ts';
import { normalised } from './weights.ts';

export interface ResampleShared {
  readonly panel: BlockPanel;
  readonly rule: SdidRule;
  readonly weights: SdidWeights;
}

/** Units in a new order, how many of them count as untreated, and whether weights are found anew. */
export interface Resample {
  readonly units: Int32Array;
  readonly donors: number;
  readonly isReweighed: boolean;
}

/** The effect among other units: a placebo, a bootstrap draw, or the panel without one unit. */
export const resampleTask: Task<ResampleShared, Resample, number> = {
  id: 'synthetic-did/resample',
  run: ({ panel, rule, weights }, { units, donors, isReweighed }, signal) => {
    signal.throwIfAborted();
    const rows = Array.from(units, (unit) => panel.rows[unit] as Float64Array);
    const own = { rows, donors, before: panel.before };
    const start = {
      units: normalised(Float64Array.from(units.subarray(0, donors), (unit) => weights.units[unit] as number)),
      times: weights.times,
    };
    return effectOf(own, isReweighed ? weighPanel(own, rule, { start, signal }) : start).effect;
  },
};
