import { giveUp, refuse } from '../base/problem.ts';
import type { Column } from '../frame/column.ts';
import { columnNamed, type Frame, listNames, numbersOf } from '../frame/frame.ts';
import type { LearningTask } from '../learners/learner.ts';

/** What a model is to learn, read from a column of any kind. */
export interface ModelOutcome {
  readonly task: LearningTask;
  /** n values: 0/1 for a yes/no outcome, else numbers; NaN is missing. */
  readonly values: Float64Array;
  /** For yes/no outcomes: the value that counts as 1, and what counts as 0. */
  readonly positive?: string;
  readonly negative?: string;
}

export interface OutcomeChoice {
  readonly task: 'auto' | LearningTask;
  readonly positive?: string | number | boolean | undefined;
}

/** Of two values that say yes and no, these say yes; of any other two the larger or later one counts. */
const YES_WORDS = ['yes', 'true', 'y', 't', '是', '有'];

/**
 * Reads an outcome column for learning. Two different values make it a yes/no outcome unless `task` says
 * regression; more values do so only when `positive` names the one that counts.
 *
 * @throws data/unknown-column, data/wrong-kind (dates), data/not-numeric (text with more than two values),
 *   data/not-binary, data/constant, data/missing-values, option/invalid, numeric/not-finite
 */
export function readModelOutcome(frame: Frame, name: string, choice: OutcomeChoice): ModelOutcome {
  const column = columnNamed(frame, name);
  if (column.kind === 'date') {
    refuse(
      'data/wrong-kind',
      `"${name}" holds dates; a model predicts numbers or yes/no.`,
      'Derive a number from it, e.g. days since the start.',
      {
        column: name,
      },
    );
  }
  const { labels, codes } = levelsOf(frame, name, column);
  if (labels.length < 2) refuseConstant(name, labels);
  const isBinary = choice.task === 'binary' || (choice.task === 'auto' && (labels.length === 2 || choice.positive !== undefined));
  if (!isBinary) return readNumbers(frame, name, column, labels);
  return readYesNo(name, labels, codes, choice.positive);
}

function refuseConstant(name: string, labels: readonly string[]): never {
  if (labels.length === 0)
    return refuse('data/missing-values', `Every value of "${name}" is missing.`, 'Choose another outcome.', { column: name });
  return refuse(
    'data/constant',
    `Every row of "${name}" is ${labels[0]}; there is nothing to learn.`,
    'Choose another outcome, or widen the segment.',
    {
      column: name,
    },
  );
}

function readNumbers(frame: Frame, name: string, column: Column, labels: readonly string[]): ModelOutcome {
  if (column.kind === 'category') {
    const sample = labels.slice(0, 3).map((label) => `"${label}"`);
    refuse(
      'data/not-numeric',
      `Column "${name}" holds text such as ${sample.join(', ')}; predicting a number needs numbers.`,
      'Set positive to the value that should count as 1, or choose a numeric column.',
      { column: name, option: 'positive' },
    );
  }
  const values = numbersOf(frame, name);
  for (const value of values) {
    if (Math.abs(value) > 1e150)
      giveUp(
        'numeric/not-finite',
        `Column "${name}" holds numbers too large to square.`,
        'Divide the column by a large number, or take its logarithm.',
        {
          column: name,
        },
      );
  }
  return { task: 'regression', values };
}

function readYesNo(name: string, labels: readonly string[], codes: Int32Array, chosen: OutcomeChoice['positive']): ModelOutcome {
  const listed = labels.slice(0, 8).map((label) => `"${label}"`);
  if (chosen !== undefined && !labels.includes(String(chosen))) {
    refuse('option/invalid', `"${name}" never has the value "${chosen}".`, `Set positive to one of ${listed.join(', ')}.`, {
      option: 'positive',
      column: name,
    });
  }
  if (chosen === undefined && labels.length > 2) {
    refuse(
      'data/not-binary',
      `Column "${name}" has more than two values such as ${listed.slice(0, 3).join(', ')}; a yes/no outcome has two.`,
      'Set positive to the value that should count as 1.',
      { column: name, option: 'positive' },
    );
  }
  const positive = chosen === undefined ? usualPositive(labels) : String(chosen);
  const code = labels.indexOf(positive);
  const values = Float64Array.from(codes, (each) => (each < 0 ? Number.NaN : Number(each === code)));
  const negative = labels.length === 2 ? (labels[1 - code] as string) : `not ${positive}`;
  return { task: 'binary', values, positive, negative };
}

function usualPositive(labels: readonly string[]): string {
  return labels.find((label) => YES_WORDS.includes(label.toLowerCase())) ?? (labels.at(-1) as string);
}

/** As many different numbers are kept for naming; beyond this a number is a measurement. */
const MOST_NUMERIC_LEVELS = 100;

/** The values that occur: numbers ascending, texts in alphabetical order. Codes are only complete up to 100 numbers. */
function levelsOf(frame: Frame, name: string, column: Column): { labels: string[]; codes: Int32Array } {
  if (column.kind === 'category') {
    const used = [...new Set(column.codes)].filter((code) => code >= 0);
    const labels = used.map((code) => column.dictionary[code] as string).sort();
    const place = column.dictionary.map((label) => labels.indexOf(label));
    return { labels, codes: Int32Array.from(column.codes, (code) => (code < 0 ? -1 : (place[code] as number))) };
  }
  const values = numbersOf(frame, name);
  const distinct = new Set<number>();
  for (const value of values) {
    if (!Number.isNaN(value)) distinct.add(value);
    if (distinct.size > MOST_NUMERIC_LEVELS) break;
  }
  const ordered = [...distinct].sort((left, right) => left - right);
  const place = new Map(ordered.map((value, code) => [value, code]));
  const labels = column.kind === 'boolean' ? ordered.map((value) => String(value === 1)) : ordered.map(String);
  return { labels, codes: Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : (place.get(value) ?? ordered.length))) };
}

/**
 * Checks that columns can be learnt from: there are some, they exist, and none gives the answer away.
 *
 * @throws option/invalid, data/unknown-column
 */
export function checkCovariates(frame: Frame, names: readonly string[], reserved: ReadonlyMap<string, string>): readonly string[] {
  const distinct = [...new Set(names)];
  if (distinct.length === 0) {
    refuse(
      'option/invalid',
      'No columns to predict from: none has the role covariate, and covariates is not set.',
      `Set covariates to some of ${listNames(frame)}.`,
      {
        option: 'covariates',
      },
    );
  }
  for (const name of distinct) {
    columnNamed(frame, name);
    const use = reserved.get(name);
    if (use !== undefined) {
      refuse('option/invalid', `"${name}" is the ${use}, so it cannot be a covariate as well.`, 'Take it out of covariates.', {
        column: name,
        option: 'covariates',
      });
    }
  }
  return distinct;
}
