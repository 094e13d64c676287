import { text } from '../../base/text.ts';
import { told } from '../decisions.ts';
import type { Decision, ImportOptions } from '../import-result.ts';
import { areBooleanWords } from '../values/boolean-words.ts';
import { OPEN_PLAN, planFor } from '../values/build-column.ts';
import type { ColumnPlan } from '../values/column-builder.ts';
import { isMissingWord } from '../values/odd-number.ts';
import { cellString, type SampleRow } from './sample-rows.ts';

/** Where the table begins and which of its rows are names. */
export interface HeaderChoice {
  /** Rows before the table: titles, dates, blank lines. */
  readonly preambleRows: number;
  /** Rows of names after them. */
  readonly headerRows: number;
  readonly decisions: readonly Decision[];
}

/** Preambles longer than this are not looked for; the user can name the first line. */
const LONGEST_PREAMBLE = 20;
/** Titles, names and units: more than three rows of names are not looked for. */
const MOST_HEADER_ROWS = 3;

/**
 * Finds preamble and header by comparing rows: a header differs in kind from the columns under it.
 *
 * @param rows the first rows of the sample, blank ones included
 * @param width the number of cells that most rows have
 */
export function chooseHeader(rows: readonly SampleRow[], width: number, options: ImportOptions): HeaderChoice {
  const preambleRows = width > 1 && options.firstLine === undefined ? preambleLength(rows, width) : leadingBlanks(rows);
  const table = rows.slice(preambleRows).filter((row) => !row.isBlank && !row.isBroken);
  const [first, ...body] = table;
  // A header that comes again must not make the columns under it look like words.
  const distinct = body.filter((row) => first === undefined || !sameCells(row, first));
  const look = (from: readonly SampleRow[]): readonly ColumnLook[] =>
    Array.from({ length: first?.cells.length ?? 0 }, (_, column) => columnKind(from, column, width));
  const settled = look(distinct);
  const columns = settled.some((column) => column.isTyped) ? settled : look(body);
  const headerRows = countHeaderRows(table, columns, options);
  return { preambleRows, headerRows, decisions: describe({ rows, preambleRows, headerRows, columns }, options) };
}

/** Whether two rows hold the same texts. */
export function sameCells(left: SampleRow, right: SampleRow): boolean {
  return (
    left.cells.length === right.cells.length && left.cells.every((cell, column) => cellString(cell) === cellString(right.cells[column]))
  );
}

/** What the cells of one column look like. */
interface ColumnLook {
  /** Numbers, dates or yes/no in every row of the sample. */
  readonly isTyped: boolean;
  readonly cells: ReadonlySet<string>;
}

function columnKind(body: readonly SampleRow[], column: number, width: number): ColumnLook {
  const cells = body.filter((row) => row.cells.length === width).map((row) => row.cells[column] ?? new Uint8Array(0));
  const words = cells.map(cellString);
  return { isTyped: isTyped(cells, words), cells: new Set(words) };
}

function isTyped(cells: readonly Uint8Array[], words: readonly string[]): boolean {
  const filled = words.filter((word) => word !== '' && !isMissingWord(word));
  if (filled.length === 0) return false;
  const plan = planOfCells(cells);
  const looksTyped = plan.kind !== 'category' || (plan.reason !== undefined && plan.reason !== 'words');
  return looksTyped || areBooleanWords([...new Set(filled)].slice(0, 50));
}

/** The plan that cells ask for when nothing else is known. */
export function planOfCells(cells: readonly Uint8Array[]): ColumnPlan {
  return planFor(cells, OPEN_PLAN);
}

/** Whether a single cell could stand in a column of numbers, dates or yes/no. */
export function looksLikeData(word: string): boolean {
  return word === '' || isMissingWord(word) || isTyped([new TextEncoder().encode(word)], [word]) || /^(true|false|yes|no)$/i.test(word);
}

function leadingBlanks(rows: readonly SampleRow[]): number {
  const first = rows.findIndex((row) => !row.isBlank);
  return Math.max(0, first);
}

/** Rows at the top that are narrower than the table, if the table then holds its width. */
function preambleLength(rows: readonly SampleRow[], width: number): number {
  const first = rows.findIndex((row) => !row.isBlank && !row.isBroken && row.cells.length === width);
  if (first <= 0) return 0;
  const before = rows.slice(0, first).filter((row) => !row.isBlank);
  // One cell fewer is a header whose rows end in a delimiter; more cells than the table are no title.
  const isPreamble = first <= LONGEST_PREAMBLE && before.every((row) => row.cells.length < Math.max(2, width - 1));
  return isPreamble ? first : leadingBlanks(rows);
}

function countHeaderRows(table: readonly SampleRow[], columns: readonly ColumnLook[], options: ImportOptions): number {
  if (options.header === false) return 0;
  if (options.headerRows !== undefined) return options.headerRows;
  const [first, ...body] = table;
  if (first === undefined) return 0;
  if (options.header !== true && !isHeader(first, columns, body.length)) return 0;
  if (options.header === true) return 1;
  let count = 1;
  while (count < MOST_HEADER_ROWS && isSecondHeader(table, count)) count++;
  return count;
}

function isHeader(first: SampleRow, columns: readonly ColumnLook[], bodyRows: number): boolean {
  const words = first.cells.map(cellString);
  // A file of one line cannot be compared with itself: names are words.
  if (bodyRows === 0) return !words.some((word) => word !== '' && looksLikeData(word));
  const typed = words.filter((_, column) => columns[column]?.isTyped);
  if (typed.length > 0) return typed.some((word) => word !== '' && !looksLikeData(word));
  const repeats = words.some((word, column) => word !== '' && columns[column]?.cells.has(word));
  return !repeats && words.some((word) => word !== '' && !looksLikeData(word));
}

/** Whether row `at` still is names: words in columns that hold numbers or dates in all rows below it. */
function isSecondHeader(table: readonly SampleRow[], at: number): boolean {
  const row = table[at];
  const body = table.slice(at + 1);
  if (row === undefined || body.length < 2) return false;
  const width = row.cells.length;
  const typed = row.cells.map(cellString).filter((_, column) => columnKind(body, column, width).isTyped);
  const words = typed.filter((word) => !looksLikeData(word));
  return words.length > 0 && words.length >= typed.length / 2 && typed.every((word) => word === '' || !looksLikeData(word));
}

interface Found {
  readonly rows: readonly SampleRow[];
  readonly preambleRows: number;
  readonly headerRows: number;
  readonly columns: readonly ColumnLook[];
}

function describe(found: Found, options: ImportOptions): readonly Decision[] {
  const decisions: Decision[] = [];
  const skipped = found.rows.slice(0, found.preambleRows).filter((row) => !row.isBlank);
  if (skipped.length > 0) decisions.push(preambleDecision(found, skipped));
  decisions.push(headerDecision(found, options));
  return decisions;
}

function preambleDecision(found: Found, skipped: readonly SampleRow[]): Decision {
  const line = found.rows[found.preambleRows]?.line ?? 1;
  const shown = skipped.map((row) => row.cells.map(cellString).join(' ').trim()).join(' / ');
  const words = shown.length > 120 ? `${shown.slice(0, 120)}…` : shown;
  return {
    what: 'preamble',
    chosen: `table begins at line ${line}`,
    evidence: text(`The lines before it have fewer cells: ${words}.`, `此前各行的单元格较少：${words}。`),
    alternatives: ['1'],
    certainty: 'guess',
    option: 'firstLine',
  };
}

function headerDecision(found: Found, options: ImportOptions): Decision {
  if (options.header !== undefined) return told('header', options.header ? 'yes' : 'no', 'header');
  if (options.headerRows !== undefined) return told('header', `${found.headerRows} lines`, 'headerRows');
  if (found.headerRows === 0) {
    const why = text(
      'The first line holds the same kinds of values as the lines below it; columns are named column1, column2 ….',
      '第一行的取值类型与下面各行相同；列名取为 column1、column2 ……',
    );
    return { what: 'header', chosen: 'no', evidence: why, alternatives: ['yes'], certainty: 'guess', option: 'header' };
  }
  if (found.headerRows > 1) {
    const why = text(
      `The first ${found.headerRows} lines are words, the lines below are values; names of one column are joined by " / ".`,
      `前 ${found.headerRows} 行是文字，其下是数值；同一列的各级名称以 " / " 相连。`,
    );
    return {
      what: 'header',
      chosen: `${found.headerRows} lines`,
      evidence: why,
      alternatives: ['1'],
      certainty: 'guess',
      option: 'headerRows',
    };
  }
  const isTyped = found.columns.some((column) => column.isTyped);
  const evidence = isTyped
    ? text('The first line is words over columns of values.', '第一行是文字，其下各列是数值。')
    : text('The first line differs from all lines below it.', '第一行与下面各行都不同。');
  return { what: 'header', chosen: 'yes', evidence, alternatives: [], certainty: 'sure', option: 'header' };
}
