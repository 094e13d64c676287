import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const deriveText: MethodText = {
  title: text('New columns', '派生列'),
  purpose: text(
    'Computes new columns from the ones that are there, by expressions such as log(income) or bin(age, 30, 45, 60).',
    '用表达式从已有的列计算新列，例如 log(income) 或 bin(age, 30, 45, 60)。',
  ),
  assumptions: [
    text(
      'What is computed from a missing value is missing, and a comparison with one is neither true nor false, as in SQL.',
      '由缺失值算出的结果仍为缺失；与缺失值的比较既不为真也不为假，与 SQL 一致。',
    ),
    text('Dates are read in UTC.', '日期一律按协调世界时 (UTC) 处理。'),
  ],
  reading: text(
    'One line per new column: what it holds, how much of it is missing, and its range or levels. Notes say where values were lost.',
    '每个新列一行：内容、缺失多少、取值范围或类别。提示说明哪些值在计算中丢失。',
  ),
  pitfalls: [
    text(
      'A column computed from what happened after the treatment must not be used as a covariate.',
      '由处理之后发生的事情计算出的列，不能用作协变量。',
    ),
    text('log is the natural logarithm; log10 and log2 are the others.', 'log 是自然对数；另有 log10 与 log2。'),
    text(
      'Quantile bins (ntile) are those of this table: the same number may fall into another bin elsewhere.',
      '分位数分箱 (ntile) 取决于当前表；同一个数在别的表里可能落入不同的箱。',
    ),
  ],
  options: {
    columns: {
      label: text('Columns', '新列'),
      help: text(
        'A name and an expression for each; later ones may use earlier ones. Names with spaces stand in "double quotes", text in single quotes.',
        '每列一个名称和一个表达式，后面的可以引用前面的。含空格的列名用"双引号"，文本用单引号。',
      ),
    },
    roles: {
      label: text('Roles', '角色'),
      help: text('What a new column is used for, e.g. covariate or outcome.', '新列的用途，例如协变量 (covariate) 或结果 (outcome)。'),
    },
  },
};
