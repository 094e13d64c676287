import type { StopSignal } from '../../base/work.ts';
import { type BagRows, meanLoss } from './bag-rows.ts';
import type { BagResult, CoursePoint, GamJob } from './job.ts';

/** From one point of the course to the next the rounds grow by this factor: dense where the loss falls fast. */
const COURSE_STEP = 1.15;

/**
 * Runs rounds until the loss of the bag's stopping rows has not fallen for `earlyStopping` of them, and goes back to where
 * it was least.
 *
 * @param values what the rounds change in place
 */
export function followRounds(
  job: GamJob,
  rows: BagRows,
  values: readonly Float64Array[],
  signal: StopSignal,
  advance: (round: number) => void,
): BagResult {
  const { spec, isBinary } = job;
  const best = values.map((own) => own.slice());
  const course: CoursePoint[] = [];
  let [bestRound, noted] = [0, 0];
  let least = meanLoss(rows, rows.trainCount, rows.stopEnd, isBinary);
  for (let round = 0; round < spec.rounds && round - bestRound < spec.earlyStopping; round++) {
    signal.throwIfAborted();
    advance(round);
    const loss = meanLoss(rows, rows.trainCount, rows.stopEnd, isBinary);
    if (job.watched.length > 0 && round + 1 >= noted) {
      course.push({
        round: round + 1,
        training: meanLoss(rows, 0, rows.trainCount, isBinary),
        watched: meanLoss(rows, rows.stopEnd, rows.rows.length, isBinary),
      });
      noted = Math.ceil((round + 1) * COURSE_STEP);
    }
    if (!(loss < least)) continue;
    least = loss;
    bestRound = round + 1;
    for (const [at, own] of values.entries()) best[at]?.set(own);
  }
  return { values: best, course: course.filter(({ round }) => round <= Math.max(1, bestRound)) };
}
