/** Up to `most` positions spaced evenly over n rows: rows are in file order, so no draw is needed. */
export function everySo(count: number, most: number): number[] {
  const step = Math.max(1, count / most);
  return Array.from({ length: Math.min(count, most) }, (_, index) => Math.floor(index * step));
}

/** For each cell the share of known cells below it, ties at their middle; NaN for missing. */
export function rankShares(cells: readonly number[]): number[] {
  const sorted = Float64Array.from(cells.filter((cell) => !Number.isNaN(cell))).sort();
  return cells.map((cell) => {
    if (Number.isNaN(cell) || sorted.length < 2) return Number.NaN;
    const first = sorted.indexOf(cell);
    return (first + sorted.lastIndexOf(cell)) / 2 / (sorted.length - 1);
  });
}

/** Offsets within ±0.4 that keep points of nearly equal value apart: each bin of values is stacked from its middle. */
export function spreadPoints(x: readonly number[]): number[] {
  const bins = 60;
  const low = x.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = x.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const stacked = new Int32Array(bins);
  const places = x.map((value) => {
    const bin = high > low ? Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins)) : 0;
    const place = stacked[bin] as number;
    stacked[bin] = place + 1;
    return (place % 2 === 0 ? 1 : -1) * Math.ceil(place / 2);
  });
  const tallest = stacked.reduce((most, count) => Math.max(most, count), 1);
  return places.map((place) => (0.8 * place) / Math.max(tallest, 12));
}
