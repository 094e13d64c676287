import { rngFromWords } from '../../base/rng.ts';
import { splitRows } from '../folds.ts';
import type { GamJob } from './job.ts';

/**
 * The rows of one bag on memory of its own: first those that it learns from, then those that tell it when to stop, then
 * any that are only watched. Gradients are kept for the first.
 */
export interface BagRows {
  readonly rows: Int32Array;
  readonly trainCount: number;
  /** Where the rows end that tell when to stop. */
  readonly stopEnd: number;
  readonly outcome: Float64Array;
  readonly weight: Float64Array;
  readonly score: Float64Array;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** Draws a bag's rows; every bag by its number, so that it can be drawn again. */
export function bagRows(job: GamJob, bag: number): BagRows {
  const rng = rngFromWords(job.seed).fork(bag);
  const strata = job.isBinary ? { strata: Int32Array.from(job.outcome, Math.round) } : {};
  const { train, heldOut } = splitRows(job.outcome.length, job.spec.validationShare, rng, { rows: job.rows, ...strata });
  const rows = new Int32Array(train.length + heldOut.length + job.watched.length);
  rows.set(train);
  rows.set(heldOut, train.length);
  rows.set(job.watched, train.length + heldOut.length);
  return {
    rows,
    trainCount: train.length,
    stopEnd: train.length + heldOut.length,
    outcome: Float64Array.from(rows, (row) => job.outcome[row] as number),
    weight: Float64Array.from(rows, (row) => (job.weight === undefined ? 1 : (job.weight[row] as number))),
    score: new Float64Array(rows.length).fill(job.start),
    gradient: new Float64Array(train.length),
    hessian: new Float64Array(train.length),
  };
}

/** The cells of a column for a bag's rows, one after the other; words even for shapes, so that loops meet one kind of array only. */
export function gather(column: Uint8Array, rows: Int32Array): Uint16Array {
  const own = new Uint16Array(rows.length);
  for (let i = 0; i < rows.length; i++) own[i] = column[rows[i] as number] as number;
  return own;
}

/** First and second derivatives of the loss at the scores: ½(s − y)², or log(1 + eˢ) − y·s. */
export function refresh({ outcome, weight, score, gradient, hessian }: BagRows, isBinary: boolean): void {
  for (let i = 0; i < gradient.length; i++) {
    const [w, y, s] = [weight[i] as number, outcome[i] as number, score[i] as number];
    if (isBinary) {
      const p = 1 / (1 + Math.exp(-s));
      gradient[i] = w * (p - y);
      hessian[i] = w * p * (1 - p);
    } else {
      gradient[i] = w * (s - y);
      hessian[i] = w;
    }
  }
}

/** Mean loss of the rows from … to−1, by weight; 0 for none. */
export function meanLoss({ outcome, weight, score }: BagRows, from: number, to: number, isBinary: boolean): number {
  let [sum, total] = [0, 0];
  for (let i = from; i < to; i++) {
    const [w, y, s] = [weight[i] as number, outcome[i] as number, score[i] as number];
    total += w;
    sum += w * (isBinary ? Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s))) - y * s : 0.5 * (s - y) ** 2);
  }
  return total > 0 ? sum / total : 0;
}

/**
 * Adds to every row what a step gives its cell. Within a round the loss counts as the parabola that it was at the
 * beginning of it, so that the gradient follows without another exponential a row.
 */
export function addStep({ score, gradient, hessian }: BagRows, cells: Uint16Array, step: Float64Array): void {
  const { length } = gradient;
  for (let i = 0; i < length; i++) {
    const change = step[cells[i] as number] as number;
    score[i] = (score[i] as number) + change;
    gradient[i] = (gradient[i] as number) + (hessian[i] as number) * change;
  }
  for (let i = length; i < score.length; i++) score[i] = (score[i] as number) + (step[cells[i] as number] as number);
}

/** Sums of values by cell, with the memory that adding them up takes. */
export class CellSums {
  readonly sums: Float64Array;
  readonly #lanes: Float64Array;

  constructor(cells: number) {
    this.sums = new Float64Array(cells);
    this.#lanes = new Float64Array(4 * cells);
  }

  /**
   * Rows take turns on four lists of sums: a processor that adds to the same number twice in a row waits for the first to
   * be written (measured: six times as long).
   */
  add(cells: Uint16Array, values: Float64Array): void {
    const [sums, lanes] = [this.sums, this.#lanes];
    const { length } = sums;
    const whole = values.length - (values.length % 4);
    lanes.fill(0);
    for (let i = 0; i < whole; i += 4) {
      const a = cells[i] as number;
      const b = (cells[i + 1] as number) + length;
      const c = (cells[i + 2] as number) + 2 * length;
      const d = (cells[i + 3] as number) + 3 * length;
      lanes[a] = (lanes[a] as number) + (values[i] as number);
      lanes[b] = (lanes[b] as number) + (values[i + 1] as number);
      lanes[c] = (lanes[c] as number) + (values[i + 2] as number);
      lanes[d] = (lanes[d] as number) + (values[i + 3] as number);
    }
    for (let i = whole; i < values.length; i++) lanes[cells[i] as number] = (lanes[cells[i] as number] as number) + (values[i] as number);
    for (let k = 0; k < length; k++) {
      const [a, b] = [lanes[k] as number, lanes[k + length] as number];
      sums[k] = a + b + ((lanes[k + 2 * length] as number) + (lanes[k + 3 * length] as number));
    }
  }
}
