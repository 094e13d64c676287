import type { Rng } from '../../base/rng.ts';
import type { FeatureBins } from '../trees/bin-feature.task.ts';
import type { GamSpec } from './spec.ts';

/** What every bag of a run is trained from; large arrays are on shared memory. */
export interface GamJob {
  readonly bins: readonly Uint8Array[];
  readonly rules: readonly FeatureBins[];
  /** Rows to learn from, ascending. */
  readonly rows: Int32Array;
  /** Rows whose loss is followed, never learnt from. */
  readonly watched: Int32Array;
  /** By row of the table: 0/1, or numbers within ±1. */
  readonly outcome: Float64Array;
  readonly weight: Float64Array | undefined;
  readonly isBinary: boolean;
  /** The score that every row begins with. */
  readonly start: number;
  /** By feature: 1 may only rise, −1 only fall, 0 free. */
  readonly signs: Int8Array;
  readonly spec: GamSpec;
  readonly seed: Rng['seed'];
  /** In the second stage: which features meet, on which coarser bins. */
  readonly pairs?: PairJob;
}

export interface PairJob {
  readonly bins: readonly Uint8Array[];
  readonly rules: readonly FeatureBins[];
  readonly chosen: readonly (readonly [number, number])[];
}

/** One bag; in the second stage with the shapes of the first, by feature. */
export interface BagItem {
  readonly bag: number;
  readonly shapes?: readonly Float64Array[];
}

/** What boosting a bag gave. */
export interface BagResult {
  /** By feature (first stage) or pair (second): what its cells add. */
  readonly values: readonly Float64Array[];
  readonly course: readonly CoursePoint[];
}

/** Mean losses after a number of rounds. */
export interface CoursePoint {
  readonly round: number;
  readonly training: number;
  readonly watched: number;
}
