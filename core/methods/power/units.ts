/** What a simulation draws: rows, or whole clusters, each with a total and how much it weighs (1 for a plain row). */
export interface Units {
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
}
