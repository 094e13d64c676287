import { refuse } from '../../base/problem.ts';
import { columnNamed, columnsWithRole, type Frame, listNames, numbersOf } from '../../frame/frame.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import { columnsFor } from '../inputs.ts';
import type { AbTestSpec } from './spec.ts';

/** What one row of the scorecard measures, read out of the frame. */
export interface Metric {
  readonly name: string;
  /** A share is the mean of a yes/no outcome; a ratio is Σ numerator / Σ denominator. */
  readonly kind: 'mean' | 'share' | 'ratio';
  /** The outcome, or numerator and denominator; NaN is missing. */
  readonly columns: readonly Float64Array[];
  /** For a text outcome: the value that counts as 1. */
  readonly counted?: string;
}

/**
 * Reads the outcomes and ratios that the options name, else all columns with the role outcome.
 *
 * @throws data/unknown-column, data/not-numeric, data/wrong-kind, option/invalid
 */
export function readMetrics(frame: Frame, spec: AbTestSpec): Metric[] {
  const outcomes = spec.outcome === undefined && spec.ratios.length > 0 ? columnsWithRole(frame, 'outcome') : outcomesOf(frame, spec);
  const metrics = [...outcomes.map((name) => readOutcome(frame, name)), ...spec.ratios.map((ratio) => readRatio(frame, ratio))];
  const twice = metrics.find((metric, index) => metrics.findIndex((other) => other.name === metric.name) !== index);
  if (twice !== undefined)
    refuse('option/invalid', `"${twice.name}" is asked for twice.`, 'Name every metric once.', { option: 'outcome' });
  return metrics;
}

function outcomesOf(frame: Frame, spec: AbTestSpec): string[] {
  const names = columnsFor(frame, 'outcome', spec.outcome, 'outcome');
  if (names.length > 0) return names;
  return refuse(
    'option/invalid',
    'No column has the role outcome, and the option "outcome" is not set.',
    `Set outcome to one or more of ${listNames(frame)}.`,
    {
      option: 'outcome',
    },
  );
}

/** Words that mean yes; of two other levels the later one in the alphabet counts. */
const YES_WORDS = ['yes', 'true', '1', 'y', 't', '是', '有'];

function readOutcome(frame: Frame, name: string): Metric {
  const column = columnNamed(frame, name);
  if (column.kind === 'date') {
    refuse(
      'data/wrong-kind',
      `"${name}" holds dates; a test needs a number or yes/no outcome.`,
      'Derive a number from it first, e.g. days since the start.',
      {
        column: name,
      },
    );
  }
  if (column.kind !== 'category') {
    const values = numbersOf(frame, name);
    return { name, kind: column.kind === 'boolean' || isZeroOne(values) ? 'share' : 'mean', columns: [values] };
  }
  const used = [...new Set(column.codes)].filter((code) => code >= 0).map((code) => column.dictionary[code] as string);
  if (used.length > 2) {
    const sample = used.slice(0, 3).map((level) => `"${level}"`);
    refuse(
      'data/not-numeric',
      `Column "${name}" holds text with ${used.length} different values such as ${sample.join(', ')}; an outcome needs numbers, or exactly two values.`,
      'Choose a numeric or yes/no column, or derive one from it.',
      { column: name },
    );
  }
  const counted = used.find((level) => YES_WORDS.includes(level.toLowerCase())) ?? [...used].sort().at(-1) ?? '';
  const code = column.dictionary.indexOf(counted);
  const values = sharedFloats(frame.rowCount);
  for (let row = 0; row < values.length; row++)
    values[row] = (column.codes[row] as number) < 0 ? Number.NaN : Number(column.codes[row] === code);
  return { name, kind: 'share', columns: [values], counted };
}

function isZeroOne(values: Float64Array): boolean {
  let ones = 0;
  let zeros = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (value === 1) ones++;
    else if (value === 0) zeros++;
    else if (!Number.isNaN(value)) return false;
  }
  return ones + zeros > 0;
}

function readRatio(frame: Frame, ratio: AbTestSpec['ratios'][number]): Metric {
  const { numerator, denominator, name } = typeof ratio === 'string' ? splitRatio(frame, ratio) : ratio;
  for (const part of [numerator, denominator]) {
    if (!frame.columns.has(part)) {
      refuse('data/unknown-column', `There is no column "${part}" for the ratio.`, `Columns here: ${listNames(frame)}.`, {
        column: part,
        option: 'ratios',
      });
    }
  }
  return {
    name: name ?? `${numerator}/${denominator}`,
    kind: 'ratio',
    columns: [numbersOf(frame, numerator), numbersOf(frame, denominator)],
  };
}

/** Reads "spend/visit". Where a column name itself holds a slash, the cut with a column on both sides is meant. */
function splitRatio(frame: Frame, written: string): { numerator: string; denominator: string; name?: string } {
  for (let at = written.indexOf('/'); at >= 0; at = written.indexOf('/', at + 1)) {
    const [numerator, denominator] = [written.slice(0, at).trim(), written.slice(at + 1).trim()];
    if (frame.columns.has(numerator) && frame.columns.has(denominator)) return { numerator, denominator };
  }
  return refuse(
    'option/invalid',
    `"${written}" is not a ratio of two columns.`,
    `Write it as numerator/denominator with columns out of ${listNames(frame)}.`,
    {
      option: 'ratios',
    },
  );
}
