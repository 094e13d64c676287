import { type Text, text } from '../../core/base/text.ts';
import type { ColumnKind } from '../../core/frame/column.ts';

/** The words of grids of rows. */
export const gridWords = {
  missing: text('missing', '缺失'),
  rowNumber: text('Row', '行号'),
  keys: text(
    'Arrow keys move, Shift extends, Ctrl+C copies with the column names, Ctrl+Home and Ctrl+End go to the corners.',
    '方向键移动，Shift 扩选，Ctrl+C 连同列名复制，Ctrl+Home 和 Ctrl+End 跳到首尾。',
  ),
  copied: text('Copied with the column names', '已连同列名复制'),
  tooMuch: text('Too many cells for the clipboard. Select fewer, or save them as CSV.', '单元格过多，无法复制。请缩小选区，或另存为 CSV。'),
  roleOf: text('Role of', '角色：'),
  kindOf: text('Kind of', '类型：'),
  noRole: text('no role', '无角色'),
  noRows: text('No rows', '没有行'),
} satisfies Record<string, Text>;

/** What a column holds. */
export const kindWords: Readonly<Record<ColumnKind, Text>> = {
  number: text('number', '数字'),
  category: text('words', '文字'),
  boolean: text('yes / no', '是 / 否'),
  date: text('date', '日期'),
};
