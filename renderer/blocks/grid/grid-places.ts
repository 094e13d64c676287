import type { CellPlace } from './selection.ts';
import type { GridScroll } from './use-grid-scroll.ts';

export const ROW_HEIGHT = 27;

/** Where each column begins, and at the end where the last one ends. */
export function leftsOf(columns: readonly { readonly width: number }[]): readonly number[] {
  const lefts = [0];
  for (const { width } of columns) lefts.push((lefts.at(-1) ?? 0) + width);
  return lefts;
}

/** The columns that are seen, from the first up to but without the last. */
export function columnsInView(lefts: readonly number[], { left, width }: GridScroll, gutter: number) {
  const count = lefts.length - 1;
  const first = lefts.findIndex((place) => place > left) - 1;
  const beyond = lefts.findIndex((place) => place >= left + width - gutter);
  return { from: Math.max(0, first < 0 ? count - 1 : first), to: beyond < 0 ? count : Math.min(count, beyond) };
}

export interface Surroundings {
  readonly lefts: readonly number[];
  readonly scroll: GridScroll;
  readonly gutter: number;
}

/** How far to scroll so that a cell is in sight; null where it is already. */
export function placeInView({ row, column }: CellPlace, { lefts, scroll, gutter }: Surroundings): [number | null, number | null] {
  const top = row * ROW_HEIGHT;
  const isFar = top < scroll.offset - scroll.view || top > scroll.offset + 2 * scroll.view;
  const down = top + ROW_HEIGHT - scroll.view;
  // A row from far away comes to the middle: its neighbours are worth seeing.
  const offset = isFar ? top - scroll.view / 2 : top < scroll.offset ? top : scroll.offset < down ? down : null;
  const [start = 0, end = 0] = [lefts[column], lefts[column + 1]];
  const right = end - (scroll.width - gutter);
  return [offset, start < scroll.left ? start : scroll.left < right ? Math.min(start, right) : null];
}
