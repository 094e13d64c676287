import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goOn } from '../../test/support/work.ts';
import { type Basis, loadBasis, predictBasis } from './basis.ts';
import { descend } from './coordinate-descent.ts';
import { gramOf } from './gram.ts';
import { factorIndependent, invertFactored, multiply, quadraticForm, solveDefinite, solveFactored } from './linear-algebra.ts';

describe('symmetric systems', () => {
  it('are solved as by hand', () => {
    // 4x + 2y = 10, 2x + 3y = 9: x = 1.5, y = 2.
    expect([...solveDefinite(Float64Array.of(4, 2, 2, 3), Float64Array.of(10, 9))]).toEqual(
      [1.5, 2].map((value) => expect.closeTo(value, 14)),
    );
  });

  it('name the column that makes them singular', () => {
    const singular = Float64Array.of(1, 2, 0, 2, 4, 0, 0, 0, 1);
    expect(() => solveDefinite(singular, new Float64Array(3), ['age', 'age twice', 'visits'])).toThrow(
      /"age twice" is constant or a combination/,
    );
    expect(() => solveDefinite(Float64Array.of(Number.NaN), Float64Array.of(1))).toThrow(/too large or is missing/);
  });

  it('leave dependent columns out and solve for the others', () => {
    const factor = factorIndependent(Float64Array.of(1, 2, 0, 2, 4, 0, 0, 0, 2), 3);
    expect([...factor.kept]).toEqual([0, 2]);
    expect([...solveFactored(factor, Float64Array.of(3, 6, 4))]).toEqual([3, 0, 2].map((value) => expect.closeTo(value, 14)));
  });

  it('times their inverse give the identity', () => {
    const entry = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(entry, { minLength: 36, maxLength: 36 }), (size, entries) => {
        // B·Bᵀ + I is definite whatever B is, and its condition number stays below about 400.
        const matrix = new Float64Array(size * size);
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            let sum = i === j ? 1 : 0;
            for (let k = 0; k < size; k++) sum += (entries[i * 6 + k] ?? 0) * (entries[j * 6 + k] ?? 0);
            matrix[i * size + j] = sum;
          }
        }
        const inverse = invertFactored(factorIndependent(matrix, size), size);
        for (let j = 0; j < size; j++) {
          const product = multiply(matrix, inverse.subarray(j * size, (j + 1) * size));
          product.forEach((value, i) => {
            expect(value).toBeCloseTo(i === j ? 1 : 0, 9);
          });
        }
        expect(quadraticForm(matrix, new Float64Array(size).fill(1))).toBeCloseTo(
          matrix.reduce((sum, value) => sum + value, 0),
          9,
        );
      }),
    );
  });
});

/** A basis with two numbers (one cell missing) and two categories, and the same as rows of a dense matrix. */
function example(rowCount: number): { readonly basis: Basis; readonly dense: readonly (readonly number[])[] } {
  const first = Float64Array.from({ length: rowCount }, (_, row) => (row === 3 ? Number.NaN : Math.sin(row)));
  const second = Float64Array.from({ length: rowCount }, (_, row) => Math.cos(3 * row));
  const plan = Int32Array.from({ length: rowCount }, (_, row) => (row % 4) - 1);
  const region = Int32Array.from({ length: rowCount }, (_, row) => row % 2);
  const basis: Basis = {
    size: 6,
    numbers: [
      { values: first, shift: 0.5, scale: 2 },
      { values: second, shift: 0, scale: 1 },
    ],
    categories: [
      { codes: plan, positions: Int32Array.of(-1, 3, 4) },
      { codes: region, positions: Int32Array.of(-1, 5) },
    ],
  };
  const dense = Array.from({ length: rowCount }, (_, row) => [
    1,
    row === 3 ? 0 : 2 * ((first[row] ?? 0) - 0.5),
    second[row] ?? 0,
    Number(plan[row] === 1),
    Number(plan[row] === 2),
    Number(region[row] === 1),
  ]);
  return { basis, dense };
}

describe('sums over rows without a design matrix', () => {
  // More than two blocks of 512 rows, and not a whole number of them.
  const { basis, dense } = example(1300);
  const rows = Int32Array.from({ length: 1200 }, (_, i) => i + (i > 600 ? 100 : 0));
  const weight = Float64Array.from(rows, (row) => 1 + (row % 3));

  it('give the Gram matrix of the dense design', () => {
    const gram = gramOf(basis, rows, weight, goOn);
    for (let a = 0; a < 6; a++) {
      for (let b = 0; b < 6; b++) {
        const truth = rows.reduce((sum, row, i) => sum + (weight[i] ?? 0) * (dense[row]?.[a] ?? 0) * (dense[row]?.[b] ?? 0), 0);
        expect(gram[a * 6 + b], `${a}, ${b}`).toBeCloseTo(truth, 9);
      }
    }
  });

  it('give its product with a load, and its rows times coefficients', () => {
    const loads = loadBasis(basis, rows, weight);
    for (let a = 0; a < 6; a++)
      expect(loads[a]).toBeCloseTo(
        rows.reduce((sum, row, i) => sum + (weight[i] ?? 0) * (dense[row]?.[a] ?? 0), 0),
        9,
      );
    const coefficients = Float64Array.of(1, -2, 0.5, 3, -1, 0.25);
    const scores = predictBasis(basis, coefficients, rows, new Float64Array(rows.length));
    scores.forEach((score, i) => {
      expect(score).toBeCloseTo(
        (dense[rows[i] ?? 0] ?? []).reduce((sum, value, a) => sum + value * (coefficients[a] ?? 0), 0),
        12,
      );
    });
  });
});

describe('coordinate descent', () => {
  it('ends where the penalty holds the slope back: the conditions of the minimum', () => {
    const { basis } = example(400);
    const rows = Int32Array.from({ length: 400 }, (_, row) => row);
    const gram = gramOf(basis, rows, undefined, goOn).map((value) => value / 400);
    const right = Float64Array.of(0.3, 0.5, -0.2, 0.1, 0.02, -0.4);
    const absolute = Float64Array.of(0, 0.05, 0.05, 0.05, 0.5, 0.5);
    const square = new Float64Array(6).fill(0.01);
    const values = descend({ gram, right, absolute, square }, new Float64Array(6), 1e-12);
    expect(values.some((value) => value === 0)).toBe(true);
    const product = multiply(gram, values);
    values.forEach((value, j) => {
      const slope = (right[j] ?? 0) - (product[j] ?? 0) - (square[j] ?? 0) * value;
      if (value === 0) expect(Math.abs(slope)).toBeLessThanOrEqual((absolute[j] ?? 0) + 1e-9);
      else expect(slope).toBeCloseTo((absolute[j] ?? 0) * Math.sign(value), 9);
    });
  });
});
