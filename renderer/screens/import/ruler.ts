import type { Api } from '../../../core/api/calls.ts';
import type { DecisionView } from '../../../core/api/import-types.ts';

/** How a file is to be read, as far as a person has said. */
export type ReadOptions = NonNullable<Api['data.preview']['params']['options']>;

/** One mark of the ruler: what was decided, why, and what else it could be. */
export interface RulerMark {
  readonly option: RulerOption;
  /** Empty where nothing had to be decided. */
  readonly chosen: string;
  readonly isChosen: boolean;
  readonly evidence: DecisionView['evidence'] | null;
  /** Columns whose values raised the question; empty where it is about the file. */
  readonly columns: readonly string[];
  readonly choices: readonly string[];
  readonly isQuestion: boolean;
  /** A person has said so. */
  readonly isTold: boolean;
}

export const RULER_OPTIONS = [
  'format',
  'sheet',
  'encoding',
  'delimiter',
  'quote',
  'escape',
  'header',
  'headerRows',
  'firstLine',
  'dateOrder',
  'decimalMark',
] as const;

export type RulerOption = (typeof RULER_OPTIONS)[number];

/** What can always be said, however sure the reader is. */
const USUAL: Readonly<Partial<Record<RulerOption, readonly string[]>>> = {
  format: ['csv', 'jsonl', 'parquet', 'xlsx'],
  encoding: ['utf-8', 'gb18030', 'big5', 'shift_jis', 'euc-kr', 'windows-1252', 'utf-16le', 'utf-16be'],
  delimiter: [',', ';', 'tab', '|', 'space'],
  quote: ['"', "'", ''],
  header: ['yes', 'no'],
  dateOrder: ['ymd', 'dmy', 'mdy'],
  decimalMark: ['.', ','],
};

/** What a person may want to say of a delimited text though nothing asked for it. */
const ALWAYS_FOR_TEXT: readonly RulerOption[] = ['encoding', 'delimiter', 'quote', 'header', 'dateOrder', 'decimalMark'];

/** Options that change which columns there are; what was said about columns no longer holds then. */
const SHAPING: ReadonlySet<string> = new Set<RulerOption>([
  'format',
  'sheet',
  'encoding',
  'delimiter',
  'quote',
  'escape',
  'header',
  'headerRows',
  'firstLine',
]);

/** The marks for what the reader decided, in a fixed order. Kinds of columns are not among them: they stand above the columns. */
export function rulerMarks(decisions: readonly DecisionView[], options: ReadOptions): readonly RulerMark[] {
  const isText = options.format === 'csv' || decisions.some(({ option }) => option === 'delimiter');
  return RULER_OPTIONS.flatMap((option) => {
    const about = decisions.filter((decision) => decision.option === option && decision.what !== 'packing');
    const isTold = options[option] !== undefined;
    if (about.length === 0 && !isTold && !(isText && ALWAYS_FOR_TEXT.includes(option))) return [];
    return [markOf(option, about, options)];
  });
}

function markOf(option: RulerOption, about: readonly DecisionView[], options: ReadOptions): RulerMark {
  const told = options[option];
  const ofFile = about.find(({ what }) => !what.startsWith('kind:'));
  const ofColumns = about.filter(({ what }) => what.startsWith('kind:'));
  const shown = ofFile ?? ofColumns[0];
  const chosen = told !== undefined ? choiceOf(told) : (ofFile?.chosen ?? '');
  const listed = [...(USUAL[option] ?? []), ...(shown?.alternatives ?? [])];
  return {
    option,
    chosen,
    isChosen: told !== undefined || ofFile !== undefined,
    evidence: shown?.evidence ?? null,
    columns: ofFile === undefined ? ofColumns.map(({ what }) => what.slice('kind:'.length)) : [],
    choices: [...new Set(ofFile === undefined && told === undefined ? listed : [chosen, ...listed])],
    isQuestion: about.some(({ isQuestion }) => isQuestion),
    isTold: told !== undefined,
  };
}

function choiceOf(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

/** The options with one of them said, or with `null` left to the reader again. */
export function withChoice(options: ReadOptions, option: RulerOption, choice: string | null): ReadOptions {
  const { [option]: _, columnKinds, ...others } = options;
  const kept = SHAPING.has(option) || columnKinds === undefined ? others : { ...others, columnKinds };
  if (choice === null) return kept;
  if (option === 'header') return { ...kept, header: choice === 'yes' };
  if (option === 'firstLine' || option === 'headerRows') return { ...kept, [option]: Number(choice) };
  return { ...kept, [option]: choice };
}
