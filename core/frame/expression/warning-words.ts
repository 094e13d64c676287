import type { Text } from '../../base/text.ts';
import type { WarningKind } from './vector.ts';

/** What happened to cells that became missing on the way, for a note: "…: 12 values became missing". */
export const WARNING_WORDS: Readonly<Record<WarningKind, Text>> = {
  'division-by-zero': { en: 'division by zero', zh: '除数为零' },
  'log-of-non-positive': { en: 'logarithm of a number that is not positive', zh: '对非正数取对数' },
  'root-of-negative': { en: 'square root of a negative number', zh: '对负数开平方' },
  'not-a-number': { en: 'text that is not a number', zh: '文本不是数字' },
  'not-a-date': { en: 'text that is not a date', zh: '文本不是日期' },
  'out-of-range': { en: 'result too large, or not defined', zh: '结果过大或无定义' },
};
