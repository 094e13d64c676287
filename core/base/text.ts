/** A sentence in every language that the product ships. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

export type Language = keyof Text;

export const LANGUAGES: readonly Language[] = ['en', 'zh'];

/** Pairs the two languages of one sentence. */
export function text(en: string, zh: string): Text {
  return { en, zh };
}

/** The same words in both languages: names of columns, arms and files. */
export function verbatim(words: string): Text {
  return { en: words, zh: words };
}
