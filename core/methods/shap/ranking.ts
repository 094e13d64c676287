/** One feature's part in the answers. */
export interface FeatureShare {
  readonly feature: number;
  /** Mean |SHAP| over the explained rows, and its standard error over rows. */
  readonly size: number;
  readonly standardError: number;
}

/** Two features' part in the answers that neither has alone. */
export interface PairShare {
  readonly first: number;
  readonly second: number;
  /** Mean of |Φ_ij| + |Φ_ji| over rows. */
  readonly size: number;
}

/** Features by mean |SHAP|, greatest first; equals in feature order. */
export function rankFeatures(values: Float64Array, width: number): FeatureShare[] {
  const count = values.length / width;
  return Array.from({ length: width }, (_, feature) => {
    let [size, squares] = [0, 0];
    for (let row = 0; row < count; row++) {
      const value = Math.abs(values[row * width + feature] as number);
      const step = value - size;
      size += step / (row + 1);
      squares += step * (value - size);
    }
    return { feature, size, standardError: count > 1 ? Math.sqrt(squares / (count - 1) / count) : 0 };
  }).sort((left, right) => right.size - left.size || left.feature - right.feature);
}

/** Pairs of features by their interaction, greatest first. */
export function rankPairs(matrix: Float64Array, width: number): PairShare[] {
  const count = matrix.length / width ** 2;
  const pairs: PairShare[] = [];
  for (let first = 0; first < width; first++) {
    for (let second = first + 1; second < width; second++) {
      let sum = 0;
      for (let row = 0; row < count; row++) sum += 2 * Math.abs(matrix[(row * width + first) * width + second] as number);
      pairs.push({ first, second, size: sum / count });
    }
  }
  return pairs.sort((left, right) => right.size - left.size || left.first - right.first || left.second - right.second);
}
