import { sharedFloats } from '../../frame/shared-memory.ts';
import { symmetricEigen } from '../../numeric/symmetric-eigen.ts';
import type { Points } from './k-means.ts';

/** Points in fewer dimensions, along the directions in which they vary most. */
export interface Principal {
  readonly points: Points;
  /** Share of the variance that is kept. */
  readonly kept: number;
}

/**
 * Principal components of centred points: as few as hold a share of the variance.
 *
 * @param most components at most
 * @see Jolliffe (2002), Principal Component Analysis, 2nd edition
 * Cost: O(n · width²) and O(width³).
 */
export function principalComponents({ values, width }: Points, share: number, most: number): Principal {
  const n = values.length / width;
  const { values: variances, vectors } = symmetricEigen(crossProducts(values, width), width);
  const total = variances.reduce((sum, variance) => sum + Math.max(0, variance), 0);
  let [count, kept] = [0, 0];
  while (count < Math.min(most, width) && (count === 0 || kept < share * total)) kept += Math.max(0, variances[count++] as number);
  const reduced = sharedFloats(n * count);
  for (let i = 0; i < n; i++)
    for (let c = 0; c < count; c++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += (values[i * width + j] as number) * (vectors[c * width + j] as number);
      reduced[i * count + c] = sum;
    }
  return { points: { values: reduced, width: count }, kept: total === 0 ? 1 : kept / total };
}

function crossProducts(values: Float64Array, width: number): Float64Array {
  const products = new Float64Array(width * width);
  for (let from = 0; from < values.length; from += width)
    for (let p = 0; p < width; p++) {
      const left = values[from + p] as number;
      for (let q = p; q < width; q++) products[p * width + q] = (products[p * width + q] as number) + left * (values[from + q] as number);
    }
  const n = values.length / width;
  for (let p = 0; p < width; p++)
    for (let q = p; q < width; q++) {
      const covariance = (products[p * width + q] as number) / n;
      products[p * width + q] = covariance;
      products[q * width + p] = covariance;
    }
  return products;
}
