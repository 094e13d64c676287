import { type Text, text } from '../../core/base/text.ts';

/** The words of the data screen. */
export const dataWords = {
  title: text('Tables', '数据表'),
  table: text('Table', '数据表'),
  datasets: text('Datasets', '数据集'),
  steps: text('Tables of steps', '步骤的结果表'),
  noTable: text('No data yet', '还没有数据'),
  noTableWhy: text('Drop a file anywhere in this window, or choose one.', '把文件拖入此窗口，或选择一个文件。'),
  open: text('Open a file', '打开文件'),
  rows: text('Rows', '数据行'),
  dictionary: text('Dictionary', '数据字典'),
  rejects: text('Rejected rows', '被拒绝的行'),
  filter: text("Filter, e.g. age >= 30 and city = 'Oslo'", "筛选，例如 age >= 30 and city = '上海'"),
  filterName: text('Filter', '筛选'),
  find: text('Find', '查找'),
  next: text('Find next', '查找下一个'),
  previous: text('Find previous', '查找上一个'),
  notFound: text('Nothing more was found.', '没有更多匹配。'),
  columns: text('Columns shown', '显示的列'),
  export: text('Save as CSV', '另存为 CSV'),
  sortBy: text('Sort by', '排序：'),
  hide: text('Hide', '隐藏'),
  roleOfStep: text('Roles are set at the dataset that this table comes from.', '角色在来源数据集中设置。'),
  column: text('Column', '列'),
  meaningEn: text('Meaning (English)', '含义（英文）'),
  meaningZh: text('Meaning (Chinese)', '含义（中文）'),
  kind: text('Kind', '类型'),
  role: text('Role', '角色'),
  range: text('Range', '取值范围'),
  distinct: text('Distinct', '不同取值'),
  missing: text('Missing', '缺失'),
  idLike: text('one value per row', '每行取值不同'),
  personal: text('may be about a person', '可能涉及个人信息'),
  noRejects: text('No row of the file was rejected.', '文件中没有被拒绝的行。'),
  firstRejects: text('The first of them are listed.', '仅列出前若干行。'),
  stale: text('This table is out of date: its step has changed since.', '该表已过期：其步骤此后有改动。'),
} satisfies Record<string, Text>;

/** "1,204 of 64,000 rows" */
export function rowsOf(matching: string, all: string): Text {
  return text(`${matching} of ${all} rows`, `${all} 行中的 ${matching} 行`);
}

export function rowsAndColumns(rows: string, columns: string): Text {
  return text(`${rows} rows × ${columns} columns`, `${rows} 行 × ${columns} 列`);
}

export function columnsShown(shown: string, all: string): Text {
  return text(`${shown} of ${all} columns`, `${shown} / ${all} 列`);
}

export function distinctValues(count: string): Text {
  return text(`${count} distinct`, `${count} 个取值`);
}

export function missingShare(share: string): Text {
  return text(`${share} missing`, `缺失 ${share}`);
}

/** The history's name for a change of a role. */
export function changedRole(column: string): Text {
  return text(`Changed the role of ${column}`, `更改了列 ${column} 的角色`);
}

/** The history's name for a change of a meaning. */
export function changedMeaning(column: string): Text {
  return text(`Described ${column}`, `说明了列 ${column} 的含义`);
}
