import type { TypedCell } from '../values/value-column.ts';
import { dateOfSerial } from './cell-dates.ts';
import type { Workbook } from './workbook.ts';
import type { XmlEvents } from './xml-reader.ts';

/** The widest sheet that Excel knows. */
const MOST_COLUMNS = 16_384;

/** Turns the XML of a sheet into rows of cells. */
export class SheetReader implements XmlEvents {
  /** Cells that held an error such as #DIV/0!. */
  errorCells = 0;
  /** Cells with a formula whose result was never stored. */
  uncomputedCells = 0;
  private readonly workbook: Workbook;
  private readonly takeRow: (cells: readonly TypedCell[], row: number) => void;
  private cells: TypedCell[] = [];
  private row = 0;
  private column = -1;
  private type = 'n';
  private style = -1;
  private words = '';
  private isValue = false;
  private phonetic = 0;
  private hasFormula = false;

  constructor(workbook: Workbook, takeRow: (cells: readonly TypedCell[], row: number) => void) {
    this.workbook = workbook;
    this.takeRow = takeRow;
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    switch (name) {
      case 'row':
        this.row = Number(attributes.get('r') ?? this.row + 1);
        this.cells = [];
        this.column = -1;
        break;
      case 'c':
        this.column = columnOf(attributes.get('r')) ?? this.column + 1;
        this.type = attributes.get('t') ?? 'n';
        this.style = Number(attributes.get('s') ?? -1);
        this.words = '';
        this.hasFormula = false;
        break;
      case 'f':
        this.hasFormula = true;
        this.isValue = false;
        break;
      case 'rPh':
        this.phonetic++;
        break;
      default:
        this.isValue = (name === 'v' || name === 't') && this.phonetic === 0;
    }
  }

  text(words: string): void {
    if (this.isValue) this.words += words;
  }

  close(name: string): void {
    this.isValue = false;
    if (name === 'rPh') this.phonetic--;
    if (name === 'c') {
      if (this.column >= MOST_COLUMNS) throw new Error('a cell lies beyond the last column');
      while (this.cells.length < this.column) this.cells.push(null);
      this.cells[this.column] = this.cell();
    }
    if (name === 'row') this.takeRow(this.cells, this.row);
  }

  private cell(): TypedCell {
    const { words } = this;
    if (words === '' && this.hasFormula) this.uncomputedCells++;
    switch (this.type) {
      case 's':
        return this.workbook.sharedStrings[Number(words)] ?? null;
      case 'str':
      case 'inlineStr':
        return words === '' ? null : words;
      case 'b':
        return words === '' ? null : words === '1';
      case 'd':
        return words === '' ? null : new Date(/Z$|[+-]\d{2}:?\d{2}$/.test(words) ? words : `${words}Z`);
      case 'e':
        this.errorCells++;
        return null;
      default:
        return this.numberCell(words);
    }
  }

  private numberCell(words: string): TypedCell {
    if (words === '') return null;
    const value = Number(words);
    if (Number.isNaN(value)) return words;
    return this.workbook.dateStyles[this.style] === true ? dateOfSerial(value, this.workbook.is1904) : value;
  }
}

/** "BC12" is column 54, counted from 0. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/i.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
