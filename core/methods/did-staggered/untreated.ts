/** The panel as the model of untreated outcomes sees it. */
export interface Untreated {
  /** Units × width, row-major. */
  readonly values: Float64Array;
  readonly width: number;
  readonly first: Int32Array;
  /** Per unit: observations before this position are untreated. */
  readonly until: Int32Array;
  /** What may have a coefficient of its own in every period, by unit: 1, then covariates as they were in the first period. */
  readonly columns: readonly Float64Array[];
  /** Positions of periods that are used run below this. */
  readonly periods: number;
}

/** Values less their mean over their standard deviation; a constant column becomes 0, which no coefficient can follow. */
export function standardised(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
  if (!(largest > 1e-13 * Math.abs(mean))) return new Float64Array(values.length);
  const scale = largest * Math.sqrt(values.reduce((sum, value) => sum + ((value - mean) / largest) ** 2 / values.length, 0));
  return values.map((value) => (value - mean) / scale);
}
