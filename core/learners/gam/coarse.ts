import { sharedBytes } from '../../frame/shared-memory.ts';
import type { FeatureBins } from '../trees/bin-feature.task.ts';
import type { BinnedMatrix } from '../trees/binned-matrix.ts';

/** The same bins joined to fewer, for surfaces: every border is one of the fine borders, so that means can be moved between them. */
export interface CoarseBins {
  readonly bins: readonly Uint8Array[];
  readonly rules: readonly FeatureBins[];
  /** By feature and fine bin: the coarse bin. */
  readonly ofFine: readonly Uint8Array[];
}

/**
 * Joins neighbouring bins to groups of about equally many rows, and rare categories to one.
 *
 * @param maxBins bins a feature, the one for missing values included
 * Cost: two passes over the bytes.
 */
export function coarsen(matrix: BinnedMatrix, maxBins: number): CoarseBins {
  const parts = matrix.rules.map((rule, feature) => joinBins(rule, matrix.bins[feature] as Uint8Array, maxBins - 1));
  return {
    rules: parts.map(({ rule }) => rule),
    ofFine: parts.map(({ ofFine }) => ofFine),
    bins: parts.map(({ ofFine }, feature) => {
      const fine = matrix.bins[feature] as Uint8Array;
      const bins = sharedBytes(fine.length);
      for (let row = 0; row < fine.length; row++) bins[row] = ofFine[fine[row] as number] as number;
      return bins;
    }),
  };
}

interface Joined {
  readonly rule: FeatureBins;
  readonly ofFine: Uint8Array;
}

function joinBins(rule: FeatureBins, bins: Uint8Array, most: number): Joined {
  const ofFine = new Uint8Array(256);
  for (let bin = 1; bin <= rule.binCount; bin++) ofFine[bin] = bin;
  if (rule.binCount <= most) return { rule, ofFine };
  if (rule.kind === 'category') {
    for (let bin = most; bin <= rule.binCount; bin++) ofFine[bin] = most;
    return { rule: { kind: 'category', binCount: most, codeOfBin: rule.codeOfBin.slice(0, most - 1), rareBin: most }, ofFine };
  }
  const counts = new Int32Array(256);
  for (let row = 0; row < bins.length; row++) counts[bins[row] as number] = (counts[bins[row] as number] as number) + 1;
  let left = bins.length - (counts[0] as number);
  let [group, filled] = [1, 0];
  const bounds: number[] = [];
  for (let bin = 1; bin <= rule.binCount; bin++) {
    ofFine[bin] = group;
    filled += counts[bin] as number;
    // A group closes when it holds its share of what is left.
    if (bin === rule.binCount || group === most || filled * (most - group + 1) < left) continue;
    bounds.push(rule.bounds[bin - 1] as number);
    left -= filled;
    filled = 0;
    group++;
  }
  return { rule: { kind: 'number', bounds: Float64Array.from(bounds), binCount: bounds.length + 1 }, ofFine };
}
