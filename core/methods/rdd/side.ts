/** One side of the cut-off, ordered outwards: row 0 is the closest to it. */
export interface Side {
  /** −1 below the cut-off, 1 at or above it. */
  readonly sign: -1 | 1;
  /** Ascending |x − c|, in the unit of the running variable. */
  readonly distance: Float64Array;
  /** The outcome, then take-up in fuzzy designs, then covariates; each in the order of `distance`. */
  readonly columns: readonly Float64Array[];
  /** First and last row that share the distance of each row. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** How many different distances there are. */
  readonly distinct: number;
}

/** Both sides of a cut-off. */
export interface Sides {
  readonly left: Side;
  readonly right: Side;
}

/**
 * Deals rows to the two sides of a cut-off and orders them outwards; rows at the cut-off count as above it.
 *
 * @param running n values without gaps
 * @param columns each n values without gaps
 * Cost: O(n log n).
 */
export function splitAt(running: Float64Array, cutoff: number, columns: readonly Float64Array[]): Sides {
  const below: number[] = [];
  const above: number[] = [];
  for (let row = 0; row < running.length; row++) ((running[row] as number) < cutoff ? below : above).push(row);
  return { left: makeSide(-1, below), right: makeSide(1, above) };

  function makeSide(sign: -1 | 1, rows: readonly number[]): Side {
    const order = Int32Array.from(rows);
    const away = (row: number): number => sign * ((running[row] as number) - cutoff);
    // Equal distances keep the order of the rows, so that the sums below do not depend on the sort.
    order.sort((a, b) => away(a) - away(b) || a - b);
    const distance = Float64Array.from(order, away);
    return {
      sign,
      distance,
      columns: columns.map((column) => Float64Array.from(order, (row) => column[row] as number)),
      ...ties(distance),
    };
  }
}

/** The same rows with other columns, given in the order of the side. */
export function withSideColumns(side: Side, columns: readonly Float64Array[]): Side {
  return { ...side, columns };
}

function ties(distance: Float64Array): Pick<Side, 'first' | 'last' | 'distinct'> {
  const count = distance.length;
  const first = new Int32Array(count);
  const last = new Int32Array(count);
  let distinct = 0;
  for (let from = 0; from < count; ) {
    let to = from;
    while (to + 1 < count && distance[to + 1] === distance[from]) to++;
    first.fill(from, from, to + 1);
    last.fill(to, from, to + 1);
    distinct++;
    from = to + 1;
  }
  return { first, last, distinct };
}
