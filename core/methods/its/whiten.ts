/** The gains of the Kalman filter of an ARMA process with innovations of variance 1; they hang on the parameters alone. */
export interface Gains {
  /** Variance of every one-step prediction error. */
  readonly variance: Float64Array;
  /** size numbers a period. */
  readonly gain: Float64Array;
  readonly size: number;
  readonly ar: Float64Array;
}

/** Doublings that sum 2^40 terms of the stationary variance: beyond any root that a float can tell from 1. */
const DOUBLINGS = 40;

/**
 * Runs the filter's recursion for the variance of a stationary ARMA process in Harvey's form, started at its stationary
 * distribution, so that the likelihood is exact.
 *
 * @see Harvey (1989), Forecasting, Structural Time Series Models, sections 3.2 and 3.3; Gardner, Harvey & Phillips (1980), AS 154
 * Cost: n·size³ with size = max(p, q + 1).
 */
export function gainsOf(ar: Float64Array, ma: Float64Array, count: number): Gains {
  const size = Math.max(ar.length, ma.length + 1, 1);
  const phi = Float64Array.from({ length: size }, (_, i) => ar[i] ?? 0);
  const load = Float64Array.from({ length: size }, (_, i) => (i === 0 ? 1 : (ma[i - 1] ?? 0)));
  let spread = stationary(phi, load, size);
  const variance = new Float64Array(count);
  const gain = new Float64Array(count * size);
  for (let at = 0; at < count; at++) {
    const own = spread[0] as number;
    variance[at] = own;
    // Prediction of the next state: T·(a + P·Z·v/F).
    for (let i = 0; i < size; i++)
      gain[at * size + i] = ((phi[i] as number) * own + (i + 1 < size ? (spread[(i + 1) * size] as number) : 0)) / own;
    const next = wrapped(spread, phi, size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        next[i * size + j] =
          (next[i * size + j] as number) +
          (load[i] as number) * (load[j] as number) -
          (gain[at * size + i] as number) * (gain[at * size + j] as number) * own;
    spread = next;
  }
  return { variance, gain, size, ar: phi };
}

/** T·P·Tᵀ for T with φ in its first column and ones above the diagonal. */
function wrapped(spread: Float64Array, phi: Float64Array, size: number): Float64Array {
  const at = (i: number, j: number): number => (i < size && j < size ? (spread[i * size + j] as number) : 0);
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const [f, g] = [phi[i] as number, phi[j] as number];
      out[i * size + j] = f * g * at(0, 0) + f * at(0, j + 1) + g * at(i + 1, 0) + at(i + 1, j + 1);
    }
  return out;
}

/** Σ TᵏRRᵀTᵏᵀ by doubling. */
function stationary(phi: Float64Array, load: Float64Array, size: number): Float64Array {
  let sum = Float64Array.from({ length: size * size }, (_, at) => (load[Math.floor(at / size)] as number) * (load[at % size] as number));
  let power = Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return (j === 0 ? (phi[i] as number) : 0) + Number(j === i + 1);
  });
  for (let round = 0; round < DOUBLINGS; round++) {
    const added = product(product(power, sum, size, false), power, size, true);
    sum = sum.map((value, at) => value + (added[at] as number));
    power = product(power, power, size, false);
    if (power.every((value) => Math.abs(value) < 1e-200)) break;
  }
  return sum;
}

function product(left: Float64Array, right: Float64Array, size: number, isTransposed: boolean): Float64Array<ArrayBuffer> {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += (left[i * size + k] as number) * (right[isTransposed ? j * size + k : k * size + j] as number);
      out[i * size + j] = sum;
    }
  return out;
}

/** One-step prediction errors over their standard deviations: uncorrelated with variance 1 when the column has these errors. */
export function whiten(column: Float64Array, { variance, gain, size, ar }: Gains): Float64Array {
  const out = new Float64Array(column.length);
  const state = new Float64Array(size + 1);
  for (let at = 0; at < column.length; at++) {
    const first = state[0] as number;
    const error = (column[at] as number) - first;
    out[at] = error / Math.sqrt(variance[at] as number);
    for (let i = 0; i < size; i++)
      state[i] = (ar[i] as number) * first + (state[i + 1] as number) + (gain[at * size + i] as number) * error;
  }
  return out;
}
