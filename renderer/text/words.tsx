import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo } from 'react';
import type { Language, Text } from '../../core/base/text.ts';
import { formatNumber } from '../../core/report/format.ts';
import { formatBytes, formatDate, formatDuration, formatShare } from './format.ts';

/** How the page speaks: it picks the language, and writes numbers and dates the way its readers do. */
export interface Words {
  readonly language: Language;
  say(text: Text): string;
  number(value: number): string;
  /** 0.64 as "64%". */
  share(value: number): string;
  duration(ms: number): string;
  bytes(count: number): string;
  date(iso: string): string;
}

const WordsContext = createContext<Words>(wordsOf('en'));

/** The words in the reader's language; they change at once when the language does. */
export function useWords(): Words {
  return useContext(WordsContext);
}

export function WordsProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const words = useMemo(() => wordsOf(language), [language]);
  useLayoutEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

function wordsOf(language: Language): Words {
  return {
    language,
    say: (text) => text[language],
    number: (value) => formatNumber(value, language),
    share: (value) => formatShare(value, language),
    duration: (ms) => formatDuration(ms, language),
    bytes: formatBytes,
    date: (iso) => formatDate(iso, language),
  };
}
