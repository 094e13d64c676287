import type { Rng } from '../../base/rng.ts';
import type { ForestSettings, SamplingUnits } from './job.ts';

/** The rows of one tree. */
export interface TreeSample {
  /** Rows that decide about splits. */
  readonly grow: Int32Array;
  /** Rows that fill the leaves; the same as `grow` without honesty. */
  readonly fill: Int32Array;
}

/**
 * The units of a little bag: half of all, out of which each of its trees draws again; all units for a bag of one.
 *
 * @see Sexton & Laake (2009), Comput. Stat. Data Anal. 53, 801–811; Athey, Tibshirani & Wager (2019), section 4.1
 */
export function drawBag({ start }: SamplingUnits, { bagTrees }: ForestSettings, rng: Rng): Int32Array {
  const unitCount = start.length - 1;
  const all = Int32Array.from({ length: unitCount }, (_, unit) => unit);
  return bagTrees > 1 ? drawn(all, Math.ceil(unitCount / 2), rng) : all;
}

/** The most rows that a tree may grow on. Clusters differ in size, so for them only all rows are a safe bound. */
export function mostGrowing(units: SamplingUnits, { sampleShare, honestShare }: ForestSettings): number {
  const rowCount = units.members.length;
  const isSingle = units.start.length === rowCount + 1;
  return isSingle ? Math.min(rowCount, Math.ceil(rowCount * sampleShare * (honestShare === 0 ? 1 : honestShare)) + 4) : rowCount;
}

/** Draws a tree's units out of its bag and parts them in those that grow and those that fill. */
export function drawSample(bag: Int32Array, units: SamplingUnits, settings: ForestSettings, rng: Rng): TreeSample {
  const share = settings.bagTrees > 1 ? 2 * settings.sampleShare : settings.sampleShare;
  const own = drawn(bag, Math.max(2, Math.min(bag.length, Math.floor(bag.length * share))), rng);
  if (settings.honestShare === 0) {
    const rows = rowsOf(own, units);
    return { grow: rows, fill: rows };
  }
  const growing = Math.max(1, Math.min(own.length - 1, Math.floor(own.length * settings.honestShare)));
  return { grow: rowsOf(own.subarray(0, growing), units), fill: rowsOf(own.subarray(growing), units) };
}

/** The first `count` of a random order (partial Fisher–Yates). */
function drawn(from: Int32Array, count: number, rng: Rng): Int32Array {
  const pool = from.slice();
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(rng.next() * (pool.length - i));
    const held = pool[i] as number;
    pool[i] = pool[j] as number;
    pool[j] = held;
  }
  return pool.subarray(0, count);
}

function rowsOf(chosen: Int32Array, { start, members }: SamplingUnits): Int32Array {
  let count = 0;
  for (const unit of chosen) count += (start[unit + 1] as number) - (start[unit] as number);
  const rows = new Int32Array(count);
  let at = 0;
  for (const unit of chosen) for (let i = start[unit] as number; i < (start[unit + 1] as number); i++) rows[at++] = members[i] as number;
  // Ascending rows are read from memory in order, which is what growing spends most of its time on.
  return rows.sort();
}
