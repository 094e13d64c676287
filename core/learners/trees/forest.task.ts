import { type Rng, rngFromWords } from '../../base/rng.ts';
import type { Seat, StopSignal, Task } from '../../base/work.ts';
import { sharedFloats, sharedInts } from '../../frame/shared-memory.ts';
import { type Arena, makeArena } from './arena.ts';
import type { BinnedMatrix } from './binned-matrix.ts';
import { type Crew, floatsAt, joinCrew } from './crew.ts';
import { growTree } from './grow.ts';
import { answersOf, partOfNodes, type TreePart } from './tree-part.ts';
import type { TreeNode, TreePlan, Units } from './tree-plan.ts';
import { quantizePairs } from './units.ts';

/** A forest to grow. Outcome and weight belong to the rows that take part, in their order. */
export interface ForestJob {
  readonly matrix: BinnedMatrix;
  readonly rows: Int32Array | undefined;
  readonly outcome: Float64Array;
  readonly weight: Float64Array | undefined;
  /** Mean outcome: gradients are taken from it, so that their sums stay small. */
  readonly mean: number;
  readonly plan: TreePlan;
  readonly featuresPerNode: number;
  readonly bootstrap: boolean;
  readonly drawCount: number;
  readonly treeCount: number;
  readonly seed: Rng['seed'];
  readonly wantsOutOfBag: boolean;
}

/** Trees [from, to) of a forest. */
export interface ForestBatch {
  readonly from: number;
  readonly to: number;
}

export interface GrownBatch {
  readonly parts: readonly TreePart[];
  /** Per row: sum of the answers of trees that did not draw it, and how many those are. */
  readonly outOfBag: { readonly sum: Float64Array; readonly count: Int32Array } | undefined;
}

/** Grows a batch of a forest's trees. */
export const growForest: Task<ForestJob, ForestBatch, GrownBatch> = {
  id: 'trees/grow-forest',
  run(job, batch, signal) {
    const { crew, units } = sitDown(job, signal);
    const parts: TreePart[] = [];
    const { rowCount, featureCount } = crew.arena;
    const outOfBag = job.wantsOutOfBag ? { sum: sharedFloats(rowCount), count: sharedInts(rowCount) } : undefined;
    const features = Int32Array.from({ length: featureCount }, (_, feature) => feature);
    for (let tree = batch.from; tree < batch.to; tree++) {
      signal.throwIfAborted();
      const rng = rngFromWords(job.seed).fork(tree);
      const counts = drawRows(crew, job, rng.fork('rows'));
      const sample = { ...counts, features, featuresPerNode: job.featuresPerNode, rng: rng.fork('columns'), units };
      const nodes = growTree(crew, job.plan, sample);
      const means = answersOf(nodes, 0, 1).map((answer) => job.mean + answer);
      if (outOfBag !== undefined) noteOutOfBag(crew, nodes, means, outOfBag);
      parts.push(
        partOfNodes(
          nodes,
          job.plan.rules,
          means.map((mean) => mean / job.treeCount),
        ),
      );
    }
    return { parts, outOfBag };
  },
};

/** Takes an arena and writes the gradients, which are the same for every tree: w·(mean − y), hessian w. */
function sitDown(job: ForestJob, signal: StopSignal): { readonly crew: Crew; readonly units: Units } {
  const { matrix, rows, plan, drawCount } = job;
  const slots = job.featuresPerNode > 0 ? 2 : plan.leaves + 1;
  const arena: Arena = makeArena({
    matrix,
    rows,
    leaves: plan.leaves,
    ranks: 1,
    isLean: false,
    repeats: job.bootstrap ? drawCount : 0,
    slots,
  });
  const seat: Seat = { rank: 0, size: 1, signal, barrier: () => undefined };
  const crew = joinCrew(arena, seat, job.featuresPerNode === 0);
  const pairs = floatsAt(crew, arena.places.pairs, 2 * arena.rowCount);
  const units = quantizePairs(crew, (from, to) => {
    for (let i = from; i < to; i++) {
      const weight = job.weight === undefined ? 1 : (job.weight[i] as number);
      pairs[2 * i] = weight * (job.mean - (job.outcome[i] as number));
      pairs[2 * i + 1] = weight;
    }
  });
  return { crew, units };
}

/** Writes the index of one tree: the rows drawn, ascending, repeated as often as drawn; then those not drawn. */
function drawRows(crew: Crew, job: ForestJob, rng: Rng): { readonly trainCount: number; readonly rideCount: number } {
  const { index, arena } = crew;
  const { rowCount } = arena;
  const times = new Uint16Array(rowCount);
  if (job.bootstrap) {
    for (let draw = 0; draw < job.drawCount; draw++) {
      const row = rng.below(rowCount);
      times[row] = (times[row] as number) + 1;
    }
  } else {
    // Selection sampling (Knuth, TAOCP 2, algorithm 3.4.2S).
    let wanted = job.drawCount;
    for (let row = 0; row < rowCount && wanted > 0; row++) {
      if (rng.next() * (rowCount - row) >= wanted) continue;
      times[row] = 1;
      wanted--;
    }
  }
  let at = 0;
  for (let row = 0; row < rowCount; row++) for (let k = times[row] as number; k > 0; k--) index[at++] = row;
  const trainCount = at;
  for (let row = 0; row < rowCount; row++) if (times[row] === 0) index[at++] = row;
  return { trainCount, rideCount: at - trainCount };
}

function noteOutOfBag(
  crew: Crew,
  nodes: readonly TreeNode[],
  means: Float64Array,
  into: { readonly sum: Float64Array; readonly count: Int32Array },
): void {
  for (const node of nodes) {
    if (node.left >= 0) continue;
    const mean = means[node.id] as number;
    for (let at = node.rideFrom; at < node.rideFrom + node.rideCount; at++) {
      const row = crew.index[at] as number;
      into.sum[row] = (into.sum[row] as number) + mean;
      into.count[row] = (into.count[row] as number) + 1;
    }
  }
}
