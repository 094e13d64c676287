import type { CellView, FeatureView } from '../../../core/api/types.ts';

/** The stretch of values that a slider runs over. */
export interface Stretch {
  readonly low: number;
  readonly high: number;
  readonly step: number;
}

/** About this many places on a slider: more than a hand can tell apart. */
const PLACES = 200;
const DAY_MS = 86_400_000;

/** A number or date as a number (ms); null for anything else. */
export function numberOf(cell: CellView, kind: FeatureView['kind']): number | null {
  if (kind === 'number' && typeof cell === 'number') return cell;
  if (kind !== 'date' || typeof cell !== 'string') return null;
  const at = Date.parse(cell);
  return Number.isNaN(at) ? null : at;
}

/** The way back. */
export function cellOf(value: number, kind: FeatureView['kind']): CellView {
  return kind === 'date' ? new Date(value).toISOString().slice(0, 10) : Number(value.toPrecision(12));
}

/**
 * Where the slider of a feature runs: over the grid of its curve, widened to the row's own value. Null where there is
 * nothing to slide over.
 */
export function stretchOf({ grid, kind, range }: FeatureView, own: CellView): Stretch | null {
  const known = [...grid, own].flatMap((cell) => numberOf(cell, kind) ?? []);
  if (known.length < 2) return null;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (!(high > low)) return null;
  if (kind === 'date') return { low, high, step: DAY_MS };
  const isWhole = range?.every(Number.isInteger) === true && (own === null || Number.isInteger(own)) && high - low >= 2;
  const step = isWhole ? Math.max(1, roundStep((high - low) / PLACES)) : roundStep((high - low) / PLACES);
  return { low: tidy(Math.floor(low / step) * step), high: tidy(Math.ceil(high / step) * step), step };
}

/** The nearest of 1, 2 and 5 times a power of ten that is not smaller. */
function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  return tidy(power * ([1, 2, 5].find((factor) => factor * power >= size) ?? 10));
}

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** A place in a picture of 100 × 100, the origin at its upper left. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What a curve's height means: the same for all features, so that a flat curve is seen to be flat. */
export interface Heights {
  readonly low: number;
  readonly high: number;
}

/** The lowest and highest answer on any of the curves. */
export function heightsOf(features: readonly FeatureView[], lines: readonly (readonly number[])[]): Heights {
  const known = [...lines.flat(), ...features.flatMap(({ average }) => average)].filter(Number.isFinite);
  if (known.length === 0) return { low: 0, high: 1 };
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return high > low ? { low, high } : { low: low - 1, high: high + 1 };
}

/** Where a value of a feature lies across the picture; null when it is not on the curve. */
export function acrossOf(feature: FeatureView, stretch: Stretch | null, cell: CellView): number | null {
  if (stretch !== null) {
    const value = numberOf(cell, feature.kind);
    return value === null ? null : (100 * (value - stretch.low)) / (stretch.high - stretch.low);
  }
  const place = feature.grid.indexOf(cell);
  return place < 0 ? null : (100 * (place + 0.5)) / feature.grid.length;
}

/** How high an answer is drawn, with room for half a mark at both edges. */
export function heightOf(answer: number, { low, high }: Heights): number {
  return 92 - (84 * (answer - low)) / (high - low);
}

/** A curve over the grid of a feature as places of the picture. */
export function placesOfCurve(
  feature: FeatureView,
  stretch: Stretch | null,
  answers: readonly number[],
  heights: Heights,
): readonly Place[] {
  return feature.grid.flatMap((cell, index): Place[] => {
    const x = acrossOf(feature, stretch, cell);
    const answer = answers[index];
    return x === null || answer === undefined ? [] : [{ x, y: heightOf(answer, heights) }];
  });
}
