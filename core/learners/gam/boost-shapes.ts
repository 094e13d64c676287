import type { StopSignal } from '../../base/work.ts';
import type { FeatureBins } from '../trees/bin-feature.task.ts';
import { addStep, type BagRows, bagRows, CellSums, gather, refresh } from './bag-rows.ts';
import { type PoolRoom, projectMonotone } from './isotonic.ts';
import type { BagResult, GamJob } from './job.ts';
import { followRounds } from './rounds.ts';
import { StepTree } from './step-tree.ts';
import { cellCount } from './terms.ts';

/** Rounds between two counts of the second derivatives by bin: they change slowly, and only for log odds. */
const HESSIAN_ROUNDS = 8;

/**
 * Boosts the shapes of one bag: round after round, each feature in its turn gets a small step, so that features which
 * say the same share it.
 *
 * @see Lou, Caruana & Gehrke (2012), KDD, section 3.2.3 (gradient boosting, shallow trees, bagged); Nori et al. (2019)
 * Cost: rounds × features × rows, about 3 ns each.
 */
export function boostShapes(job: GamJob, bag: number, signal: StopSignal): BagResult {
  const rows = bagRows(job, bag);
  const places = job.rules.map((rule, feature) => placeOf(rule, job.bins[feature] as Uint8Array, rows));
  const values = places.map(({ shape }) => shape);
  const { spec, isBinary } = job;
  const tree = new StepTree({ leaves: spec.leaves, minLeafRows: spec.minLeafRows, rate: spec.learningRate, isBounded: isBinary });
  const gradient = new CellSums(256);
  const step = new Float64Array(256);
  const room = { means: new Float64Array(256), weights: new Float64Array(256), ends: new Int32Array(256) };
  return followRounds(job, rows, values, signal, (round) => {
    refresh(rows, isBinary);
    const isRenewed = isBinary ? round % HESSIAN_ROUNDS === 0 : round === 0;
    for (const [feature, place] of places.entries()) {
      if (isRenewed) place.hessian.add(place.cells, rows.hessian);
      gradient.add(place.cells, rows.gradient);
      tree.grow(place.rule.kind === 'category', place.rule.binCount, gradient.sums, place.hessian.sums, place.rows, step);
      const sign = job.signs[feature] as number;
      if (sign === 0) addTo(place.shape, step);
      else addInOrder(place, step, sign, room);
      addStep(rows, place.cells, step);
    }
  });
}

/** One feature as a bag sees it. */
interface Place {
  readonly rule: FeatureBins;
  readonly cells: Uint16Array;
  /** Rows that it learns from, and their second derivatives, by cell. */
  readonly rows: Float64Array;
  readonly hessian: CellSums;
  readonly shape: Float64Array;
}

function placeOf(rule: FeatureBins, column: Uint8Array, bag: BagRows): Place {
  const cells = gather(column, bag.rows);
  const rows = new Float64Array(256);
  for (let i = 0; i < bag.trainCount; i++) rows[cells[i] as number] = (rows[cells[i] as number] as number) + 1;
  return { rule, cells, rows, hessian: new CellSums(256), shape: new Float64Array(cellCount(rule)) };
}

/** Takes the step and goes to the nearest shape that keeps its order; the step becomes what has changed. */
function addInOrder({ rule, shape, hessian }: Place, step: Float64Array, sign: number, room: PoolRoom): void {
  for (let cell = 0; cell < shape.length; cell++) {
    const before = shape[cell] as number;
    shape[cell] = before + (step[cell] as number);
    step[cell] = before;
  }
  projectMonotone(shape, hessian.sums, rule.binCount, sign, room);
  for (let cell = 0; cell < shape.length; cell++) step[cell] = (shape[cell] as number) - (step[cell] as number);
}

function addTo(shape: Float64Array, step: Float64Array): void {
  for (let cell = 0; cell < shape.length; cell++) shape[cell] = (shape[cell] as number) + (step[cell] as number);
}
