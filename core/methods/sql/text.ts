import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const sqlText: MethodText = {
  title: text('SQL', 'SQL 查询'),
  purpose: text(
    'Makes a table by one SELECT over the incoming tables: joins, sums by customer, window functions.',
    '用一条 SELECT 语句从输入的表生成新表：连接、按客户汇总、窗口函数等。',
  ),
  assumptions: [
    text(
      'The dialect is SQLite. The query only reads; nothing in the project can be changed by it.',
      '语法为 SQLite。查询只读，不会改动项目中的任何内容。',
    ),
    text(
      'Tables are called by the names of the inputs; the first one is also called data.',
      '表名即输入的名称；第一张表也可以用 data 称呼。',
    ),
  ],
  reading: text(
    'The first rows of the result and its columns. A column that kept its name keeps its role.',
    '结果的前若干行与各列。保留原名的列，角色也随之保留。',
  ),
  pitfalls: [
    text('A join on a key that repeats multiplies rows; compare the row counts.', '用重复的键连接会使行数成倍增加；请核对行数。'),
    text('Without ORDER BY the order of rows is not promised.', '没有 ORDER BY 时，行的顺序没有保证。'),
    text('Whole numbers divide to whole numbers in SQLite: write 1.0 * a / b.', '在 SQLite 中整数相除得整数：请写 1.0 * a / b。'),
  ],
  options: {
    query: {
      label: text('Query', '查询语句'),
      help: text(
        'One SELECT, e.g. SELECT region, avg(spend) AS spend FROM data GROUP BY region.',
        '一条 SELECT 语句，例如 SELECT region, avg(spend) AS spend FROM data GROUP BY region。',
      ),
    },
  },
};
