import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Where the window stood when it was closed. */
export interface WindowState {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const FIRST: WindowState = { width: 1440, height: 900, isMaximized: false };

/** Narrower than this the rail, the chart and the reading no longer stand side by side. */
export const LEAST = { width: 960, height: 600 } as const;

/** Reads the state; a window whose title bar lies on no screen any more starts afresh in the middle. */
export function readWindowState(file: string, screens: readonly Area[]): WindowState {
  const found = parse(file);
  if (found === undefined) return FIRST;
  const { x, y, ...size } = found;
  const isOnScreen = x !== undefined && y !== undefined && screens.some((area) => overlaps(area, x, y, size.width));
  return isOnScreen ? found : size;
}

/** Keeps the state. A disk that is full costs nothing but the place of the window. */
export function keepWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(state));
  } catch {
    // The window opens where it did before.
  }
}

function parse(file: string): WindowState | undefined {
  try {
    const { x, y, width, height, isMaximized } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    if (!isSize(width, LEAST.width) || !isSize(height, LEAST.height)) return undefined;
    const place = Number.isInteger(x) && Number.isInteger(y) ? { x: Number(x), y: Number(y) } : {};
    return { ...place, width, height, isMaximized: isMaximized === true };
  } catch {
    return undefined;
  }
}

function isSize(value: unknown, least: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= 20_000;
}

/** Whether enough of the top edge can be seen to take hold of it. */
function overlaps(area: Area, x: number, y: number, width: number): boolean {
  return x < area.x + area.width - 80 && x + width > area.x + 80 && y >= area.y - 10 && y < area.y + area.height - 40;
}
