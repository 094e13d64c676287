import type { KeyboardEvent, PointerEvent } from 'react';

interface ResizeHandleProps {
  readonly label: string;
  readonly height: number;
  readonly lowest: number;
  change(height: number): void;
}

/** How far an arrow key moves it. */
const STEP = 24;

/** The upper edge of the drawer: dragged, or moved with the arrow keys. */
export function ResizeHandle({ label, height, lowest, change }: ResizeHandleProps) {
  const highest = Math.round(0.6 * innerHeight);
  const set = (next: number): void => change(Math.round(Math.max(lowest, Math.min(highest, next))));
  const press = (event: KeyboardEvent): void => {
    const move = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    set(height + move);
  };
  const drag = (event: PointerEvent<HTMLElement>): void => {
    const start = event.clientY;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => set(height + start - moved.clientY);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', move), { once: true });
  };
  return (
    <button
      type="button"
      role="slider"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={height}
      aria-valuemin={lowest}
      aria-valuemax={highest}
      className="resize-handle"
      onKeyDown={press}
      onPointerDown={drag}
    />
  );
}
