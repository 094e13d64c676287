import type { Work } from '../../../base/work.ts';
import { sharedFloats, sharedInts } from '../../../frame/shared-memory.ts';
import type { Classroom, FoldLot } from './cross-fit.ts';
import type { Answers, Lesson, School } from './school.ts';
import type { MetaSpec } from './spec.ts';
import type { MetaStudy } from './study.ts';

/** How likely each arm was for the held-out rows of a fold, before anyone saw the outcome. */
export interface Propensity {
  /** K columns; each row's shares add up to 1. */
  readonly shares: readonly Float64Array[];
  /** K−1 columns: the share of an arm among the rows of that arm and the control. */
  readonly against: readonly Float64Array[];
  /** Rows whose share was pulled back from 0 or 1. */
  readonly clippedRows: number;
}

/** Estimated shares stay this far from 0 and 1; beyond it one row would weigh as much as a hundred. */
const CLIP = 0.01;

/** How likely each arm was for every fold's held-out rows. */
export async function learnPropensity(
  { study, spec }: Classroom,
  lots: readonly FoldLot[],
  school: School,
  work: Work,
): Promise<readonly Propensity[]> {
  const lessons = propensityLessons(study, lots, spec.propensity);
  const answers = await school.teach(lessons.flat(), work);
  const width = lessons[0]?.length ?? 0;
  return lots.map(({ heldOut }, index) => propensityOf(study.counts, heldOut, answers.slice(index * width, (index + 1) * width)));
}

/** What has to be learned about assignment in one fold: nothing where it was random, else each arm against the control. */
export function propensityLessons(study: MetaStudy, lots: readonly FoldLot[], mode: MetaSpec['propensity']): Lesson[][] {
  if (mode === 'shares') return lots.map(() => []);
  const isArm = study.arms.names.slice(1).map((_, index) => flagsOf(study.codes, index + 1));
  return lots.map(({ rowsOfArm, heldOut, rng }) =>
    isArm.map((values, index) => ({
      task: 'binary' as const,
      values,
      rows: merged(rowsOfArm[0] as Int32Array, rowsOfArm[index + 1] as Int32Array),
      rng: rng.fork('propensity').fork(index + 1),
      questions: [heldOut],
    })),
  );
}

/**
 * The shares of a fold's held-out rows: the arms' own where the assignment was random, otherwise what the
 * classifiers of the fold answered.
 */
export function propensityOf(counts: readonly number[], heldOut: Int32Array, answers: readonly Answers[]): Propensity {
  if (answers.length === 0) return constantShares(counts, heldOut.length);
  return learnedShares(
    answers.map(([chances]) => chances ?? new Float64Array(0)),
    heldOut.length,
  );
}

function constantShares(counts: readonly number[], length: number): Propensity {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const [control = 0, ...others] = counts;
  return {
    shares: counts.map((count) => new Float64Array(length).fill(count / total)),
    against: others.map((count) => new Float64Array(length).fill(count / (count + control))),
    clippedRows: 0,
  };
}

/** Joins the pairwise classifiers: P(arm) ∝ odds against the control, P(control) ∝ 1. */
function learnedShares(chances: readonly Float64Array[], length: number): Propensity {
  const against = chances.map((column) => column.map((chance) => Math.min(1 - CLIP, Math.max(CLIP, chance))));
  const shares = Array.from({ length: chances.length + 1 }, () => new Float64Array(length));
  const [control, ...others] = shares as [Float64Array, ...Float64Array[]];
  let clippedRows = 0;
  for (let i = 0; i < length; i++) {
    let total = 1;
    let isClipped = false;
    for (let arm = 0; arm < against.length; arm++) {
      const chance = (against[arm] as Float64Array)[i] as number;
      isClipped ||= chance === CLIP || chance === 1 - CLIP;
      total += chance / (1 - chance);
    }
    if (isClipped) clippedRows++;
    control[i] = 1 / total;
    for (let arm = 0; arm < others.length; arm++) {
      const chance = (against[arm] as Float64Array)[i] as number;
      (others[arm] as Float64Array)[i] = chance / (1 - chance) / total;
    }
  }
  return { shares, against, clippedRows };
}

export function flagsOf(codes: Int32Array, arm: number): Float64Array {
  const flags = sharedFloats(codes.length);
  for (let row = 0; row < codes.length; row++) flags[row] = Number(codes[row] === arm);
  return flags;
}

/** Two ascending lists of rows as one, on shared memory. */
export function merged(first: Int32Array, second: Int32Array): Int32Array {
  const all = sharedInts(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all.sort();
}
