import { refuse } from '../../base/problem.ts';
import type { Rng } from '../../base/rng.ts';
import type { Work } from '../../base/work.ts';
import { sharedFloats, sharedInts, shareFloats, shareInts } from '../../frame/shared-memory.ts';
import { allRows } from '../folds.ts';
import type { Hands, Learner, Target } from '../learner.ts';
import type { Feature, TreeModel } from '../model.ts';
import { type BinnedMatrix, binTable } from '../trees/binned-matrix.ts';
import { logisticLoss } from '../trees/losses.ts';
import { checkTarget } from '../trees/target-check.ts';
import { joinParts } from '../trees/tree-part.ts';
import { averageBags } from './average.ts';
import { boostBag } from './boost-bag.task.ts';
import { choosePairs } from './choose-pairs.ts';
import { type CoarseBins, coarsen } from './coarse.ts';
import { checkEdits, editGam } from './edit.ts';
import type { BagItem, BagResult, CoursePoint, GamJob } from './job.ts';
import { type GamOptions, gamSpec } from './spec.ts';
import type { Gam } from './terms.ts';
import { treeOfTerm } from './tree-of-term.ts';

/** The table in bins, fine for shapes and coarse for surfaces. */
export interface GamPrepared {
  readonly fine: BinnedMatrix;
  readonly coarse: CoarseBins;
}

/** The trained terms and how the loss went on rows that were watched. */
export interface GamFit {
  readonly gam: Gam;
  readonly course: readonly LossPoint[];
}

/** Mean loss over the bags, log loss or half the squared error, when each had so many trees. */
export interface LossPoint {
  readonly trees: number;
  readonly training: number;
  readonly watched: number;
}

/**
 * A generalised additive model with pairs (GA²M, "explainable boosting machine"): the answer is a sum of one shape for each
 * feature and a few surfaces over two, each boosted by small steps in turn and averaged over bags. Given as trees, one a term.
 *
 * @see Lou, Caruana & Gehrke (2012), KDD; Lou, Caruana, Gehrke & Hooker (2013), KDD; Nori, Jenkins, Koch & Caruana (2019)
 */
export const gam: Learner<GamOptions, GamPrepared> = {
  id: 'gam',
  spec: gamSpec,
  prepare: async (table, spec, work) => {
    const fine = await binTable(table, spec.bins, work);
    return { fine, coarse: coarsen(fine, spec.pairs > 0 ? spec.pairBins : 3) };
  },
  train: async (prepared, target, spec, work) => editedModel((await fitGam(prepared, target, spec, work)).gam, spec),
  trainAlone(prepared, target, spec, hands) {
    const stages = stagesOf(prepared, target, spec, hands);
    let step = stages.next();
    while (step.done !== true) {
      const { job, items } = step.value;
      step = stages.next(items.map((item) => boostBag.run(job, item, hands.signal)));
    }
    return editedModel(step.value.gam, spec);
  },
};

/**
 * Trains the terms, bags over threads.
 *
 * @param watched rows whose loss is followed, never learnt from
 * @throws data/too-few-rows, data/not-binary, data/missing-values, option/invalid
 * Cost: bags × rounds × features × rows, about 3 ns each; ranking pairs costs pairs × at most 20,000 rows.
 */
export async function fitGam(prepared: GamPrepared, target: Target, spec: GamOptions, work: Work, watched?: Int32Array): Promise<GamFit> {
  const stages = stagesOf(prepared, target, spec, work, watched);
  let step = stages.next();
  while (step.done !== true) {
    const { job, items, from, to } = step.value;
    step = stages.next(await work.spread(boostBag, job, items, (share) => work.progress(from + (to - from) * share, 'boosting shapes')));
  }
  work.progress(1, 'boosting shapes');
  return step.value;
}

/** The same answers as trees, after the edits that the options ask for. */
export function editedModel(fitted: Gam, { edits = [] }: GamOptions): TreeModel {
  return modelOfGam(editGam(fitted, edits));
}

/** One tree a term. */
export function modelOfGam({ features, link, base, terms }: Gam): TreeModel {
  return joinParts(terms.map(treeOfTerm), { features, link, base });
}

/** One round of bags that may be trained side by side. */
interface Stage {
  readonly job: GamJob;
  readonly items: readonly BagItem[];
  readonly from: number;
  readonly to: number;
}

/** Fewer rows cannot be parted into those that teach and those that stop. */
const FEWEST_ROWS = 10;

/** Shapes first, then pairs on what is left; each stage is handed out to be boosted. */
function* stagesOf(
  prepared: GamPrepared,
  target: Target,
  spec: GamOptions,
  { rng, signal }: Hands,
  watched: Int32Array = sharedInts(0),
): Generator<Stage, GamFit, readonly BagResult[]> {
  const { fine, coarse } = prepared;
  checkTarget(target, fine.rowCount, target.task === 'binary' ? 'logistic' : 'squared');
  checkEdits(fine.features, spec.edits ?? []);
  const { job, scale, centre } = openJob(fine, target, spec, watched, rng);
  const numbers = job.rows.length < FEWEST_ROWS ? [] : Array.from({ length: spec.bags }, (_, bag) => bag);
  const shapes = numbers.length === 0 ? [] : yield { job, items: numbers.map((bag) => ({ bag })), from: 0, to: 0.75 };
  const chosen = shapes.length === 0 ? [] : choosePairs(job, coarse, shapes, spec.pairs, signal);
  const pairs = { bins: coarse.bins, rules: coarse.rules, chosen };
  const items = shapes.map(({ values }, bag) => ({ bag, shapes: values }));
  const surfaces = chosen.length === 0 ? [] : yield { job: { ...job, pairs }, items, from: 0.75, to: 1 };
  const { base, terms } = averageBags({ job, coarse, chosen, shapes, surfaces, scale });
  const fitted = { features: fine.features, link: job.isBinary ? 'logit' : 'identity', base: centre + base, terms } as const;
  const stages = [[shapes, fine.features.length] as const, [surfaces, chosen.length] as const];
  return { gam: fitted, course: joinCourses(stages, job.isBinary ? 1 : scale * scale) };
}

function openJob(fine: BinnedMatrix, target: Target, spec: GamOptions, watched: Int32Array, rng: Rng) {
  const { values, weight, task } = target;
  const given = target.rows ?? allRows(fine.rowCount);
  const rows = weight === undefined ? given : shareInts(given.filter((row) => (weight[row] as number) > 0));
  const isBinary = task === 'binary';
  const own = Float64Array.from(rows, (row) => values[row] as number);
  const ownWeight = Float64Array.from(rows, (row) => (weight === undefined ? 1 : (weight[row] as number)));
  const meanWeight = ownWeight.reduce((sum, w) => sum + w / rows.length, 0);
  const centre = isBinary ? 0 : own.reduce((mean, value, i) => mean + (value * ((ownWeight[i] as number) / meanWeight)) / rows.length, 0);
  // Numbers are learnt within ±1 of their mean, so that squares of any unit stay floats.
  const reach = isBinary ? 1 : own.reduce((most, value) => Math.max(most, Math.abs(value - centre)), 0);
  const scale = reach > 0 ? reach : 1;
  const outcome = sharedFloats(fine.rowCount);
  for (const list of [rows, watched]) for (const row of list) outcome[row] = ((values[row] as number) - centre) / scale;
  const job: GamJob = {
    bins: fine.bins,
    rules: fine.rules,
    rows,
    watched,
    outcome,
    weight: weight === undefined ? undefined : shareFloats(weight.map((w) => w / meanWeight)),
    isBinary,
    start: isBinary ? logisticLoss.start(own, ownWeight) : 0,
    signs: signsOf(fine.features, spec),
    spec,
    seed: rng.fork('bags').seed,
  };
  return { job, scale, centre };
}

/**
 * One sign a feature.
 *
 * @throws option/invalid for an unknown name, a category, or a column that should do both
 */
export function signsOf(
  features: readonly Feature[],
  { increasing, decreasing }: Pick<GamOptions, 'increasing' | 'decreasing'>,
): Int8Array {
  const signs = new Int8Array(features.length);
  for (const [option, names, sign] of [
    ['increasing', increasing, 1],
    ['decreasing', decreasing, -1],
  ] as const) {
    for (const name of names) {
      const at = features.findIndex((feature) => feature.name === name);
      const where = { option, column: name };
      if (at < 0)
        refuse('option/invalid', `The model does not read a column "${name}".`, 'Take it out, or add it to the covariates.', where);
      if (features[at]?.kind === 'category')
        refuse('option/invalid', `"${name}" holds categories, which have no order to rise or fall along.`, 'Name numbers only.', where);
      if (signs[at] === -sign) refuse('option/invalid', `"${name}" can not both rise and fall.`, 'Keep it in one of the two lists.', where);
      signs[at] = sign;
    }
  }
  return signs;
}

/** Mean losses over the bags; a bag that has stopped stays where it was. Surfaces follow the longest of the shapes. */
function joinCourses(stages: readonly (readonly [readonly BagResult[], number])[], unit: number): LossPoint[] {
  const points: LossPoint[] = [];
  for (const [bags, treesPerRound] of stages) {
    const before = points.at(-1)?.trees ?? 0;
    const courses = bags.map(({ course }) => course).filter((course) => course.length > 0);
    const rounds = [...new Set(courses.flatMap((course) => course.map(({ round }) => round)))].sort((one, other) => one - other);
    for (const round of rounds) {
      const here = courses.map((course) => course.findLast((point) => point.round <= round) ?? course[0]);
      const mean = (read: (point: CoursePoint) => number): number =>
        (unit * here.reduce((sum, point) => sum + (point === undefined ? 0 : read(point)), 0)) / here.length;
      points.push({
        trees: before + round * treesPerRound,
        training: mean((point) => point.training),
        watched: mean((point) => point.watched),
      });
    }
  }
  return points;
}
