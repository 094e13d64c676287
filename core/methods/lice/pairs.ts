import type { Work } from '../../base/work.ts';
import type { Fold } from '../../learners/folds.ts';
import type { Grouping } from './grouping.ts';
import type { Workshop } from './local-models.ts';
import { learnMemberships, type Membership } from './membership.ts';

/** A cluster of yes beside the nearest cluster of no, and what tells them apart. */
export interface Pair {
  readonly yes: number;
  readonly no: number;
  /** The rule for the yes cluster among the rows of both. */
  readonly membership: Membership;
}

/** Pairs every cluster of the class yes (group 1) with the nearest one of no (group 0), by the distance of centroids. */
export async function pairClusters(shop: Workshop, grouping: Grouping, width: number, split: Fold, work: Work): Promise<Pair[]> {
  const of = (group: number): number[] => [...grouping.within.keys()].filter((cluster) => grouping.within[cluster] === group);
  const pairs: Pair[] = [];
  for (const yes of of(1)) {
    const no = of(0).sort((a, b) => distance(grouping, width, yes, a) - distance(grouping, width, yes, b))[0];
    if (no === undefined) continue;
    const inPair = (row: number): boolean => grouping.labels[row] === yes || grouping.labels[row] === no;
    const set = Float64Array.from(grouping.labels, (label) => Number(label === yes));
    const rows = { train: split.train.filter(inPair), heldOut: split.heldOut.filter(inPair) };
    const [membership] = await learnMemberships(shop, [set], rows, { ...work, rng: work.rng.fork(yes) });
    if (membership !== undefined) pairs.push({ yes, no, membership });
  }
  return pairs;
}

function distance({ centroids }: Grouping, width: number, a: number, b: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) sum += ((centroids[a * width + j] as number) - (centroids[b * width + j] as number)) ** 2;
  return sum;
}
