import { type Rng, shuffle } from '../../base/rng.ts';
import { partOf, type Work } from '../../base/work.ts';
import { adjustedRandIndex } from '../../learners/clustering/rand-index.ts';
import type { FeatureTable, NetworkInput, NetworkModel } from '../../learners/model.ts';
import { type Grouping, type GroupingPlan, regroup } from './grouping.ts';
import type { Workshop } from './local-models.ts';
import { learnMemberships, type Membership, setsOf } from './membership.ts';
import { type LayerSpace, layerSpace } from './spaces.ts';

/** How far the clusters of a layer are the same when they are found anew. */
export interface Stability {
  /** Mean and least adjusted Rand index with the clusters shown, over the seeds. */
  readonly mean: number;
  readonly least: number;
}

/** Clusters found with other seeds, and how far they agree with those shown. */
export async function repeatClusters(
  space: LayerSpace,
  grouping: Grouping,
  plan: GroupingPlan,
  repeats: number,
  work: Work,
): Promise<{ readonly stability: Stability; readonly groupings: readonly Int32Array[] }> {
  const seeds = Array.from({ length: repeats }, (_, at) => work.rng.fork('repeat').fork(at));
  const groupings = await regroup(space.points, grouping, plan, seeds, work);
  const indices = groupings.map((labels) => adjustedRandIndex(grouping.labels, labels));
  return {
    stability: {
      mean: indices.reduce((sum, index) => sum + index, 0) / repeats,
      least: indices.reduce((least, index) => Math.min(least, index), 1),
    },
    groupings,
  };
}

/** Seeds whose rules are learnt too. */
const MOST_RULE_SEEDS = 5;
const RULE_ROWS = 20_000;

/**
 * How far the rules name the same columns when the clusters are found anew: the mean, over seeds and clusters, of shared
 * columns to all columns of the two rules (Jaccard), each cluster beside the one that holds most of its rows.
 */
export async function ruleOverlap(
  shop: Workshop,
  { labels, memberships, count }: { readonly labels: Int32Array; readonly memberships: readonly Membership[]; readonly count: number },
  groupings: readonly Int32Array[],
  train: Int32Array,
  work: Work,
): Promise<number | null> {
  const rows = train.subarray(0, RULE_ROWS);
  const overlaps: number[] = [];
  for (const [seed, other] of groupings.slice(0, MOST_RULE_SEEDS).entries()) {
    const found = await learnMemberships(shop, setsOf(other, count), { train: rows, heldOut: rows }, partOf(work, seed, 0, 1));
    memberships.forEach((membership, cluster) => {
      const [own, its] = [columnsIn(membership), columnsIn(found[partner(labels, other, cluster, count)] as Membership)];
      const union = new Set([...own, ...its]);
      if (union.size > 0) overlaps.push([...own].filter((column) => its.has(column)).length / union.size);
    });
  }
  return overlaps.length === 0 ? null : overlaps.reduce((sum, overlap) => sum + overlap, 0) / overlaps.length;
}

function columnsIn({ tree }: Membership): Set<number> {
  return new Set(tree === null ? [] : [...tree.feature].filter((feature) => feature >= 0));
}

function partner(labels: Int32Array, other: Int32Array, cluster: number, count: number): number {
  const shared = new Int32Array(count);
  for (let row = 0; row < labels.length; row++)
    if (labels[row] === cluster) shared[other[row] as number] = (shared[other[row] as number] as number) + 1;
  return shared.reduce((best, size, at) => (size > (shared[best] as number) ? at : best), 0);
}

/**
 * The clusters that the same network with shuffled weights would have: an explanation of what was learnt must not survive this.
 *
 * @returns the adjusted Rand index with the clusters shown
 * @see Adebayo et al. (2018), NeurIPS 31 (sanity checks by randomised parameters)
 */
export async function shuffledNetwork(
  { network, table }: { readonly network: NetworkModel; readonly table: FeatureTable },
  { layer, grouping, plan }: { readonly layer: number; readonly grouping: Grouping; readonly plan: GroupingPlan },
  work: Work,
): Promise<number> {
  const space = layerSpace(shuffled(network, work.rng.fork('shuffle')), table, layer);
  const [labels] = space.points.width === 0 ? [] : await regroup(space.points, grouping, plan, [work.rng.fork('shuffled')], work);
  return labels === undefined ? 0 : adjustedRandIndex(grouping.labels, labels);
}

function shuffled(network: NetworkModel, rng: Rng): NetworkModel {
  const mixed = (values: Float64Array, name: string): Float64Array => {
    const order = shuffle(Int32Array.from(values.keys()), rng.fork(name));
    return Float64Array.from(order, (at) => values[at] as number);
  };
  const inputs = network.inputs.map(
    (input, at): NetworkInput => (input.kind === 'number' ? input : { ...input, table: mixed(input.table, `input-${at}`) }),
  );
  const layers = network.layers.map((layer, at) => ({
    ...layer,
    weights: mixed(layer.weights, `weights-${at}`),
    bias: mixed(layer.bias, `bias-${at}`),
  }));
  return { ...network, inputs, layers };
}
