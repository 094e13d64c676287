/** Evenly spaced values that a column keeps to: whole · numerator / denominator. */
export interface Grid {
  readonly numerator: number;
  readonly denominator: number;
}

const DAY_MS = 86_400_000;
const MOST_DECIMALS = 4;

/** Steps beyond this are not told apart by doubles with room to spare. */
const LARGEST_WHOLE = 2 ** 50;

/**
 * The grid that a column keeps to: whole numbers, up to four decimals, or whole days; undefined where it keeps to none.
 *
 * @param sorted finite values, ascending
 */
export function gridOf(sorted: Float64Array, isDate: boolean): Grid | undefined {
  if (sorted.length === 0) return undefined;
  if (isDate) return keepsTo(sorted, { numerator: DAY_MS, denominator: 1 }) ?? keepsTo(sorted, { numerator: 1, denominator: 1 });
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const grid = keepsTo(sorted, { numerator: 1, denominator: 10 ** decimals });
    if (grid !== undefined) return grid;
  }
  return undefined;
}

function keepsTo(sorted: Float64Array, grid: Grid): Grid | undefined {
  for (const value of sorted) {
    const whole = Math.round((value * grid.denominator) / grid.numerator);
    if (!(Math.abs(whole) < LARGEST_WHOLE) || at(grid, whole) !== value) return undefined;
  }
  return grid;
}

function at({ numerator, denominator }: Grid, whole: number): number {
  return (whole * numerator) / denominator;
}

/** The greatest value of the grid that is not above x; x itself without a grid. */
export function gridBelow(grid: Grid | undefined, x: number): number {
  if (grid === undefined || !Number.isFinite(x)) return x;
  // Rounded first: a quotient that lands just beside a whole number is meant to be that number.
  const whole = Math.round((x * grid.denominator) / grid.numerator);
  return at(grid, whole) <= x ? at(grid, whole) : at(grid, whole - 1);
}

/** The least value of the grid that is not below x. */
export function gridAbove(grid: Grid | undefined, x: number): number {
  if (grid === undefined || !Number.isFinite(x)) return x;
  const whole = Math.round((x * grid.denominator) / grid.numerator);
  return at(grid, whole) >= x ? at(grid, whole) : at(grid, whole + 1);
}
