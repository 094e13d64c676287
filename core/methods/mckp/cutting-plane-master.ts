/** One known plan seen from the prices: it says that the dual is at least worth + Σ slack·price everywhere. */
export interface Cut {
  readonly worth: number;
  readonly slack: Float64Array;
}

/** A box of prices. */
export interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export interface MasterAnswer {
  readonly prices: Float64Array;
  /** The smallest value that the cuts allow inside the box. */
  readonly value: number;
  /** Shares of the plans behind the cuts, adding up to 1, whose mixture keeps the limits and is worth as much. */
  readonly shares: Float64Array;
}

/** Below this a reduced cost or a pivot is rounding: the cuts come scaled to about 1. */
const PIVOT_TOLERANCE = 1e-12;

/**
 * Minimises the largest of the cuts over a box of prices: the master problem of the cutting-plane method.
 *
 * Solved from its dual, max Σ α·worth + Σ low·s⁺ − Σ high·s⁻ with Σ α·slack − s⁺ + s⁻ = 0 and Σ α = 1, by a revised
 * simplex with an explicit inverse: d+1 rows, one column per cut. The multipliers of its rows are the prices.
 *
 * @param startCut a cut that is active near the middle of the box; the search starts from it
 * @see Kelley (1960); Marsten, Hogan & Blankenship (1975), The boxstep method, Operations Research 23(3)
 * Cost: pivots · (d² + cuts·d), microseconds for the tens of cuts and the few limits that occur here.
 */
export function minimiseCuts(cuts: readonly Cut[], box: Box, startCut: number): MasterAnswer {
  const d = box.low.length;
  const basis = new Int32Array(d + 1);
  const inverse = new Float64Array((d + 1) * (d + 1));
  startBasis(cuts[startCut] as Cut, startCut, cuts.length, basis, inverse);
  const duals = new Float64Array(d + 1);
  const column = new Float64Array(d + 1);
  const direction = new Float64Array(d + 1);
  const mostPivots = 50 * (cuts.length + d + 10);
  for (let pivot = 0; pivot < mostPivots; pivot++) {
    priceRows(cuts, box, basis, inverse, duals);
    // Dantzig's rule is quick; Bland's rule, which cannot cycle, takes over when it dawdles.
    const entering = enteringColumn(cuts, box, duals, pivot > mostPivots / 2);
    if (entering < 0) break;
    loadColumn(cuts, d, entering, column);
    multiply(inverse, column, direction);
    const leaving = leavingRow(inverse, direction, basis);
    if (leaving < 0) break;
    replaceRow(inverse, direction, leaving);
    basis[leaving] = entering;
  }
  priceRows(cuts, box, basis, inverse, duals);
  const prices = Float64Array.from({ length: d }, (_, r) =>
    Math.min(box.high[r] as number, Math.max(box.low[r] as number, -(duals[r] as number))),
  );
  const shares = new Float64Array(cuts.length);
  basis.forEach((at, row) => {
    if (at < cuts.length) shares[at] = Math.max(0, inverse[row * (d + 1) + d] as number);
  });
  return { prices, value: duals[d] as number, shares };
}

/** Columns are numbered: the cuts, then s⁺ of every limit, then s⁻. */
function loadColumn(cuts: readonly Cut[], d: number, at: number, column: Float64Array): void {
  column.fill(0);
  const cut = cuts[at];
  if (cut !== undefined) {
    column.set(cut.slack);
    column[d] = 1;
    return;
  }
  const side = at - cuts.length;
  if (side < d) column[side] = -1;
  else column[side - d] = 1;
}

function worthOf(cuts: readonly Cut[], box: Box, at: number): number {
  const cut = cuts[at];
  if (cut !== undefined) return cut.worth;
  const side = at - cuts.length;
  const d = box.low.length;
  return side < d ? (box.low[side] as number) : -(box.high[side - d] as number);
}

/** The start cut with weight 1, and on every limit the side variable that balances it. */
function startBasis(cut: Cut, at: number, cutCount: number, basis: Int32Array, inverse: Float64Array): void {
  const d = cut.slack.length;
  for (let r = 0; r < d; r++) {
    const sign = (cut.slack[r] as number) >= 0 ? -1 : 1;
    basis[r] = cutCount + (sign < 0 ? r : d + r);
    inverse[r * (d + 1) + r] = sign;
    inverse[r * (d + 1) + d] = -sign * (cut.slack[r] as number);
  }
  basis[d] = at;
  inverse[d * (d + 1) + d] = 1;
}

function priceRows(cuts: readonly Cut[], box: Box, basis: Int32Array, inverse: Float64Array, duals: Float64Array): void {
  const rows = duals.length;
  duals.fill(0);
  for (let i = 0; i < rows; i++) {
    const worth = worthOf(cuts, box, basis[i] as number);
    for (let j = 0; j < rows; j++) duals[j] = (duals[j] as number) + worth * (inverse[i * rows + j] as number);
  }
}

function enteringColumn(cuts: readonly Cut[], box: Box, duals: Float64Array, first: boolean): number {
  const d = duals.length - 1;
  let best = PIVOT_TOLERANCE;
  let entering = -1;
  for (let at = 0; at < cuts.length + 2 * d; at++) {
    let reduced = worthOf(cuts, box, at);
    const cut = cuts[at];
    if (cut !== undefined) {
      reduced -= duals[d] as number;
      for (let r = 0; r < d; r++) reduced -= (duals[r] as number) * (cut.slack[r] as number);
    } else {
      const side = at - cuts.length;
      reduced += side < d ? (duals[side] as number) : -(duals[side - d] as number);
    }
    if (reduced > best) {
      if (first) return at;
      best = reduced;
      entering = at;
    }
  }
  return entering;
}

/** The ratio test. The right side is the last unit vector, so basic values are the last column of the inverse. */
function leavingRow(inverse: Float64Array, direction: Float64Array, basis: Int32Array): number {
  const rows = direction.length;
  let leaving = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rows; i++) {
    const step = direction[i] as number;
    if (step <= PIVOT_TOLERANCE) continue;
    const ratio = Math.max(0, inverse[i * rows + rows - 1] as number) / step;
    if (ratio < least || (ratio === least && (basis[i] as number) < (basis[leaving] as number))) {
      least = ratio;
      leaving = i;
    }
  }
  return leaving;
}

function multiply(inverse: Float64Array, column: Float64Array, into: Float64Array): void {
  const rows = column.length;
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < rows; j++) sum += (inverse[i * rows + j] as number) * (column[j] as number);
    into[i] = sum;
  }
}

function replaceRow(inverse: Float64Array, direction: Float64Array, leaving: number): void {
  const rows = direction.length;
  const pivot = direction[leaving] as number;
  for (let j = 0; j < rows; j++) inverse[leaving * rows + j] = (inverse[leaving * rows + j] as number) / pivot;
  for (let i = 0; i < rows; i++) {
    const factor = direction[i] as number;
    if (i === leaving || factor === 0) continue;
    for (let j = 0; j < rows; j++) {
      inverse[i * rows + j] = (inverse[i * rows + j] as number) - factor * (inverse[leaving * rows + j] as number);
    }
  }
}
