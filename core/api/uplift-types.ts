/** Rows by what they are expected to do untreated, and by what treatment adds. */
export interface QuadrantsView {
  /** Below the limit untreated, above it in effect. */
  readonly persuadable: number;
  readonly sureThing: number;
  readonly lostCause: number;
  readonly doNotDisturb: number;
}
