import { type Rng, shuffle } from '../../base/rng.ts';
import { partOf, type Work } from '../../base/work.ts';
import { clusterPoints } from '../../learners/clustering/k-means.task.ts';
import { nearestCentroids, type Points, pointsOf, settle } from '../../learners/clustering/k-means.ts';
import { meanSilhouettes } from '../../learners/clustering/silhouette.ts';
import { allRows, rowsByCode } from '../../learners/folds.ts';
import { varianceOf } from './score.ts';

/** How rows are grouped at one layer. Clusters are numbered from 0 by their mean score, lowest first. */
export interface Grouping {
  readonly labels: Int32Array;
  readonly count: number;
  /** count × width. */
  readonly centroids: Float64Array;
  /** The group that each cluster was found in: a class, or a cluster of the layer before. */
  readonly within: readonly number[];
  /** For each group: the silhouette of every number of clusters that was tried. */
  readonly tried: readonly { readonly group: number; readonly k: number; readonly silhouette: number }[];
}

export interface GroupingPlan {
  readonly clusters: 'auto' | number;
  readonly smallest: number;
  readonly scores: Float64Array;
  /** Groups that are clustered apart; all rows are one without it. */
  readonly groups?: { readonly labels: Int32Array; readonly count: number };
  /** Leave a group whole that is small, of one mind, or without clusters. */
  readonly mayStop: boolean;
}

/** Starts are tried on so many rows, and the best of them settles on all. */
const SAMPLE_ROWS = 4000;
/** All rows have settled when no centroid moves by more than a thousandth of their spread. */
const SETTLED = 1e-6;
const SILHOUETTE_ROWS = 2500;
const RESTARTS = 10;
const MOST_CLUSTERS = 8;
/** Below these a nested group is left whole. */
const LEAST_SILHOUETTE = 0.1;
const LEAST_VARIANCE_SHARE = 0.05;

/** Groups the rows by where a layer puts them. */
export async function groupLayer(points: Points, plan: GroupingPlan, work: Work): Promise<Grouping> {
  const n = plan.scores.length;
  const groups = plan.groups ?? { labels: new Int32Array(n), count: 1 };
  const members = rowsByCode(allRows(n), groups.labels, groups.count);
  const labels = new Int32Array(n);
  const centroids: Float64Array[] = [];
  const within: number[] = [];
  const tried: Grouping['tried'][number][] = [];
  for (const [group, rows] of members.entries()) {
    if (rows.length === 0) continue;
    const found = await clustersOf(points, rows, plan, partOf(work, group, group / groups.count, (group + 1) / groups.count));
    rows.forEach((row, i) => {
      labels[row] = centroids.length + (found.labels[i] as number);
    });
    tried.push(...found.tried.map((entry) => ({ group, ...entry })));
    for (const centroid of found.centroids) {
      centroids.push(centroid);
      within.push(group);
    }
  }
  return numberedByScore({ labels, centroids, within, tried }, plan.scores, points.width);
}

interface Found {
  readonly labels: Int32Array;
  readonly centroids: readonly Float64Array[];
  readonly tried: readonly { readonly k: number; readonly silhouette: number }[];
}

async function clustersOf(points: Points, rows: Int32Array, plan: GroupingPlan, work: Work): Promise<Found> {
  const whole: Found = { labels: new Int32Array(rows.length), centroids: [meanOfRows(points, rows)], tried: [] };
  const most = typeof plan.clusters === 'number' ? plan.clusters : MOST_CLUSTERS;
  const ks = typeof plan.clusters === 'number' ? [plan.clusters] : Array.from({ length: most - 1 }, (_, at) => at + 2);
  const fitting = ks.filter((k) => k <= Math.max(2, rows.length / plan.smallest));
  if (points.width === 0 || rows.length < 2 * plan.smallest || (plan.mayStop && isOfOneMind(plan.scores, rows))) return whole;
  const sample = drawn(rows, SAMPLE_ROWS, work.rng);
  const start = work.rng.fork('start');
  const items = (fitting.length === 0 ? [2] : fitting).map((k) => ({ k, restarts: RESTARTS, seed: start.fork(k).seed, rows: sample }));
  const found = await work.spread(clusterPoints, points, items);
  const few = sample.subarray(0, SILHOUETTE_ROWS);
  const groupings = found.map(({ labels }) => labels.subarray(0, few.length));
  const silhouettes = meanSilhouettes(pointsOf(points, few), groupings, work.signal);
  const tried = items.map(({ k }, at) => ({ k, silhouette: silhouettes[at] as number }));
  const best = silhouettes.reduce((top, value, at) => (value > (silhouettes[top] as number) ? at : top), 0);
  if (plan.mayStop && (silhouettes[best] as number) < LEAST_SILHOUETTE) return { ...whole, tried };
  const { labels, centroids } = settle(pointsOf(points, rows), found[best]?.centroids ?? new Float64Array(0), work.signal, SETTLED);
  const count = centroids.length / points.width;
  const rowsOfCentroids = Array.from({ length: count }, (_, c) => centroids.slice(c * points.width, (c + 1) * points.width));
  return { labels, centroids: rowsOfCentroids, tried };
}

/** Up to so many rows, in random order. */
function drawn(rows: Int32Array, most: number, rng: Rng): Int32Array {
  return shuffle(Int32Array.from(rows), rng.fork('sample')).slice(0, most);
}

function isOfOneMind(scores: Float64Array, rows: Int32Array): boolean {
  return varianceOf(scores, rows) < LEAST_VARIANCE_SHARE * varianceOf(scores, allRows(scores.length));
}

function meanOfRows({ values, width }: Points, rows: Int32Array): Float64Array {
  const mean = new Float64Array(width);
  for (const row of rows) for (let j = 0; j < width; j++) mean[j] = (mean[j] as number) + (values[row * width + j] as number) / rows.length;
  return mean;
}

/** Gives clusters their numbers by mean score and drops empty ones. */
function numberedByScore(
  found: {
    readonly labels: Int32Array;
    readonly centroids: readonly Float64Array[];
    readonly within: readonly number[];
    readonly tried: Grouping['tried'];
  },
  scores: Float64Array,
  width: number,
): Grouping {
  const count = found.centroids.length;
  const [sums, sizes] = [new Float64Array(count), new Int32Array(count)];
  found.labels.forEach((label, row) => {
    sums[label] = (sums[label] as number) + (scores[row] as number);
    sizes[label] = (sizes[label] as number) + 1;
  });
  const mean = (label: number): number => (sums[label] as number) / (sizes[label] as number);
  const order = [...sizes.keys()].filter((label) => (sizes[label] as number) > 0).sort((a, b) => mean(a) - mean(b) || a - b);
  const place = new Int32Array(count);
  order.forEach((label, at) => {
    place[label] = at;
  });
  const centroids = new Float64Array(order.length * width);
  order.forEach((label, at) => {
    centroids.set(found.centroids[label] ?? [], at * width);
  });
  const labels = found.labels.map((label) => place[label] as number);
  return { labels, count: order.length, centroids, within: order.map((label) => found.within[label] ?? 0), tried: found.tried };
}

/** Finds clusters anew with other seeds and other samples, for as many clusters as before in every group. */
export async function regroup(
  points: Points,
  grouping: Grouping,
  plan: GroupingPlan,
  seeds: readonly Rng[],
  work: Work,
): Promise<Int32Array[]> {
  const n = plan.scores.length;
  const groups = plan.groups ?? { labels: new Int32Array(n), count: 1 };
  const found = seeds.map(() => new Int32Array(n));
  let before = 0;
  for (const [group, rows] of rowsByCode(allRows(n), groups.labels, groups.count).entries()) {
    const k = grouping.within.filter((own) => own === group).length;
    if (k > 1) {
      const items = seeds.map((seed) => {
        const rng = seed.fork(group);
        return { k, restarts: RESTARTS, seed: rng.fork('start').seed, rows: drawn(rows, SAMPLE_ROWS, rng) };
      });
      const own = pointsOf(points, rows);
      for (const [at, { centroids }] of (await work.spread(clusterPoints, points, items)).entries()) {
        const nearest = nearestCentroids(own, centroids);
        for (let i = 0; i < rows.length; i++) (found[at] as Int32Array)[rows[i] as number] = before + (nearest[i] as number);
      }
    } else for (const labels of found) for (const row of rows) labels[row] = before;
    before += k;
  }
  return found;
}
