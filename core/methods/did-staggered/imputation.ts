import { refuse } from '../../base/problem.ts';
import type { StopSignal } from '../../base/work.ts';
import { factorIndependent, invertFactored, multiply } from '../../numeric/linear-algebra.ts';
import type { Average, Listed } from './aggregate.ts';
import type { GroupTime } from './group-time.ts';
import type { StaggeredStudy } from './study.ts';
import { standardised, type Untreated } from './untreated.ts';

/** What a model of untreated outcomes gives. */
export interface Imputed {
  readonly cells: readonly GroupTime[];
  /** Differences from the model in the periods before the start; among untreated observations alone. */
  readonly leads: readonly Listed[];
}

/** Periods before the start that are set apart at most: each takes observations from the model. */
const MOST_LEADS = 5;

/**
 * Group-time effects by imputation: units, periods and, per period, covariates are fitted on untreated observations only; the
 * effect is what treated ones differ from that model.
 *
 * The influence of a unit is Σ_t v_it·ε̃_it, with ε̃ the model's residual or, for treated observations, the effect less the average of its
 * cohort and period: conservative where effects differ within those. Weights of averages count as fixed. Leads come from the same
 * model with indicators of the periods before the start added, as the authors test trends.
 *
 * @throws numeric/singular when covariates and periods repeat each other everywhere
 * @see Borusyak, Jaravel & Spiess (2024), Rev. Econ. Stud. 91(6), theorem 1, eqs. 6–8; section 4.4 on leads
 * Cost: O(n·(periods·covariates)²).
 */
export function imputedEffects(study: StaggeredStudy, anticipation: number, signal: StopSignal): Imputed {
  const data = untreatedOf(study, anticipation);
  const model = fitUntreated(data, 0, signal);
  const cells: GroupTime[] = [];
  for (const cohort of study.cohorts) {
    if (cohort - anticipation < 1) continue;
    for (let period = cohort - anticipation; period <= study.lastPeriod; period++) {
      signal.throwIfAborted();
      cells.push(cellOf(study, data, model, { cohort, period }));
    }
  }
  const room = Math.max(0, ...study.cohorts.map((cohort) => cohort - anticipation));
  const leads = Math.min(MOST_LEADS, Math.floor(room / 2));
  return { cells, leads: leads === 0 ? [] : leadsOf(study, data, { leads, anticipation }, signal) };
}

function untreatedOf(study: StaggeredStudy, anticipation: number): Untreated {
  const { grid, first, covariates, lastPeriod } = study;
  const width = grid.times.length;
  const count = first.length;
  const until = Int32Array.from(first, (start) => Math.min(lastPeriod + 1, start - (start < width ? anticipation : 0)));
  const columns = covariates.map((column) =>
    standardised(Float64Array.from({ length: count }, (_, unit) => column[grid.rows[unit * width] as number] as number)),
  );
  return { values: grid.values, width, first, until, columns: [new Float64Array(count).fill(1), ...columns], periods: lastPeriod + 1 };
}

interface Model {
  /** Coefficients by period − 1 and column, then of leads. */
  readonly coefficients: Float64Array;
  readonly inverse: Float64Array;
  readonly level: Float64Array;
  /** One per cell of the grid; 0 outside untreated ones. */
  readonly residuals: Float64Array;
  readonly leads: number;
}

/** Puts the entries of one observation's row into the list, and says how many there are. */
function entriesOf(
  { columns, first, periods, until }: Untreated,
  unit: number,
  period: number,
  leads: number,
  into: { readonly at: Int32Array; readonly value: Float64Array },
): number {
  let size = 0;
  if (period > 0)
    columns.forEach((column, k) => {
      into.at[size] = (period - 1) * columns.length + k;
      into.value[size++] = column[unit] as number;
    });
  const ahead = (until[unit] as number) - period;
  // Only units that start within the periods have a time before their start.
  if (leads > 0 && ahead >= 1 && ahead <= leads && (first[unit] as number) < periods) {
    into.at[size] = (periods - 1) * columns.length + ahead - 1;
    into.value[size++] = 1;
  }
  return size;
}

/** Least squares of untreated outcomes on units, periods × columns, and leads; units are taken out by their means. */
function fitUntreated(data: Untreated, leads: number, signal: StopSignal): Model {
  const { values, width, until, columns, periods } = data;
  const size = (periods - 1) * columns.length + leads;
  const gram = new Float64Array(size * size);
  const load = new Float64Array(size);
  const into = { at: new Int32Array(columns.length + 1), value: new Float64Array(columns.length + 1) };
  const mean = new Float64Array(size);
  const touched = new Int32Array(size);
  for (let unit = 0; unit < until.length; unit++) {
    const count = until[unit] as number;
    if (count < 1) continue;
    if (unit % 1024 === 0) signal.throwIfAborted();
    let total = 0;
    for (let t = 0; t < count; t++) total += (values[unit * width + t] as number) / count;
    let used = 0;
    for (let t = 0; t < count; t++) {
      const entries = entriesOf(data, unit, t, leads, into);
      const centred = (values[unit * width + t] as number) - total;
      for (let a = 0; a < entries; a++) {
        const [i, own] = [into.at[a] as number, into.value[a] as number];
        load[i] = (load[i] as number) + own * centred;
        if (mean[i] === 0) touched[used++] = i;
        mean[i] = (mean[i] as number) + own / count;
        for (let b = 0; b < entries; b++)
          gram[i * size + (into.at[b] as number)] = (gram[i * size + (into.at[b] as number)] as number) + own * (into.value[b] as number);
      }
    }
    takeOutMean(gram, mean, touched.subarray(0, used), count);
  }
  const factor = factorIndependent(gram, size);
  if (size > 0 && factor.size === 0)
    refuse('data/too-few-rows', 'No untreated unit is seen in two periods.', 'Add periods before the start, or units that start later.');
  const inverse = invertFactored(factor, size);
  return withResiduals(data, { coefficients: multiply(inverse, load), inverse, leads });
}

/** Takes count · mean·meanᵀ out of a Gram matrix, and sets the mean back to 0. */
function takeOutMean(gram: Float64Array, mean: Float64Array, touched: Int32Array, count: number): void {
  const size = mean.length;
  for (const i of touched)
    for (const j of touched) gram[i * size + j] = (gram[i * size + j] as number) - count * (mean[i] as number) * (mean[j] as number);
  for (const i of touched) mean[i] = 0;
}

function withResiduals(data: Untreated, bare: Omit<Model, 'residuals' | 'level'>): Model {
  const { values, width, until, columns } = data;
  const into = { at: new Int32Array(columns.length + 1), value: new Float64Array(columns.length + 1) };
  const residuals = new Float64Array(values.length);
  const level = new Float64Array(until.length);
  for (let unit = 0; unit < until.length; unit++) {
    const count = until[unit] as number;
    let sum = 0;
    for (let t = 0; t < count; t++) {
      const entries = entriesOf(data, unit, t, bare.leads, into);
      let fitted = 0;
      for (let a = 0; a < entries; a++) fitted += (into.value[a] as number) * (bare.coefficients[into.at[a] as number] as number);
      residuals[unit * width + t] = (values[unit * width + t] as number) - fitted;
      sum += ((values[unit * width + t] as number) - fitted) / count;
    }
    level[unit] = sum;
    for (let t = 0; t < count; t++) residuals[unit * width + t] = (residuals[unit * width + t] as number) - sum;
  }
  return { ...bare, level, residuals };
}

/** Σ_k coefficient[t, k]·column_k of one unit. */
function along({ columns }: Untreated, coefficients: Float64Array, unit: number, period: number): number {
  if (period === 0) return 0;
  let sum = 0;
  for (let k = 0; k < columns.length; k++)
    sum += (coefficients[(period - 1) * columns.length + k] as number) * ((columns[k] as Float64Array)[unit] as number);
  return sum;
}

function cellOf(
  { first }: StaggeredStudy,
  data: Untreated,
  model: Model,
  { cohort, period }: { readonly cohort: number; readonly period: number },
): GroupTime {
  const { values, width, until, columns } = data;
  const units = Int32Array.from(first.keys()).filter((unit) => first[unit] === cohort);
  const gaps = Float64Array.from(
    units,
    (unit) => (values[unit * width + period] as number) - (model.level[unit] as number) - along(data, model.coefficients, unit, period),
  );
  const effect = gaps.reduce((sum, value) => sum + value, 0) / units.length;
  // h: how the average hangs on the periods' coefficients, less what the units' own means take back.
  const pull = new Float64Array(model.coefficients.length);
  for (const unit of units) {
    const count = until[unit] as number;
    for (let k = 0; k < columns.length; k++) {
      const share = ((columns[k] as Float64Array)[unit] as number) / units.length;
      const at = (period - 1) * columns.length + k;
      pull[at] = (pull[at] as number) + share;
      for (let t = 1; t < count; t++) pull[(t - 1) * columns.length + k] = (pull[(t - 1) * columns.length + k] as number) - share / count;
    }
  }
  const dual = multiply(model.inverse, pull);
  const n = first.length;
  const influence = new Float64Array(n);
  let controls = 0;
  for (let unit = 0; unit < n; unit++) {
    const count = until[unit] as number;
    controls += Number(count > period);
    let sum = 0;
    for (let t = 1; t < count; t++) sum += (model.residuals[unit * width + t] as number) * along(data, dual, unit, t);
    influence[unit] = -n * sum;
  }
  units.forEach((unit, i) => {
    influence[unit] = (influence[unit] as number) + (n * ((gaps[i] as number) - effect)) / units.length;
  });
  return { cohort, period, effect, influence, controls };
}

function leadsOf(
  { first }: StaggeredStudy,
  data: Untreated,
  { leads, anticipation }: { readonly leads: number; readonly anticipation: number },
  signal: StopSignal,
): Listed[] {
  const model = fitUntreated(data, leads, signal);
  const { width, until, columns, periods } = data;
  const size = model.coefficients.length;
  const n = first.length;
  const from = (periods - 1) * columns.length;
  const found: Listed[] = [];
  const into = { at: new Int32Array(columns.length + 1), value: new Float64Array(columns.length + 1) };
  for (let lead = leads; lead >= 1; lead--) {
    const row = model.inverse.subarray((from + lead - 1) * size, (from + lead) * size);
    const average: Average = { effect: model.coefficients[from + lead - 1] as number, influence: new Float64Array(n) };
    for (let unit = 0; unit < n; unit++) {
      let sum = 0;
      for (let t = 0; t < (until[unit] as number); t++) {
        const entries = entriesOf(data, unit, t, leads, into);
        for (let a = 0; a < entries; a++)
          sum += (model.residuals[unit * width + t] as number) * (into.value[a] as number) * (row[into.at[a] as number] as number);
      }
      average.influence[unit] = n * sum;
    }
    // A lead that the others explain has no variance, and says nothing.
    if (average.influence.some((value) => value !== 0)) found.push({ at: -lead - anticipation, ...average });
  }
  return found;
}
