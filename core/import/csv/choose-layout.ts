import { refuse } from '../../base/problem.ts';
import { refuseUnknownKinds, usableNames } from '../column-names.ts';
import { remark, warning } from '../decisions.ts';
import type { ImportNote, ImportOptions } from '../import-result.ts';
import { OPEN_PLAN, planFor } from '../values/build-column.ts';
import type { ColumnPlan } from '../values/column-builder.ts';
import { chooseDialect } from './dialect-detection.ts';
import { chooseHeader } from './header-detection.ts';
import { sampleBody } from './sample-body.ts';
import { cellString, type SampleRow, type SampleText, sampleRows, usualWidth } from './sample-rows.ts';
import type { TableLayout } from './table-layout.ts';

/** Rows that kinds are guessed from; later rows may still overrule the guess. */
export const SAMPLE_ROWS = 1000;
/** Rows that the header is compared with: more would cost time on wide tables and change nothing. */
const HEADER_ROWS_COMPARED = 100;
/** From here on a table is called wide, since forms and plots will not show all of it. */
const WIDE_TABLE = 2000;

/**
 * Reads off the sample how the table is laid out.
 *
 * @throws data/empty when there is a header only, or nothing but blank lines
 */
export function chooseLayout(sample: SampleText, options: ImportOptions, fileName: string): TableLayout {
  const dialect = chooseDialect(sample, options);
  const rows = sampleRows(sample, dialect.dialect, SAMPLE_ROWS + 30);
  if (rows.every((row) => row.isBlank)) {
    refuse('data/empty', `"${fileName}" holds no text but blank lines.`, 'Export the data again.');
  }
  const usual = usualWidth(rows.slice(0, HEADER_ROWS_COMPARED));
  const header = chooseHeader(rows.slice(0, HEADER_ROWS_COMPARED), usual, options);
  const table = rows.slice(header.preambleRows + leadingBlanks(rows.slice(header.preambleRows)));
  const headerRows = table.filter((row) => !row.isBlank).slice(0, header.headerRows);
  const under = table.filter((row) => row.byte > (headerRows.at(-1)?.byte ?? -1));
  const body = under.filter((row) => !row.isBlank);
  const typical = sampleBody(under, headerRows);
  const bodyWidth = body.length === 0 ? usual : usualWidth(body);
  const trailing = trailingCell(headerRows, body, bodyWidth);
  const named = usableNames(namesOf(headerRows, trailing.width));
  if (body.length === 0 && sample.isWhole) {
    refuse('data/empty', `"${fileName}" has column names but no rows.`, 'Export the data again, with rows; or set header to false.');
  }
  refuseUnknownKinds(named.names, options);
  const first = body[0] ?? table.at(-1);
  return {
    dialect: dialect.dialect,
    names: named.names,
    plans: named.names.map((name, column) => planOf(name, column, typical, options)),
    headerCells: headerRows.length === 1 && trailing.width > 1 ? (headerRows[0]?.cells.slice(0, trailing.width) ?? []) : [],
    dataByte: body.length > 0 ? (first?.byte ?? 0) : (first?.nextByte ?? 0),
    dataLine: body.length > 0 ? (first?.line ?? 1) : (first?.nextLine ?? 1),
    lastLine: options.lastLine ?? Number.POSITIVE_INFINITY,
    dropsTrailingCell: trailing.drops,
    meanRowBytes: meanRowBytes(body),
    decisions: [...dialect.decisions, ...header.decisions],
    notes: [...dialect.notes, ...named.notes, ...shapeNotes(trailing.drops, named.names.length)],
  };
}

function leadingBlanks(rows: readonly SampleRow[]): number {
  return Math.max(
    0,
    rows.findIndex((row) => !row.isBlank),
  );
}

/** Whether every row ends with a delimiter that begins no cell, and how many cells remain. */
function trailingCell(
  headerRows: readonly SampleRow[],
  body: readonly SampleRow[],
  width: number,
): { readonly drops: boolean; readonly width: number } {
  const headerWidth = headerRows[0]?.cells.length ?? width;
  const isEmptyLast = (row: SampleRow): boolean => row.cells.length < width || row.cells[width - 1]?.length === 0;
  const hasName = headerRows.some((row) => (row.cells[width - 1]?.length ?? 0) > 0);
  const drops = width > 1 && headerRows.length > 0 && !hasName && headerWidth >= width - 1 && body.every(isEmptyLast);
  return { drops, width: drops ? width - 1 : headerRows.length > 0 ? headerWidth : width };
}

/** Names from one or more header rows; parts of several rows are joined. */
function namesOf(headerRows: readonly SampleRow[], width: number): string[] {
  return Array.from({ length: width }, (_, column) => {
    const parts = headerRows.map((row) => cellString(row.cells[column]).trim()).filter((part) => part !== '');
    return parts.join(' / ');
  });
}

/** The user's word for a column, or what the sample says. */
export function planOf(name: string, column: number, body: readonly SampleRow[], options: ImportOptions): ColumnPlan {
  const marks = {
    ...(options.decimalMark === undefined ? {} : { mark: options.decimalMark }),
    ...(options.dateOrder === undefined ? {} : { order: options.dateOrder }),
  };
  const told = options.columnKinds;
  if (told !== undefined && Object.hasOwn(told, name)) {
    const kind = told[name];
    if (kind !== undefined) return { kind, isStrict: true, ...marks };
  }
  const cells = body.slice(0, SAMPLE_ROWS).flatMap((row) => row.cells[column] ?? []);
  return planFor(cells, { ...OPEN_PLAN, ...marks });
}

function meanRowBytes(body: readonly SampleRow[]): number {
  const [first, last] = [body[0], body.at(-1)];
  if (first === undefined || last === undefined) return 100;
  return Math.max(1, (last.nextByte - first.byte) / body.length);
}

function shapeNotes(dropsTrailing: boolean, width: number): ImportNote[] {
  const notes: ImportNote[] = [];
  if (dropsTrailing) {
    notes.push(
      warning(
        'trailing-delimiter',
        'Every row ends with a delimiter; it was not read as a column.',
        '每行末尾都有一个分隔符；未将其视为一列。',
      ),
    );
  }
  if (width > WIDE_TABLE) {
    notes.push(warning('many-columns', `The table has ${width} columns.`, `表格有 ${width} 列。`));
  }
  if (width === 1) notes.push(remark('one-column', 'The table has one column.', '表格只有一列。'));
  return notes;
}
