import type { CellView, RowPage } from '../../../core/api/types.ts';
import type { Outcome } from '../../../core/base/outcome.ts';
import type { Problem } from '../../../core/base/problem.ts';

/** Stretches that stay at hand: some screens around the reader, whatever the table's length. */
const MOST_STRETCHES = 24;

type Ask = (from: number, count: number, signal: AbortSignal) => Promise<Outcome<RowPage>>;

/** Rows of a long table, fetched in stretches as they come into view. What is no longer looked at is not waited for. */
export class StretchCache {
  readonly length: number;
  readonly #ask: Ask;
  readonly #changed: () => void;
  readonly #pages = new Map<number, RowPage>();
  readonly #asked = new Map<number, AbortController>();
  #newest: RowPage | undefined;
  #problem: Problem | undefined;

  constructor(length: number, ask: Ask, changed: () => void) {
    this.length = length;
    this.#ask = ask;
    this.#changed = changed;
  }

  /** The stretch that came last: it tells the columns and how many rows there are. */
  get newest(): RowPage | undefined {
    return this.#newest;
  }

  get problem(): Problem | undefined {
    return this.#problem;
  }

  /** Fetches the stretches that hold these rows, and gives up those that are still on their way for others. */
  need(from: number, to: number): void {
    const [first, last] = [Math.floor(from / this.length), Math.floor(Math.max(from, to - 1) / this.length)];
    for (const [stretch, cancel] of this.#asked) {
      if (stretch >= first && stretch <= last) continue;
      cancel.abort();
      this.#asked.delete(stretch);
    }
    for (let stretch = first; stretch <= last; stretch++) {
      const known = this.#pages.get(stretch);
      if (known !== undefined) this.#keep(stretch, known);
      else if (!this.#asked.has(stretch)) void this.#fetch(stretch);
    }
  }

  /** A cell; undefined while it is on its way. */
  cell(row: number, column: number): CellView | undefined {
    const page = this.#pages.get(Math.floor(row / this.length));
    return page?.cells[column]?.[row % this.length];
  }

  /** The number of a row in the unsorted table, counted from 1. */
  rowNumber(row: number): number | undefined {
    const number = this.#pages.get(Math.floor(row / this.length))?.rows[row % this.length];
    return number === undefined ? undefined : number + 1;
  }

  close(): void {
    for (const cancel of this.#asked.values()) cancel.abort();
    this.#asked.clear();
  }

  async #fetch(stretch: number): Promise<void> {
    const cancel = new AbortController();
    this.#asked.set(stretch, cancel);
    const outcome = await this.#ask(stretch * this.length, this.length, cancel.signal);
    if (cancel.signal.aborted) return;
    this.#asked.delete(stretch);
    this.#problem = outcome.ok ? undefined : outcome.problem;
    if (outcome.ok) {
      this.#newest = outcome.value;
      this.#keep(stretch, outcome.value);
    }
    this.#changed();
  }

  #keep(stretch: number, page: RowPage): void {
    this.#pages.delete(stretch);
    this.#pages.set(stretch, page);
    for (const old of [...this.#pages.keys()].slice(0, -MOST_STRETCHES)) this.#pages.delete(old);
  }
}
