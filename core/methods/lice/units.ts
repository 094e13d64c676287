import { partOf, type Work } from '../../base/work.ts';
import { kMeans, type Points } from '../../learners/clustering/k-means.ts';
import { meanSilhouettes } from '../../learners/clustering/silhouette.ts';
import type { Fold } from '../../learners/folds.ts';
import { askLocal, trainLocals, type Workshop, weightsOf } from './local-models.ts';
import { type Answers, scoreOf } from './score.ts';
import type { LayerSpace } from './spaces.ts';

/** Units of a layer that say much the same. */
export interface UnitGroup {
  /** From 1. */
  readonly units: readonly number[];
  /** Correlation of their mean with the raw answer. */
  readonly correlation: number;
  /** Columns that a shallow tree of their mean leans on, most first, and its held-out R². */
  readonly columns: readonly string[];
  readonly r2: number | null;
}

const PROFILE_ROWS = 1000;
const MOST_GROUPS = 6;

/** Groups the units of a layer by what they say of the rows, and says in columns what each group watches. */
export async function groupUnits(
  shop: Workshop,
  space: LayerSpace,
  { answers, split }: { readonly answers: Answers; readonly split: Fold },
  work: Work,
): Promise<UnitGroup[]> {
  const { live, liveUnits } = space;
  if (live.width === 0) return [];
  const labels = labelUnits(live, work);
  const count = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const groups: UnitGroup[] = [];
  for (let group = 0; group < count; group++) {
    const members = [...labels.keys()].filter((unit) => labels[unit] === group);
    const mean = meanOfUnits(live, members);
    const own = { ...shop, raw: mean, local: 'tree' as const };
    const [local] = await trainLocals(own, [split.train], partOf(work, group, group / count, (group + 1) / count));
    if (local === undefined) continue;
    const { r2 } = scoreOf(askLocal(local, shop.table, split.heldOut), { raw: mean, threshold: 0 }, split.heldOut);
    const weights = weightsOf(local, shop.table, split.train);
    const leading = [...weights.keys()].filter((column) => (weights[column] as number) > 0.05);
    leading.sort((a, b) => (weights[b] as number) - (weights[a] as number));
    groups.push({
      units: members.map((unit) => (liveUnits[unit] as number) + 1),
      correlation: correlationOf(mean, answers.raw),
      columns: leading.slice(0, 4).map((column) => shop.table.features[column]?.name ?? ''),
      r2,
    });
  }
  return groups;
}

function labelUnits({ values, width }: Points, work: Work): Int32Array {
  if (width < 3) return Int32Array.from({ length: width }, (_, unit) => unit);
  const rows = Math.min(PROFILE_ROWS, values.length / width);
  const profiles = new Float64Array(width * rows);
  for (let row = 0; row < rows; row++)
    for (let unit = 0; unit < width; unit++) profiles[unit * rows + row] = values[row * width + unit] as number;
  const points = { values: profiles, width: rows };
  const ks = Array.from({ length: Math.min(MOST_GROUPS, width - 1) - 1 }, (_, at) => at + 2);
  const found = ks.map((k) => kMeans(points, k, { restarts: 5, rng: work.rng.fork('units').fork(k), signal: work.signal }).labels);
  const silhouettes = meanSilhouettes(points, found, work.signal);
  const best = silhouettes.reduce((top, value, at) => (value > (silhouettes[top] as number) ? at : top), 0);
  return found[best] ?? new Int32Array(width);
}

function meanOfUnits({ values, width }: Points, members: readonly number[]): Float64Array {
  const mean = new Float64Array(values.length / width);
  for (let row = 0; row < mean.length; row++) {
    let sum = 0;
    for (const unit of members) sum += values[row * width + unit] as number;
    mean[row] = sum / members.length;
  }
  return mean;
}

function correlationOf(left: Float64Array, right: Float64Array): number {
  const n = left.length;
  const [a, b] = [left, right].map((values) => values.reduce((sum, value) => sum + value, 0) / n) as [number, number];
  let [product, squaresLeft, squaresRight] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [(left[i] as number) - a, (right[i] as number) - b];
    product += x * y;
    squaresLeft += x * x;
    squaresRight += y * y;
  }
  return squaresLeft === 0 || squaresRight === 0 ? 0 : product / Math.sqrt(squaresLeft * squaresRight);
}
