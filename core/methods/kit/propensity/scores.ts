import type { StopSignal, Work } from '../../../base/work.ts';
import { sharedFloats, sharedInts } from '../../../frame/shared-memory.ts';
import type { LearnerChoice } from '../../../learners/catalog.ts';
import { dealFolds, type Fold } from '../../../learners/folds.ts';
import { designOf, layOut } from '../../../learners/linear/design.ts';
import { loadBasis, predictBasis } from '../../../numeric/basis.ts';
import { gramOf } from '../../../numeric/gram.ts';
import { factorIndependent, solveFactored } from '../../../numeric/linear-algebra.ts';
import { openSchool } from '../meta-learners/school.ts';
import { type Estimand, isPlainLine } from './spec.ts';
import type { AssignmentStudy } from './study.ts';

/** The rows of one arm and the control, and how likely each of them was to be in that arm. */
export interface PairScores {
  /** Code of the arm. */
  readonly arm: number;
  /** m row numbers, ascending. */
  readonly rows: Int32Array;
  /** m flags: 1 in the arm, 0 in the control. */
  readonly treated: Uint8Array;
  /** m shares: P(arm | covariates, arm or control). */
  readonly scores: Float64Array;
}

/** How scores are learned. */
export interface ScorePlan {
  readonly learner: LearnerChoice;
  /** 1: every row is scored by the model that it helped to train. */
  readonly folds: number;
}

/**
 * Learns the propensity score of every compared arm against the control.
 *
 * Two arms at a time: P(arm | arm or control). For yes/no treatments this is the propensity score; for K arms the
 * odds of two arms are what a multinomial model would give as well (Begg & Gray 1984, Biometrika 71, 11–18).
 *
 * @throws numeric/separated and what else training throws
 * Cost: compared arms × folds trainings over the threads.
 */
export async function learnScores(study: AssignmentStudy, plan: ScorePlan, work: Work): Promise<PairScores[]> {
  const pairs = study.compared.map((arm) => pairOf(study.codes, arm));
  const school = await openSchool(plan.learner, study.table, work);
  const lots = pairs.map(({ arm, rows }) => {
    const rng = work.rng.fork(`scores:${arm}`);
    const folds =
      plan.folds === 1 ? [{ train: rows, heldOut: rows }] : dealFolds(study.codes.length, plan.folds, rng, { rows, strata: study.codes });
    const isArm = flagsOf(study.codes, arm);
    return folds.map((fold, index) => ({ fold, isArm, rng: rng.fork(index) }));
  });
  const lessons = lots.flat().map(({ fold, isArm, rng }) => ({
    task: 'binary' as const,
    values: isArm,
    rows: fold.train,
    rng,
    questions: [fold.heldOut],
  }));
  const answers = await school.teach(lessons, work);
  return pairs.map((pair, index) => {
    const own = answers.slice(index * plan.folds, (index + 1) * plan.folds).map(([first]) => first ?? new Float64Array(0));
    return { ...pair, scores: gather(study.codes.length, pair.rows, lots[index] ?? [], own) };
  });
}

function pairOf(codes: Int32Array, arm: number): Omit<PairScores, 'scores'> {
  let count = 0;
  for (let row = 0; row < codes.length; row++) if (codes[row] === 0 || codes[row] === arm) count++;
  const rows = sharedInts(count);
  const treated = new Uint8Array(count);
  let at = 0;
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] !== 0 && codes[row] !== arm) continue;
    treated[at] = Number(codes[row] === arm);
    rows[at++] = row;
  }
  return { arm, rows, treated };
}

function flagsOf(codes: Int32Array, arm: number): Float64Array {
  const flags = sharedFloats(codes.length);
  for (let row = 0; row < codes.length; row++) flags[row] = Number(codes[row] === arm);
  return flags;
}

/** Brings the folds' answers back into the order of the pair's rows. */
function gather(
  rowCount: number,
  rows: Int32Array,
  lots: readonly { readonly fold: Fold }[],
  answers: readonly Float64Array[],
): Float64Array {
  const byRow = new Float64Array(rowCount);
  lots.forEach(({ fold }, index) => {
    const own = answers[index] as Float64Array;
    fold.heldOut.forEach((row, i) => {
      byRow[row] = own[i] as number;
    });
  });
  return Float64Array.from(rows, (row) => byRow[row] as number);
}

/** Trees and penalised fits may answer 0 or 1; a weight of a thousand is as close as they are taken at their word. */
const FLOOR = 0.001;

/**
 * Keeps scores of flexible learners away from the ends that an estimand divides by; maximum likelihood is left alone.
 *
 * @returns the scores, and how many were moved
 */
export function guardScores(scores: Float64Array, estimand: Estimand, learner: LearnerChoice): { scores: Float64Array; moved: number } {
  if (isPlainLine(learner) || estimand === 'overlap') return { scores, moved: 0 };
  const low = estimand === 'att' ? 0 : FLOOR;
  const high = estimand === 'atc' ? 1 : 1 - FLOOR;
  let moved = 0;
  const kept = scores.map((score) => {
    if (score >= low && score <= high) return score;
    moved++;
    return Math.min(high, Math.max(low, score));
  });
  return { scores: kept, moved };
}

/**
 * What the error of a logistic propensity model adds to each row's influence on an estimate: with g = Σ loadᵢ·xᵢ the
 * slope of the estimate in the model's coefficients, xᵢᵀ·I⁻¹·g·(Dᵢ − eᵢ).
 *
 * @param load m slopes of the estimate in each row's linear predictor
 * @returns m numbers, in the unit of the estimate
 * @see Stefanski & Boos (2002), The American Statistician 56(1), eq. 6, with the logit score as a block of the stack
 * Cost: one Gram pass, O(m·p²).
 */
export function influenceThroughScores(study: AssignmentStudy, pair: PairScores, load: Float64Array, signal: StopSignal): Float64Array {
  const { basis } = layOut(designOf(study.table), 'reference', { rows: pair.rows });
  const curvature = pair.scores.map((score) => score * (1 - score));
  const factor = factorIndependent(gramOf(basis, pair.rows, curvature, signal), basis.size);
  const direction = solveFactored(factor, loadBasis(basis, pair.rows, load));
  const influence = predictBasis(basis, direction, pair.rows, new Float64Array(pair.rows.length));
  for (let i = 0; i < influence.length; i++)
    influence[i] = (influence[i] as number) * ((pair.treated[i] as number) - (pair.scores[i] as number));
  return influence;
}
