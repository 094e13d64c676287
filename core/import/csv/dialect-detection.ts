import { text } from '../../base/text.ts';
import { sure, told, warning } from '../decisions.ts';
import type { Decision, ImportNote, ImportOptions } from '../import-result.ts';
import { type Dialect, delimiterText, dialectOf, nameOfDelimiter } from './dialect.ts';
import { cellString, type SampleRow, type SampleText, sampleRows, usualWidth } from './sample-rows.ts';

/** Rows that each candidate is tried on. */
const TRIED_ROWS = 200;

/** Delimiters by how readily they are believed: a text in words has spaces and colons of its own. */
const CANDIDATES: readonly (readonly [string, number])[] = [
  [',', 1],
  ['\t', 1],
  [';', 1],
  ['|', 1],
  ['||', 1],
  ['::', 1],
  ['~|~', 1],
  ['^|^', 1],
  ['|~|', 1],
  ['##', 1],
  ['~', 0.9],
  ['^', 0.9],
  ['\u0001', 0.9],
  [':', 0.6],
  [' ', 0.6],
];

/** Delimiters that leave no doubt when they fit. */
const USUAL = [',', '\t', ';', '|', '\u0001'];

export interface DialectChoice {
  readonly dialect: Dialect;
  readonly decisions: readonly Decision[];
  readonly notes: readonly ImportNote[];
}

/** Finds delimiter, quote and escape by reading the sample with every candidate and judging how tidy the table looks. */
export function chooseDialect(sample: SampleText, options: ImportOptions): DialectChoice {
  const quotes = options.quote === undefined ? ['"', "'"] : [options.quote];
  const told = options.delimiter === undefined ? undefined : delimiterOf(options.delimiter);
  const delimiters = told === undefined ? CANDIDATES : [[told, 1] as const];
  const head = sample.bytes.subarray(sample.fromByte);
  let best: Trial | undefined;
  for (const quote of quotes) {
    if (quote === "'" && !mayBeSingleQuoted(head)) continue;
    for (const [delimiter, weight] of delimiters) {
      if (!Buffer.from(head.buffer, head.byteOffset, head.length).includes(delimiter)) continue;
      const trial = tryDialect(sample, dialectOf(delimiter, quote, options.escape ?? ''), weight);
      // A later candidate must be better by more than rounding: the order of the lists is the order of belief.
      if (best === undefined || trial.score > best.score + 1e-9) best = trial;
    }
  }
  const plain = best === undefined || (best.score < 0.2 && told === undefined) ? singleColumn(sample, options, told) : best;
  const escaped = withBackslash(sample, plain, options);
  const spaced = withSpaces(sample, escaped);
  return { dialect: spaced.dialect, ...describe(spaced, options) };
}

interface Trial {
  readonly dialect: Dialect;
  readonly rows: readonly SampleRow[];
  readonly width: number;
  readonly consistency: number;
  readonly score: number;
}

function delimiterOf(option: string): string {
  const words: ReadonlyMap<string, string> = new Map([
    ['tab', '\t'],
    ['\\t', '\t'],
    ['space', ' '],
    ['comma', ','],
    ['semicolon', ';'],
    ['pipe', '|'],
  ]);
  return words.get(option.toLowerCase()) ?? option;
}

function tryDialect(sample: SampleText, dialect: Dialect, weight: number): Trial {
  const rows = sampleRows(sample, dialect, TRIED_ROWS);
  const filled = rows.filter((row) => !row.isBlank);
  const width = usualWidth(rows);
  const usual = filled.filter((row) => !row.isBroken && row.cells.length === width);
  const consistency = filled.length === 0 ? 0 : usual.length / filled.length;
  const isSpace = dialect.delimiter.length === 1 && dialect.delimiter[0] === 0x20;
  const isPossible = width > 1 && (!isSpace || (consistency > 0.9 && hasNumberColumn(usual)));
  const tidiness = 0.3 + 0.7 * tidyShare(usual, delimiterText(dialect));
  const score = isPossible ? consistency ** 2 * tidiness * weight * (1 - 0.6 * emptyShare(usual[0])) * (1 + 0.02 * Math.log2(width)) : 0;
  return { dialect, rows, width, consistency, score };
}

/** The share of bare cells that hold no other delimiter: "1;3" in a cell says that the semicolon was meant. */
function tidyShare(rows: readonly SampleRow[], delimiter: string): number {
  let [cells, tidy] = [0, 0];
  for (const row of rows.slice(0, 50)) {
    for (const cell of row.cells.slice(0, 200)) {
      cells++;
      const words = cellString(cell);
      const hasOther = USUAL.some((other) => other !== delimiter && !delimiter.includes(other) && words.includes(other));
      if (!hasOther || /^[\d\s.,]+$/.test(words) || /^[[{]/.test(words)) tidy++;
    }
  }
  return cells === 0 ? 0 : tidy / cells;
}

function emptyShare(row: SampleRow | undefined): number {
  if (row === undefined || row.cells.length < 3) return 0;
  return row.cells.filter((cell) => cell.length === 0).length / row.cells.length;
}

function hasNumberColumn(rows: readonly SampleRow[]): boolean {
  const body = rows.slice(1);
  const isNumber = (cell: Uint8Array | undefined): boolean => /^-?[\d.]+$/.test(cellString(cell));
  return body.length >= 2 && (rows[0]?.cells ?? []).some((_, column) => body.every((row) => isNumber(row.cells[column])));
}

/** Single quotes are quotes only where a cell begins and ends with one and no double quote is in sight. */
function mayBeSingleQuoted(head: Uint8Array): boolean {
  const words = cellString(head.subarray(0, 65_536));
  return !words.includes('"') && /(^|[\n,;\t|])'[^'\n]*'(?=[\r\n,;\t|]|$)/.test(words);
}

function singleColumn(sample: SampleText, options: ImportOptions, delimiter: string | undefined): Trial {
  const dialect = dialectOf(delimiter ?? ',', options.quote ?? '"', options.escape ?? '');
  const trial = tryDialect(sample, dialect, 1);
  return { ...trial, width: 1 };
}

/** Backslashes before quotes: taken as escapes when the rows come out tidier that way. */
function withBackslash(sample: SampleText, plain: Trial, options: ImportOptions): Trial {
  const quote = String.fromCharCode(plain.dialect.quote);
  if (options.escape !== undefined || plain.dialect.quote === 0) return plain;
  if (!Buffer.from(sample.bytes.buffer, sample.bytes.byteOffset, sample.bytes.length).includes(`\\${quote}`)) return plain;
  const escaped = tryDialect(sample, dialectOf(delimiterText(plain.dialect), quote, '\\'), 1);
  return escaped.consistency > plain.consistency ? escaped : plain;
}

/** "a, b, c": spaces after the delimiter belong to it when nearly every cell has one. */
function withSpaces(sample: SampleText, trial: Trial): Trial {
  if (delimiterText(trial.dialect) === ' ') return trial;
  const cells = trial.rows.flatMap((row) => row.cells.slice(1)).filter((cell) => cell.length > 0);
  const spaced = cells.filter((cell) => cell[0] === 0x20).length;
  if (cells.length === 0 || spaced < 0.9 * cells.length) return trial;
  return tryDialect(sample, { ...trial.dialect, skipsSpace: true }, 1);
}

function describe(
  trial: Trial,
  options: ImportOptions,
): { readonly decisions: readonly Decision[]; readonly notes: readonly ImportNote[] } {
  const delimiter = delimiterText(trial.dialect);
  const share = Math.round(100 * trial.consistency);
  const evidence =
    trial.width === 1
      ? text('No delimiter splits the rows into equal cells; read as one column.', '没有分隔符能把各行分成同样多的单元格；按一列读取。')
      : text(`${share} % of the first rows have ${trial.width} cells.`, `前若干行中 ${share}% 有 ${trial.width} 个单元格。`);
  const named = nameOfDelimiter(delimiter);
  const isUsual = USUAL.includes(delimiter);
  const decisions: Decision[] = [];
  if (options.delimiter !== undefined) decisions.push(told('delimiter', named, 'delimiter'));
  else if (isUsual) decisions.push(sure('delimiter', named, evidence, 'delimiter'));
  else {
    const alternatives = [',', 'tab', ';', '|', 'space'].filter((other) => other !== named);
    decisions.push({ what: 'delimiter', chosen: named, evidence, alternatives, certainty: 'guess', option: 'delimiter' });
  }
  decisions.push(quoteDecision(trial.dialect, options));
  if (trial.dialect.escape !== 0 && options.escape === undefined) {
    const why = text(
      'Backslashes stand before quotes, and the rows are tidier when they protect them.',
      '引号前有反斜杠，视为转义时各行更整齐。',
    );
    decisions.push({ what: 'escape', chosen: '\\', evidence: why, alternatives: [''], certainty: 'guess', option: 'escape' });
  }
  const notes = trial.dialect.skipsSpace
    ? [warning('space-after-delimiter', 'Spaces after each delimiter were left out.', '已忽略每个分隔符后的空格。')]
    : [];
  return { decisions, notes };
}

function quoteDecision(dialect: Dialect, options: ImportOptions): Decision {
  const quote = dialect.quote === 0 ? '' : String.fromCharCode(dialect.quote);
  if (options.quote !== undefined) return told('quote', quote, 'quote');
  if (quote === '"') return sure('quote', quote, text('The usual quote.', '常用的引号。'), 'quote');
  const evidence = text('Cells begin and end with single quotes, and there are no double quotes.', '单元格首尾是单引号，且没有双引号。');
  return { what: 'quote', chosen: quote, evidence, alternatives: ['"', ''], certainty: 'guess', option: 'quote' };
}
