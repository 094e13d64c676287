/** Browsers lose elements that are taller than 17 to 33 million pixels; this is well below all of them. */
export const MOST_PIXELS = 15_000_000;

/** How much there is to scroll through, and how much of it is seen at once, in pixels. */
export interface ScrollSpan {
  readonly content: number;
  readonly view: number;
}

/** A place in the content, and where the scrollbar stands for it. */
export interface ScrollPlace {
  readonly offset: number;
  readonly scrollTop: number;
}

/** How tall the element is that makes the scrollbar: the content itself, unless that is taller than a browser can draw. */
export function spacerHeight(content: number): number {
  return Math.min(content, MOST_PIXELS);
}

/** The place in the content at which the scrollbar points. */
export function offsetAt(scrollTop: number, span: ScrollSpan): number {
  return clamp(scrollTop * ratioOf(span), span);
}

/** Where the scrollbar has to stand to point at a place. */
export function scrollTopAt(offset: number, span: ScrollSpan): number {
  return clamp(offset, span) / ratioOf(span);
}

/**
 * Follows the scrollbar. A short way is a wheel or a finger, and moves the rows by as many pixels; a long one is the
 * scrollbar itself, dragged to a share of the whole. At both ends the content ends as well.
 */
export function followed(before: ScrollPlace, scrollTop: number, span: ScrollSpan): ScrollPlace {
  const way = scrollTop - before.scrollTop;
  const end = spacerHeight(span.content) - span.view;
  const isShort = Math.abs(way) < span.view && scrollTop > 0 && scrollTop < end - 1;
  if (ratioOf(span) === 1 || !isShort) return { offset: offsetAt(scrollTop, span), scrollTop };
  return { offset: clamp(before.offset + way, span), scrollTop };
}

/** The rows that are seen, from the first up to but without the last. */
export function rowsInView(
  offset: number,
  view: number,
  { rowHeight, rowCount }: { readonly rowHeight: number; readonly rowCount: number },
): { readonly from: number; readonly to: number } {
  const from = Math.max(0, Math.min(rowCount, Math.floor(offset / rowHeight)));
  return { from, to: Math.max(from, Math.min(rowCount, Math.ceil((offset + view) / rowHeight))) };
}

function ratioOf({ content, view }: ScrollSpan): number {
  if (content <= MOST_PIXELS || content <= view) return 1;
  return (content - view) / (MOST_PIXELS - view);
}

function clamp(offset: number, { content, view }: ScrollSpan): number {
  return Math.max(0, Math.min(offset, content - view));
}
