import { type Rng, rngFromWords } from '../../base/rng.ts';
import type { Task } from '../../base/work.ts';
import { kMeans, type Points } from './k-means.ts';

/** One clustering among many of the same points. */
export interface ClusteringItem {
  readonly k: number;
  readonly restarts: number;
  readonly seed: Rng['seed'];
}

/** Clusters shared points; hands back centroids and labels. */
export const clusterPoints: Task<Points, ClusteringItem, ReturnType<typeof kMeans>> = {
  id: 'clustering/k-means',
  run: (points, { k, restarts, seed }, signal) => kMeans(points, k, { restarts, rng: rngFromWords(seed), signal }),
};
