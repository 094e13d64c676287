import type { FigureBlock } from '../../../core/report/blocks.ts';

/** One stroke of a small picture, in a box of 1 × 1 whose origin is at the top left. */
export interface Stroke {
  readonly kind: 'line' | 'bar' | 'dot';
  /** Corners of a line, places of dots, or the two opposite corners of each bar. */
  readonly points: readonly (readonly [number, number])[];
  /** The colour that the figure names, e.g. "gain". */
  readonly token: string;
}

type Trace = FigureBlock['figure']['data'][number];

/** The places of names along an axis, in the order in which the traces bring them. */
type Names = Readonly<Record<'x' | 'y', Map<unknown, number>>>;

interface Series {
  readonly kind: Stroke['kind'];
  readonly isFlat: boolean;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly token: string;
}

/** More than this cannot be told apart on a thumbnail. */
const MOST_SERIES = 24;
const MOST_WHISKERS = 6;
const MOST_POINTS = 80;

/** A figure as a thumbnail of its own data: lines, bars and dots without axes and words; empty where it has no such parts. */
export function sketchFigure({ figure }: Pick<FigureBlock, 'figure'>): readonly Stroke[] {
  const [first] = figure.data;
  const names: Names = { x: new Map(), y: new Map() };
  // Small multiples have axes of their own: the first panel stands for all.
  const traces = figure.data.filter(({ visible, xaxis }) => visible !== false && xaxis === first?.['xaxis']);
  const series = traces.flatMap((trace) => seriesOf(trace, names)).slice(0, MOST_SERIES);
  const scaleX = scaleOf(series.flatMap(({ x, isFlat, kind }) => (kind === 'bar' && isFlat ? [0, ...x] : x)));
  const scaleY = scaleOf(series.flatMap(({ y, isFlat, kind }) => (kind === 'bar' && !isFlat ? [0, ...y] : y)));
  return series.map(({ kind, isFlat, x, y, token }) => {
    const points = x.flatMap((at, index) => {
      const place = [scaleX(at), 1 - scaleY(y[index] ?? 0)] as const;
      if (kind !== 'bar') return [place];
      return isFlat ? [[scaleX(0), place[1]] as const, place] : [[place[0], 1 - scaleY(0)] as const, place];
    });
    return { kind, points, token };
  });
}

function seriesOf(trace: Trace, names: Names): Series[] {
  const given = { x: numbersOf(trace['x'], names.x), y: numbersOf(trace['y'], names.y) };
  const count = (given.x ?? given.y)?.length ?? 0;
  if (count === 0) return [];
  const order = Array.from({ length: count }, (_, index) => index);
  const x = given.x ?? order;
  const y = given.y ?? order;
  const every = Math.ceil(count / MOST_POINTS);
  const kept = order.filter((index) => index % every === 0 && Number.isFinite(x[index]) && Number.isFinite(y[index]));
  const mode = String(trace['mode'] ?? '');
  const kind = trace['type'] === 'bar' ? 'bar' : mode.includes('lines') || (mode === '' && count > 1) ? 'line' : 'dot';
  const pick = (values: readonly number[]): readonly number[] => kept.map((index) => values[index] ?? 0);
  const own: Series = { kind, isFlat: trace['orientation'] === 'h', x: pick(x), y: pick(y), token: tokenOf(trace) };
  return [...whiskersOf(trace, own), own];
}

/** The intervals of dots, each as a line from its lower to its upper end. */
function whiskersOf(trace: Trace, { x, y, token }: Series): Series[] {
  return (['x', 'y'] as const).flatMap((letter) => {
    const { array, arrayminus = array } = (trace[`error_${letter}`] ?? {}) as { readonly array?: unknown; readonly arrayminus?: unknown };
    const [up, down] = [numbersOf(array, new Map()), numbersOf(arrayminus, new Map())];
    if (up === undefined || down === undefined) return [];
    return x.slice(0, MOST_WHISKERS).map((at, index): Series => {
      const [over, under] = [up[index] ?? 0, down[index] ?? 0];
      const height = y[index] ?? 0;
      const ends =
        letter === 'x' ? { x: [at - under, at + over], y: [height, height] } : { x: [at, at], y: [height - under, height + over] };
      return { kind: 'line', isFlat: false, token, ...ends };
    });
  });
}

/** Numbers as they are, names by their order. */
function numbersOf(column: unknown, names: Map<unknown, number>): readonly number[] | undefined {
  if (!Array.isArray(column) && !ArrayBuffer.isView(column)) return undefined;
  const cells: readonly unknown[] = Array.isArray(column) ? column : Array.from(column as Float64Array);
  if (cells.every((cell) => cell === null || typeof cell === 'number'))
    return cells.map((cell) => (typeof cell === 'number' ? cell : Number.NaN));
  for (const cell of cells) if (!names.has(cell)) names.set(cell, names.size);
  return cells.map((cell) => names.get(cell) ?? 0);
}

function scaleOf(values: readonly number[]): (value: number) => number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return (value) => (high > low ? (value - low) / (high - low) : 0.5);
}

function tokenOf(trace: Trace): string {
  const named = ['line', 'marker'].map((part) => (trace[part] as { readonly color?: unknown } | undefined)?.color);
  const found = [...named, trace['fillcolor']].find((colour) => typeof colour === 'string' && colour.startsWith('token:'));
  return typeof found === 'string' ? (found.slice('token:'.length).split('/')[0] ?? 'accent') : 'accent';
}
