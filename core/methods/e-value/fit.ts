import { refuse } from '../../base/problem.ts';
import { readArms } from '../../frame/arms.ts';
import type { Frame } from '../../frame/frame.ts';
import { normalUpperQuantile } from '../../numeric/distributions.ts';
import { columnFor } from '../inputs.ts';
import { readOutcome } from '../outcome.ts';
import { eValue, eValueOfLimit, riskRatioOf } from './math.ts';
import type { EValueSpec } from './spec.ts';

/** The check of one effect. */
export interface Checked {
  readonly name: string;
  readonly measure: EValueSpec['measure'];
  readonly value: number;
  readonly interval: readonly [number, number] | null;
  readonly ratio: number;
  readonly ratioInterval: readonly [number, number] | null;
  readonly eValue: number;
  /** Null when no interval is known. */
  readonly eValueOfLimit: number | null;
  readonly n: number | null;
}

export interface EValueFit {
  readonly effects: readonly Checked[];
  readonly isMeasured: boolean;
}

/**
 * Checks the given effect, or every arm's effect that the columns show.
 *
 * @throws option/invalid and data/… : whatever keeps it from a ratio above zero
 */
export function fitEValue(spec: EValueSpec, frame: Frame): EValueFit {
  if (spec.estimate !== undefined) return { effects: [checkGiven(spec, spec.estimate)], isMeasured: false };
  return { effects: measure(frame, spec), isMeasured: true };
}

function checkGiven(spec: EValueSpec, value: number): Checked {
  const { low, high, measure: kind } = spec;
  if ((low === undefined) !== (high === undefined))
    refuse('option/invalid', 'An interval has two ends.', 'Set both low and high, or neither.', { option: 'low' });
  if (low !== undefined && high !== undefined && !(low <= value && value <= high)) {
    refuse('option/invalid', `The estimate ${value} does not lie between low ${low} and high ${high}.`, 'Check the three numbers.', {
      option: 'low',
    });
  }
  for (const [option, given] of [
    ['estimate', value],
    ['low', low],
    ['high', high],
  ] as const) {
    if (given === undefined) continue;
    const ratio = riskRatioOf(kind, given, spec.isRare);
    if (!(ratio > 0 && ratio < 1e100 && ratio > 1e-100)) {
      refuse(
        'option/invalid',
        `${option} is ${given}; ${kind === 'standardizedDifference' ? 'no standardised difference is that large' : 'a ratio lies above 0'}.`,
        'Give ratios as ratios (0.8, 1.5), and standardised differences in standard deviations.',
        { option },
      );
    }
  }
  const interval = low === undefined || high === undefined ? null : ([low, high] as const);
  const ends =
    interval === null ? null : ([riskRatioOf(kind, interval[0], spec.isRare), riskRatioOf(kind, interval[1], spec.isRare)] as const);
  return check({ name: 'given', measure: kind, value, interval, n: null }, riskRatioOf(kind, value, spec.isRare), ends);
}

type Stated = Pick<Checked, 'name' | 'measure' | 'value' | 'interval' | 'n'>;

function check(stated: Stated, ratio: number, ratioInterval: readonly [number, number] | null): Checked {
  return {
    ...stated,
    ratio,
    ratioInterval,
    eValue: eValue(ratio),
    eValueOfLimit: ratioInterval === null ? null : eValueOfLimit(ratioInterval),
  };
}

interface Sums {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

function measure(frame: Frame, spec: EValueSpec): Checked[] {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or set estimate.');
  const arms = readArms(frame, columnFor(frame, 'treatment', spec.treatment), spec.control);
  const name = columnFor(frame, 'outcome', spec.outcome);
  if (name === arms.column)
    refuse('option/invalid', `"${name}" is the treatment itself.`, 'Choose another outcome.', { option: 'outcome' });
  const outcome = readOutcome(frame, name);
  if (spec.arm !== undefined && !arms.names.slice(1).includes(spec.arm)) {
    refuse(
      'data/arm-missing',
      `"${spec.arm}" is not an arm that can be compared with "${arms.names[0]}".`,
      `Set arm to one of ${arms.names.slice(1).join(', ')}.`,
      { option: 'arm' },
    );
  }
  const sums = arms.names.map((arm, code) => summed(outcome.values, arms.codes, code, arm));
  const z = normalUpperQuantile(spec.alpha / 2);
  return arms.names.slice(1).flatMap((arm, index) => {
    if (spec.arm !== undefined && arm !== spec.arm) return [];
    const [control, treated] = [sums[0] as Sums, sums[index + 1] as Sums];
    return [outcome.task === 'binary' ? fromShares(arm, control, treated, z) : fromMeans({ arm, name }, control, treated, z)];
  });
}

function summed(values: Float64Array, codes: Int32Array, code: number, arm: string): Sums {
  let [n, mean, squares] = [0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (codes[row] !== code || Number.isNaN(value)) continue;
    const step = value - mean;
    mean += step / ++n;
    squares += step * (value - mean);
  }
  if (n < 2)
    refuse('data/arm-too-small', `Arm "${arm}" has ${n} rows with an outcome; at least 2 are needed.`, 'Leave that arm out by a segment.', {
      option: 'treatment',
    });
  return { n, mean, variance: squares / (n - 1) };
}

/** The risk ratio with its interval on the log scale (Katz et al. 1978). */
function fromShares(arm: string, control: Sums, treated: Sums, z: number): Checked {
  if (control.mean === 0 || treated.mean === 0) {
    refuse(
      'data/too-few-rows',
      `Nobody in ${control.mean === 0 ? 'the control' : `"${arm}"`} has the outcome, so there is no ratio of risks.`,
      'Collect more rows, or choose a less rare outcome.',
      { option: 'outcome' },
    );
  }
  const ratio = treated.mean / control.mean;
  const error = Math.sqrt((1 - treated.mean) / (treated.n * treated.mean) + (1 - control.mean) / (control.n * control.mean));
  const interval = [ratio * Math.exp(-z * error), ratio * Math.exp(z * error)] as const;
  return check({ name: arm, measure: 'riskRatio', value: ratio, interval, n: control.n + treated.n }, ratio, interval);
}

/** The standardised difference; exp(0.91 d ± 1.78 s) are the ends of the ratio at 95 % (VanderWeele & Ding 2017). */
function fromMeans({ arm, name }: { readonly arm: string; readonly name: string }, control: Sums, treated: Sums, z: number): Checked {
  const n = control.n + treated.n;
  const deviation = Math.sqrt(((control.n - 1) * control.variance + (treated.n - 1) * treated.variance) / (n - 2));
  if (!(deviation > 0) || !Number.isFinite(deviation)) {
    refuse('data/constant', `"${name}" does not vary within the arms, so nothing can be standardised.`, 'Choose another outcome.', {
      column: name,
    });
  }
  const d = (treated.mean - control.mean) / deviation;
  const error = Math.sqrt(n / (control.n * treated.n) + (d * d) / (2 * n));
  const interval = [d - z * error, d + z * error] as const;
  const [ratio, low, high] = [d, ...interval].map((end) => Math.exp(0.91 * end)) as [number, number, number];
  if (!(low > 1e-100 && high < 1e100)) {
    refuse(
      'data/wrong-kind',
      `The arms differ by ${d} standard deviations in "${name}"; that is no effect but another scale.`,
      'Choose another outcome.',
      { column: name },
    );
  }
  return check({ name: arm, measure: 'standardizedDifference', value: d, interval, n }, ratio, [low, high]);
}
