import { partOf, type Work } from '../../base/work.ts';
import { sharedFloats, shareInts } from '../../frame/shared-memory.ts';
import { allRows, dealFolds, type Fold } from '../../learners/folds.ts';
import type { LearningTask } from '../../learners/learner.ts';
import { type Lesson, openSchool, type School } from '../kit/meta-learners/school.ts';
import type { CausalForestSpec } from './spec.ts';
import type { ForestStudy } from './study.ts';

/** What is expected of every row from its covariates alone, by models that never saw the row. */
export interface Centring {
  /** n expected outcomes. */
  readonly outcome: Float64Array;
  /** By effect n expected treatments: shares of arms, or mean amounts. */
  readonly treatments: readonly Float64Array[];
  /** n expected values of the instrument. */
  readonly instrument: Float64Array | undefined;
  /** n expected squares of the centred instrument (or continuous treatment); absent for arms. */
  readonly spread: Float64Array | undefined;
  /** Rows whose share of some arm was pulled back from 0 or 1. */
  readonly clipped: number;
}

/** Estimated shares stay this far from 0 and 1; beyond it one row would weigh as much as a hundred. */
export const CLIP = 0.01;

/** Something to be expected from the covariates. */
interface Wanted {
  readonly name: string;
  readonly task: LearningTask;
  readonly values: Float64Array;
  /** Taken as known: the mean over all rows that teach. */
  readonly isKnown: boolean;
}

/**
 * Learns what is to be expected of outcome, treatment and instrument, each row by models of the other folds. Where
 * assignment was by chance, its share is known and nothing is learned about it.
 *
 * @see Athey, Tibshirani & Wager (2019), section 6.1.1 (local centring)
 * Cost: folds × (1 + effects) trainings over the threads.
 */
export async function centre(study: ForestStudy, spec: CausalForestSpec, work: Work): Promise<Centring> {
  const folds = foldsOf(study, spec, work);
  const school = await openSchool(spec.learner, study.table, partOf(work, 'prepare', 0, 0.1));
  const assignmentIsKnown = spec.propensity === 'shares';
  const { instrument } = study;
  const binary = study.kind === 'arms' ? ('binary' as const) : ('regression' as const);
  const wanted: Wanted[] = [
    { name: 'outcome', task: study.task, values: study.values, isKnown: false },
    ...study.treatments.map((values, index) => ({
      name: `treatment:${index}`,
      task: binary,
      values,
      // With an instrument only that was dealt out by chance; who then took the treatment was not.
      isKnown: assignmentIsKnown && instrument === undefined,
    })),
    ...(instrument === undefined ? [] : [{ name: 'instrument', ...instrument, isKnown: assignmentIsKnown }]),
  ];
  const expected = await expectAll({ study, folds, school }, wanted, partOf(work, 'expect', 0.1, 0.8));
  const [outcome, ...others] = expected as [Float64Array, ...Float64Array[]];
  const treatments = others.slice(0, study.treatments.length);
  const clipped = study.kind === 'arms' && instrument === undefined ? clipShares(treatments) : 0;
  const expectedInstrument = instrument === undefined ? undefined : (others.at(-1) as Float64Array);
  const last = wanted.at(-1) as Wanted;
  const needsSpread = study.kind === 'number' || instrument !== undefined;
  const spread = needsSpread
    ? await spreadOf({ study, folds, school }, last, others.at(-1) as Float64Array, partOf(work, 'spread', 0.8, 1))
    : undefined;
  return { outcome, treatments, instrument: expectedInstrument, spread, clipped };
}

interface Class {
  readonly study: ForestStudy;
  readonly folds: readonly Fold[];
  readonly school: School;
}

function foldsOf({ codes, values, task, clusters }: ForestStudy, spec: CausalForestSpec, work: Work): Fold[] {
  const strata = task === 'binary' ? codes.map((code, row) => (code < 0 ? -1 : 2 * code + (values[row] as number))) : codes;
  const dealing = clusters === undefined ? { strata } : { strata, clusters: clusters.codes };
  const folds = dealFolds(codes.length, spec.folds, work.rng.fork('folds'), { rows: allRows(codes.length), ...dealing });
  return folds.map(({ train, heldOut }) => ({ heldOut, train: shareInts(train.filter((row) => (codes[row] as number) >= 0)) }));
}

async function expectAll({ study, folds, school }: Class, wanted: readonly Wanted[], work: Work): Promise<Float64Array[]> {
  const learned = wanted.filter(({ isKnown }) => !isKnown);
  const lessons: Lesson[] = learned.flatMap(({ name, task, values }) =>
    folds.map(({ train, heldOut }, fold) => ({ task, values, rows: train, rng: work.rng.fork(name).fork(fold), questions: [heldOut] })),
  );
  const answers = await school.teach(lessons, work);
  return wanted.map((one) => {
    const expected = sharedFloats(study.codes.length);
    if (one.isKnown) return expected.fill(meanOver(one.values, study.codes));
    const first = learned.indexOf(one) * folds.length;
    folds.forEach(({ heldOut }, fold) => {
      const own = answers[first + fold]?.[0] ?? new Float64Array(0);
      for (let i = 0; i < heldOut.length; i++) expected[heldOut[i] as number] = own[i] as number;
    });
    return expected;
  });
}

function meanOver(values: Float64Array, codes: Int32Array): number {
  let [sum, count] = [0, 0];
  for (let row = 0; row < codes.length; row++) {
    if ((codes[row] as number) < 0) continue;
    sum += values[row] as number;
    count++;
  }
  return sum / count;
}

/** Scales shares so that the control keeps at least its own, and moves each into [CLIP, 1 − CLIP]; the rows that needed it. */
function clipShares(treatments: readonly Float64Array[]): number {
  const rowCount = treatments[0]?.length ?? 0;
  let clipped = 0;
  for (let row = 0; row < rowCount; row++) {
    let isClipped = false;
    let sum = 0;
    for (const column of treatments) {
      const share = column[row] as number;
      column[row] = Math.min(1 - CLIP, Math.max(CLIP, share));
      isClipped ||= share < CLIP || share > 1 - CLIP;
      sum += column[row] as number;
    }
    if (sum > 1 - CLIP) {
      isClipped = true;
      for (const column of treatments) column[row] = ((column[row] as number) * (1 - CLIP)) / sum;
    }
    if (isClipped) clipped++;
  }
  return clipped;
}

/** Var(Z | x), kept away from 0: for yes/no columns from the share itself, else learned from the squares. */
async function spreadOf(room: Class, { task, values, isKnown }: Wanted, expected: Float64Array, work: Work): Promise<Float64Array> {
  const { codes } = room.study;
  if (task === 'binary') return expected.map((share) => Math.max(CLIP * (1 - CLIP), share * (1 - share)));
  const squares = sharedFloats(codes.length);
  for (let row = 0; row < squares.length; row++) squares[row] = ((values[row] as number) - (expected[row] as number)) ** 2;
  const mean = meanOver(squares, codes);
  if (isKnown) return new Float64Array(codes.length).fill(mean);
  const [learned] = await expectAll(room, [{ name: 'spread', task: 'regression', values: squares, isKnown: false }], work);
  return (learned as Float64Array).map((value) => Math.max(SMALLEST_SPREAD * mean, value));
}

/** A learned variance below a twentieth of the mean is taken for an error of the learner: it would let one row outweigh hundreds. */
const SMALLEST_SPREAD = 0.05;
