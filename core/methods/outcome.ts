import { giveUp, refuse } from '../base/problem.ts';
import type { CategoryColumn, Column } from '../frame/column.ts';
import { columnNamed, type Frame, numbersOf } from '../frame/frame.ts';
import { sharedFloats } from '../frame/shared-memory.ts';
import type { LearningTask } from '../learners/learner.ts';

/** An outcome as numbers, read from a column of any kind but dates. */
export interface OutcomeColumn {
  /** binary: the values are zeros and ones, an answer of yes or no. */
  readonly task: LearningTask;
  /** n values; NaN is missing. */
  readonly values: Float64Array;
  /** For yes/no outcomes: the value that counts as 1, and what counts as 0. */
  readonly positive?: string;
  readonly negative?: string;
  /** Set when the column holds text, so that a report can say which value counts as 1. */
  readonly counted?: string;
}

/** What the outcome is read for. */
export interface OutcomeUse {
  /**
   * compare: numbers are amounts unless they are 0 and 1, and all may be alike. learn: any two values are an answer
   * of yes or no, more of them are one where `positive` names the value that counts, and there must be two at least.
   */
  readonly use: 'compare' | 'learn';
  /** auto lets the values decide. */
  readonly task?: 'auto' | LearningTask;
  readonly positive?: string | number | boolean | undefined;
}

/** Words that mean yes; of two other values the larger, or the later one in the alphabet, counts. */
const YES_WORDS = ['yes', 'true', '1', 'y', 't', '是', '有'];

/** As many different numbers are kept for naming; beyond this a number is a measurement. */
const MOST_NUMERIC_LEVELS = 100;

/** Squares of larger numbers, summed over rows, are no longer floats. */
const LARGEST_TO_LEARN = 1e150;

/** The different values of a column, ordered; `cells` holds a key per row, and any other number where it is missing. */
interface Levels {
  readonly labels: readonly string[];
  readonly keys: readonly number[];
  readonly cells: Float64Array | Int32Array;
  readonly isMissing: (cell: number) => boolean;
}

/**
 * Reads a column as an outcome: numbers, yes/no, or text with two values.
 *
 * @throws data/unknown-column, data/wrong-kind (dates), data/not-numeric (text with more than two values),
 *   data/not-binary and option/invalid (no answer of yes or no where one is asked for); to learn from also
 *   data/constant, data/missing-values, numeric/not-finite
 * Cost: one or two passes.
 */
export function readOutcome(frame: Frame, name: string, asked: OutcomeUse = { use: 'compare' }): OutcomeColumn {
  const column = columnNamed(frame, name);
  const where = { column: name };
  if (column.kind === 'date')
    refuse(
      'data/wrong-kind',
      `"${name}" holds dates; an outcome is a number or yes/no.`,
      'Derive a number, e.g. days since the start.',
      where,
    );
  const levels = levelsOf(frame, name, column);
  if (asked.use === 'learn' && levels.labels.length < 2) refuseConstant(name, levels.labels);
  if (isAnswer(column, levels, asked)) return readAnswer(name, column, levels, asked.positive);
  if (column.kind === 'category') refuseText(name, levels.labels, asked.use);
  const values = numbersOf(frame, name);
  if (asked.use === 'learn' && values.some((value) => Math.abs(value) > LARGEST_TO_LEARN)) {
    giveUp('numeric/not-finite', `Column "${name}" holds numbers too large to square.`, 'Divide the column by a large number.', where);
  }
  return { task: 'regression', values };
}

/** Whether the column is an answer of yes or no, or is to be read as one. */
function isAnswer(column: Column, { labels, keys }: Levels, { use, task = 'auto', positive }: OutcomeUse): boolean {
  if (task !== 'auto') return task === 'binary';
  if (positive !== undefined || column.kind === 'boolean') return true;
  if (column.kind === 'category') return labels.length <= 2;
  if (use === 'learn') return labels.length === 2;
  return isZeroOne(keys);
}

function isZeroOne(keys: readonly number[]): boolean {
  return keys.length > 0 && keys.every((key) => key === 0 || key === 1);
}

function readAnswer(name: string, column: Column, levels: Levels, chosen: OutcomeUse['positive']): OutcomeColumn {
  const { labels, keys, cells, isMissing } = levels;
  // Zeros and ones are what they are, even where one of the two does not occur.
  if (cells instanceof Float64Array && chosen === undefined && isZeroOne(keys)) {
    const [negative, positive] = column.kind === 'boolean' ? ['false', 'true'] : ['0', '1'];
    return { task: 'binary', values: cells, positive, negative };
  }
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
  const positive = chosen === undefined ? usualPositive(column, labels) : String(chosen);
  const place = labels.indexOf(positive);
  const key = keys[place];
  const values = sharedFloats(cells.length);
  for (let row = 0; row < values.length; row++) {
    const cell = cells[row] as number;
    values[row] = isMissing(cell) ? Number.NaN : Number(cell === key);
  }
  const negative = labels.length === 2 ? (labels[1 - place] as string) : `not ${positive}`;
  return { task: 'binary', values, positive, negative, ...(column.kind === 'category' ? { counted: positive } : {}) };
}

function usualPositive(column: Column, labels: readonly string[]): string {
  const said = column.kind === 'category' ? labels.find((label) => YES_WORDS.includes(label.toLowerCase())) : undefined;
  return said ?? labels.at(-1) ?? '';
}

/** Numbers ascending, texts in alphabetical order; of numbers only the first hundred different ones. */
function levelsOf(frame: Frame, name: string, column: Column): Levels {
  if (column.kind === 'category') return textLevels(column);
  const cells = numbersOf(frame, name);
  const distinct = new Set<number>();
  for (let row = 0; row < cells.length && distinct.size <= MOST_NUMERIC_LEVELS; row++) {
    const cell = cells[row] as number;
    if (!Number.isNaN(cell)) distinct.add(cell);
  }
  const keys = [...distinct].sort((left, right) => left - right);
  const labels = column.kind === 'boolean' ? keys.map((key) => String(key === 1)) : keys.map(String);
  return { labels, keys, cells, isMissing: Number.isNaN };
}

function textLevels({ codes, dictionary }: CategoryColumn): Levels {
  const isUsed = new Uint8Array(dictionary.length);
  for (let row = 0; row < codes.length; row++) if ((codes[row] as number) >= 0) isUsed[codes[row] as number] = 1;
  const named = dictionary.map((label, code) => ({ label, code })).filter(({ code }) => isUsed[code] === 1);
  named.sort((left, right) => (left.label < right.label ? -1 : 1));
  return { labels: named.map(({ label }) => label), keys: named.map(({ code }) => code), cells: codes, isMissing: (code) => code < 0 };
}

function refuseConstant(name: string, labels: readonly string[]): never {
  const where = { column: name };
  if (labels.length === 0) return refuse('data/missing-values', `Every value of "${name}" is missing.`, 'Choose another outcome.', where);
  const fix = 'Choose another outcome, or widen the segment.';
  return refuse('data/constant', `Every row of "${name}" is ${labels[0]}; there is nothing to learn.`, fix, where);
}

function refuseText(name: string, labels: readonly string[], use: OutcomeUse['use']): never {
  const sample = labels.slice(0, 3).map((label) => `"${label}"`);
  const said = `Column "${name}" holds text with ${labels.length} different values such as ${sample.join(', ')}; an outcome needs numbers, or exactly two values.`;
  if (use === 'compare')
    return refuse('data/not-numeric', said, 'Choose a numeric or yes/no column, or derive one from it.', { column: name });
  return refuse('data/not-numeric', said, 'Set positive to the value that should count as 1, or choose a numeric column.', {
    column: name,
    option: 'positive',
  });
}
