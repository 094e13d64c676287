/** Eigenvalues, largest first, and their unit vectors as rows of a size × size matrix. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const MOST_SWEEPS = 60;

/**
 * All eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations: slow beside tridiagonal methods, and as
 * exact as the numbers allow. Each vector's largest entry is positive, so that the answer is one and the same everywhere.
 *
 * @param matrix size × size, row-major; left as it is
 * @see Golub & Van Loan (2013), Matrix Computations, section 8.5
 * Cost: O(size³) a sweep, about ten sweeps.
 */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  const scale = a.reduce((sum, entry) => sum + entry * entry, 0);
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a, size) > 1e-30 * scale; sweep++) {
    for (let p = 0; p < size - 1; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  }
  return inOrder(a, v, size);
}

function offDiagonal(a: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) sum += (a[i * size + j] as number) ** 2;
  return sum;
}

/** One rotation in the plane of p and q that makes a[p][q] zero; rows of v turn along. */
function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const off = a[p * size + q] as number;
  if (off === 0) return;
  const theta = ((a[q * size + q] as number) - (a[p * size + p] as number)) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k++) {
    const [kp, kq] = [a[k * size + p] as number, a[k * size + q] as number];
    a[k * size + p] = c * kp - s * kq;
    a[k * size + q] = s * kp + c * kq;
  }
  turnRows(a, size, p, q, c, s);
  turnRows(v, size, p, q, c, s);
}

function turnRows(a: Float64Array, size: number, p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < size; k++) {
    const [pk, qk] = [a[p * size + k] as number, a[q * size + k] as number];
    a[p * size + k] = c * pk - s * qk;
    a[q * size + k] = s * pk + c * qk;
  }
}

function inOrder(a: Float64Array, v: Float64Array, size: number): Eigen {
  const diagonal = Float64Array.from({ length: size }, (_, i) => a[i * size + i] as number);
  const order = [...diagonal.keys()].sort((left, right) => (diagonal[right] as number) - (diagonal[left] as number) || left - right);
  const vectors = new Float64Array(size * size);
  order.forEach((from, to) => {
    const row = v.subarray(from * size, (from + 1) * size);
    const largest = row.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) + 1e-12 ? entry : best), 0);
    const sign = largest < 0 ? -1 : 1;
    for (let k = 0; k < size; k++) vectors[to * size + k] = sign * (row[k] as number);
  });
  return { values: Float64Array.from(order, (i) => diagonal[i] as number), vectors };
}
