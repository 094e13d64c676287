import { App } from 'antd';
import { useRef } from 'react';
import { gridWords } from '../../text/grid.ts';
import { useWords } from '../../text/words.tsx';
import { type CellRange, type GridExtent, moved, rangeOf, type Selection } from './selection.ts';

/** The cells as text for the clipboard; null where there are too many. */
export type CopyCells = (range: CellRange) => string | null | Promise<string | null>;

/** Keys move the selection; those that belong to a control in the header are left to it. */
export function useKeys(selection: Selection | null, select: (next: Selection) => void, extent: GridExtent) {
  return {
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.target !== event.currentTarget || event.altKey) return;
      const next = moved(selection, { key: event.key, isShift: event.shiftKey, isCtrl: event.ctrlKey || event.metaKey }, extent);
      if (next === null) return;
      event.preventDefault();
      select(next);
    },
  };
}

/** Ctrl+C: at once where the cells are at hand, else when they have come. */
export function useCopy(selection: Selection | null, onCopy: CopyCells) {
  const { say } = useWords();
  const { message } = App.useApp();
  const tell = (text: string | null): void => {
    if (text === null) void message.warning(say(gridWords.tooMuch));
    else void message.success(say(gridWords.copied));
  };
  return {
    onCopy: (event: React.ClipboardEvent) => {
      if (selection === null || event.target !== event.currentTarget) return;
      event.preventDefault();
      const text = onCopy(rangeOf(selection));
      if (!(text instanceof Promise)) {
        if (text !== null) event.clipboardData.setData('text/plain', text);
        return tell(text);
      }
      void text.then(async (late) => {
        if (late !== null) await navigator.clipboard.writeText(late);
        tell(late);
      });
    },
  };
}

/** Press chooses a cell, drag and Shift choose a range, the number before a row the whole row. */
export function usePointer(selection: Selection | null, setSelection: (next: Selection) => void, columnCount: number) {
  const isDragging = useRef(false);
  const placeAt = (target: EventTarget | null): Selection | null => {
    const found = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
    if (found === null) return null;
    const row = Number(found.dataset['row']);
    const column = found.dataset['column'];
    if (column === undefined) return { anchor: { row, column: 0 }, focus: { row, column: columnCount - 1 } };
    return { anchor: { row, column: Number(column) }, focus: { row, column: Number(column) } };
  };
  return {
    onPointerDown: (event: React.PointerEvent) => {
      const place = event.button === 0 ? placeAt(event.target) : null;
      if (place === null) return;
      isDragging.current = true;
      setSelection({ anchor: event.shiftKey && selection !== null ? selection.anchor : place.anchor, focus: place.focus });
    },
    onPointerMove: (event: React.PointerEvent) => {
      if (!isDragging.current || selection === null) return;
      if (event.buttons !== 1) {
        isDragging.current = false;
        return;
      }
      const place = placeAt(document.elementFromPoint(event.clientX, event.clientY));
      const { focus } = selection;
      if (place === null || (place.focus.row === focus.row && place.focus.column === focus.column)) return;
      setSelection({ anchor: selection.anchor, focus: place.focus });
    },
    onPointerUp: () => {
      isDragging.current = false;
    },
  };
}
