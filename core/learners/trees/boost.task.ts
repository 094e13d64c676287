import { type Rng, rngFromWords } from '../../base/rng.ts';
import type { TeamTask } from '../../base/work.ts';
import { type Arena, CHUNK_ROWS, CHUNK_SUMS } from './arena.ts';
import { type Crew, floatsAt, joinCrew } from './crew.ts';
import { drawFeatures, growTree } from './grow.ts';
import { type Loss, type LossName, type LossRows, lossNamed } from './losses.ts';
import { renewAnswers } from './renew.ts';
import { sampleIndex } from './row-sample.ts';
import { answersOf, partOfNodes, type TreePart } from './tree-part.ts';
import type { TreeNode, TreePlan } from './tree-plan.ts';
import { quantizePairs, totalOf } from './units.ts';

/** Some consecutive iterations of boosting. Scores live in the arena, so the next job goes on where this one ends. */
export interface BoostJob {
  readonly arena: Arena;
  readonly plan: TreePlan;
  readonly loss: LossName;
  readonly quantile: number;
  readonly rate: number;
  readonly rowShare: number;
  readonly columnShare: number;
  readonly seed: Rng['seed'];
  readonly fromTree: number;
  readonly toTree: number;
  readonly wantsLosses: boolean;
}

export interface BoostRound {
  readonly parts: readonly TreePart[];
  /** After each tree: mean loss over training rows and over held-out rows (NaN without any). */
  readonly losses: readonly MeanLosses[];
}

export interface MeanLosses {
  readonly training: number;
  readonly heldOut: number;
}

/** Boosts for a while; every member of the team grows the same trees over its own rows, and the first one tells. */
export const boost: TeamTask<BoostJob, BoostRound> = {
  id: 'trees/boost',
  run: (job, seat) => boostRound(joinCrew(job.arena, seat), job),
};

/** Boosts for a while with a crew that is already there. */
export function boostRound(crew: Crew, job: BoostJob): BoostRound {
  const { seat } = crew;
  const rows = rowsOf(crew);
  const loss = lossNamed(job.loss, job.quantile);
  const parts: TreePart[] = [];
  const losses: MeanLosses[] = [];
  for (let tree = job.fromTree; tree < job.toTree; tree++) {
    seat.signal.throwIfAborted();
    const part = addTree(crew, job, loss, rows, rngFromWords(job.seed).fork(tree));
    if (seat.rank === 0) parts.push(part);
    if (job.wantsLosses) losses.push(measureLosses(crew, loss, rows));
  }
  return { parts, losses };
}

function rowsOf(crew: Crew): LossRows {
  const { places, rowCount } = crew.arena;
  return {
    score: floatsAt(crew, places.score, rowCount),
    outcome: floatsAt(crew, places.outcome, rowCount),
    weight: floatsAt(crew, places.weight, rowCount),
    pairs: floatsAt(crew, places.pairs, 2 * rowCount),
  };
}

function addTree(crew: Crew, job: BoostJob, loss: Loss, rows: LossRows, rng: Rng): TreePart {
  const { plan } = job;
  const units = quantizePairs(crew, (from, to) => loss.gradients(rows, from, to));
  const all = Int32Array.from({ length: crew.arena.featureCount }, (_, feature) => feature);
  const features = drawFeatures(all, Math.max(1, Math.round(job.columnShare * all.length)), rng.fork('columns'));
  const counts = sampleIndex(crew, job.rowShare, rng.fork('rows'));
  const nodes = growTree(crew, plan, { ...counts, features, featuresPerNode: 0, rng, units });
  const answers = answersOf(nodes, plan.lambda, job.rate);
  if (loss.renewAt !== undefined) renewAnswers(crew, nodes, rows, { quantile: loss.renewAt, rate: job.rate, answers });
  addAnswers(crew, nodes, answers, rows.score);
  return partOfNodes(nodes, plan.rules, answers);
}

/** Adds each leaf's answer to the scores of its rows, those that ride along included. */
function addAnswers(crew: Crew, nodes: readonly TreeNode[], answers: Float64Array, score: Float64Array): void {
  const { places } = crew.arena;
  for (const node of nodes) {
    if (node.left >= 0) continue;
    crew.kernels.markLeaf(places.index + 4 * node.from, node.count, places.leafOfRow, node.id);
    crew.kernels.markLeaf(places.index + 4 * node.rideFrom, node.rideCount, places.leafOfRow, node.id);
  }
  const { leafOfRow, endRow } = crew;
  for (let row = crew.firstRow; row < endRow; row++) score[row] = (score[row] as number) + (answers[leafOfRow[row] as number] as number);
}

function measureLosses(crew: Crew, loss: Loss, { score, outcome, weight }: LossRows): MeanLosses {
  const { places } = crew.arena;
  const notes = floatsAt(crew, places.chunkSums, CHUNK_SUMS * Math.ceil(crew.arena.rowCount / CHUNK_ROWS));
  for (let from = crew.firstRow; from < crew.endRow; from += CHUNK_ROWS) {
    const sums = [0, 0, 0, 0];
    for (let row = from; row < Math.min(crew.endRow, from + CHUNK_ROWS); row++) {
      const side = crew.bytes[places.heldOut + row] === 1 ? 2 : 0;
      const w = weight[row] as number;
      sums[side] = (sums[side] as number) + w * loss.value(score[row] as number, outcome[row] as number);
      sums[side + 1] = (sums[side + 1] as number) + w;
    }
    notes.set(sums, CHUNK_SUMS * (from / CHUNK_ROWS) + 2);
  }
  crew.seat.barrier();
  const [training = 0, trainingWeight = 0, heldOut = 0, heldOutWeight = 0] = totalOf(crew, 2, 4);
  return { training: training / trainingWeight, heldOut: heldOut / heldOutWeight };
}
