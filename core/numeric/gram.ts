import type { StopSignal } from '../base/work.ts';
import { type Basis, type BasisCategory, BLOCK_ROWS, readBlock } from './basis.ts';

/**
 * Σ weightᵢ · xᵢ · xᵢᵀ over the given rows: the Gram matrix of a regression, or the Hessian of a GLM.
 * One pass over the columns in blocks that stay in cache; sums of blocks are added in row order, which
 * keeps rounding errors near √blocks · 1e-16 and the bytes independent of who computes.
 *
 * @param weight one number per entry of rows; all 1 without it
 * @param signal looked at once per 16,384 rows
 * @returns basis.size × basis.size, row-major and symmetric
 * Cost: rows × (numbers²/2 + categories × numbers + categories²/2).
 */
export function gramOf(basis: Basis, rows: Int32Array, weight: Float64Array | undefined, signal: StopSignal): Float64Array {
  const gram = new Float64Array(basis.size * basis.size);
  const block = newBlock(basis);
  for (let from = 0; from < rows.length; from += BLOCK_ROWS) {
    if ((from & 16_383) === 0) signal.throwIfAborted();
    block.length = Math.min(BLOCK_ROWS, rows.length - from);
    for (let i = 0; i < block.length; i++) block.weight[i] = weight === undefined ? 1 : (weight[from + i] as number);
    basis.numbers.forEach((column, index) => {
      readBlock(column, rows, from, from + block.length, block.numbers[index] as Float64Array);
    });
    basis.categories.forEach((category, index) => {
      readPositions(category, rows, from, block.positions[index] as Int32Array, block.length);
    });
    addNumbers(gram, basis.size, block);
    addCategories(gram, basis.size, block);
  }
  mirror(gram, basis.size);
  return gram;
}

interface Block {
  length: number;
  readonly weight: Float64Array;
  readonly weighted: Float64Array;
  readonly numbers: readonly Float64Array[];
  readonly positions: readonly Int32Array[];
}

function newBlock(basis: Basis): Block {
  return {
    length: 0,
    weight: new Float64Array(BLOCK_ROWS),
    weighted: new Float64Array(BLOCK_ROWS),
    numbers: basis.numbers.map(() => new Float64Array(BLOCK_ROWS)),
    positions: basis.categories.map(() => new Int32Array(BLOCK_ROWS)),
  };
}

function readPositions(category: BasisCategory, rows: Int32Array, from: number, into: Int32Array, length: number): void {
  const { codes, positions } = category;
  for (let i = 0; i < length; i++) {
    const code = codes[rows[from + i] as number] as number;
    into[i] = code < 0 ? -1 : (positions[code] as number);
  }
}

/** Intercept and numbers: the lower triangle of their square. */
function addNumbers(gram: Float64Array, size: number, block: Block): void {
  const { length, weight, weighted, numbers } = block;
  let total = 0;
  for (let i = 0; i < length; i++) total += weight[i] as number;
  gram[0] = (gram[0] as number) + total;
  for (let a = 0; a < numbers.length; a++) {
    const row = (a + 1) * size;
    const column = numbers[a] as Float64Array;
    let sum = 0;
    for (let i = 0; i < length; i++) {
      const product = (column[i] as number) * (weight[i] as number);
      weighted[i] = product;
      sum += product;
    }
    gram[row] = (gram[row] as number) + sum;
    let b = 0;
    for (; b + 3 <= a; b += 4) addFour(gram, row + b + 1, weighted, { numbers, first: b, length });
    for (; b <= a; b++) gram[row + b + 1] = (gram[row + b + 1] as number) + dot(weighted, numbers[b] as Float64Array, length);
  }
}

/**
 * Four neighbouring sums at a time: every entry of `left` is read once for four products, and eight running sums keep
 * the adder busy. Each is the sum that `dot` gives, to the bit.
 */
function addFour(
  gram: Float64Array,
  at: number,
  left: Float64Array,
  { numbers, first, length }: { readonly numbers: readonly Float64Array[]; readonly first: number; readonly length: number },
): void {
  const [p, q, r, s] = [numbers[first], numbers[first + 1], numbers[first + 2], numbers[first + 3]] as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let [p0, p1, q0, q1, r0, r1, s0, s1] = [0, 0, 0, 0, 0, 0, 0, 0];
  const paired = length & ~1;
  for (let i = 0; i < paired; i += 2) {
    const even = left[i] as number;
    const odd = left[i + 1] as number;
    p0 += even * (p[i] as number);
    p1 += odd * (p[i + 1] as number);
    q0 += even * (q[i] as number);
    q1 += odd * (q[i + 1] as number);
    r0 += even * (r[i] as number);
    r1 += odd * (r[i + 1] as number);
    s0 += even * (s[i] as number);
    s1 += odd * (s[i + 1] as number);
  }
  if (paired < length) {
    const last = left[paired] as number;
    p0 += last * (p[paired] as number);
    q0 += last * (q[paired] as number);
    r0 += last * (r[paired] as number);
    s0 += last * (s[paired] as number);
  }
  gram[at] = (gram[at] as number) + (p0 + p1);
  gram[at + 1] = (gram[at + 1] as number) + (q0 + q1);
  gram[at + 2] = (gram[at + 2] as number) + (r0 + r1);
  gram[at + 3] = (gram[at + 3] as number) + (s0 + s1);
}

/** Two running sums hide the latency of the adder; their order is fixed, so bytes are too. */
function dot(left: Float64Array, right: Float64Array, length: number): number {
  let even = 0;
  let odd = 0;
  const paired = length & ~1;
  for (let i = 0; i < paired; i += 2) {
    even += (left[i] as number) * (right[i] as number);
    odd += (left[i + 1] as number) * (right[i + 1] as number);
  }
  if (paired < length) even += (left[paired] as number) * (right[paired] as number);
  return even + odd;
}

/** Categories against the intercept, the numbers, themselves and the categories before them. */
function addCategories(gram: Float64Array, size: number, block: Block): void {
  const { length, weight, numbers, positions } = block;
  for (let c = 0; c < positions.length; c++) {
    const own = positions[c] as Int32Array;
    for (let i = 0; i < length; i++) {
      const position = own[i] as number;
      if (position < 0) continue;
      const row = position * size;
      const share = weight[i] as number;
      gram[row] = (gram[row] as number) + share;
      gram[row + position] = (gram[row + position] as number) + share;
      for (let b = 0; b < numbers.length; b++)
        gram[row + b + 1] = (gram[row + b + 1] as number) + share * ((numbers[b] as Float64Array)[i] as number);
      for (let d = 0; d < c; d++) {
        const other = (positions[d] as Int32Array)[i] as number;
        if (other >= 0) gram[row + other] = (gram[row + other] as number) + share;
      }
    }
  }
}

/** Positions of later categories are larger, so all sums above went below the diagonal. */
function mirror(gram: Float64Array, size: number): void {
  for (let row = 0; row < size; row++)
    for (let column = 0; column < row; column++) gram[column * size + row] = gram[row * size + column] as number;
}
