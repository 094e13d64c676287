import { type Text, text, verbatim } from '../../base/text.ts';
import { shownName } from '../../frame/expression/names.ts';
import { printExpression } from '../../frame/expression/print.ts';
import type { RuleLeaf, RuleTest, RuleValue } from '../../frame/expression/rule.ts';
import { conditionToRule } from '../../frame/expression/rule-sql.ts';
import type { Expression } from '../../frame/expression/syntax.ts';

/** Longer lists of values are cut; the SQL beside the sentence has them all. */
const MOST_VALUES = 8;
const LONGEST_SENTENCE = 700;

/** A condition as a sentence that can be read aloud. */
export function conditionWords(condition: Expression): Text {
  const { en, zh } = spell(condition, true);
  return { en: shorten(en), zh: shorten(zh) };
}

/** One test in words, or what a group asks of its parts. */
export function branchWords(condition: Expression): Text {
  if (condition.kind === 'not') return text('not this', '不满足以下条件');
  if (condition.kind !== 'logic') return testWords(condition);
  return condition.operator === 'and' ? text('all of these', '满足以下全部') : text('any of these', '满足以下任一');
}

function spell(condition: Expression, isOutermost: boolean): Text {
  if (condition.kind === 'not') {
    const { en, zh } = spell(condition.operand, true);
    return text(`not (${en})`, `不满足（${zh}）`);
  }
  if (condition.kind !== 'logic') return testWords(condition);
  const parts = condition.operands.map((operand) => spell(operand, condition.operands.length === 1));
  const [en, zh] = condition.operator === 'and' ? [' and ', '，且'] : [' or ', '，或'];
  const joined = text(parts.map((part) => part.en).join(en), parts.map((part) => part.zh).join(zh));
  return isOutermost || parts.length === 1 ? joined : text(`(${joined.en})`, `（${joined.zh}）`);
}

/** A test that a rule tree can hold is put into words; any other stands as it is written. */
function testWords(condition: Expression): Text {
  const leaf = leafOf(condition);
  return leaf === undefined ? verbatim(shorten(printExpression(condition))) : leafWords(leaf);
}

function leafOf(condition: Expression): RuleLeaf | undefined {
  try {
    const rule = conditionToRule(condition);
    if ('column' in rule) return rule;
  } catch {
    // Arithmetic and the like have no leaf; they are shown as expressions.
  }
  return undefined;
}

type Wording = (column: string, value: string, other: string) => Text;

const WORDINGS: Readonly<Record<RuleTest, Wording>> = {
  equals: (column, value) => text(`${column} is ${value}`, `${column} 为 ${value}`),
  'not-equals': (column, value) => text(`${column} is not ${value}`, `${column} 不为 ${value}`),
  less: (column, value) => text(`${column} is below ${value}`, `${column} 小于 ${value}`),
  'at-most': (column, value) => text(`${column} is at most ${value}`, `${column} 不超过 ${value}`),
  more: (column, value) => text(`${column} is above ${value}`, `${column} 大于 ${value}`),
  'at-least': (column, value) => text(`${column} is at least ${value}`, `${column} 不低于 ${value}`),
  between: (column, value, other) => text(`${column} lies between ${value} and ${other}`, `${column} 介于 ${value} 与 ${other} 之间`),
  in: (column, value) => text(`${column} is one of ${value}`, `${column} 属于 ${value}`),
  'not-in': (column, value) => text(`${column} is none of ${value}`, `${column} 不属于 ${value}`),
  missing: (column) => text(`${column} is missing`, `${column} 缺失`),
  present: (column) => text(`${column} is present`, `${column} 不缺失`),
  contains: (column, value) => text(`${column} contains ${value}`, `${column} 包含 ${value}`),
  'starts-with': (column, value) => text(`${column} starts with ${value}`, `${column} 以 ${value} 开头`),
  'ends-with': (column, value) => text(`${column} ends with ${value}`, `${column} 以 ${value} 结尾`),
  before: (column, value) => text(`${column} is before ${value}`, `${column} 早于 ${value}`),
  after: (column, value) => text(`${column} is after ${value}`, `${column} 晚于 ${value}`),
  'within-days': (column, value) => text(`${column} lies within ${value} days`, `${column} 在 ${value} 天之内`),
};

function leafWords(leaf: RuleLeaf): Text {
  const column = shownName(leaf.column);
  const wording = WORDINGS[leaf.is];
  const say = (inLanguage: (value: RuleValue) => string, language: keyof Text): string => {
    const value = leaf.values === undefined ? show(leaf.value ?? leaf.from, inLanguage) : listed(leaf.values, inLanguage);
    return wording(column, value, show(leaf.to, inLanguage))[language];
  };
  return text(say(englishValue, 'en'), say(chineseValue, 'zh'));
}

function show(value: RuleValue | undefined, inLanguage: (value: RuleValue) => string): string {
  return value === undefined ? '' : inLanguage(value);
}

function listed(values: readonly RuleValue[], inLanguage: (value: RuleValue) => string): string {
  const shown = values.slice(0, MOST_VALUES).map(inLanguage).join(', ');
  return values.length > MOST_VALUES ? `${shown}, … (${values.length})` : shown;
}

function englishValue(value: RuleValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? String(value) : shownName(value);
}

function chineseValue(value: RuleValue): string {
  return typeof value === 'boolean' ? (value ? '是' : '否') : englishValue(value);
}

function shorten(words: string): string {
  return words.length > LONGEST_SENTENCE ? `${words.slice(0, LONGEST_SENTENCE)}…` : words;
}
