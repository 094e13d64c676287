import type { Task } from '../../base/work.ts';
import { debiasedVariance } from './debias.ts';
import { type ForestData, type ForestSettings, momentCount, NODE_SIZE, type TreeBatch } from './job.ts';
import { solveSmall } from './solve-small.ts';
import { isLeft } from './split-room.ts';

/** A grown forest with what it was grown from. */
export interface AskedForest {
  readonly data: ForestData;
  readonly settings: Pick<ForestSettings, 'bagTrees' | 'trees'>;
  readonly batches: readonly TreeBatch[];
}

/** Rows [from, to) of the table. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Row-major answers of a stretch of rows. */
export interface ForestAnswers {
  /** d effects a row; NaN where no tree had anything to say. */
  readonly effect: Float64Array;
  /** d variances a row; NaN without bags. */
  readonly variance: Float64Array;
  /** Trees that had something to say about each row. */
  readonly treeCount: Int32Array;
}

/** Asks the trees that did not draw a row for its effect. */
export const askForest: Task<AskedForest, RowRange, ForestAnswers> = {
  id: 'causal-forest/ask',
  run(forest, range, signal) {
    const { data, batches } = forest;
    const rowCount = range.to - range.from;
    const width = momentCount(data.effects);
    const total = batches.reduce((sum, batch) => sum + batch.treeCount, 0);
    const leaves = new Int32Array(total * rowCount);
    const sums = new Float64Array(rowCount * width);
    const treeCount = new Int32Array(rowCount);
    let tree = 0;
    for (const batch of batches) {
      for (let own = 0; own < batch.treeCount; own++) {
        signal.throwIfAborted();
        const found = leaves.subarray(tree * rowCount, (tree + 1) * rowCount);
        findLeaves(batch, own, data, range, found);
        for (let i = 0; i < rowCount; i++) {
          const leaf = found[i] as number;
          if (leaf < 0) continue;
          treeCount[i] = (treeCount[i] as number) + 1;
          for (let k = 0; k < width; k++)
            sums[i * width + k] = (sums[i * width + k] as number) + (batch.moments[leaf * width + k] as number);
        }
        tree++;
      }
    }
    for (let i = 0; i < rowCount; i++) {
      for (let k = 0; k < width; k++) sums[i * width + k] = (sums[i * width + k] as number) / Math.max(1, treeCount[i] as number);
    }
    const effect = effectsOf(sums, treeCount, data.effects);
    const variance = variancesOf(forest, { sums, leaves, effect });
    return { effect, variance, treeCount };
  },
};

/** The leaf of every row, or −1 where the tree drew the row or its leaf is empty. */
function findLeaves(batch: TreeBatch, tree: number, data: ForestData, { from, to }: RowRange, found: Int32Array): void {
  const { nodes, masks } = batch;
  const { cells, featureCount } = data;
  const mapBytes = Math.ceil(data.rowCount / 8);
  const root = NODE_SIZE * (batch.treeStart[tree] as number);
  for (let row = from; row < to; row++) {
    if ((((batch.drawn[tree * mapBytes + (row >> 3)] as number) >> (row & 7)) & 1) === 1) {
      found[row - from] = -1;
      continue;
    }
    const offset = row * featureCount;
    let at = root;
    let head = nodes[at] as number;
    while (head >= 0) {
      const cut = nodes[at + 1] as number;
      const right = isLeft(head & 3, cut, cells[offset + (head >> 2)] as number, masks, cut) ? 0 : NODE_SIZE;
      at = root + NODE_SIZE * (nodes[at + 2] as number) + right;
      head = nodes[at] as number;
    }
    found[row - from] = nodes[at + 2] as number;
  }
}

/**
 * The effect of each row from the mean moments of its leaves: τ solves (E[zw′] − E[z]E[w]′) τ = E[zy] − E[z]E[y].
 *
 * @see Athey, Tibshirani & Wager (2019), eqs 2–3 with the weights of section 2.1
 */
function effectsOf(sums: Float64Array, treeCount: Int32Array, d: number): Float64Array {
  const width = momentCount(d);
  const effect = new Float64Array(treeCount.length * d);
  const [matrix, right] = [new Float64Array(d * d), new Float64Array(d)];
  for (let i = 0; i < treeCount.length; i++) {
    const at = i * width;
    momentMatrix(sums, at, d, matrix);
    for (let j = 0; j < d; j++) {
      right[j] = (sums[at + 1 + 2 * d + j] as number) - (sums[at + 1 + d + j] as number) * (sums[at] as number);
    }
    if ((treeCount[i] as number) > 0 && solveSmall(matrix, right)) effect.set(right, i * d);
    else effect.fill(Number.NaN, i * d, (i + 1) * d);
  }
  return effect;
}

/** E[zw′] − E[z]E[w]′. */
function momentMatrix(sums: Float64Array, at: number, d: number, into: Float64Array): void {
  for (let j = 0; j < d; j++) {
    for (let k = 0; k < d; k++) {
      into[j * d + k] = (sums[at + 1 + (3 + j) * d + k] as number) - (sums[at + 1 + d + j] as number) * (sums[at + 1 + k] as number);
    }
  }
}

interface Averages {
  readonly sums: Float64Array;
  readonly leaves: Int32Array;
  readonly effect: Float64Array;
}

/**
 * Variances by the bootstrap of little bags: how far the influence of whole bags spreads, less what single trees within
 * a bag would spread by chance. Only bags count all of whose trees have something to say about the row.
 *
 * @see Athey, Tibshirani & Wager (2019), section 4.1, eq. 21
 * Cost: trees × d² a row.
 */
function variancesOf({ data, settings, batches }: AskedForest, { sums, leaves, effect }: Averages): Float64Array {
  const d = data.effects;
  const rowCount = effect.length / d;
  const variance = new Float64Array(rowCount * d).fill(Number.NaN);
  const { bagTrees } = settings;
  if (bagTrees < 2) return variance;
  const width = momentCount(d);
  const inverse = new Float64Array(rowCount * d * d);
  for (let i = 0; i < rowCount; i++) invertMoments(sums, i * width, d, inverse.subarray(i * d * d, (i + 1) * d * d));
  const spread = { between: new Float64Array(rowCount * d), total: new Float64Array(rowCount * d), bags: new Int32Array(rowCount) };
  const influence = { psi: new Float64Array(d), effects: d, sums, effect, inverse };
  let tree = 0;
  for (const { treeCount, moments } of batches) {
    for (let bag = 0; bag < treeCount; bag += bagTrees) {
      const own = leaves.subarray(tree * rowCount, (tree + bagTrees) * rowCount);
      for (let row = 0; row < rowCount; row++) if (isHeard(own, row, rowCount)) addBag(spread, influence, { moments, leaves: own, row });
      tree += bagTrees;
    }
  }
  for (let at = 0; at < variance.length; at++) {
    const count = spread.bags[Math.floor(at / d)] as number;
    if (count < 2) continue;
    const across = (spread.between[at] as number) / count;
    const noise = ((spread.total[at] as number) / (count * bagTrees) - across) / (bagTrees - 1);
    variance[at] = debiasedVariance(across, noise, count);
  }
  return variance;
}

/** Whether every tree of a bag has something to say about a row. */
function isHeard(leaves: Int32Array, row: number, rowCount: number): boolean {
  for (let at = row; at < leaves.length; at += rowCount) if ((leaves[at] as number) < 0) return false;
  return true;
}

/** Sums by row and effect: squared bag means, squared trees, and the number of bags. */
interface Spread {
  readonly between: Float64Array;
  readonly total: Float64Array;
  readonly bags: Int32Array;
}

interface Bag {
  readonly moments: Float64Array;
  /** Leaves of the bag's trees, tree by tree. */
  readonly leaves: Int32Array;
  readonly row: number;
}

function addBag({ between, total, bags }: Spread, influence: Influence, { moments, leaves, row }: Bag): void {
  const { psi, effects: d } = influence;
  const rowCount = bags.length;
  const bagTrees = leaves.length / rowCount;
  const width = momentCount(d);
  for (let j = 0; j < d; j++) {
    let mean = 0;
    for (let at = row; at < leaves.length; at += rowCount) {
      influenceOf(influence, moments, (leaves[at] as number) * width, row);
      const value = psi[j] as number;
      total[row * d + j] = (total[row * d + j] as number) + value * value;
      mean += value / bagTrees;
    }
    between[row * d + j] = (between[row * d + j] as number) + mean * mean;
  }
  bags[row] = (bags[row] as number) + 1;
}

/** The inverse of a row's moment matrix; NaN where it is singular, so that the variance is missing too. */
function invertMoments(sums: Float64Array, at: number, d: number, into: Float64Array): void {
  const matrix = new Float64Array(d * d);
  for (let k = 0; k < d; k++) {
    momentMatrix(sums, at, d, matrix);
    const unit = new Float64Array(d);
    unit[k] = 1;
    if (!solveSmall(matrix, unit)) unit.fill(Number.NaN);
    for (let j = 0; j < d; j++) into[j * d + k] = unit[j] as number;
  }
}

interface Influence extends Omit<Averages, 'leaves'> {
  /** Where the answer is written. */
  readonly psi: Float64Array;
  readonly effects: number;
  readonly inverse: Float64Array;
}

/** ψ = M⁻¹ [ E_L[zy] − E_L[zw′]τ − E_L[z]c − z̄ (E_L[y] − E_L[w]′τ − c) ], c = ȳ − w̄′τ; L is one leaf, bars are the forest's means. */
function influenceOf({ psi, effects: d, sums, effect, inverse }: Influence, moments: Float64Array, leaf: number, row: number): void {
  const at = row * momentCount(d);
  let constant = sums[at] as number;
  let missed = moments[leaf] as number;
  for (let k = 0; k < d; k++) {
    const own = effect[row * d + k] as number;
    constant -= (sums[at + 1 + k] as number) * own;
    missed -= (moments[leaf + 1 + k] as number) * own;
  }
  missed -= constant;
  psi.fill(0);
  for (let k = 0; k < d; k++) {
    let score = (moments[leaf + 1 + 2 * d + k] as number) - (moments[leaf + 1 + d + k] as number) * constant;
    for (let l = 0; l < d; l++) score -= (moments[leaf + 1 + (3 + k) * d + l] as number) * (effect[row * d + l] as number);
    score -= (sums[at + 1 + d + k] as number) * missed;
    for (let j = 0; j < d; j++) psi[j] = (psi[j] as number) + (inverse[row * d * d + j * d + k] as number) * score;
  }
}
