/**
 * The greatest double x for which float32(x) < threshold, so that "x ≤ result" in doubles decides exactly as a
 * trainer that rounds its inputs to 32 bits and asks "x < threshold".
 *
 * Rounding goes to the nearest 32-bit number, so the border lies half way between the threshold and the 32-bit
 * number below it; a tie goes to the even one, which is asked of the platform's own rounding.
 *
 * @param threshold a number that 32 bits hold
 */
export function doubleThreshold(threshold: number): number {
  const below = neighbour32(threshold);
  // Past the smallest 32-bit number lies −∞; its border is where rounding starts to overflow.
  const middle = below === Number.NEGATIVE_INFINITY ? -(2 ** 128 - 2 ** 103) : (below + threshold) / 2;
  return Math.fround(middle) < threshold ? middle : neighbour64(middle);
}

/** The next 32-bit number below. */
function neighbour32(value: number): number {
  if (value === 0) return -(2 ** -149);
  const cell = new Float32Array([value]);
  const bits = new Int32Array(cell.buffer);
  bits[0] = (bits[0] as number) + (value > 0 ? -1 : 1);
  return cell[0] as number;
}

/** The next double below. */
function neighbour64(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const cell = new Float64Array([value]);
  const bits = new BigInt64Array(cell.buffer);
  bits[0] = (bits[0] as bigint) + (value > 0 ? -1n : 1n);
  return cell[0] as number;
}
