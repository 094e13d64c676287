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

const MOST_ROUNDS = 300;

/** Rounds end when no centroid moves by more than this share of the points' own spread. */
const TOLERANCE = 1e-10;

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
    const found = settle(points, spreadStart(points, k, rng.fork(start)), signal);
    if (best === undefined || found.inertia < best.inertia) best = found;
  }
  return best ?? settle(points, spreadStart(points, k, rng), signal);
}

/** Lloyd's rounds from given centroids (k × width; left as they are) until nothing moves. */
export function settle(points: Points, start: Float64Array, signal: StopSignal): Clusters {
  const { values, width } = points;
  const n = values.length / width;
  const centroids = Float64Array.from(start);
  const labels = new Int32Array(n);
  const distances = new Float64Array(n);
  const limit = TOLERANCE * spreadOf(points);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    signal.throwIfAborted();
    assign(points, centroids, labels, distances);
    if (recentre(points, labels, distances, centroids) <= limit) break;
  }
  assign(points, centroids, labels, distances);
  return { centroids, labels, inertia: distances.reduce((sum, distance) => sum + distance, 0) };
}

/** The nearest centroid of every point; the first of equals. */
export function nearestCentroids(points: Points, centroids: Float64Array): Int32Array {
  const n = points.values.length / points.width;
  const labels = new Int32Array(n);
  assign(points, centroids, labels, new Float64Array(n));
  return labels;
}

function assign({ values, width }: Points, centroids: Float64Array, labels: Int32Array, distances: Float64Array): void {
  const k = centroids.length / width;
  for (let i = 0; i < labels.length; i++) {
    const from = i * width;
    let [best, label] = [Number.POSITIVE_INFINITY, 0];
    for (let c = 0; c < k; c++) {
      let sum = 0;
      for (let j = 0, at = c * width; j < width && sum < best; j++, at++) {
        const gap = (values[from + j] as number) - (centroids[at] as number);
        sum += gap * gap;
      }
      if (sum < best) {
        best = sum;
        label = c;
      }
    }
    labels[i] = label;
    distances[i] = best;
  }
}

/** Moves every centroid into the middle of its points; returns the farthest squared way. */
function recentre({ values, width }: Points, labels: Int32Array, distances: Float64Array, centroids: Float64Array): number {
  const k = centroids.length / width;
  const sums = new Float64Array(k * width);
  const counts = new Int32Array(k);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    counts[label] = (counts[label] as number) + 1;
    for (let j = 0; j < width; j++) sums[label * width + j] = (sums[label * width + j] as number) + (values[i * width + j] as number);
  }
  let farthest = 0;
  for (let c = 0; c < k; c++) {
    if (counts[c] === 0) takeFarthest(values, width, distances, sums, c);
    const count = Math.max(1, counts[c] as number);
    let way = 0;
    for (let j = 0; j < width; j++) {
      const next = (sums[c * width + j] as number) / count;
      way += (next - (centroids[c * width + j] as number)) ** 2;
      centroids[c * width + j] = next;
    }
    farthest = Math.max(farthest, way);
  }
  return farthest;
}

function takeFarthest(values: Float64Array, width: number, distances: Float64Array, sums: Float64Array, cluster: number): void {
  const far = distances.reduce((best, distance, i) => (distance > (distances[best] as number) ? i : best), 0);
  distances[far] = 0;
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
