import type { Rng } from '../../base/rng.ts';
import type { StopSignal } from '../../base/work.ts';

/** n points of `width` numbers each, row-major. */
export interface Points {
  readonly values: Float64Array;
  readonly width: number;
}

export interface Clusters {
  /** k × width, row-major. */
  readonly centroids: Float64Array;
  /** n numbers of the nearest centroid. */
  readonly labels: Int32Array;
  /** Sum of the squared distances to it. */
  readonly inertia: number;
}

/** Some of the points. */
export function pointsOf({ values, width }: Points, rows: Int32Array): Points {
  const out = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) out.set(values.subarray((rows[i] as number) * width, ((rows[i] as number) + 1) * width), i * width);
  return { values: out, width };
}

const MOST_ROUNDS = 300;

/** Rounds end when no centroid moves farther, squared, than this share of the points' own spread. */
const TOLERANCE = 1e-10;
/** Starts are compared before they have settled to the last digit. */
const ROUGH_TOLERANCE = 1e-4;

/**
 * K-means: the best of several starts, each by k-means++ and Lloyd's rounds. A cluster that loses all its points begins
 * anew at the point that is farthest from its centroid.
 *
 * @param k clusters, at most the number of different points
 * @see Lloyd (1982), IEEE Transactions on Information Theory 28(2); Arthur & Vassilvitskii (2007), SODA (k-means++)
 * Cost: O(restarts · rounds · n · k · width).
 */
export function kMeans(
  points: Points,
  k: number,
  { restarts, rng, signal }: { readonly restarts: number; readonly rng: Rng; readonly signal: StopSignal },
): Clusters {
  let best: Clusters | undefined;
  for (let start = 0; start < restarts; start++) {
    signal.throwIfAborted();
    const found = settle(points, spreadStart(points, k, rng.fork(start)), signal, ROUGH_TOLERANCE);
    if (best === undefined || found.inertia < best.inertia) best = found;
  }
  return settle(points, best?.centroids ?? spreadStart(points, k, rng), signal);
}

/**
 * Lloyd's rounds from given centroids (k × width; left as they are) until nothing moves. Points whose bounds show that no
 * other centroid can have come nearer are not measured again.
 *
 * @see Hamerly (2010), SIAM International Conference on Data Mining (the bounds)
 */
export function settle(points: Points, start: Float64Array, signal: StopSignal, tolerance = TOLERANCE): Clusters {
  const { values, width } = points;
  const n = values.length / width;
  const centroids = Float64Array.from(start);
  const nearest: Nearest = { labels: new Int32Array(n), own: new Float64Array(n), next: new Float64Array(n) };
  const limit = tolerance * spreadOf(points);
  assignAll(points, centroids, nearest);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    signal.throwIfAborted();
    const moves = recentre(points, nearest, centroids);
    const farthest = moves.reduce((most, move) => Math.max(most, move), 0);
    if (farthest * farthest <= limit) break;
    assignMoved(points, centroids, nearest, moves);
  }
  assignAll(points, centroids, nearest);
  return { centroids, labels: nearest.labels, inertia: nearest.own.reduce((sum, distance) => sum + distance * distance, 0) };
}

/** The nearest centroid of every point; the first of equals. */
export function nearestCentroids(points: Points, centroids: Float64Array): Int32Array {
  const n = points.values.length / points.width;
  const labels = new Int32Array(n);
  assignAll(points, centroids, { labels, own: new Float64Array(n), next: new Float64Array(n) });
  return labels;
}

/** Each point's centroid, at most how far that is, and at least how far the next one is. */
interface Nearest {
  readonly labels: Int32Array;
  readonly own: Float64Array;
  readonly next: Float64Array;
}

function assignAll(points: Points, centroids: Float64Array, nearest: Nearest): void {
  for (let i = 0; i < nearest.labels.length; i++) measure(points, centroids, nearest, i);
}

/** Only points that may have changed sides are measured again. */
function assignMoved(points: Points, centroids: Float64Array, nearest: Nearest, moves: Float64Array): void {
  const { labels, own, next } = nearest;
  const farthest = moves.reduce((most, move) => Math.max(most, move), 0);
  for (let i = 0; i < labels.length; i++) {
    own[i] = (own[i] as number) + (moves[labels[i] as number] as number);
    next[i] = (next[i] as number) - farthest;
    if ((own[i] as number) >= (next[i] as number)) measure(points, centroids, nearest, i);
  }
}

/** Distances of one point to all centroids; a sum stops where it exceeds the two smallest. */
function measure({ values, width }: Points, centroids: Float64Array, { labels, own, next }: Nearest, i: number): void {
  const from = i * width;
  let [best, second, label] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
  for (let at = 0, c = 0; at < centroids.length; at += width, c++) {
    let sum = 0;
    for (let j = 0; j < width && sum < second; j++) {
      const gap = (values[from + j] as number) - (centroids[at + j] as number);
      sum += gap * gap;
    }
    if (sum < best) {
      second = best;
      best = sum;
      label = c;
    } else if (sum < second) second = sum;
  }
  labels[i] = label;
  own[i] = Math.sqrt(best);
  next[i] = Math.sqrt(second);
}

/** Moves every centroid into the middle of its points; returns how far each went. */
function recentre({ values, width }: Points, { labels, own }: Nearest, centroids: Float64Array): Float64Array {
  const k = centroids.length / width;
  const sums = new Float64Array(k * width);
  const counts = new Int32Array(k);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    counts[label] = (counts[label] as number) + 1;
    for (let j = 0, at = label * width, from = i * width; j < width; j++, at++)
      sums[at] = (sums[at] as number) + (values[from + j] as number);
  }
  const moves = new Float64Array(k);
  for (let c = 0; c < k; c++) {
    if (counts[c] === 0) takeFarthest(values, width, own, sums, c);
    const count = Math.max(1, counts[c] as number);
    let way = 0;
    for (let j = 0; j < width; j++) {
      const next = (sums[c * width + j] as number) / count;
      way += (next - (centroids[c * width + j] as number)) ** 2;
      centroids[c * width + j] = next;
    }
    moves[c] = Math.sqrt(way);
  }
  return moves;
}

/** An empty cluster takes the farthest point that no other has taken; its bound is lifted, so that it is measured again. */
function takeFarthest(values: Float64Array, width: number, own: Float64Array, sums: Float64Array, cluster: number): void {
  const isFree = (distance: number): boolean => distance < Number.POSITIVE_INFINITY;
  const far = own.reduce(
    (best, distance, i) => (isFree(distance) && !(distance <= (own[best] as number) && isFree(own[best] as number)) ? i : best),
    0,
  );
  own[far] = Number.POSITIVE_INFINITY;
  for (let j = 0; j < width; j++) sums[cluster * width + j] = values[far * width + j] as number;
}

/** Centroids drawn from the points, each with a chance that grows with its squared distance to those before. */
function spreadStart({ values, width }: Points, k: number, rng: Rng): Float64Array {
  const n = values.length / width;
  const centroids = new Float64Array(k * width);
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  let picked = rng.below(n);
  for (let c = 0; c < k; c++) {
    for (let j = 0; j < width; j++) centroids[c * width + j] = values[picked * width + j] as number;
    let total = 0;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += ((values[i * width + j] as number) - (centroids[c * width + j] as number)) ** 2;
      if (sum < (nearest[i] as number)) nearest[i] = sum;
      total += nearest[i] as number;
    }
    picked = drawn(nearest, total, rng);
  }
  return centroids;
}

function drawn(weights: Float64Array, total: number, rng: Rng): number {
  if (total === 0) return rng.below(weights.length);
  let left = rng.next() * total;
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i] as number;
    if (left < 0) return i;
  }
  return weights.length - 1;
}

/** Mean variance of a coordinate. */
function spreadOf({ values, width }: Points): number {
  const n = values.length / width;
  let spread = 0;
  for (let j = 0; j < width; j++) {
    let [mean, squares] = [0, 0];
    for (let i = 0; i < n; i++) {
      const step = (values[i * width + j] as number) - mean;
      mean += step / (i + 1);
      squares += step * ((values[i * width + j] as number) - mean);
    }
    spread += squares / n;
  }
  return spread / width;
}
