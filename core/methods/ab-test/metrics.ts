import { refuse } from '../../base/problem.ts';
import { columnsWithRole, type Frame, listNames, numbersOf } from '../../frame/frame.ts';
import { columnsFor } from '../inputs.ts';
import { readOutcome } from '../outcome.ts';
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
  const metrics = [...outcomes.map((name) => readMetric(frame, name)), ...spec.ratios.map((ratio) => readRatio(frame, ratio))];
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

function readMetric(frame: Frame, name: string): Metric {
  const { values, task, counted } = readOutcome(frame, name);
  const metric = { name, kind: task === 'binary' ? ('share' as const) : ('mean' as const), columns: [values] };
  return counted === undefined ? metric : { ...metric, counted };
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
