import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const ruleSegmentText: MethodText = {
  title: text('Segment by rule', '规则分群'),
  purpose: text('Picks the rows that satisfy conditions joined by and, or and not.', '选出满足由“且、或、非”组合而成的条件的行。'),
  assumptions: [
    text(
      'A missing value satisfies no comparison, not even "is not": such rows are members only where "is missing" says so.',
      '缺失值不满足任何比较，“不为”也不例外；只有写明“缺失”条件时，这些行才会入选。',
    ),
    text('Text is compared exactly, capital letters included.', '文本按原样比较，区分大小写。'),
    text('A date without a time stands for midnight UTC.', '没有时刻的日期代表协调世界时 (UTC) 零点。'),
  ],
  reading: text(
    'Each bar is one condition: grey rows reached it past its neighbours, blue rows passed it. Where grey is long and blue short, most rows are lost.',
    '每根条形是一个条件：灰色为经过前面条件后到达的行，蓝色为满足的行。灰长蓝短之处，就是流失最多的条件。',
  ),
  pitfalls: [
    text(
      'Rules on what happened after the treatment select on the outcome; compare arms only within segments known before it.',
      '用处理之后的信息定规则，等于按结果筛选；只能在处理之前就已确定的分群内比较各组。',
    ),
    text(
      'The counts depend on the order of conditions; the last column of the table does not.',
      '各条件的计数与排列顺序有关；表格最后一列与顺序无关。',
    ),
  ],
  options: {
    rule: {
      label: text('Rule', '规则'),
      help: text(
        'A tree of conditions: all, any, not, and tests of one column.',
        '条件树：全部满足 (all)、任一满足 (any)、不满足 (not)，以及对单列的判断。',
      ),
    },
    where: {
      label: text('Condition as text', '文本条件'),
      help: text(
        `Instead of a tree: age >= 30 and region in ('north', 'east'). SQL conditions are understood.`,
        `代替条件树的写法：age >= 30 and region in ('north', 'east')；支持 SQL 条件。`,
      ),
    },
    name: {
      label: text('Name of the membership column', '成员列名称'),
      help: text('A yes/no column of this name is added.', '以此名称新增一个是/否列。'),
    },
    keep: {
      label: text('Rows handed on', '传递的行'),
      help: text('Members only, or all rows with the membership beside them.', '只传递成员 (members)，或传递全部行并附上成员标记 (all)。'),
    },
  },
};
