import { sortFloats } from '../../../numeric/sort-floats.ts';

/** Where rows lie on the plane of expected outcome without treatment × effect, and how effects spread. */
export interface Density {
  /** B+1 edges of the effect bins; outer values are counted in the outer bins. */
  readonly effectEdges: readonly number[];
  /** B counts. */
  readonly effectCounts: readonly number[];
  readonly baselineEdges: readonly number[];
  /** B × B counts: [effect bin][baseline bin]. */
  readonly cells: readonly (readonly number[])[];
  readonly middleBaseline: number;
  /** Rows by quadrant: baseline below or above its median × effect above 0 or not. */
  readonly quadrants: Quadrants;
}

export interface Quadrants {
  /** Low baseline, positive effect: acts only when treated. */
  readonly persuadable: number;
  /** High baseline, positive effect: acts anyway, a little more when treated. */
  readonly sureThing: number;
  /** Low baseline, no positive effect: does not act either way. */
  readonly lostCause: number;
  /** High baseline, no positive effect: acts unless disturbed. */
  readonly doNotDisturb: number;
}

const BINS = 40;

/** The outermost half percent on each side would stretch the picture; it is counted in the outer bins. */
const TRIMMED = 0.005;

/** Differences that are a smaller share of the values are rounding. */
const ALIKE = 1e-12;

/** Counts rows on the plane. Cost: two sorts and one pass. */
export function densityOf(baseline: Float64Array, effects: Float64Array): Density {
  const effectEdges = edgesOf(sortFloats(effects));
  const sortedBaseline = sortFloats(baseline);
  const baselineEdges = edgesOf(sortedBaseline);
  const middleBaseline = sortedBaseline[baseline.length >> 1] ?? 0;
  const cells = Array.from({ length: BINS }, () => new Array<number>(BINS).fill(0));
  const effectCounts = new Array<number>(BINS).fill(0);
  // Index 2 · (baseline is high) + (effect is positive).
  const corners = [0, 0, 0, 0];
  for (let row = 0; row < effects.length; row++) {
    const [start, effect] = [baseline[row] as number, effects[row] as number];
    const at = binOf(effect, effectEdges);
    const line = cells[at] as number[];
    const across = binOf(start, baselineEdges);
    line[across] = (line[across] as number) + 1;
    effectCounts[at] = (effectCounts[at] as number) + 1;
    const corner = 2 * Number(start >= middleBaseline) + Number(effect > 0);
    corners[corner] = (corners[corner] as number) + 1;
  }
  const [lostCause = 0, persuadable = 0, doNotDisturb = 0, sureThing = 0] = corners;
  return {
    effectEdges,
    effectCounts,
    baselineEdges,
    cells,
    middleBaseline,
    quadrants: { persuadable, sureThing, lostCause, doNotDisturb },
  };
}

function edgesOf(sorted: Float64Array): number[] {
  const low = sorted[Math.floor(TRIMMED * (sorted.length - 1))] ?? 0;
  const high = sorted[Math.ceil((1 - TRIMMED) * (sorted.length - 1))] ?? 0;
  // Values that are alike but for rounding still need a bin with a width.
  const width = high - low > ALIKE * Math.abs(low) ? (high - low) / BINS : Math.max(1e-9, Math.abs(low) * 1e-3) / BINS;
  return Array.from({ length: BINS + 1 }, (_, edge) => low + edge * width);
}

function binOf(value: number, edges: readonly number[]): number {
  const [low = 0] = edges;
  const width = (edges[1] as number) - low;
  return Math.min(BINS - 1, Math.max(0, Math.floor((value - low) / width)));
}
