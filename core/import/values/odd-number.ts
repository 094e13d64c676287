/** What a cell that is not a plain number turns out to be. */
export type OddNumber =
  | { readonly kind: 'number'; readonly value: number; readonly style: NumberStyle }
  | { readonly kind: 'missing' | 'not-finite' | 'identifier' | 'text' };

/** What a written number tells about how its column writes numbers. */
export interface NumberStyle {
  /** Which mark the cell proves to be the decimal one; 'either' for "1,234", 'unknown' for whole numbers. */
  readonly mark: '.' | ',' | 'either' | 'unknown';
  readonly hasGroups: boolean;
  /** The currency sign or code, "()" for a bracketed negative, or empty. */
  readonly currency: string;
  readonly hasPercent: boolean;
}

/** Texts that stand for a missing value where the rest of a column is of one clean type. */
const MISSING_WORDS: ReadonlySet<string> = new Set([
  ...['na', 'n/a', '#n/a', 'null', 'nan', 'none', 'nil', '#null!', '#value!', '#div/0!', '#ref!', '#name?', '#num!'],
  ...['-', '--', '–', '—', '.', '?', '\\n', '缺失', '无'],
]);

/** Whether a text stands for "no value" in a column of numbers, dates or yes/no. */
export function isMissingWord(text: string): boolean {
  return text.length <= 8 && MISSING_WORDS.has(text.trim().toLowerCase());
}

const NOT_FINITE = /^[+-]?(inf|infinity|∞)$/i;
/** "007", numbers of more than fifteen digits, "1e5" without a sign or a point, "+4915…". */
const IDENTIFIER = /^[+-]?(0\d+|\d{16,}|\d+[eE]\d+)$|^\+\d{8,}$/;
const CURRENCY = /^(?:[$€£¥￥₹₽₩]|(?:US|HK|NT|A|C)\$|USD|EUR|GBP|CNY|RMB|JPY)\s?|\s?(?:[$€£¥￥₹₽₩元]|USD|EUR|GBP|CNY|RMB|JPY)$/i;
const PERCENT = /\s?[%％]$/;

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const COMMA_GROUPS = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(\.\d+)?$/;
const POINT_GROUPS = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(,\d+)?$/;
const SPACE_GROUPS = /^[+-]?[1-9]\d{0,2}(?:[ '’\u00a0\u202f]\d{3})+([.,]\d+)?$/;
const COMMA_DECIMAL = /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/;

/**
 * Reads a cell that the fast path turned away. With `mark` given there is no doubt about points and commas;
 * without it "1,234" is read as a thousands mark and reported as 'either', for the column to settle.
 */
export function readOddNumber(cell: string, mark: '.' | ',' | undefined): OddNumber {
  const text = cell.trim();
  if (isMissingWord(text)) return { kind: 'missing' };
  if (NOT_FINITE.test(text)) return { kind: 'not-finite' };
  if (IDENTIFIER.test(text)) return { kind: 'identifier' };
  const isBracketed = /^\(.*\d.*\)$/.test(text);
  const unsigned = isBracketed ? text.slice(1, -1) : text;
  const sign = isBracketed || /^-/.test(unsigned) ? -1 : 1;
  const afterSign = unsigned.replace(/^[+-]\s?/, '');
  const withoutCurrency = afterSign.replace(CURRENCY, '');
  const bare = withoutCurrency.replace(PERCENT, '');
  const written = readWritten(bare, mark);
  // One sign is a sign; two are a typing error, or a range.
  const hasTwoSigns = (isBracketed || afterSign !== unsigned) && (/^[+-]/.test(bare) || (isBracketed && afterSign !== unsigned));
  if (written === undefined || hasTwoSigns) return { kind: 'text' };
  if (!Number.isFinite(written.value)) return { kind: 'not-finite' };
  const symbol = CURRENCY.exec(afterSign)?.[0]?.trim().toUpperCase() ?? '';
  const currency = symbol === '' && isBracketed ? '()' : symbol;
  const hasPercent = bare !== withoutCurrency;
  return {
    kind: 'number',
    value: sign * written.value,
    style: { mark: written.mark, hasGroups: written.hasGroups, currency, hasPercent },
  };
}

interface Written {
  readonly value: number;
  readonly mark: NumberStyle['mark'];
  readonly hasGroups: boolean;
}

function readWritten(text: string, mark: '.' | ',' | undefined): Written | undefined {
  if (mark === ',') return readWithComma(text);
  if (PLAIN.test(text)) return { value: Number(text), mark: text.includes('.') ? '.' : 'unknown', hasGroups: false };
  const commas = COMMA_GROUPS.exec(text);
  if (commas !== null) {
    const isClear = commas[1] !== undefined || text.indexOf(',') !== text.lastIndexOf(',') || mark === '.';
    return { value: Number(text.replaceAll(',', '')), mark: isClear ? '.' : 'either', hasGroups: true };
  }
  const spaces = SPACE_GROUPS.exec(text);
  if (spaces !== null) return readSpaced(text, spaces[1] ?? '', mark);
  return mark === undefined ? readWithComma(text) : undefined;
}

function readWithComma(text: string): Written | undefined {
  if (/^\d+$/.test(text)) return { value: Number(text), mark: 'unknown', hasGroups: false };
  if (COMMA_DECIMAL.test(text)) return { value: Number(text.replace(',', '.')), mark: ',', hasGroups: false };
  if (POINT_GROUPS.test(text)) return { value: Number(text.replaceAll('.', '').replace(',', '.')), mark: ',', hasGroups: true };
  const spaces = SPACE_GROUPS.exec(text);
  return spaces === null ? undefined : readSpaced(text, spaces[1] ?? '', ',');
}

function readSpaced(text: string, fraction: string, mark: '.' | ',' | undefined): Written | undefined {
  const used = fraction === '' ? undefined : fraction.startsWith(',') ? ',' : '.';
  if (mark !== undefined && used !== undefined && used !== mark) return undefined;
  return { value: Number(text.replace(/[ '’\u00a0\u202f]/g, '').replace(',', '.')), mark: used ?? 'unknown', hasGroups: true };
}
