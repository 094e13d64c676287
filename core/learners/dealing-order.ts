import { type Rng, shuffle } from '../base/rng.ts';

/** Units of rows that stay together: unit u has the members [starts[u], starts[u + 1]), as positions in the rows. */
export interface Units {
  readonly members: Int32Array;
  readonly starts: Int32Array;
}

/** Units in the order in which they are dealt. */
export interface Deal extends Units {
  readonly order: Int32Array;
}

/**
 * Shuffles the units, and sorts them by stratum so that dealing keeps shares.
 *
 * @param strata one code per row of the table; a unit has that of its first row
 * @param clusters one code per row of the table; rows with the same code are one unit, −1 stands alone
 */
export function dealingOrder(
  rows: Int32Array,
  rng: Rng,
  { strata, clusters }: { readonly strata?: Int32Array; readonly clusters?: Int32Array },
): Deal {
  const singles = clusters === undefined;
  const units = singles ? { members: counting(rows.length), starts: counting(rows.length + 1) } : unitsOf(rows, clusters);
  const order = shuffle(counting(units.starts.length - 1), rng);
  if (strata === undefined) return { ...units, order };
  const stratumOf = (unit: number): number => strata[rows[units.members[units.starts[unit] as number] as number] as number] as number;
  return { ...units, order: sortByStratum(order, placesOf(order.length, stratumOf)) };
}

/** Orders by stratum, ascending; within one the order stays. */
function sortByStratum(order: Int32Array, { places, keys, count }: Places): Int32Array {
  const ranked = [...keys.keys()].sort((left, right) => (keys[left] as number) - (keys[right] as number));
  const next = new Int32Array(count);
  const sizes = new Int32Array(count);
  for (let unit = 0; unit < places.length; unit++) sizes[places[unit] as number] = (sizes[places[unit] as number] as number) + 1;
  let start = 0;
  for (const place of ranked) {
    next[place] = start;
    start += sizes[place] as number;
  }
  const sorted = new Int32Array(order.length);
  for (let at = 0; at < order.length; at++) {
    const unit = order[at] as number;
    const place = places[unit] as number;
    const to = next[place] as number;
    sorted[to] = unit;
    next[place] = to + 1;
  }
  return sorted;
}

/** Keys numbered by their first appearance: places[i] is the number of key i, keys[place] the key itself. */
interface Places {
  readonly places: Int32Array;
  readonly keys: readonly number[];
  readonly count: number;
}

function placesOf(length: number, keyOf: (at: number) => number): Places {
  const places = new Int32Array(length);
  const known = new Map<number, number>();
  let lastKey = Number.NaN;
  let lastPlace = 0;
  for (let at = 0; at < length; at++) {
    const key = keyOf(at);
    if (key !== lastKey) {
      lastKey = key;
      lastPlace = known.get(key) ?? known.size;
      if (lastPlace === known.size) known.set(key, lastPlace);
    }
    places[at] = lastPlace;
  }
  return { places, keys: [...known.keys()], count: known.size };
}

/** Rows of one cluster are one unit, in order of first appearance; each row without a cluster is its own. */
function unitsOf(rows: Int32Array, clusters: Int32Array): Units {
  const { places, count } = placesOf(rows.length, (at) => {
    const code = clusters[rows[at] as number] as number;
    // Keys below −1 cannot clash with codes.
    return code < 0 ? -2 - at : code;
  });
  const starts = new Int32Array(count + 1);
  for (let at = 0; at < places.length; at++) starts[(places[at] as number) + 1] = (starts[(places[at] as number) + 1] as number) + 1;
  for (let unit = 0; unit < count; unit++) starts[unit + 1] = (starts[unit + 1] as number) + (starts[unit] as number);
  const next = starts.slice(0, count);
  const members = new Int32Array(rows.length);
  for (let at = 0; at < places.length; at++) {
    const unit = places[at] as number;
    const to = next[unit] as number;
    members[to] = at;
    next[unit] = to + 1;
  }
  return { members, starts };
}

function counting(count: number): Int32Array {
  const numbers = new Int32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = i;
  return numbers;
}

/** Joins several codes a row into one: two rows share a stratum when all their codes agree. */
export function strataOf(rowCount: number, ...codes: readonly ArrayLike<number>[]): Int32Array {
  const strata = new Int32Array(rowCount);
  for (const layer of codes) {
    const { places, count } = placesOf(rowCount, (row) => layer[row] as number);
    // Strata stay below the number of rows, so these keys are exact.
    const joined = placesOf(rowCount, (row) => (strata[row] as number) * count + (places[row] as number));
    strata.set(joined.places);
  }
  return strata;
}
