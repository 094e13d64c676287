import type { TableCell, TableData } from '../../../core/report/blocks.ts';
import { tableToCsv } from '../../../core/report/csv.ts';
import { safeFileName, saveBlob } from '../../client/save-file.ts';
import { blocksWords } from '../../text/blocks.ts';
import type { Words } from '../../text/words.tsx';
import type { MenuItem } from '../block-actions.ts';

/** What every table offers: copying into a spreadsheet, and saving. */
export function tableItems(table: TableData, name: string, { say }: Words): readonly MenuItem[] {
  return [
    { key: 'copy-table', label: say(blocksWords.copyTable), onClick: () => void copyTable(table) },
    { key: 'save-csv', label: say(blocksWords.saveCsv), onClick: () => saveCsv(table, name) },
  ];
}

/** Copies a table with its headers, full precision, as spreadsheets paste it. */
export function copyTable(table: TableData): Promise<void> {
  return navigator.clipboard.writeText(tableToTabs(table));
}

export function saveCsv(table: TableData, name: string): void {
  // The mark at the start tells Excel that the file is UTF-8; without it Chinese turns to noise there.
  saveBlob(new Blob(['\ufeff', tableToCsv(table)], { type: 'text/csv;charset=utf-8' }), `${safeFileName(name)}.csv`);
}

/** Tab-separated text; tabs and line ends inside of cells would break the grid, and become spaces. */
export function tableToTabs(table: TableData): string {
  const line = (cells: readonly TableCell[]): string => cells.map(tabCell).join('\t');
  return [line(table.columns.map(({ name }) => name)), ...table.rows.map(line)].join('\n');
}

function tabCell(cell: TableCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const flat = cell.replaceAll(/[\t\r\n]+/g, ' ');
  // A cell that a spreadsheet would run as a formula is made plain text, as in the CSV.
  return /^[=+\-@＝＋－＠]/.test(flat) ? `'${flat}` : flat;
}
