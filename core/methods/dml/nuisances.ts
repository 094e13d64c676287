import { partOf, type Work } from '../../base/work.ts';
import { sharedFloats, sharedInts } from '../../frame/shared-memory.ts';
import { dealFolds, type Fold } from '../../learners/folds.ts';
import { type Lesson, openSchool, type School } from '../kit/meta-learners/school.ts';
import type { DmlSpec } from './spec.ts';
import type { Comparison, DmlStudy } from './study.ts';

/** What the models of the other folds say about the rows of one comparison; columns are n long. */
export interface Nuisances {
  /** E[D | x], kept `trim` away from 0 and 1 in the interactive model. */
  readonly treatment: Float64Array;
  /** E[Y | x] in the partially linear model; with the IV-type score E[Y − θ₀D | x]. */
  readonly outcome: Float64Array;
  /** E[Y | D = 1, x] in the interactive model, where `outcome` is E[Y | D = 0, x]. */
  readonly treated: Float64Array;
  readonly clipped: number;
}

/** Covariates that have been read once for both learners. */
export interface Classrooms {
  readonly outcome: School;
  readonly treatment: School;
}

/** Reads the covariates for both learners; once where they are the same. */
export async function openSchools(study: DmlStudy, spec: DmlSpec, work: Work): Promise<Classrooms> {
  const outcome = await openSchool(spec.learner, study.table, partOf(work, 'prepare', 0, 0.03));
  const isSame = JSON.stringify(spec.learner) === JSON.stringify(spec.treatmentLearner);
  return {
    outcome,
    treatment: isSame ? outcome : await openSchool(spec.treatmentLearner, study.table, partOf(work, 'prepare', 0.03, 0.05)),
  };
}

/** Which fold each row is held out in, n long; −1 for rows that take no part. */
export function foldsOf({ givenFolds, rowCount, usable, strata, clusters }: DmlStudy, spec: DmlSpec, work: Work): Int32Array {
  const foldOf = new Int32Array(rowCount).fill(-1);
  if (givenFolds !== undefined) for (const row of usable) foldOf[row] = givenFolds.codes[row] as number;
  else if (spec.folds === 1) for (const row of usable) foldOf[row] = 0;
  else {
    const dealing = { rows: usable, strata, ...(clusters === undefined ? {} : { clusters: clusters.codes }) };
    dealFolds(rowCount, spec.folds, work.rng.fork('folds'), dealing).forEach(({ heldOut }, fold) => {
      for (const row of heldOut) foldOf[row] = fold;
    });
  }
  return foldOf;
}

/**
 * Learns outcome and treatment of one comparison from the other folds. Straight lines stay straight for yes/no columns in the
 * partially linear model, where only conditional means are asked for; the interactive model needs chances.
 *
 * Cost: two trainings a fold, three in the interactive model and for the IV-type score; they share the threads.
 */
export async function learnNuisances(
  { study, spec, schools }: { readonly study: DmlStudy; readonly spec: DmlSpec; readonly schools: Classrooms },
  comparison: Comparison,
  foldOf: Int32Array,
  work: Work,
): Promise<Nuisances> {
  const folds = partsOf(comparison.rows, foldOf);
  const isInteractive = spec.model === 'interactive';
  const taskFor = (learner: DmlSpec['learner'], isFlag: boolean) =>
    isFlag && (isInteractive || learner.learner !== 'linear') ? ('binary' as const) : ('regression' as const);
  const lesson = (what: string, values: Float64Array, isFlag: boolean, learner: DmlSpec['learner'], pick?: number): Lesson[] =>
    folds.map(({ train, heldOut }, fold) => ({
      task: taskFor(learner, isFlag),
      values,
      rows: pick === undefined ? train : train.filter((row) => comparison.treatment[row] === pick),
      rng: work.rng.fork(`${what}:${comparison.name}`).fork(fold),
      questions: [heldOut],
    }));
  const isYesNo = study.task === 'binary';
  const teach = async (school: School, lessons: Lesson[], share: readonly [number, number]) => {
    const answers = await school.teach(lessons, partOf(work, 'models', ...share));
    const columns = Array.from({ length: lessons.length / folds.length }, () => sharedFloats(study.rowCount));
    columns.forEach((column, at) => {
      folds.forEach(({ heldOut }, fold) => {
        const answer = answers[at * folds.length + fold]?.[0] ?? new Float64Array(0);
        for (let i = 0; i < heldOut.length; i++) column[heldOut[i] as number] = answer[i] as number;
      });
    });
    return columns as [Float64Array, ...Float64Array[]];
  };
  const outcomes = isInteractive
    ? [0, 1].flatMap((arm) => lesson(`outcome:${arm}`, study.values, isYesNo, spec.learner, arm))
    : lesson('outcome', study.values, isYesNo, spec.learner);
  const treatments = lesson('treatment', comparison.treatment, !study.isAmount, spec.treatmentLearner);
  const [outcome, treated] = await teach(schools.outcome, outcomes, [0, 0.6]);
  const [treatment] = await teach(schools.treatment, treatments, [0.6, 0.9]);
  const clipped = isInteractive ? clip(treatment, comparison.rows, spec.trim) : 0;
  const learnt: Nuisances = { treatment, outcome, treated: treated ?? outcome, clipped };
  if (isInteractive || spec.score !== 'iv-type') return learnt;
  const rest = withoutEffect(study.values, comparison, learnt);
  const [without] = await teach(schools.outcome, lesson('rest', rest, false, spec.learner), [0.9, 1]);
  return { ...learnt, outcome: without };
}

/** Y − θ₀D, with θ₀ from partialling out; @see Chernozhukov et al. (2018), eq. 4.3 */
function withoutEffect(values: Float64Array, { rows, treatment }: Comparison, learnt: Nuisances): Float64Array {
  let [cross, square] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const left = (treatment[row] as number) - (learnt.treatment[row] as number);
    cross += left * ((values[row] as number) - (learnt.outcome[row] as number));
    square += left * left;
  }
  const start = square > 0 ? cross / square : 0;
  const rest = sharedFloats(values.length);
  for (let row = 0; row < rest.length; row++) rest[row] = (values[row] as number) - start * (treatment[row] as number);
  return rest;
}

function clip(chances: Float64Array, rows: Int32Array, trim: number): number {
  let moved = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const chance = chances[row] as number;
    const kept = Math.min(1 - trim, Math.max(trim, chance));
    if (kept !== chance) moved++;
    chances[row] = kept;
  }
  return moved;
}

function partsOf(rows: Int32Array, foldOf: Int32Array): Fold[] {
  let count = 0;
  for (let i = 0; i < rows.length; i++) count = Math.max(count, (foldOf[rows[i] as number] as number) + 1);
  const shared = (picked: Int32Array) => {
    const own = sharedInts(picked.length);
    own.set(picked);
    return own;
  };
  if (count === 1) return [{ train: rows, heldOut: rows }];
  return Array.from({ length: count }, (_, fold) => ({
    train: shared(rows.filter((row) => foldOf[row] !== fold)),
    heldOut: shared(rows.filter((row) => foldOf[row] === fold)),
  })).filter(({ heldOut }) => heldOut.length > 0);
}
