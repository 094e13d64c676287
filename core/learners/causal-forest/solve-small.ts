/** A pivot this small beside the largest one has lost all its digits. */
const SINGULAR = 1e-10;

/**
 * Solves A x = b in place by elimination with row pivots; made for a handful of unknowns, many times.
 *
 * @param matrix d × d, row-major; destroyed
 * @param right d values; holds x afterwards
 * @returns false where A is singular; `right` is then meaningless
 * Cost: O(d³), nothing allocated.
 */
export function solveSmall(matrix: Float64Array, right: Float64Array): boolean {
  const d = right.length;
  let largest = 0;
  for (let i = 0; i < matrix.length; i++) largest = Math.max(largest, Math.abs(matrix[i] as number));
  for (let column = 0; column < d; column++) {
    let best = column;
    for (let row = column + 1; row < d; row++) {
      if (Math.abs(matrix[row * d + column] as number) > Math.abs(matrix[best * d + column] as number)) best = row;
    }
    const pivot = matrix[best * d + column] as number;
    if (!(Math.abs(pivot) > SINGULAR * largest)) return false;
    if (best !== column) swapRows(matrix, right, best, column);
    for (let row = column + 1; row < d; row++) {
      const factor = (matrix[row * d + column] as number) / pivot;
      if (factor === 0) continue;
      for (let k = column; k < d; k++) matrix[row * d + k] = (matrix[row * d + k] as number) - factor * (matrix[column * d + k] as number);
      right[row] = (right[row] as number) - factor * (right[column] as number);
    }
  }
  for (let row = d - 1; row >= 0; row--) {
    let sum = right[row] as number;
    for (let k = row + 1; k < d; k++) sum -= (matrix[row * d + k] as number) * (right[k] as number);
    right[row] = sum / (matrix[row * d + row] as number);
  }
  return true;
}

function swapRows(matrix: Float64Array, right: Float64Array, one: number, other: number): void {
  const d = right.length;
  for (let k = 0; k < d; k++) {
    const held = matrix[one * d + k] as number;
    matrix[one * d + k] = matrix[other * d + k] as number;
    matrix[other * d + k] = held;
  }
  const held = right[one] as number;
  right[one] = right[other] as number;
  right[other] = held;
}
