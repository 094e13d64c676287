/** How the cells of a text file are told apart. */
export interface Dialect {
  /** One or more UTF-8 bytes between cells. */
  readonly delimiter: Uint8Array;
  /** The quote byte, or 0 for none. */
  readonly quote: number;
  /** The byte that protects a quote inside quotes, or 0 when quotes are doubled. */
  readonly escape: number;
  /** Whether spaces after a delimiter belong to it. */
  readonly skipsSpace: boolean;
}

export const COMMA = 0x2c;
export const DOUBLE_QUOTE = 0x22;
export const SINGLE_QUOTE = 0x27;
export const BACKSLASH = 0x5c;
export const SPACE = 0x20;
export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;

/** The dialect of RFC 4180. */
export const PLAIN_CSV: Dialect = dialectOf(',');

/** Builds a dialect from texts; an empty quote means none, an empty escape mark that quotes are doubled. */
export function dialectOf(delimiter: string, quote = '"', mark = '', skipsSpace = false): Dialect {
  const byteOf = (character: string): number => (character === '' ? 0 : character.charCodeAt(0));
  return { delimiter: new TextEncoder().encode(delimiter), quote: byteOf(quote), escape: byteOf(mark), skipsSpace };
}

/** The delimiter as text. */
export function delimiterText(dialect: Dialect): string {
  return new TextDecoder().decode(dialect.delimiter);
}

/** A delimiter as a person would name it. */
export function nameOfDelimiter(delimiter: string): string {
  if (delimiter === '\t') return 'tab';
  return delimiter === ' ' ? 'space' : delimiter;
}
