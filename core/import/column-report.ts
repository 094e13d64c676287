import { text } from '../base/text.ts';
import type { Column } from '../frame/column.ts';
import { remark, warning } from './decisions.ts';
import type { Decision, ImportNote } from './import-result.ts';
import type { ColumnFacts, TextReason } from './values/column-builder.ts';

/** What a finished column adds to the list of decisions and warnings. */
export interface ColumnReport {
  readonly decision: Decision;
  readonly notes: readonly ImportNote[];
}

/** Puts into words how a column was read. */
export function reportColumn(name: string, column: Column, facts: ColumnFacts): ColumnReport {
  return { decision: decisionOf(name, column, facts), notes: [...textNotes(name, column, facts), ...valueNotes(name, facts)] };
}

function decisionOf(name: string, column: Column, facts: ColumnFacts): Decision {
  const what = `kind:${name}`;
  const base = { what, chosen: column.kind, option: 'columnKinds' as const };
  if (facts.plan.isStrict) {
    return { ...base, evidence: text('Set by the option columnKinds.', '由选项 columnKinds 指定。'), alternatives: [], certainty: 'sure' };
  }
  if (facts.usesDecimalComma === true && facts.plan.mark === ',') {
    const evidence = text('Commas stand where decimal marks stand.', '逗号处在小数点的位置。');
    return { ...base, evidence, alternatives: ['category'], certainty: 'guess', option: 'decimalMark' };
  }
  const reason = column.kind === 'category' ? (facts.plan.reason ?? 'words') : 'words';
  const question = QUESTIONS[reason];
  if (question !== undefined) {
    const evidence = text(question.en(facts.plan.example ?? ''), question.zh(facts.plan.example ?? ''));
    return { ...base, evidence, alternatives: question.alternatives, certainty: 'guess', option: question.option };
  }
  return { ...base, evidence: evidenceOf(column, facts), alternatives: [], certainty: 'sure' };
}

function evidenceOf(column: Column, facts: ColumnFacts): Decision['evidence'] {
  if (column.kind === 'number') return text('All values are numbers.', '全部取值都是数字。');
  if (column.kind === 'date') return text('All values are dates.', '全部取值都是日期。');
  if (column.kind === 'boolean') return text('All values say yes or no.', '全部取值都表示是或否。');
  const example = facts.plan.example ?? '';
  if (facts.plan.reason === 'identifier')
    return text(
      `Values such as "${example}" are identifiers; as numbers they would change.`,
      `“${example}”一类取值是编号；按数字读取会改变它们。`,
    );
  return example === ''
    ? text('Values are words.', '取值是文字。')
    : text(`Values such as "${example}" are words.`, `“${example}”一类取值是文字。`);
}

interface Question {
  readonly option: 'dateOrder' | 'decimalMark' | 'columnKinds';
  readonly alternatives: readonly string[];
  en(example: string): string;
  zh(example: string): string;
}

/** Readings that cannot be told for sure: the text is kept as it is, and a person is asked. */
const QUESTIONS: Partial<Record<TextReason, Question>> = {
  'ambiguous-date': {
    option: 'dateOrder',
    alternatives: ['dmy', 'mdy'],
    en: (example) => `No value such as "${example}" proves which part is the day; kept as text.`,
    zh: (example) => `“${example}”一类取值无法确定哪一部分是日；按文字保留。`,
  },
  'mixed-dates': {
    option: 'dateOrder',
    alternatives: ['dmy', 'mdy', 'ymd'],
    en: (example) => `Dates are written in more than one way, such as "${example}"; kept as text.`,
    zh: (example) => `日期写法不一，例如“${example}”；按文字保留。`,
  },
  'ambiguous-number': {
    option: 'decimalMark',
    alternatives: ['.', ','],
    en: (example) => `"${example}" can be a thousands mark or a decimal comma; kept as text.`,
    zh: (example) => `“${example}”中的逗号可能是千位分隔符，也可能是小数点；按文字保留。`,
  },
  'mixed-marks': {
    option: 'decimalMark',
    alternatives: ['.', ','],
    en: (example) => `Both points and commas stand for decimals, such as in "${example}"; kept as text.`,
    zh: (example) => `小数点有时用点、有时用逗号，例如“${example}”；按文字保留。`,
  },
  'mixed-units': {
    option: 'columnKinds',
    alternatives: ['number'],
    en: (example) => `Values carry different units (${example}); kept as text.`,
    zh: (example) => `取值带有不同单位（${example}）；按文字保留。`,
  },
};

function textNotes(name: string, column: Column, facts: ColumnFacts): ImportNote[] {
  const notes: ImportNote[] = [];
  if (column.kind === 'category' && facts.plan.reason === 'identifier') {
    notes.push(
      remark(
        'identifier-as-text',
        `Column "${name}" is read as text: values such as "${facts.plan.example}" would change as numbers.`,
        `列“${name}”按文字读取：“${facts.plan.example}”一类取值按数字读取会改变。`,
      ),
    );
  }
  if (facts.keptMissingWords !== undefined && column.kind === 'category') {
    const words = facts.keptMissingWords.map((word) => `"${word}"`).join(', ');
    notes.push(
      warning(
        'missing-words-kept',
        `Column "${name}" holds words, so ${words} was kept as a value.`,
        `列“${name}”是文字列，因此 ${words} 作为取值保留。`,
      ),
    );
  }
  if (facts.spellings !== undefined) {
    const words = facts.spellings.map((word) => `"${word}"`).join(', ');
    // Two spellings are one way of writing; more than two were made one, which deserves a warning.
    const say = facts.spellings.length > 2 ? warning : remark;
    notes.push(say('yes-no', `Column "${name}" is read as yes/no from ${words}.`, `列“${name}”按是/否读取，原文为 ${words}。`));
  }
  return notes;
}

function valueNotes(name: string, facts: ColumnFacts): ImportNote[] {
  const notes: ImportNote[] = [];
  const count = facts.missingWords ?? 0;
  if (count > 0) {
    notes.push(
      warning(
        'missing-words',
        `Column "${name}": ${count} cells such as NA, - or a space are read as missing.`,
        `列“${name}”：${count} 个 NA、-、空格之类的单元格按缺失读取。`,
      ),
    );
  }
  const notFinite = facts.notFinite ?? 0;
  if (notFinite > 0) {
    notes.push(
      warning(
        'not-finite',
        `Column "${name}": ${notFinite} infinite values are read as missing.`,
        `列“${name}”：${notFinite} 个无穷大的值按缺失读取。`,
      ),
    );
  }
  const marks = decorationsOf(facts);
  if (marks !== undefined) {
    notes.push(
      warning('number-marks', `Column "${name}": ${marks.en} were taken out of the numbers.`, `列“${name}”：已从数字中去掉${marks.zh}。`),
    );
  }
  if (facts.sentinel !== undefined) {
    const { value, count: times } = facts.sentinel;
    notes.push(
      warning(
        'sentinel',
        `Column "${name}": ${value} comes ${times} times, far from all other values; it may stand for missing. It was kept.`,
        `列“${name}”：${value} 出现 ${times} 次，远离其他取值，可能表示缺失；已按原值保留。`,
      ),
    );
  }
  return notes;
}

function decorationsOf(facts: ColumnFacts): { readonly en: string; readonly zh: string } | undefined {
  const [en, zh]: [string[], string[]] = [[], []];
  if ((facts.groups ?? 0) > 0) {
    en.push('thousands marks');
    zh.push('千位分隔符');
  }
  if ((facts.currency ?? '') !== '') {
    en.push(`currency signs (${facts.currency})`);
    zh.push(`货币符号（${facts.currency}）`);
  }
  if ((facts.percents ?? 0) > 0) {
    en.push('percent signs (5 % is read as 5)');
    zh.push('百分号（5% 读作 5）');
  }
  return en.length === 0 ? undefined : { en: en.join(', '), zh: zh.join('、') };
}
