import { CausewayError } from '../../base/problem.ts';
import { builderFor } from './build-column.ts';
import { type ColumnBuilder, type ColumnPlan, cellText, type Verdict } from './column-builder.ts';

/** Swapping builders on one cell ends here at the latest: text takes everything. */
const MOST_SWAPS = 4;

/** Builders and their column indices side by side: the walk over them runs once for every row. */
interface BuilderList {
  readonly columns: readonly number[];
  readonly builders: readonly ColumnBuilder[];
}

/**
 * Collects rows into columns by plan. A column whose plan turns out wrong is dropped and listed in `redo`, with the plan
 * to read it by in another pass over the file: that costs time, but never the memory of keeping all texts.
 */
export class TableBuilder {
  rowCount = 0;
  /** Columns to read again, and how. */
  readonly redo = new Map<number, ColumnPlan>();
  private capacity = 0;
  private readonly budgetBytes: number;
  private readonly builders = new Map<number, ColumnBuilder>();
  /** The user's word comes first: a row that breaks it must leave no trace in other columns. */
  private strict: BuilderList = { columns: [], builders: [] };
  private open: BuilderList = { columns: [], builders: [] };

  /** @param plans by column index; columns without a plan are not read */
  constructor(plans: ReadonlyMap<number, ColumnPlan>, expectedRows: number, budgetBytes: number) {
    this.budgetBytes = budgetBytes;
    for (const [column, plan] of plans) this.builders.set(column, builderFor(plan));
    this.listBuilders();
    this.reserve(Math.max(16, expectedRows));
  }

  /**
   * Adds the row whose cell c is bytes[starts[c]] … bytes[ends[c] − 1].
   *
   * @returns −1, or the index of the strict column that the row does not fit; then the row is not added
   */
  addRow(bytes: Uint8Array, starts: Int32Array, ends: Int32Array): number {
    const row = this.rowCount;
    if (row === this.capacity) this.reserve(Math.ceil(this.capacity * 1.5));
    const { columns: strictColumns, builders: strictBuilders } = this.strict;
    for (let i = 0; i < strictBuilders.length; i++) {
      const column = strictColumns[i] as number;
      if (!strictBuilders[i]?.push(row, bytes, starts[column] as number, ends[column] as number)) return column;
    }
    // `replace` puts a new list in place; this walk finishes the old one, in which every column comes once.
    const { columns, builders } = this.open;
    for (let i = 0; i < builders.length; i++) {
      const column = columns[i] as number;
      const builder = builders[i] as ColumnBuilder;
      const from = starts[column] as number;
      const to = ends[column] as number;
      if (!builder.push(row, bytes, from, to)) this.replace(column, builder, bytes.subarray(from, to));
    }
    this.rowCount++;
    return -1;
  }

  /** Puts another builder in place while a column is still blank, or gives the column up. */
  private replace(column: number, failed: ColumnBuilder, cell: Uint8Array): void {
    let plan = failed.instead(cellText(cell, 0, cell.length));
    if (failed.isBlank()) {
      for (let swap = 0; swap < MOST_SWAPS; swap++) {
        const builder = builderFor(plan);
        builder.reserve(this.capacity);
        for (let row = 0; row < this.rowCount; row++) builder.push(row, cell, 0, 0);
        if (builder.push(this.rowCount, cell, 0, cell.length)) {
          this.builders.set(column, builder);
          this.listBuilders();
          return;
        }
        plan = builder.instead(cellText(cell, 0, cell.length));
      }
    }
    this.redo.set(column, plan);
    this.builders.delete(column);
    this.listBuilders();
  }

  /** Columns that are read as numbers or dates so far. */
  get typedCount(): number {
    let count = 0;
    for (const builder of this.builders.values()) if (builder.plan.kind !== 'category' && !builder.isBlank()) count++;
    return count;
  }

  /** The sum of a number column so far; undefined for other columns. */
  sumOf(column: number): number | undefined {
    return this.builders.get(column)?.sum?.(this.rowCount);
  }

  private listBuilders(): void {
    const isStrict = ({ plan }: ColumnBuilder): boolean => plan.isStrict && plan.kind !== 'category';
    const listed = (entries: readonly (readonly [number, ColumnBuilder])[]): BuilderList => ({
      columns: entries.map(([column]) => column),
      builders: entries.map(([, builder]) => builder),
    });
    this.strict = listed([...this.builders].filter(([, builder]) => isStrict(builder)));
    this.open = listed([...this.builders].filter(([, builder]) => !isStrict(builder)));
  }

  private reserve(count: number): void {
    this.capacity = count;
    for (const builder of this.builders.values()) builder.reserve(count);
  }

  /** Looks whether the rows so far still fit the budget; untouched room does not count, since no page of it exists yet. */
  checkBudget(): void {
    let held = 0;
    for (const builder of this.builders.values()) held += builder.sizeBytes;
    const used = held * (this.capacity === 0 ? 1 : Math.min(1, (this.rowCount + 1) / this.capacity));
    if (used <= this.budgetBytes) return;
    throw new CausewayError({
      kind: 'resource',
      code: 'resource/memory',
      message: `The table needs more than the ${Math.round(this.budgetBytes / 2 ** 20)} MB that it may take; ${this.rowCount} rows were read.`,
      fix: 'Import fewer rows with lastLine, or raise memoryBudgetBytes.',
      where: { option: 'memoryBudgetBytes' },
    });
  }

  /** The finished columns by index; a column in doubt adds itself to `redo` instead. */
  finish(): Map<number, Verdict & { readonly fits: true }> {
    const finished = new Map<number, Verdict & { readonly fits: true }>();
    for (const [column, builder] of [...this.builders]) {
      const verdict = builder.finish(this.rowCount);
      // The builder's room is let go before the next column asks for memory of its own.
      this.builders.delete(column);
      if (verdict.fits) finished.set(column, verdict);
      else this.redo.set(column, verdict.plan);
    }
    return finished;
  }
}
