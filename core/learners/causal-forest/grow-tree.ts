import type { Rng } from '../../base/rng.ts';
import type { StopSignal } from '../../base/work.ts';
import { CATEGORIES, type ForestData, type ForestSettings, MASK_WORDS, NODE_SIZE } from './job.ts';
import { type LabelRoom, labelNode, makeLabelRoom, type NodeRows } from './labels.ts';
import { type ManyRoom, makeManyRoom, searchMany } from './split-many.ts';
import { MOST_PACKED, makeOneRoom, type OneRoom, SECOND_ARM, searchOne, searchOneSet } from './split-one.ts';
import { type BestSplit, isLeft, makeBest, type NodeTotals } from './split-room.ts';

/** A grown tree before its leaves are filled; arrays are views that the next tree overwrites. */
export interface BareTree {
  readonly nodeCount: number;
  readonly nodes: Int32Array;
  readonly masks: number[];
}

/** Everything that growing needs and keeps from tree to tree: nothing is allocated inside a tree but its random draws. */
export interface GrowRoom {
  readonly data: ForestData;
  readonly settings: ForestSettings;
  /** Cells of a feature lie side by side: as many as the tree has rows. */
  stride: number;
  /** p × m bins of the growing sample, feature by feature. */
  readonly cells: Uint8Array;
  readonly rows: NodeRows;
  readonly arms: Uint8Array;
  readonly order: Int32Array;
  readonly spare: Int32Array;
  readonly units: Uint32Array;
  readonly nodes: Int32Array;
  /** From and to of every node. */
  readonly spans: Int32Array;
  readonly features: Int32Array;
  readonly poisson: Float64Array;
  readonly labelRoom: LabelRoom;
  readonly one: OneRoom;
  readonly many: ManyRoom;
  readonly best: BestSplit;
  readonly totals: NodeTotals;
}

/** @param capacity the most rows that a tree may grow on */
export function makeGrowRoom(data: ForestData, settings: ForestSettings, capacity: number): GrowRoom {
  const { effects, featureCount } = data;
  const order = new Int32Array(capacity);
  const rows = {
    effects,
    values: new Float64Array((1 + 2 * effects) * capacity),
    order,
    labels: new Float64Array(effects * capacity),
  };
  return {
    data,
    settings,
    stride: capacity,
    cells: new Uint8Array(featureCount * capacity),
    rows,
    arms: new Uint8Array(capacity),
    order,
    spare: new Int32Array(capacity),
    units: new Uint32Array(capacity),
    nodes: new Int32Array(NODE_SIZE * (2 * capacity + 1)),
    spans: new Int32Array(2 * (2 * capacity + 1)),
    features: Int32Array.from({ length: featureCount }, (_, feature) => feature),
    poisson: poissonTable(settings.triedColumns),
    labelRoom: makeLabelRoom(effects),
    one: makeOneRoom(),
    many: makeManyRoom(effects),
    best: makeBest(),
    totals: { rows: 0, arms: new Float64Array(effects + 1), labels: new Float64Array(effects) },
  };
}

/** Nodes of so many rows take a millisecond: often enough to hear when to stop. */
const LARGE_NODE = 4096;

/** What growing a tree needs besides its room and rows. */
export interface Hands {
  readonly rng: Rng;
  readonly signal: StopSignal;
}

/**
 * Grows one tree on the rows of its sample, breadth first.
 *
 * @see Athey, Tibshirani & Wager (2019), algorithm 1 and section 2.3
 * Cost: rows × columns tried × depth.
 */
export function growTree(room: GrowRoom, rows: Int32Array, { rng, signal }: Hands): BareTree {
  takeRows(room, rows);
  const { nodes, spans } = room;
  const masks: number[] = [];
  let nodeCount = 1;
  spans[0] = 0;
  spans[1] = rows.length;
  for (let node = 0; node < nodeCount; node++) {
    const [from, to] = [spans[2 * node] as number, spans[2 * node + 1] as number];
    if (to - from >= LARGE_NODE) signal.throwIfAborted();
    const at = node * NODE_SIZE;
    nodes[at] = -1;
    nodes[at + 1] = 0;
    nodes[at + 2] = -1;
    nodes[at + 3] = to - from;
    if (!findSplit(room, from, to, rng)) continue;
    const { feature, kind, cut, mask } = room.best;
    nodes[at] = 4 * feature + kind;
    nodes[at + 1] = kind === CATEGORIES ? masks.length : cut;
    nodes[at + 2] = nodeCount;
    if (kind === CATEGORIES) for (let word = 0; word < MASK_WORDS; word++) masks.push(mask[word] as number);
    const middle = partRows(room, from, to);
    spans[2 * nodeCount] = from;
    spans[2 * nodeCount + 1] = middle;
    spans[2 * nodeCount + 2] = middle;
    spans[2 * nodeCount + 3] = to;
    nodeCount += 2;
  }
  return { nodeCount, nodes, masks };
}

/** Copies what growing reads of its rows side by side: the table itself is far too large for the caches. */
function takeRows(room: GrowRoom, rows: Int32Array): void {
  const { data, cells, arms, order } = room;
  const { values } = room.rows;
  const { effects, featureCount } = data;
  const width = 1 + 2 * effects;
  const stride = rows.length;
  room.stride = stride;
  // What another tree left behind must not matter: rows that this tree did not draw would shine through.
  for (let feature = 0; feature < featureCount; feature++) room.features[feature] = feature;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    order[i] = i;
    arms[i] = data.arm[row] as number;
    values[i * width] = data.outcome[row] as number;
    for (let k = 0; k < effects; k++) {
      values[i * width + 1 + k] = data.treatment[row * effects + k] as number;
      values[i * width + 1 + effects + k] = data.instrument[row * effects + k] as number;
    }
    for (let feature = 0; feature < featureCount; feature++) {
      cells[feature * stride + i] = data.cells[row * featureCount + feature] as number;
    }
  }
}

/** Counts the node's arms and writes each row's unit beside its label; false where no split could keep enough of every arm. */
function countArms({ totals, order, arms, units, data, settings }: GrowRoom, from: number, to: number): boolean {
  totals.rows = to - from;
  totals.arms.fill(0);
  for (let at = from; at < to; at++) {
    const arm = arms[order[at] as number] as number;
    totals.arms[arm] = (totals.arms[arm] as number) + 1;
    units[at] = arm === 0 ? 1 : SECOND_ARM;
  }
  const least = 2 * Math.max(1, settings.minLeafRows);
  for (let arm = 0; arm <= data.effects; arm++) if ((totals.arms[arm] as number) < least) return false;
  return true;
}

function findSplit(room: GrowRoom, from: number, to: number, rng: Rng): boolean {
  const { data, settings, totals, best, rows } = room;
  best.gain = 0;
  best.feature = -1;
  if (!countArms(room, from, to) || !labelNode(rows, room.labelRoom, from, to)) return false;
  totals.labels.fill(0);
  for (let at = from; at < to; at++) {
    for (let j = 0; j < data.effects; j++) {
      totals.labels[j] = (totals.labels[j] as number) + (rows.labels[at * data.effects + j] as number);
    }
  }
  const tried = drawFeatures(room, rng);
  const { cells, order, arms, units } = room;
  const node = { cells, offset: 0, order, labels: rows.labels, units, arms, from, to, totals };
  const isWide = data.effects > 1 || Math.max(totals.arms[0] as number, totals.arms[1] as number) > MOST_PACKED;
  for (let i = 0; i < tried; i++) {
    const feature = room.features[i] as number;
    const isCategory = data.isCategory[feature] === 1;
    node.offset = feature * room.stride;
    if (isWide) searchMany(room.many, node, feature, settings, best, isCategory);
    else if (isCategory) searchOneSet(room.one, node, feature, settings, best);
    else searchOne(room.one, node, feature, settings, best);
  }
  return best.feature >= 0;
}

/** Moves the features of one node to the front: as many as a Poisson draw says, at least one, at most all (as grf does). */
function drawFeatures({ features, poisson }: GrowRoom, rng: Rng): number {
  const level = rng.next();
  let count = 0;
  while (count < poisson.length && (poisson[count] as number) < level) count++;
  count = Math.max(1, Math.min(features.length, count));
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(rng.next() * (features.length - i));
    const held = features[i] as number;
    features[i] = features[j] as number;
    features[j] = held;
  }
  return count;
}

/** Distribution function of a Poisson draw, up to where nothing is left. */
function poissonTable(mean: number): Float64Array {
  // Beyond ten standard deviations a draw never comes; large means are summed in logs, where exp(−mean) would be 0.
  const length = Math.ceil(mean + 10 * Math.sqrt(mean) + 10);
  const table = new Float64Array(length);
  let logTerm = -mean;
  let sum = 0;
  for (let k = 0; k < length; k++) {
    sum += Math.exp(logTerm);
    table[k] = sum;
    logTerm += Math.log(mean) - Math.log(k + 1);
  }
  return table;
}

/** Moves the rows that go left to the front of the node, keeping their order; the position where the right ones begin. */
function partRows({ best, cells, stride, order, spare }: GrowRoom, from: number, to: number): number {
  const offset = best.feature * stride;
  let left = from;
  let right = 0;
  for (let at = from; at < to; at++) {
    const row = order[at] as number;
    if (isLeft(best.kind, best.cut, cells[offset + row] as number, best.mask, 0)) order[left++] = row;
    else spare[right++] = row;
  }
  order.set(spare.subarray(0, right), left);
  return left;
}
