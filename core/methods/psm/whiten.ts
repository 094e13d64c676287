import { designOf, layOut } from '../../learners/linear/design.ts';
import { factorIndependent } from '../../numeric/linear-algebra.ts';
import type { PairScores } from '../kit/propensity/scores.ts';
import type { AssignmentStudy } from '../kit/propensity/study.ts';
import type { Points } from './match-points.ts';

/**
 * Covariates as coordinates in which Euclidean distance is Mahalanobis distance, with the covariance pooled within
 * the two arms. Texts enter as 0/1 columns, missing numbers at their mean; columns that others already tell are left
 * out, which changes no distance.
 *
 * @returns m × p coordinates, in the order of the pair's rows
 * @see Rubin (1980), Biometrics 36, 293–298
 * Cost: O(m·p²).
 */
export function whiten(study: AssignmentStudy, { rows, treated }: Pick<PairScores, 'rows' | 'treated'>): Points {
  const { basis } = layOut(designOf(study.table), 'reference', { rows });
  const size = basis.size - 1;
  const raw = new Float64Array(rows.length * size);
  basis.numbers.forEach(({ values, shift, scale }, index) => {
    for (let i = 0; i < rows.length; i++) {
      const entered = ((values[rows[i] as number] as number) - shift) * scale;
      raw[i * size + index] = Number.isNaN(entered) ? 0 : entered;
    }
  });
  for (const { codes, positions } of basis.categories) {
    for (let i = 0; i < rows.length; i++) {
      const code = codes[rows[i] as number] as number;
      const position = code < 0 ? -1 : (positions[code] as number);
      if (position >= 0) raw[i * size + position - 1] = 1;
    }
  }
  const { lower, kept, size: width } = factorIndependent(pooledCovariance(raw, size, treated), size);
  const values = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < width; j++) {
      let rest = raw[i * size + (kept[j] as number)] as number;
      for (let k = 0; k < j; k++) rest -= (lower[j * width + k] as number) * (values[i * width + k] as number);
      values[i * width + j] = rest / (lower[j * width + j] as number);
    }
  }
  return { width, values };
}

function pooledCovariance(raw: Float64Array, size: number, treated: Uint8Array): Float64Array {
  const means = [new Float64Array(size), new Float64Array(size)] as const;
  const counts = [0, 0];
  for (let i = 0; i < treated.length; i++) {
    const side = treated[i] as number;
    counts[side] = (counts[side] as number) + 1;
    const mean = means[side] as Float64Array;
    for (let j = 0; j < size; j++) mean[j] = (mean[j] as number) + (raw[i * size + j] as number);
  }
  means.forEach((mean, side) => {
    for (let j = 0; j < size; j++) mean[j] = (mean[j] as number) / (counts[side] as number);
  });
  const covariance = new Float64Array(size * size);
  const freedom = Math.max(1, treated.length - 2);
  for (let i = 0; i < treated.length; i++) {
    const mean = means[treated[i] as number] as Float64Array;
    for (let j = 0; j < size; j++) {
      const own = ((raw[i * size + j] as number) - (mean[j] as number)) / freedom;
      for (let k = 0; k <= j; k++)
        covariance[j * size + k] = (covariance[j * size + k] as number) + own * ((raw[i * size + k] as number) - (mean[k] as number));
    }
  }
  return covariance;
}
