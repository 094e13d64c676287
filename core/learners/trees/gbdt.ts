import { type Rng, shuffle } from '../../base/rng.ts';
import type { Work } from '../../base/work.ts';
import type { Hands, Learner, Target } from '../learner.ts';
import type { TreeModel } from '../model.ts';
import { type Arena, makeArena } from './arena.ts';
import { type BinnedMatrix, binTable } from './binned-matrix.ts';
import { type BoostJob, type BoostRound, boost, boostRound, type MeanLosses } from './boost.task.ts';
import { joinCrew } from './crew.ts';
import { type GbdtSpec, gbdtSpec } from './gbdt-spec.ts';
import { type LossName, lossNamed } from './losses.ts';
import { checkMonotone, checkTarget } from './target-check.ts';
import { joinParts, type TreePart } from './tree-part.ts';
import type { TreePlan } from './tree-plan.ts';

/** From this many rows on a second thread saves more than the waiting costs (measured: a third of the time at 60,000). */
export const TEAM_ROWS = 50_000;

/** Above this many rows one word is too short for the sums of gradients and the number of rows. */
const LEAN_ROWS = 2 ** 21;

/** Trees between two looks at progress, cancelling and early stopping. Never changes a result. */
const ROUND_TREES = 10;

/** Mean loss after each tree. */
export interface BoostHistory {
  readonly training: Float64Array;
  /** NaN without held-out rows. */
  readonly heldOut: Float64Array;
  /** How many trees the model kept. */
  readonly treeCount: number;
}

/**
 * Gradient-boosted decision trees: Friedman (2001), Annals of Statistics 29:1189, with second-order gains as in
 * Chen & Guestrin (2016), KDD, eq. 7, and leaf-wise growth on binned features as in Ke et al. (2017), NeurIPS.
 * The model's cover counts training rows.
 */
export const gbdt: Learner<GbdtSpec, BinnedMatrix> = {
  id: 'gbdt',
  spec: gbdtSpec,
  prepare: (table, spec, work) => binTable(table, spec.bins, work),
  train: async (matrix, target, spec, work) => (await trainBoosted(matrix, target, spec, work, {})).model,
  trainAlone(matrix, target, spec, hands) {
    const run = openRun(matrix, target, spec, { ...hands, threads: 1 }, {});
    const crew = joinCrew(run.job.arena, { rank: 0, size: 1, signal: hands.signal, barrier: () => undefined });
    const rounds = roundsOf(run.job, spec);
    let step = rounds.next();
    while (step.done !== true) step = rounds.next(boostRound(crew, step.value));
    return closeRun(run, spec, step.value).model;
  },
};

/**
 * Trains and tells how the loss went, for a learning curve.
 *
 * @param heldOut rows of the matrix that are watched, never trained on; without them, and with early stopping on,
 *   a seeded share of the target's rows is
 * @throws data/too-few-rows, data/not-binary, data/missing-values, option/invalid, resource/memory
 */
export function trainWithHistory(
  matrix: BinnedMatrix,
  target: Target,
  spec: GbdtSpec,
  work: Work,
  heldOut?: Int32Array,
): Promise<{ readonly model: TreeModel; readonly history: BoostHistory }> {
  return trainBoosted(matrix, target, spec, work, { wantsHistory: true, heldOut });
}

interface Watch {
  readonly wantsHistory?: boolean;
  readonly heldOut?: Int32Array | undefined;
}

async function trainBoosted(matrix: BinnedMatrix, target: Target, spec: GbdtSpec, work: Work, watch: Watch) {
  const run = openRun(matrix, target, spec, work, watch);
  const alone = run.ranks > 1 ? undefined : joinCrew(run.job.arena, { rank: 0, size: 1, signal: work.signal, barrier: () => undefined });
  const rounds = roundsOf(run.job, spec);
  let step = rounds.next();
  while (step.done !== true) {
    work.progress(step.value.fromTree / spec.trees, 'growing trees');
    const [grown] = alone === undefined ? await work.team(boost, step.value, run.ranks) : [boostRound(alone, step.value)];
    step = rounds.next(grown ?? { parts: [], losses: [] });
  }
  work.progress(1, 'growing trees');
  return closeRun(run, spec, step.value);
}

/** A training run that has its memory and its target, and grows next. */
interface Run {
  readonly job: Omit<BoostJob, 'fromTree' | 'toTree'>;
  readonly ranks: number;
  readonly frame: Parameters<typeof joinParts>[1];
}

function openRun(matrix: BinnedMatrix, target: Target, spec: GbdtSpec, hands: Hands & Pick<Work, 'threads'>, watch: Watch): Run {
  const lossName: LossName = spec.loss === 'auto' ? (target.task === 'binary' ? 'logistic' : 'squared') : spec.loss;
  checkTarget(target, matrix.rowCount, lossName);
  const loss = lossNamed(lossName, spec.quantile);
  const { rows, heldOutCount } = divideRows(matrix.rowCount, target, spec, hands.rng, watch.heldOut);
  const isTeam = rows.length >= TEAM_ROWS && hands.threads > 1 && loss.renewAt === undefined;
  const ranks = isTeam ? hands.threads : 1;
  const isLean = loss.hasUnitHessian && target.weight === undefined && spec.columnShare === 1 && rows.length <= LEAN_ROWS;
  const arena = makeArena({ matrix, rows, leaves: spec.leaves, ranks, isLean, repeats: 0, slots: spec.leaves + 1 });
  const base = fillTarget(arena, target, rows, heldOutCount, loss.start);
  const job = {
    arena,
    plan: planOf(matrix, spec, checkMonotone(matrix.features, spec.monotone, lossName)),
    loss: lossName,
    quantile: spec.quantile,
    rate: spec.learningRate,
    rowShare: spec.rowShare,
    columnShare: spec.columnShare,
    seed: hands.rng.fork('trees').seed,
    wantsLosses: watch.wantsHistory === true || spec.earlyStopping > 0,
  };
  return { job, ranks, frame: { features: matrix.features, link: loss.link, base } };
}

interface Grown {
  readonly parts: readonly TreePart[];
  readonly losses: readonly MeanLosses[];
}

/** The rounds of a run one after the other: each is handed out to be grown, and decides whether another follows. */
function* roundsOf(job: Run['job'], spec: GbdtSpec): Generator<BoostJob, Grown, BoostRound> {
  const parts: TreePart[] = [];
  const losses: MeanLosses[] = [];
  for (let fromTree = 0; fromTree < spec.trees; fromTree += ROUND_TREES) {
    const grown = yield { ...job, fromTree, toTree: Math.min(spec.trees, fromTree + ROUND_TREES) };
    parts.push(...grown.parts);
    losses.push(...grown.losses);
    if (spec.earlyStopping > 0 && losses.length - bestCount(losses) >= spec.earlyStopping) break;
  }
  return { parts, losses };
}

function closeRun({ frame }: Run, spec: GbdtSpec, { parts, losses }: Grown) {
  const treeCount = spec.earlyStopping > 0 ? bestCount(losses) : parts.length;
  const model = joinParts(parts.slice(0, treeCount), frame);
  const history: BoostHistory = {
    training: Float64Array.from(losses, (entry) => entry.training),
    heldOut: Float64Array.from(losses, (entry) => entry.heldOut),
    treeCount,
  };
  return { model, history };
}

/** How many trees had the least held-out loss; the fewest among equals. */
function bestCount(losses: readonly MeanLosses[]): number {
  let best = 0;
  losses.forEach(({ heldOut }, tree) => {
    if (heldOut < (losses[best]?.heldOut ?? Number.POSITIVE_INFINITY)) best = tree;
  });
  return best + 1;
}

/** The rows that take part: those to train on, then the held-out ones. Training rows keep their order. */
function divideRows(rowCount: number, target: Target, spec: GbdtSpec, rng: Rng, given: Int32Array | undefined) {
  const rows = target.rows ?? Int32Array.from({ length: rowCount }, (_, row) => row);
  if (given !== undefined) return { rows: joined(rows, given), heldOutCount: given.length };
  const heldOutCount = spec.earlyStopping > 0 && rows.length > 1 ? Math.max(1, Math.round(spec.validationShare * rows.length)) : 0;
  if (heldOutCount === 0) return { rows, heldOutCount };
  const order = shuffle(Int32Array.from(rows.keys()), rng.fork('validation'));
  const isHeld = new Uint8Array(rows.length);
  for (let i = 0; i < heldOutCount; i++) isHeld[order[i] as number] = 1;
  return {
    rows: joined(
      rows.filter((_, i) => isHeld[i] === 0),
      rows.filter((_, i) => isHeld[i] === 1),
    ),
    heldOutCount,
  };
}

function joined(first: Int32Array, second: Int32Array): Int32Array {
  const all = new Int32Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** Writes outcome, weight and the starting score of every row; answers that score. */
function fillTarget(
  arena: Arena,
  target: Target,
  rows: Int32Array,
  heldOutCount: number,
  start: (outcome: Float64Array, weight: Float64Array) => number,
): number {
  const { places, memory, rowCount } = arena;
  const floats = (place: number): Float64Array => new Float64Array(memory.buffer, place, rowCount);
  const [outcome, weight] = [floats(places.outcome), floats(places.weight)];
  for (let i = 0; i < rowCount; i++) {
    const row = rows[i] as number;
    outcome[i] = target.values[row] as number;
    weight[i] = target.weight === undefined ? 1 : (target.weight[row] as number);
  }
  const trainCount = rowCount - heldOutCount;
  new Uint8Array(memory.buffer, places.heldOut, rowCount).fill(1, trainCount);
  const base = start(outcome.subarray(0, trainCount), weight.subarray(0, trainCount));
  floats(places.score).fill(base);
  return base;
}

function planOf(matrix: BinnedMatrix, spec: GbdtSpec, monotone: Int8Array): TreePlan {
  return {
    leaves: spec.leaves,
    maxDepth: spec.maxDepth,
    growth: spec.growth,
    minLeafRows: spec.minLeafRows,
    // A hessian of exactly zero would make the gain 0/0.
    minLeafHessian: Math.max(spec.minLeafHessian, 1e-10),
    lambda: spec.lambda,
    minGain: spec.minGain,
    categorySmoothing: spec.categorySmoothing,
    categoryLambda: spec.categoryLambda,
    categoryRows: spec.categoryRows,
    rules: matrix.rules,
    monotone,
    isBounded: monotone.some((sign) => sign !== 0),
  };
}
