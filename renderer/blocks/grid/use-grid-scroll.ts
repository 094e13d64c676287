import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { followed, offsetAt, type ScrollPlace, type ScrollSpan, scrollTopAt } from './scroll-map.ts';

/** What of a grid is in sight, in pixels; the offset is counted in rows' own pixels, however the scrollbar is scaled. */
export interface GridScroll extends ScrollPlace {
  readonly left: number;
  readonly width: number;
  /** Height of the rows' window, without the header. */
  readonly view: number;
}

interface ScrollOptions {
  /** Height of all rows. */
  readonly content: number;
  readonly headHeight: number;
}

/** Follows the scrollbars and the size of a grid. */
export function useGridScroll(
  scroller: RefObject<HTMLDivElement | null>,
  { content, headHeight }: ScrollOptions,
): { readonly scroll: GridScroll; follow(): void; settle(): void; scrollTo(offset: number | null, left: number | null): void } {
  const [scroll, setScroll] = useState<GridScroll>({ offset: 0, scrollTop: 0, left: 0, width: 0, view: 0 });
  const span = useRef<ScrollSpan>({ content, view: 0 });
  span.current = { content, view: scroll.view };

  const follow = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop, scrollLeft } = element;
    setScroll((before) => ({ ...before, ...followed(before, scrollTop, span.current), left: scrollLeft }));
  }, [scroller]);

  const scrollTo = useCallback(
    (offset: number | null, left: number | null) => {
      const element = scroller.current;
      if (element === null) return;
      if (left !== null) element.scrollLeft = left;
      if (offset !== null) element.scrollTop = scrollTopAt(offset, span.current);
      const { scrollTop, scrollLeft } = element;
      const { content: all, view } = span.current;
      setScroll((before) => ({
        ...before,
        ...(offset === null ? {} : { offset: Math.max(0, Math.min(offset, all - view)), scrollTop }),
        left: scrollLeft,
      }));
    },
    [scroller],
  );

  /** Short ways move rows and scrollbar alike, so a scaled scrollbar drifts: it is put right when the hand rests. */
  const settle = useCallback(() => {
    setScroll((before) => {
      const element = scroller.current;
      const wanted = scrollTopAt(before.offset, span.current);
      if (element === null || Math.abs(wanted - before.scrollTop) < 2) return before;
      element.scrollTop = wanted;
      return { ...before, scrollTop: element.scrollTop };
    });
  }, [scroller]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = (): void =>
      setScroll((before) => ({ ...before, width: element.clientWidth, view: Math.max(0, element.clientHeight - headHeight) }));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, headHeight]);

  // Fewer rows than before: the browser has moved the scrollbar already.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop } = element;
    setScroll((before) =>
      before.offset <= content - before.view
        ? before
        : { ...before, scrollTop, offset: offsetAt(scrollTop, { content, view: before.view }) },
    );
  }, [scroller, content]);

  return useMemo(() => ({ scroll, follow, settle, scrollTo }), [scroll, follow, settle, scrollTo]);
}
