import { text } from '../../base/text.ts';
import { type Column, cellOf, isMissing } from '../../frame/column.ts';
import type { Block, Note, Report, TableData } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import type { SqlFit, SqlSpec } from './method.ts';

/** The first rows say more about a result than any summary. */
const PREVIEW_ROWS = 20;
const LONGEST_CELL = 200;

/** Says what came out of the query. */
export function summarizeQuery(fit: SqlFit, spec: SqlSpec): Report {
  const { result, tables } = fit;
  const width = result.columns.size;
  const from = tables.map(({ name }) => name.slice(0, 60)).join(', ');
  const blocks: Block[] = [
    {
      kind: 'text',
      id: 'reading',
      title: text('Result of the query', '查询结果'),
      body: text(
        `The query gives ${formatNumber(result.rowCount, 'en')} rows and ${width} columns. Tables it could read: ${from}.`,
        `查询得到 ${formatNumber(result.rowCount, 'zh')} 行、${width} 列。可用的表：${from}。`,
      ),
    },
    { kind: 'table', id: 'columns', title: text('Columns of the result', '结果的列'), table: columnTable(fit) },
    {
      kind: 'table',
      id: 'preview',
      title: text(`The first ${Math.min(PREVIEW_ROWS, result.rowCount)} rows`, `前 ${Math.min(PREVIEW_ROWS, result.rowCount)} 行`),
      table: previewTable(fit),
    },
    { kind: 'text', id: 'query', title: text('Query', '查询语句'), body: { en: spec.query, zh: spec.query } },
  ];
  return { blocks, notes: notesOf(fit) };
}

function columnTable({ result }: SqlFit): TableData {
  return {
    columns: [
      { name: 'column', label: text('Column', '列') },
      { name: 'kind', label: text('Kind', '类型') },
      { name: 'role', label: text('Role', '角色') },
      { name: 'missing', label: text('Missing', '缺失数') },
    ],
    rows: [...result.columns].map(([name, column]) => [
      name,
      column.kind,
      result.roles.get(name) ?? null,
      missingCount(column, result.rowCount),
    ]),
  };
}

function missingCount(column: Column, rowCount: number): number {
  let count = 0;
  for (let row = 0; row < rowCount; row++) if (isMissing(column, row)) count++;
  return count;
}

function previewTable({ result }: SqlFit): TableData {
  const columns = [...result.columns];
  return {
    columns: columns.map(([name]) => ({ name })),
    rows: Array.from({ length: Math.min(PREVIEW_ROWS, result.rowCount) }, (_, row) =>
      columns.map(([, column]) => {
        const cell = cellOf(column, row);
        return typeof cell === 'string' ? cell.slice(0, LONGEST_CELL) : typeof cell === 'number' && !Number.isFinite(cell) ? null : cell;
      }),
    ),
  };
}

function notesOf({ result }: SqlFit): Note[] {
  if (result.rowCount > 0) return [];
  const message = text('The query gives no rows; look at its conditions and joins.', '查询没有返回任何行；请检查条件与连接。');
  return [{ severity: 'warning', code: 'sql/no-rows', message }];
}
