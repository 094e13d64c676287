import type { Basis } from '../../../numeric/basis.ts';

/**
 * Coefficients of a standardised basis in the columns' own units: slope_j = b_j·scale_j, and the intercept takes
 * the shifts back.
 */
export function originalCoefficients(basis: Basis, values: Float64Array): Float64Array {
  const own = Float64Array.from(values);
  basis.numbers.forEach(({ shift, scale }, index) => {
    const slope = (values[index + 1] as number) * scale;
    own[index + 1] = slope;
    own[0] = (own[0] as number) - slope * shift;
  });
  return own;
}

/** The covariance of `originalCoefficients`: T·V·Tᵀ for the same linear map T. */
export function originalCovariance(basis: Basis, matrix: Float64Array): Float64Array {
  const { size, numbers } = basis;
  const own = Float64Array.from(matrix);
  const scaleOf = (position: number): number => (position >= 1 && position <= numbers.length ? (numbers[position - 1]?.scale ?? 1) : 1);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) own[i * size + j] = (own[i * size + j] as number) * scaleOf(i) * scaleOf(j);
  // First the row of the intercept, then its column, so that the corner gets both.
  for (let j = 0; j < size; j++) {
    numbers.forEach(({ shift }, index) => {
      own[j] = (own[j] as number) - shift * (own[(index + 1) * size + j] as number);
    });
  }
  for (let i = 0; i < size; i++) {
    numbers.forEach(({ shift }, index) => {
      own[i * size] = (own[i * size] as number) - shift * (own[i * size + index + 1] as number);
    });
  }
  return own;
}

/** Turns Σ load·x over a standardised basis into sums over the columns' own units. */
export function originalLoads(basis: Basis, sums: Float64Array): Float64Array {
  const own = Float64Array.from(sums);
  basis.numbers.forEach(({ shift, scale }, index) => {
    own[index + 1] = (scale === 0 ? 0 : (sums[index + 1] as number) / scale) + shift * (sums[0] as number);
  });
  return own;
}
