import type { Work } from '../../base/work.ts';
import { sharedInts } from '../../frame/shared-memory.ts';
import type { Feature, FeatureTable } from '../model.ts';
import { binFeature, type FeatureBins } from './bin-feature.task.ts';

/**
 * A feature table in bytes, on shared memory: bins[feature][row] is 0 for missing and 1 … binCount otherwise.
 * Built once, then trained on as often as needed; a twelfth of the table's own size.
 */
export interface BinnedMatrix {
  readonly rowCount: number;
  readonly features: readonly Feature[];
  readonly bins: readonly Uint8Array[];
  readonly rules: readonly FeatureBins[];
}

/** Bounds come from all rows up to this many, from a seeded sample of this size above it (LightGBM's own number). */
export const SAMPLE_ROWS = 200_000;

/**
 * Puts every feature into bins, features spread over threads.
 *
 * @param maxBins at most 255, the bin for missing values included
 * Cost: O(n) a feature for placing, a radix sort of the sample for the bounds.
 */
export async function binTable(table: FeatureTable, maxBins: number, work: Work): Promise<BinnedMatrix> {
  const sample = sampleRows(table.rowCount, work);
  const items = [...table.features.keys()];
  const binned = await work.spread(binFeature, { table, maxBins, sample }, items);
  return {
    rowCount: table.rowCount,
    features: table.features,
    bins: binned.map(({ bins }) => bins),
    rules: binned.map(({ rule }) => rule),
  };
}

/** An ascending seeded sample without repeats: one row out of each of equal stretches of the table. */
function sampleRows(rowCount: number, work: Work): Int32Array | undefined {
  if (rowCount <= SAMPLE_ROWS) return undefined;
  const rng = work.rng.fork('bins');
  const rows = sharedInts(SAMPLE_ROWS);
  const stretch = rowCount / SAMPLE_ROWS;
  for (let i = 0; i < rows.length; i++) rows[i] = Math.min(rowCount - 1, Math.floor((i + rng.next()) * stretch));
  return rows;
}
