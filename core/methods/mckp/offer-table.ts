/**
 * What could be offered to whom: n rows, K options besides "do nothing". Matrices are row-major, n × K.
 * A pair that is not on offer (not eligible, not listed) has value −∞ and cost 0, so no score can ever pick it.
 */
export interface OfferTable {
  /** K+1 names; 0 is "do nothing" with value 0 and cost 0. */
  readonly options: readonly string[];
  readonly rowCount: number;
  /** K: how many options there are besides doing nothing. */
  readonly width: number;
  /** Money gained, never NaN. */
  readonly value: Float64Array;
  /** Money spent, finite and at least 0. */
  readonly cost: Float64Array;
  readonly groups?: Groups;
}

/** Named groups of rows for floors and caps. Rows without a group carry the code `names.length`. */
export interface Groups {
  readonly names: readonly string[];
  readonly codes: Int32Array;
}

/** How many kinds of row the counting limits tell apart: the groups and "no group". */
export function groupCount(table: OfferTable): number {
  return table.groups === undefined ? 1 : table.groups.names.length + 1;
}

/** A table of every n-th row, so that good first prices can be found at a fraction of the work. */
export function everyNth(table: OfferTable, step: number): OfferTable {
  const rowCount = Math.ceil(table.rowCount / step);
  const value = new Float64Array(rowCount * table.width);
  const cost = new Float64Array(rowCount * table.width);
  const codes = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const from = row * step * table.width;
    value.set(table.value.subarray(from, from + table.width), row * table.width);
    cost.set(table.cost.subarray(from, from + table.width), row * table.width);
    codes[row] = table.groups?.codes[row * step] ?? 0;
  }
  const picked = { options: table.options, rowCount, width: table.width, value, cost };
  return table.groups === undefined ? picked : { ...picked, groups: { names: table.groups.names, codes } };
}
