import { giveUp } from '../../base/problem.ts';
import { partOf, type Work } from '../../base/work.ts';
import type { Effects } from '../../frame/effects.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import { quantileOfSorted } from '../../numeric/quantiles.ts';
import { type DmlDiagnosis, diagnose } from './diagnosis.ts';
import { fitLine } from './line.ts';
import { type Classrooms, foldsOf, learnNuisances, openSchools } from './nuisances.ts';
import { type ErrorRule, type Scored, scored, scoreOf, solveScore } from './scores.ts';
import { type Sensitivity, sensitivityOf } from './sensitivity.ts';
import type { DmlSpec } from './spec.ts';
import type { Comparison, DmlStudy } from './study.ts';

/** What was found for one arm, or for one more unit. */
export interface DmlContrast {
  readonly arm: string;
  /** The median over repeats, with the spread between them in its error. */
  readonly main: Scored;
  /** The difference in means, or the slope, without any adjustment. */
  readonly naive: number;
  readonly groups: readonly { readonly group: string; readonly estimate: Scored }[];
  readonly line: readonly { readonly name: string; readonly estimate: Scored }[];
  readonly sensitivity: Sensitivity;
  readonly diagnosis: DmlDiagnosis;
}

export interface DmlFit {
  readonly outcome: string;
  readonly counted: string | null;
  readonly treatment: string;
  readonly control: string;
  readonly isAmount: boolean;
  readonly group: string | null;
  readonly rowCount: number;
  readonly usableRows: number;
  readonly folds: number;
  readonly contrasts: readonly DmlContrast[];
  /** n × contrasts effects and their errors. */
  readonly value: Float64Array;
  readonly standardError: Float64Array;
}

/** Groups with fewer rows than this get no estimate. */
const FEWEST_IN_GROUP = 10;

/** Learns the nuisances once per repeat, solves the scores, and takes the median. */
export async function fitDml(study: DmlStudy, spec: DmlSpec, work: Work): Promise<DmlFit> {
  const repeats = study.givenFolds === undefined && spec.folds > 1 ? spec.repeats : 1;
  const schools = await openSchools(study, spec, work);
  const draws: Draw[][] = study.comparisons.map(() => []);
  const lots = repeats * study.comparisons.length;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const rng = repeat === 0 ? work.rng : work.rng.fork(`repeat:${repeat}`);
    const foldOf = foldsOf(study, spec, { ...work, rng });
    for (const [at, comparison] of study.comparisons.entries()) {
      work.signal.throwIfAborted();
      const done = repeat * study.comparisons.length + at;
      const part = { ...partOf(work, 'models', 0.05 + (0.85 * done) / lots, 0.05 + (0.85 * (done + 1)) / lots), rng };
      draws[at]?.push(await drawOf({ study, spec, schools }, comparison, foldOf, part));
    }
  }
  const width = study.comparisons.length;
  const [value, standardError] = [sharedFloats(study.rowCount * width), sharedFloats(study.rowCount * width)];
  const contrasts = study.comparisons.map((comparison, at) => {
    const { contrast, effects, errors } = contrastOf(study, spec, { comparison, draws: draws[at] ?? [] }, work);
    for (let row = 0; row < study.rowCount; row++) {
      value[row * width + at] = effects === null ? contrast.main.value : (effects[row] as number);
      standardError[row * width + at] = errors === null ? contrast.main.standardError : (errors[row] as number);
    }
    return contrast;
  });
  return {
    ...{ outcome: study.outcome, counted: study.counted ?? null, treatment: study.treatment, control: study.control },
    ...{ isAmount: study.isAmount, group: study.groups?.column ?? null, rowCount: study.rowCount, usableRows: study.usable.length },
    ...{ folds: study.givenFolds?.count ?? spec.folds, contrasts, value, standardError },
  };
}

interface Draw {
  readonly score: ReturnType<typeof scoreOf>;
  readonly estimate: Scored;
  readonly diagnosis: DmlDiagnosis;
}

function ruleOf({ clusters }: DmlStudy, { alpha }: DmlSpec): ErrorRule {
  return { alpha, clusters };
}

async function drawOf(
  room: { readonly study: DmlStudy; readonly spec: DmlSpec; readonly schools: Classrooms },
  comparison: Comparison,
  foldOf: Int32Array,
  work: Work,
): Promise<Draw> {
  const { study, spec } = room;
  const nuisances = await learnNuisances(room, comparison, foldOf, work);
  const score = scoreOf(study, comparison, nuisances, spec);
  const estimate = solveScore(score, ruleOf(study, spec));
  if (!Number.isFinite(estimate.value) || !Number.isFinite(estimate.standardError))
    giveUp(
      'numeric/not-finite',
      `The effect of "${comparison.name}" does not come out as a number.`,
      'Check the covariates for very large values, or raise trim.',
      { column: study.treatment },
    );
  return { score, estimate, diagnosis: diagnose(study, comparison, nuisances, score) };
}

/** Of an even number of repeats the lower middle one stands for what cannot be averaged. */
function contrastOf(
  study: DmlStudy,
  spec: DmlSpec,
  { comparison, draws }: { readonly comparison: Comparison; readonly draws: readonly Draw[] },
  work: Work,
): { contrast: DmlContrast; effects: Float64Array | null; errors: Float64Array | null } {
  const ordered = draws.toSorted((left, right) => left.estimate.value - right.estimate.value);
  const { score, estimate, diagnosis } = ordered[(ordered.length - 1) >> 1] as Draw;
  const rule = ruleOf(study, spec);
  const { groups, effectTable } = study;
  const line = effectTable === undefined ? null : fitLine(score, effectTable, rule, work.signal);
  const contrast: DmlContrast = {
    arm: comparison.name,
    main: medianOf(
      draws.map((draw) => draw.estimate),
      spec.alpha,
    ),
    naive: naiveOf(study, comparison),
    groups: (groups?.names ?? []).flatMap((group, code) => {
      const isIn = (row: number) => groups?.codes[row] === code;
      const found = solveScore(score, rule, isIn);
      return found.n < FEWEST_IN_GROUP || !Number.isFinite(found.value) ? [] : [{ group, estimate: found }];
    }),
    line: line?.terms ?? [],
    sensitivity: sensitivityOf(score, estimate, spec, rule),
    diagnosis,
  };
  const isLine = spec.effectModel === 'linear' && line !== null;
  return { contrast, effects: isLine ? line.effects : null, errors: isLine ? line.errors : null };
}

/** @see Chernozhukov et al. (2018), definition 3.3: the median of θ, and of √(se² + (θ − median)²) */
export function medianOf(estimates: readonly Scored[], alpha: number): Scored {
  const [only] = estimates;
  if (only !== undefined && estimates.length === 1) return only;
  const middle = (values: readonly number[]) => quantileOfSorted(Float64Array.from(values).sort(), 0.5);
  const value = middle(estimates.map((each) => each.value));
  const standardError = middle(estimates.map((each) => Math.hypot(each.standardError, each.value - value)));
  return scored(value, standardError, alpha, only?.n ?? 0);
}

/** The slope of the outcome in the treatment: for arms the plain difference in means. */
function naiveOf({ values }: DmlStudy, { rows, treatment }: Comparison): number {
  let [d, y] = [0, 0];
  for (const row of rows) {
    d += (treatment[row] as number) / rows.length;
    y += (values[row] as number) / rows.length;
  }
  let [cross, square] = [0, 0];
  for (const row of rows) {
    const step = (treatment[row] as number) - d;
    cross += step * ((values[row] as number) - y);
    square += step * step;
  }
  return cross / square;
}

/** The effects that the step hands on: one number for everybody, or the line. */
export function effectsOfDml(fit: DmlFit): Effects {
  return {
    control: fit.control,
    arms: fit.contrasts.map(({ arm }) => arm),
    outcome: fit.outcome,
    treatment: fit.treatment,
    rowCount: fit.rowCount,
    value: fit.value,
    standardError: fit.standardError,
    isCrossFitted: false,
  };
}
