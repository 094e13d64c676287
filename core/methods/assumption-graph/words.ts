import { type Text, text } from '../../base/text.ts';
import type { GraphNode } from './fit.ts';

type NodeRole = NonNullable<GraphNode['role']>;

/** What a variable is to the effect. */
export const ROLE_WORDS: Readonly<Record<NodeRole, Text>> = {
  treatment: text('treatment', '处理变量'),
  outcome: text('outcome', '结果'),
  confounder: text('confounder', '混杂变量'),
  mediator: text('mediator', '中介变量'),
  descendant: text('effect of a mediator or of the outcome', '中介或结果的后代'),
  collider: text('collider', '对撞变量'),
  instrument: text('cause of the treatment only', '仅影响处理的变量'),
  precision: text('cause of the outcome only', '仅影响结果的变量'),
  neutral: text('neutral', '无关变量'),
};

/** What to do with it. */
export const ROLE_ADVICE: Readonly<Record<NodeRole, Text>> = {
  treatment: text('Compare its levels.', '比较其各水平。'),
  outcome: text('Measure it.', '作为度量指标。'),
  confounder: text('Hold it fixed, or another set that closes the same path.', '应加以控制，或控制能阻断同一路径的其他变量集。'),
  mediator: text('Leave it out: part of the effect runs through it.', '不应控制：部分效应经由它传递。'),
  descendant: text('Leave it out: it carries a trace of the effect.', '不应控制：它带有效应的痕迹。'),
  collider: text('Leave it out: holding it fixed opens a path that was shut.', '不应控制：控制它会打开原本关闭的路径。'),
  instrument: text(
    'Leave it out of the adjustment: it adds noise; it may serve as an instrument.',
    '不必控制：只会增加噪声；可考虑作为工具变量。',
  ),
  precision: text('May be held fixed: it narrows the interval.', '可以控制：能缩窄区间。'),
  neutral: text('Makes no difference.', '无影响。'),
};

/** "{age, income}"; the empty set in words. */
export function setWords(set: readonly string[]): Text {
  if (set.length === 0) return text('nothing (no adjustment is needed)', '无需控制任何变量');
  return text(set.join(', '), set.join('、'));
}
