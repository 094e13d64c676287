import { totalmem } from 'node:os';
import { CausewayError } from '../base/problem.ts';
import type { Column, ColumnKind } from '../frame/column.ts';
import { makeFrame } from '../frame/frame.ts';
import { refuseUnknownKinds, usableNames } from './column-names.ts';
import { reportColumn } from './column-report.ts';
import type { RejectList } from './csv/reject-list.ts';
import { guessNotes, questionsAmong, refuseRisks, warning } from './decisions.ts';
import type { Decision, ImportFormat, ImportNote, ImportOptions, ImportResult } from './import-result.ts';
import { fitsKind, type TypedCell, ValueColumn } from './values/value-column.ts';

/** A table may not have more columns than this: keys that differ by row are no columns. */
const MOST_COLUMNS = 50_000;

/** Collects rows of typed cells by column name, whatever the file they come from. */
export class TypedTable {
  rowCount = 0;
  private readonly columns = new Map<string, ValueColumn>();
  private readonly options: ImportOptions;
  private readonly budgetBytes: number;

  constructor(options: ImportOptions) {
    this.options = options;
    this.budgetBytes = options.memoryBudgetBytes ?? totalmem() / 2;
  }

  /**
   * Adds a row of named cells; names not met before become columns, missing in the rows above.
   *
   * @returns undefined, or the column whose cell does not fit the kind that the user named; then the row is not added
   */
  addRow(cells: Iterable<readonly [string, TypedCell]>): string | undefined {
    const list = [...cells];
    for (const [name, cell] of list) {
      const kind = this.kindOf(name);
      if (kind !== undefined && !fitsKind(cell, kind)) return name;
    }
    for (const [name, cell] of list) this.columnNamed(name).set(this.rowCount, cell);
    this.rowCount++;
    return undefined;
  }

  /** The column of that name, new if need be; for files that come column by column. */
  columnNamed(name: string): ValueColumn {
    const known = this.columns.get(name);
    if (known !== undefined) return known;
    if (this.columns.size >= MOST_COLUMNS) {
      throw new CausewayError({
        kind: 'input',
        code: 'data/too-large',
        message: `The rows have more than ${MOST_COLUMNS} different column names.`,
        fix: 'Give every row the same names.',
      });
    }
    const column = new ValueColumn();
    this.columns.set(name, column);
    return column;
  }

  /** @throws resource/memory when the columns have outgrown the budget */
  checkBudget(): void {
    let held = 0;
    for (const column of this.columns.values()) held += column.sizeBytes;
    if (held <= this.budgetBytes) return;
    throw new CausewayError({
      kind: 'resource',
      code: 'resource/memory',
      message: `The table needs more than the ${Math.round(this.budgetBytes / 2 ** 20)} MB that it may take.`,
      fix: 'Import fewer rows or columns, or raise memoryBudgetBytes.',
      where: { option: 'memoryBudgetBytes' },
    });
  }

  /** The finished table with its decisions and warnings. */
  finish(about: {
    readonly format: ImportFormat;
    readonly decisions: readonly Decision[];
    readonly notes: readonly ImportNote[];
    readonly rejects: RejectList;
    readonly fileName: string;
  }): ImportResult {
    refuseUnknownKinds([...this.columns.keys()], this.options);
    const { names, notes: nameNotes } = usableNames([...this.columns.keys()]);
    const columns: [string, Column][] = [];
    const decisions = [...about.decisions];
    const notes: ImportNote[] = [...about.notes, ...nameNotes];
    for (const [index, [key, values]] of [...this.columns].entries()) {
      const name = names[index] ?? key;
      const { column, facts, isMixed } = values.finish(this.rowCount, this.kindOf(key));
      columns.push([name, column]);
      const report = reportColumn(name, column, facts);
      decisions.push(report.decision);
      notes.push(...report.notes);
      if (isMixed)
        notes.push(
          warning(
            'mixed-types',
            `Column "${name}" holds cells of several types; read as text.`,
            `列“${name}”含有多种类型的单元格；按文字读取。`,
          ),
        );
    }
    const { count } = about.rejects;
    if (count > 0)
      notes.push(
        warning('rejected-rows', `${count} rows could not be read and are listed as rejects.`, `${count} 行无法读取，已列入拒收清单。`),
      );
    refuseRisks(decisions, this.options, about.fileName);
    return {
      frame: { ...makeFrame(columns), rowCount: this.rowCount },
      rejects: about.rejects.list(),
      rejectCount: count,
      rowsRead: this.rowCount + count,
      format: about.format,
      decisions,
      questions: questionsAmong(decisions),
      notes: [...notes, ...guessNotes(decisions)],
    };
  }

  private kindOf(name: string): ColumnKind | undefined {
    const told = this.options.columnKinds;
    return told !== undefined && Object.hasOwn(told, name) ? told[name] : undefined;
  }
}
