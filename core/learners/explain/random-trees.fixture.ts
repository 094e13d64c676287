import type { Rng } from '../../base/rng.ts';
import { assembleTrees } from '../exchange/assemble-trees.ts';
import { blankTree, type ParsedTree } from '../exchange/parsed-tree.ts';
import type { Feature, FeatureTable, TreeModel } from '../model.ts';

const FEATURES: readonly Feature[] = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, kind: 'number' }));

/** A model of small random trees over five features: splits repeat features, d has category sets, cells go missing. */
export function randomTrees(rng: Rng, treeCount: number, splits: number): TreeModel {
  const trees = Array.from({ length: treeCount }, (_, index) => randomTree(rng.fork(index), splits));
  return assembleTrees(trees, { features: FEATURES, link: 'identity', base: rng.normal(), leafScale: 1 });
}

function randomTree(rng: Rng, splits: number): ParsedTree {
  const categories = new Map<number, Uint32Array>();
  const tree = blankTree('a tree', 2 * splits + 1, 0, categories);
  const leaves = [0];
  for (let size = 1; size < tree.feature.length; size += 2) {
    const [node = 0] = leaves.splice(rng.below(leaves.length), 1);
    const feature = rng.below(FEATURES.length);
    tree.feature[node] = feature;
    tree.threshold[node] = rng.below(5) - 2;
    tree.missingLeft[node] = rng.below(2);
    if (feature === 3) categories.set(node, Uint32Array.of(1 + rng.below(14)));
    tree.left[node] = size;
    tree.right[node] = size + 1;
    leaves.push(size, size + 1);
  }
  for (const leaf of leaves) {
    tree.value[leaf] = rng.normal();
    tree.cover[leaf] = 1 + rng.below(20);
  }
  return tree;
}

/** Rows on both sides of every split, one cell in eight missing. */
export function randomTable(rng: Rng, rowCount: number): FeatureTable {
  const columns = FEATURES.map((_, feature) =>
    Float64Array.from({ length: rowCount }, () => (rng.below(8) === 0 ? Number.NaN : feature === 3 ? rng.below(4) : rng.below(7) - 3)),
  );
  return { rowCount, features: FEATURES, columns };
}
