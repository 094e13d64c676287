import { type Text, text } from '../../base/text.ts';
import { writeDate } from '../../frame/expression/dates.ts';
import type { TableCell, TableColumn, TableData } from '../../report/blocks.ts';
import { type ColumnProfile, QUANTILE_SHARES } from './column-profile.ts';
import type { ProfileFit } from './profile-fit.ts';

const SHOWN_LEVELS = 5;
const LONGEST_NAME = 200;

/** One row per column of the data: the wide table. Values of columns that may hold personal data are not shown. */
export function columnTable({ columns }: ProfileFit): TableData {
  const quantileColumns: TableColumn[] = QUANTILE_SHARES.map((share) => ({ name: `p${100 * share}`, label: quantileLabel(share) }));
  return {
    columns: [
      { name: 'column', label: text('Column', '列') },
      { name: 'kind', label: text('Kind', '类型') },
      { name: 'role', label: text('Role', '角色') },
      { name: 'missing', label: text('Missing', '缺失数') },
      { name: 'missingShare', label: text('Missing share', '缺失比例'), unit: 'share' },
      { name: 'distinct', label: text('Different values', '不同取值数') },
      { name: 'mean', label: text('Mean', '均值') },
      { name: 'sd', label: text('Standard deviation', '标准差') },
      ...quantileColumns,
      { name: 'top', label: text('Most frequent values (rows)', '最常见取值（行数）') },
      { name: 'hints', label: text('Hints', '提示') },
    ],
    rows: columns.map(columnRow),
  };
}

function quantileLabel(share: number): Text {
  if (share === 0) return text('Least', '最小值');
  if (share === 1) return text('Greatest', '最大值');
  return share === 0.5 ? text('Median', '中位数') : text(`${100 * share} %`, `${100 * share}% 分位数`);
}

function columnRow(column: ColumnProfile): TableCell[] {
  const isHidden = column.personal !== null;
  const quantiles = QUANTILE_SHARES.map((_, i): TableCell => {
    const value = column.quantiles[i];
    if (value === undefined || isHidden) return null;
    return column.kind === 'date' ? writeDate(value) : value;
  });
  return [
    column.name.slice(0, LONGEST_NAME),
    column.kind,
    column.role,
    column.missingCount,
    column.rowCount === 0 ? null : column.missingCount / column.rowCount,
    column.distinctCount,
    isHidden ? null : column.mean,
    isHidden ? null : column.standardDeviation,
    ...quantiles,
    isHidden ? null : topInWords(column),
    hintsOf(column).join(', ') || null,
  ];
}

function topInWords({ top, isIdLike }: ColumnProfile): string | null {
  if (top.length === 0 || isIdLike) return null;
  return top
    .slice(0, SHOWN_LEVELS)
    .map(([name, count]) => `${name.slice(0, 60)} (${count})`)
    .join('; ');
}

/** Codes rather than sentences: the notes have those. */
function hintsOf({ isConstant, isIdLike, personal, leak }: ColumnProfile): string[] {
  return [
    ...(personal === null ? [] : [`personal:${personal}`]),
    ...(leak === null ? [] : [`may-leak:${leak.by}`]),
    ...(isConstant ? ['constant'] : []),
    ...(isIdLike ? ['id-like'] : []),
  ];
}

/** Which columns are missing together. */
export function patternTable({ patterns, rowCount }: ProfileFit): TableData {
  return {
    columns: [
      { name: 'missing', label: text('Missing together', '同时缺失的列') },
      { name: 'columns', label: text('Number of columns', '列数') },
      { name: 'rows', label: text('Rows', '行数') },
      { name: 'share', label: text('Share', '比例'), unit: 'share' },
    ],
    rows: patterns.map(({ columns, rowCount: rows }) => [
      columns.length === 0
        ? '–'
        : columns
            .slice(0, 12)
            .map((name) => name.slice(0, 60))
            .join(', ') + (columns.length > 12 ? ', …' : ''),
      columns.length,
      rows,
      rows / rowCount,
    ]),
  };
}
