import { type Text, text } from '../../core/base/text.ts';

/** The words around tables and figures. */
export const blocksWords = {
  name: text('Name', '名称'),
  contrast: text('Contrast', '对比'),
  group: text('Group', '分组'),
  estimand: text('Estimand', '估计量'),
  interval: text('Interval', '区间'),
  value: text('Most likely', '点估计'),
  standardError: text('Standard error', '标准误'),
  pValue: text('p-value', 'p 值'),
  n: text('n', '样本量'),
  yes: text('yes', '是'),
  no: text('no', '否'),
  menu: text('Menu of this block', '此内容块的菜单'),
  copyTable: text('Copy with headers', '复制（含表头）'),
  copied: text('Copied.', '已复制。'),
  saveCsv: text('Save as CSV', '另存为 CSV'),
  savePng: text('Save as PNG', '另存为 PNG'),
  saveSvg: text('Save as SVG', '另存为 SVG'),
  copyPicture: text('Copy the picture', '复制图片'),
  asTable: text('Show as a table', '以表格显示'),
  asFigure: text('Show as a chart', '以图表显示'),
  behind: text('Show the numbers in the drawer', '在抽屉中查看数据'),
  reset: text('Reset the view', '重置视图'),
  drawing: text('Drawing …', '绘制中…'),
  figureFailed: text('The chart could not be drawn. Its numbers are in the table.', '图表无法绘制，可查看其数据表。'),
  sortAscending: text('sorted upwards', '升序'),
  sortDescending: text('sorted downwards', '降序'),
  sortBy: text('Sort by', '按此列排序：'),
  empty: text('No rows.', '没有数据行。'),
  note: text('Note', '说明'),
  warning: text('Warning', '警告'),
  stop: text('Do not rely on this', '请勿依赖此结果'),
  zoom: text('Zoom', '缩放'),
} satisfies Record<string, Text>;

export function rowCount(count: string): Text {
  return text(`${count} rows`, `${count} 行`);
}
