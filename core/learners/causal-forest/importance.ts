import { NODE_SIZE, type TreeBatch } from './job.ts';

/** Splits deeper than this say little about what matters most. */
const MOST_DEPTH = 4;

/**
 * How often each feature was split on, the first splits counting most: Σ_depth share of the depth's splits · depth⁻² / Σ depth⁻².
 *
 * @returns p shares that add up to 1 when there are splits at every depth, to 0 when there are none
 * @see grf's variable_importance (decay.exponent = 2, max.depth = 4)
 * Cost: the upper fifteen nodes of each tree.
 */
export function splitImportance(batches: readonly TreeBatch[], featureCount: number): Float64Array {
  const counts = Array.from({ length: MOST_DEPTH }, () => new Float64Array(featureCount));
  for (const { treeCount, treeStart, nodes } of batches) {
    for (let tree = 0; tree < treeCount; tree++) {
      const root = treeStart[tree] as number;
      let level = [0];
      for (const count of counts) {
        const next: number[] = [];
        for (const node of level) {
          const at = NODE_SIZE * (root + node);
          const head = nodes[at] as number;
          if (head < 0) continue;
          count[head >> 2] = (count[head >> 2] as number) + 1;
          next.push(nodes[at + 2] as number, (nodes[at + 2] as number) + 1);
        }
        level = next;
      }
    }
  }
  const importance = new Float64Array(featureCount);
  const weights = counts.map((_, depth) => (depth + 1) ** -2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  counts.forEach((count, depth) => {
    const splits = count.reduce((sum, one) => sum + one, 0);
    if (splits === 0) return;
    for (let feature = 0; feature < featureCount; feature++) {
      importance[feature] = (importance[feature] as number) + ((count[feature] as number) / splits) * ((weights[depth] as number) / total);
    }
  });
  return importance;
}

/** Mean number of splits of a tree. */
export function splitsPerTree(batches: readonly TreeBatch[]): number {
  let [splits, trees] = [0, 0];
  for (const { treeCount, treeStart, nodes } of batches) {
    trees += treeCount;
    for (let tree = 0; tree < treeCount; tree++) {
      // Pruned subtrees stay in the arrays, so nodes are counted by walking.
      const reach = [treeStart[tree] as number];
      const root = treeStart[tree] as number;
      for (let node = reach.pop(); node !== undefined; node = reach.pop()) {
        const at = NODE_SIZE * node;
        if ((nodes[at] as number) < 0) continue;
        splits++;
        reach.push(root + (nodes[at + 2] as number), root + (nodes[at + 2] as number) + 1);
      }
    }
  }
  return trees === 0 ? 0 : splits / trees;
}
