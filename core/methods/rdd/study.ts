import { refuse } from '../../base/problem.ts';
import { readArms } from '../../frame/arms.ts';
import { columnNamed, columnsWithRole, type Frame, numbersOf } from '../../frame/frame.ts';
import { columnFor } from '../inputs.ts';
import { readOutcome } from '../outcome.ts';
import type { LocalDesign } from './bandwidths.ts';
import type { RddSpec } from './spec.ts';

/** A column whose continuity at the cut-off is tested; text columns become one per value. */
export interface BalanceColumn {
  readonly name: string;
  readonly level: string | null;
  readonly values: Float64Array;
}

/** Everything that the options name, read and checked. */
export interface Study {
  readonly names: { readonly outcome: string; readonly running: string; readonly takeUp: string | null };
  readonly running: Float64Array;
  readonly outcome: Float64Array;
  readonly takeUp: Float64Array | null;
  readonly covariates: readonly Float64Array[];
  readonly balance: readonly BalanceColumn[];
  /** Rows with every value that the estimate needs, outside the donut. */
  readonly rows: Int32Array;
  readonly missing: number;
  readonly inDonut: number;
  readonly design: LocalDesign;
  readonly counted: string | null;
}

/** Fewer rows on a side leave nothing to fit and test with. */
const LEAST_ROWS = 10;

/** Text covariates are compared by their most frequent values only. */
const MOST_LEVELS = 8;

/** Sums of fourth powers of larger numbers are no longer floats. */
const LARGEST = 1e75;

/**
 * Reads the columns of a regression-discontinuity study.
 *
 * @throws data/unknown-column, data/not-numeric, data/too-few-rows, data/constant, option/invalid, numeric/not-finite
 */
export function readStudy(frame: Frame, spec: RddSpec): Study {
  const design = designOf(spec);
  const outcomeName = columnFor(frame, 'outcome', spec.outcome);
  const runningName = columnFor(frame, 'runningVariable', spec.runningVariable);
  if (outcomeName === runningName) {
    refuse('option/invalid', `"${runningName}" is both the outcome and the running variable.`, 'Choose two different columns.', {
      option: 'runningVariable',
      column: runningName,
    });
  }
  const running = numbersOf(frame, runningName);
  const { values: outcome, counted } = readOutcome(frame, outcomeName);
  const takeUp = spec.takeUp === undefined ? null : readTakeUp(frame, spec.takeUp, spec);
  const covariates = spec.covariates.map((name) => numbersOf(frame, columnFor(frame, 'covariate', name, 'covariates')));
  const { rows, missing, inDonut } = keptRows([running, outcome, ...(takeUp === null ? [] : [takeUp]), ...covariates], spec);
  const study = {
    names: { outcome: outcomeName, running: runningName, takeUp: spec.takeUp ?? null },
    running,
    outcome,
    takeUp,
    covariates,
    balance: readBalance(frame, spec, [outcomeName, runningName]),
    rows,
    missing,
    inDonut,
    design: { ...design, isFuzzy: takeUp !== null },
    counted: counted ?? null,
  };
  checkRows(study, spec);
  return study;
}

function designOf(spec: RddSpec): LocalDesign {
  const order = spec.order ?? spec.derivative + 1;
  const biasOrder = spec.biasOrder ?? order + 1;
  if (order < spec.derivative || biasOrder <= order) {
    refuse(
      'option/invalid',
      `A polynomial of order ${order} with a bias correction of order ${biasOrder} cannot give derivative ${spec.derivative}.`,
      'Keep derivative ≤ order < biasOrder.',
      { option: order < spec.derivative ? 'order' : 'biasOrder' },
    );
  }
  if (spec.bandwidth.length === 0 && spec.biasBandwidth.length > 0) {
    refuse('option/invalid', 'biasBandwidth is set, bandwidth is not.', 'Set bandwidth too, or leave both empty.', { option: 'bandwidth' });
  }
  const { kernel, derivative, variance, neighbors, regularization } = spec;
  return {
    kernel,
    order,
    biasOrder,
    derivative,
    variance,
    neighbors,
    regularization,
    adjustMassPoints: spec.massPoints === 'adjust',
    isFuzzy: false,
  };
}

/** Take-up as a number: a dose as it is; of arms, 1 for the chosen arm (or any but the control) and 0 for the control. */
function readTakeUp(frame: Frame, name: string, { arm, control }: RddSpec): Float64Array {
  const column = columnNamed(frame, name);
  if (column.kind === 'boolean' || (column.kind === 'number' && arm === undefined && control === undefined)) return numbersOf(frame, name);
  const { names, codes } = readArms(frame, name, control);
  const chosen = arm === undefined ? -1 : names.indexOf(arm);
  if (arm !== undefined && chosen < 1) {
    refuse('data/arm-missing', `"${arm}" is not a treated arm of "${name}".`, `Set arm to one of ${names.slice(1).join(', ')}.`, {
      option: 'arm',
      column: name,
    });
  }
  // With one arm chosen, rows of the other treated arms take no part.
  return Float64Array.from(codes, (code) => (code < 0 || (chosen > 0 && code !== 0 && code !== chosen) ? Number.NaN : Number(code > 0)));
}

function keptRows(columns: readonly Float64Array[], { cutoff, donut }: RddSpec): Pick<Study, 'rows' | 'missing' | 'inDonut'> {
  const rows: number[] = [];
  let [missing, inDonut] = [0, 0];
  const running = columns[0] as Float64Array;
  for (let row = 0; row < running.length; row++) {
    if (columns.some((column) => !Number.isFinite(column[row]))) missing++;
    else if (Math.abs((running[row] as number) - cutoff) < donut) inDonut++;
    else rows.push(row);
  }
  return { rows: Int32Array.from(rows), missing, inDonut };
}

function checkRows({ rows, running, outcome, names }: Study, { cutoff, donut }: RddSpec): void {
  let [below, largest] = [0, 0];
  for (const row of rows) {
    if ((running[row] as number) < cutoff) below++;
    largest = Math.max(largest, Math.abs(outcome[row] as number), Math.abs(running[row] as number));
  }
  for (const [side, count] of [
    ['below', below],
    ['at or above', rows.length - below],
  ] as const) {
    if (count >= LEAST_ROWS) continue;
    refuse(
      'data/too-few-rows',
      `${count} complete rows lie ${side} the cut-off ${cutoff} of "${names.running}"${donut > 0 ? ', outside the donut' : ''}; each side needs at least ${LEAST_ROWS}.`,
      'Check the cut-off and its unit, shrink the donut, or collect more rows.',
      { column: names.running, option: 'cutoff' },
    );
  }
  if (largest > LARGEST) {
    refuse('numeric/not-finite', `"${names.outcome}" or "${names.running}" holds numbers too large to square.`, 'Rescale the column.', {
      column: names.outcome,
    });
  }
  const first = outcome[rows[0] as number];
  if (rows.every((row) => outcome[row] === first)) {
    refuse('data/constant', `Every row of "${names.outcome}" is ${first}; there is no jump to look for.`, 'Choose another outcome.', {
      column: names.outcome,
    });
  }
}

function readBalance(frame: Frame, spec: RddSpec, used: readonly string[]): BalanceColumn[] {
  const names = spec.balance ?? columnsWithRole(frame, 'covariate');
  return names.filter((name) => !used.includes(name)).flatMap((name) => balanceOf(frame, columnFor(frame, 'covariate', name, 'balance')));
}

function balanceOf(frame: Frame, name: string): BalanceColumn[] {
  const column = columnNamed(frame, name);
  if (column.kind !== 'category') return [{ name, level: null, values: numbersOf(frame, name) }];
  const counts = column.dictionary.map(() => 0);
  for (const code of column.codes) if (code >= 0) counts[code] = (counts[code] as number) + 1;
  const shown = [...counts.keys()]
    .filter((code) => (counts[code] as number) > 0)
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  return shown.slice(0, MOST_LEVELS).map((level) => ({
    name,
    level: column.dictionary[level] ?? null,
    values: Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : Number(code === level))),
  }));
}
