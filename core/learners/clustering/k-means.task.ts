import { type Rng, rngFromWords } from '../../base/rng.ts';
import type { Task } from '../../base/work.ts';
import { type Clusters, kMeans, type Points, pointsOf } from './k-means.ts';

/** One clustering among many of the same points. */
export interface ClusteringItem {
  readonly k: number;
  readonly restarts: number;
  readonly seed: Rng['seed'];
  /** The points to cluster. */
  readonly rows: Int32Array;
}

/** Clusters some of the shared points. */
export const clusterPoints: Task<Points, ClusteringItem, Clusters> = {
  id: 'clustering/k-means',
  run: (points, { k, restarts, seed, rows }, signal) => kMeans(pointsOf(points, rows), k, { restarts, rng: rngFromWords(seed), signal }),
};
