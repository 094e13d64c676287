/** How well raw answers are repeated on some rows. */
export interface Score {
  /** R² of the raw answers; null where they do not vary. */
  readonly r2: number | null;
  /** Share of rows on the same side of the threshold. */
  readonly agreement: number;
  readonly n: number;
}

/** What is to be repeated. */
export interface Answers {
  readonly raw: Float64Array;
  /** On the raw scale. */
  readonly threshold: number;
}

/** Judges guesses (one an entry of `rows`) against the raw answers of these rows. */
export function scoreOf(guesses: Float64Array, { raw, threshold }: Answers, rows: Int32Array): Score {
  let [error, agreed] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const own = raw[rows[i] as number] as number;
    error += ((guesses[i] as number) - own) ** 2;
    agreed += Number((guesses[i] as number) >= threshold === own >= threshold);
  }
  const spread = varianceOf(raw, rows);
  return { r2: spread > 0 ? 1 - error / rows.length / spread : null, agreement: agreed / Math.max(1, rows.length), n: rows.length };
}

/** What each row adds: the mean of these over the rows is the R² that `scoreOf` gives. */
export function rowFidelity(guesses: Float64Array, { raw }: Answers, rows: Int32Array): Float64Array {
  const spread = varianceOf(raw, rows);
  return Float64Array.from(rows, (row, i) => (spread > 0 ? 1 - ((guesses[i] as number) - (raw[row] as number)) ** 2 / spread : Number.NaN));
}

/** Mean squared distance from the mean over some rows; 0 for none. */
export function varianceOf(values: Float64Array, rows: Int32Array): number {
  let [mean, squares] = [0, 0];
  rows.forEach((row, i) => {
    const step = (values[row] as number) - mean;
    mean += step / (i + 1);
    squares += step * ((values[row] as number) - mean);
  });
  return squares / Math.max(1, rows.length);
}
