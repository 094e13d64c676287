import { refuse } from '../../base/problem.ts';
import { type Arms, readArms } from '../../frame/arms.ts';
import { columnNamed, type Frame, numbersOf } from '../../frame/frame.ts';
import { factorIndependent, solveFactored } from '../../numeric/linear-algebra.ts';
import { columnFor, columnsFor } from '../inputs.ts';
import { readOutcome } from '../outcome.ts';
import { adjusted, boundOf, type Effect, partialR2, robustnessValue, type Ties } from './math.ts';
import type { SensitivitySpec } from './spec.ts';

/** A confounder k times as strong as a measured covariate, and what it would leave; null when none can be that strong. */
export interface Bound {
  readonly covariate: string;
  readonly k: number;
  readonly ties: Ties | null;
  readonly estimate: number | null;
  readonly t: number | null;
}

export interface ArmFit extends Effect {
  readonly arm: string;
  readonly n: number;
  readonly missing: number;
  readonly t: number;
  readonly partialR2: number;
  readonly robustness: number;
  readonly robustnessAtAlpha: number;
  readonly bounds: readonly Bound[];
}

export interface SensitivityFit {
  readonly control: string;
  readonly outcome: string;
  readonly arms: readonly ArmFit[];
}

interface Read {
  readonly arms: Arms;
  readonly outcome: string;
  readonly values: Float64Array;
  readonly covariates: readonly string[];
  readonly benchmarks: readonly string[];
}

/** Reads columns and options. @throws data/…, option/invalid */
export function readSensitivity(frame: Frame, spec: SensitivitySpec): Read {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or widen the segment.');
  const arms = readArms(frame, columnFor(frame, 'treatment', spec.treatment), spec.control);
  if (spec.arm !== undefined && !arms.names.slice(1).includes(spec.arm)) {
    refuse('data/arm-missing', `"${spec.arm}" is no arm beside the control.`, `Set arm to one of ${arms.names.slice(1).join(', ')}.`, {
      option: 'arm',
    });
  }
  const outcome = columnFor(frame, 'outcome', spec.outcome);
  const covariates = [...new Set(columnsFor(frame, 'covariate', spec.covariates, 'covariates'))];
  for (const name of covariates) {
    if (name === outcome || name === arms.column)
      refuse('option/invalid', `"${name}" is the treatment or the outcome.`, 'Take it out of covariates.', {
        option: 'covariates',
        column: name,
      });
  }
  const benchmarks = spec.benchmarks ?? covariates;
  for (const name of benchmarks) {
    if (!covariates.includes(name))
      refuse('option/invalid', `The benchmark "${name}" is not among the covariates.`, 'Add it to covariates.', { option: 'benchmarks' });
  }
  return { arms, outcome, values: readOutcome(frame, outcome).values, covariates, benchmarks };
}

/** Fits outcome on treatment and covariates for every arm against the control. @throws data/…, numeric/… */
export function fitSensitivity(spec: SensitivitySpec, frame: Frame, signal: { throwIfAborted(): void }): SensitivityFit {
  const read = readSensitivity(frame, spec);
  const chosen = read.arms.names.slice(1).filter((arm) => spec.arm === undefined || arm === spec.arm);
  const arms = chosen.map((arm) => {
    signal.throwIfAborted();
    return fitArm(read, frame, spec, arm);
  });
  return { control: read.arms.names[0] ?? '', outcome: read.outcome, arms };
}

function fitArm(read: Read, frame: Frame, spec: SensitivitySpec, arm: string): ArmFit {
  const code = read.arms.names.indexOf(arm);
  const all = Int32Array.from(read.arms.codes.keys()).filter((row) => read.arms.codes[row] === 0 || read.arms.codes[row] === code);
  const groups = read.covariates.map((name) => ({ name, columns: columnsOf(frame, name) }));
  const rows = all.filter(
    (row) => !Number.isNaN(read.values[row]) && groups.every(({ columns }) => columns.every((column) => !Number.isNaN(column[row]))),
  );
  const d = center(Float64Array.from(rows, (row) => Number(read.arms.codes[row] === code)));
  const y = center(Float64Array.from(rows, (row) => read.values[row] as number));
  const taken = groups.map(({ name, columns }) => ({
    name,
    columns: columns.map((column) => center(Float64Array.from(rows, (row) => column[row] as number))),
  }));
  const whole = partOut(
    taken.flatMap(({ columns }) => columns),
    d,
    y,
  );
  const df = rows.length - 2 - whole.rank;
  if (df < 3)
    refuse(
      'data/too-few-rows',
      `Arm "${arm}" and the control have ${rows.length} complete rows for ${whole.rank + 2} coefficients.`,
      'Use fewer covariates, or fill their missing values first.',
      { option: 'covariates' },
    );
  if (!(whole.dd > 1e-10 * dot(d, d)) || !(dot(d, d) > 0))
    refuse('numeric/singular', `The covariates determine who is in "${arm}".`, 'Take the covariate that repeats the treatment out.', {
      option: 'covariates',
    });
  const estimate = whole.dy / whole.dd;
  const rest = whole.yy - estimate * whole.dy;
  if (!(rest > 1e-12 * dot(y, y)) || !Number.isFinite(rest))
    refuse('data/constant', `"${read.outcome}" does not vary beyond what the columns predict.`, 'Choose another outcome.', {
      column: read.outcome,
    });
  const effect: Effect = { estimate, standardError: Math.sqrt(rest / df / whole.dd), df };
  const t = estimate / effect.standardError;
  const bounds = read.benchmarks.flatMap((covariate) => {
    const without = partOut(
      taken.filter(({ name }) => name !== covariate).flatMap(({ columns }) => columns),
      d,
      y,
    );
    const restWithout = without.yy - without.dy ** 2 / without.dd;
    const measured = { withTreatment: Math.max(0, 1 - whole.dd / without.dd), withOutcome: Math.max(0, 1 - rest / restWithout) };
    return spec.strengths.map((k) => {
      const ties = boundOf(measured, k);
      return { covariate, k, ties, ...(ties === null ? { estimate: null, t: null } : adjusted(effect, ties)) };
    });
  });
  return {
    arm,
    n: rows.length,
    missing: all.length - rows.length,
    ...effect,
    t,
    partialR2: partialR2(t, df),
    robustness: robustnessValue(t, df, spec.q),
    robustnessAtAlpha: robustnessValue(t, df, spec.q, spec.alpha),
    bounds,
  };
}

/** Most levels of a text covariate; each costs a column. */
const MOST_LEVELS = 100;

/** A covariate as numeric columns over all rows: itself, or one per level of a text column but the first. */
function columnsOf(frame: Frame, name: string): Float64Array[] {
  const column = columnNamed(frame, name);
  if (column.kind !== 'category') return [numbersOf(frame, name)];
  if (column.dictionary.length > MOST_LEVELS) {
    refuse(
      'data/wrong-kind',
      `"${name}" has ${column.dictionary.length} levels; at most ${MOST_LEVELS} can enter.`,
      'Leave it out, or group its values.',
      { column: name },
    );
  }
  return column.dictionary
    .slice(1)
    .map((_, level) => Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : Number(code === level + 1))));
}

/** Sums of squares and products of treatment and outcome after the columns are regressed out of both (Frisch–Waugh–Lovell). */
function partOut(columns: readonly Float64Array[], d: Float64Array, y: Float64Array): { dd: number; dy: number; yy: number; rank: number } {
  const size = columns.length;
  const gram = new Float64Array(size * size);
  columns.forEach((left, i) => {
    for (let j = 0; j <= i; j++) gram[i * size + j] = dot(left, columns[j] as Float64Array);
  });
  const factor = factorIndependent(gram, size);
  const residual = (target: Float64Array): Float64Array => {
    const slopes = solveFactored(
      factor,
      Float64Array.from(columns, (column) => dot(column, target)),
    );
    const rest = target.slice();
    columns.forEach((column, j) => {
      const slope = slopes[j] as number;
      for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] as number) - slope * (column[i] as number);
    });
    return rest;
  };
  const [dRest, yRest] = [residual(d), residual(y)];
  return { dd: dot(dRest, dRest), dy: dot(dRest, yRest), yy: dot(yRest, yRest), rank: factor.size };
}

function center(values: Float64Array): Float64Array {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  return values.map((value) => value - mean);
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] as number) * (right[i] as number);
  return sum;
}
