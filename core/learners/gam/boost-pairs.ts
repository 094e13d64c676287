import type { StopSignal } from '../../base/work.ts';
import { addStep, type BagRows, bagRows, CellSums, gather, refresh } from './bag-rows.ts';
import type { BagResult, GamJob, PairJob } from './job.ts';
import { followRounds } from './rounds.ts';
import { Surface } from './surface.ts';
import { cellCount } from './terms.ts';

/** Rounds between two looks at the derivatives of log odds: with few and small steps a round, the parabola serves for some. */
const RENEWAL_ROUNDS = 4;

/**
 * Boosts the surfaces of one bag on what its shapes left over; the shapes stay as they are.
 *
 * @param shapes the bag's own, by feature
 * @see Lou, Caruana, Gehrke & Hooker (2013), KDD, section 4
 * Cost: rounds × pairs × (rows + 4 × cells).
 */
export function boostPairs(job: GamJob, pairs: PairJob, bag: number, shapes: readonly Float64Array[], signal: StopSignal): BagResult {
  const rows = bagRows(job, bag);
  shapes.forEach((shape, feature) => {
    addShape(rows, job.bins[feature] as Uint8Array, shape);
  });
  const places = pairs.chosen.map((pair) => placeOf(pairs, pair, rows));
  const values = places.map(({ values: own }) => own);
  const rules = { minLeafRows: job.spec.minLeafRows, rate: job.spec.learningRate, isBounded: job.isBinary };
  return followRounds(job, rows, values, signal, (round) => {
    const isRenewed = job.isBinary ? round % RENEWAL_ROUNDS === 0 : round === 0;
    if (isRenewed) refresh(rows, job.isBinary);
    for (const place of places) {
      if (isRenewed) place.hessian.add(place.cells, rows.hessian);
      place.gradient.add(place.cells, rows.gradient);
      place.surface.load(place.gradient.sums, place.hessian.sums, place.rows);
      place.surface.grow(rules, place.step);
      for (let cell = 0; cell < place.step.length; cell++)
        place.values[cell] = (place.values[cell] as number) + (place.step[cell] as number);
      addStep(rows, place.cells, place.step);
    }
  });
}

function addShape({ rows, score }: BagRows, column: Uint8Array, shape: Float64Array): void {
  for (let i = 0; i < rows.length; i++) score[i] = (score[i] as number) + (shape[column[rows[i] as number] as number] as number);
}

function placeOf({ bins, rules }: PairJob, [first, second]: readonly [number, number], bag: BagRows) {
  const [tall, wide] = [rules[first], rules[second]];
  if (tall === undefined || wide === undefined) throw new RangeError('A pair names a feature that is not there.');
  const width = cellCount(wide);
  const size = cellCount(tall) * width;
  const [rowCells, columnCells] = [gather(bins[first] as Uint8Array, bag.rows), gather(bins[second] as Uint8Array, bag.rows)];
  const cells = Uint16Array.from(rowCells, (cell, i) => cell * width + (columnCells[i] as number));
  const rows = new Float64Array(size);
  for (let i = 0; i < bag.trainCount; i++) rows[cells[i] as number] = (rows[cells[i] as number] as number) + 1;
  const [values, step] = [new Float64Array(size), new Float64Array(size)];
  return { cells, rows, surface: new Surface(tall, wide), values, step, gradient: new CellSums(size), hessian: new CellSums(size) };
}
