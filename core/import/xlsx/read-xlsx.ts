import { open } from 'node:fs/promises';
import { refuse } from '../../base/problem.ts';
import { text } from '../../base/text.ts';
import { usableNames } from '../column-names.ts';
import { RejectList } from '../csv/reject-list.ts';
import { told, warning } from '../decisions.ts';
import { assertUnchanged, type SourceFile } from '../file-source.ts';
import type { Decision, ImportNote, ImportOptions, ImportResult, ImportRun } from '../import-result.ts';
import { TypedTable } from '../typed-table.ts';
import type { TypedCell } from '../values/value-column.ts';
import { SheetReader } from './sheet-reader.ts';
import { openArchive, readPart, readWorkbook, type SheetPlace, type Workbook } from './workbook.ts';

/** How a workbook is read. */
export interface WorkbookReading {
  readonly run: ImportRun;
  readonly maxRows: number;
  readonly inflateBudgetBytes: number;
}

/** Thrown inside to stop reading when a preview has enough; never leaves this file. */
class Enough extends Error {
  override readonly name = 'AbortError';
}

/**
 * Reads one sheet of an Excel workbook. The archive is unpacked in memory, piece by piece, under a budget; formulas are
 * never computed (their stored results are read), nothing is fetched, macros are ignored.
 *
 * @throws data/unreadable, data/too-large, data/empty, data/file-changed, option/invalid, resource/memory, cancelled/by-user
 */
export async function readXlsx(
  file: SourceFile,
  decisions: readonly Decision[],
  options: ImportOptions,
  reading: WorkbookReading,
): Promise<ImportResult> {
  const handle = await open(file.path, 'r');
  try {
    const archive = await openArchive(handle, file, reading.inflateBudgetBytes);
    const workbook = await readWorkbook(archive);
    const sheet = chooseSheet(workbook, options, file);
    const rows = new SheetRows(options, reading.maxRows);
    const reader = new SheetReader(workbook, (cells, row) => rows.take(cells, row));
    await readPart(archive, sheet.entry, reader, () => {
      reading.run.signal.throwIfAborted();
      rows.table.checkBudget();
      reading.run.progress(0.5, 'Reading rows');
    }).catch((error: unknown) => {
      if (!(error instanceof Enough)) throw error;
    });
    await assertUnchanged(file);
    if (rows.table.rowCount + rows.rejects.count === 0) {
      refuse('data/empty', `Sheet "${sheet.name}" of "${file.name}" holds no rows.`, 'Choose another sheet with the option sheet.', {
        option: 'sheet',
      });
    }
    const all = [...decisions, sheetDecision(sheet, workbook, options), ...rows.decisions()];
    const notes = [...rows.notes, ...cellNotes(reader)];
    return rows.table.finish({ format: 'xlsx', decisions: all, notes, rejects: rows.rejects, fileName: file.name });
  } finally {
    await handle.close();
  }
}

function chooseSheet(workbook: Workbook, options: ImportOptions, file: SourceFile): SheetPlace {
  const listed = workbook.sheets.map((sheet) => `"${sheet.name}"`).join(', ');
  const found = options.sheet === undefined ? workbook.sheets[0] : workbook.sheets.find((sheet) => sheet.name === options.sheet);
  if (found !== undefined) return found;
  if (options.sheet === undefined)
    return refuse('data/empty', `"${file.name}" has no sheet with cells.`, 'Save it again with a table in it.');
  return refuse('option/invalid', `"${file.name}" has no sheet "${options.sheet}".`, `Set sheet to one of ${listed}.`, { option: 'sheet' });
}

function sheetDecision(sheet: SheetPlace, workbook: Workbook, options: ImportOptions): Decision {
  if (options.sheet !== undefined) return told('sheet', sheet.name, 'sheet');
  const others = workbook.sheets.filter((other) => other !== sheet).map((other) => other.name);
  const evidence = text('The first sheet of the workbook.', '工作簿的第一张工作表。');
  return {
    what: 'sheet',
    chosen: sheet.name,
    evidence,
    alternatives: others,
    certainty: others.length === 0 ? 'sure' : 'guess',
    option: 'sheet',
  };
}

function cellNotes({ errorCells, uncomputedCells }: SheetReader): ImportNote[] {
  const notes: ImportNote[] = [];
  if (errorCells > 0) {
    const zh = `${errorCells} 个单元格是 #DIV/0! 之类的错误；按缺失读取。`;
    notes.push(warning('error-cells', `${errorCells} cells hold an error such as #DIV/0!; they are read as missing.`, zh));
  }
  if (uncomputedCells > 0) {
    const zh = `${uncomputedCells} 个公式没有保存计算结果；按缺失读取。请在 Excel 中打开并保存一次。`;
    notes.push(
      warning(
        'uncomputed-cells',
        `${uncomputedCells} formulas have no stored result; they are read as missing. Open the file in Excel and save it once.`,
        zh,
      ),
    );
  }
  return notes;
}

/** Turns rows of a sheet into rows of a table: the first filled row names the columns. */
class SheetRows {
  readonly table: TypedTable;
  readonly rejects = new RejectList();
  readonly notes: ImportNote[] = [];
  private names: readonly string[] | undefined;
  private hasHeader = true;
  private readonly options: ImportOptions;
  private readonly maxRows: number;

  constructor(options: ImportOptions, maxRows: number) {
    this.table = new TypedTable(options);
    this.options = options;
    this.maxRows = maxRows;
  }

  take(cells: readonly TypedCell[], row: number): void {
    if (cells.every((cell) => cell === null)) return;
    if (row < (this.options.firstLine ?? 1) || row > (this.options.lastLine ?? Number.POSITIVE_INFINITY)) return;
    if (this.names === undefined && this.takeHeader(cells)) return;
    if (this.table.rowCount + this.rejects.count >= this.maxRows) throw new Enough();
    const names = this.names ?? [];
    const named: (readonly [string, TypedCell])[] = names.map((name, column) => [name, cells[column] ?? null]);
    // Cells to the right of the last name belong to columns without one.
    for (let column = names.length; column < cells.length; column++) {
      const cell = cells[column] ?? null;
      if (cell !== null) named.push([`column${column + 1}`, cell]);
    }
    const misfit = this.table.addRow(named);
    if (misfit !== undefined) this.rejects.addText('wrong-kind', { line: row, byte: row, column: misfit }, cells.map(String).join(','));
  }

  decisions(): readonly Decision[] {
    if (this.options.header !== undefined) return [told('header', this.hasHeader ? 'yes' : 'no', 'header')];
    const evidence = this.hasHeader
      ? text('All cells of the first row are words.', '第一行的单元格都是文字。')
      : text('The first row holds values; columns are named column1, column2 ….', '第一行是数值；列名取为 column1、column2 ……');
    const alternatives = this.hasHeader ? [] : ['yes'];
    return [
      {
        what: 'header',
        chosen: this.hasHeader ? 'yes' : 'no',
        evidence,
        alternatives,
        certainty: this.hasHeader ? 'sure' : 'guess',
        option: 'header',
      },
    ];
  }

  /** Takes the names from the first row, or invents them; true when the row was used up. */
  private takeHeader(cells: readonly TypedCell[]): boolean {
    this.hasHeader = this.options.header ?? cells.every((cell) => cell === null || typeof cell === 'string');
    const raw = Array.from({ length: cells.length }, (_, column) => (this.hasHeader ? String(cells[column] ?? '') : ''));
    const { names, notes } = usableNames(raw);
    this.names = names;
    this.notes.push(...notes);
    return this.hasHeader;
  }
}
