import { rngFromWords } from '../../base/rng.ts';
import type { Task } from '../../base/work.ts';
import { sharedBytes, sharedFloats, sharedInts } from '../../frame/shared-memory.ts';
import { type FilledTree, fillTree, shiftLeaves } from './fill-tree.ts';
import { growTree, makeGrowRoom } from './grow-tree.ts';
import { type ForestJob, momentCount, NODE_SIZE, type TreeBatch } from './job.ts';
import { drawBag, drawSample, mostGrowing, type TreeSample } from './sample.ts';

/** Little bags [from, to) of a forest. */
export interface BagRange {
  readonly from: number;
  readonly to: number;
}

/** Grows some of a forest's little bags; every bag and tree has a random stream of its own. */
export const growCausalForest: Task<ForestJob, BagRange, TreeBatch> = {
  id: 'causal-forest/grow',
  run(job, { from, to }, signal) {
    const { data, settings } = job;
    const { units, rowCount } = data;
    const room = makeGrowRoom(data, settings, mostGrowing(units, settings));
    const trees: FilledTree[] = [];
    const mapBytes = Math.ceil(rowCount / 8);
    const drawn = sharedBytes((to - from) * settings.bagTrees * mapBytes);
    for (let bag = from; bag < to; bag++) {
      const rng = rngFromWords(job.seed).fork(bag);
      const own = drawBag(units, settings, rng);
      for (let tree = 0; tree < settings.bagTrees; tree++) {
        signal.throwIfAborted();
        // A stream of its own: how one tree grew must not move what the next one draws.
        const stream = rng.fork(tree);
        const sample = drawSample(own, units, settings, stream);
        markDrawn(drawn.subarray(trees.length * mapBytes, (trees.length + 1) * mapBytes), sample);
        trees.push(fillTree(growTree(room, sample.grow, { rng: stream, signal }), sample.fill, data));
      }
    }
    return joined(trees, drawn, momentCount(data.effects));
  },
};

function markDrawn(map: Uint8Array, { grow, fill }: TreeSample): void {
  for (const rows of [grow, fill]) {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      map[row >> 3] = (map[row >> 3] as number) | (1 << (row & 7));
    }
  }
}

function joined(trees: readonly FilledTree[], drawn: Uint8Array, width: number): TreeBatch {
  const total = (of: (tree: FilledTree) => number): number => trees.reduce((sum, tree) => sum + of(tree), 0);
  const nodes = sharedInts(total((tree) => tree.nodes.length));
  const masks = new Uint32Array(new SharedArrayBuffer(4 * total((tree) => tree.masks.length)));
  const moments = sharedFloats(total((tree) => tree.moments.length));
  const treeStart = sharedInts(trees.length + 1);
  let [node, mask, moment] = [0, 0, 0];
  trees.forEach((tree, index) => {
    shiftLeaves(tree.nodes, { leaves: moment / width, masks: mask });
    nodes.set(tree.nodes, node);
    masks.set(tree.masks, mask);
    moments.set(tree.moments, moment);
    node += tree.nodes.length;
    mask += tree.masks.length;
    moment += tree.moments.length;
    treeStart[index + 1] = node / NODE_SIZE;
  });
  return { treeCount: trees.length, treeStart, nodes, masks, moments, drawn };
}
