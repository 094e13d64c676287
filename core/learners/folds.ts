import { refuse } from '../base/problem.ts';
import { type Rng, shuffle } from '../base/rng.ts';

/** Rows to train on and rows to judge by; both ascending. */
export interface Fold {
  readonly train: Int32Array;
  readonly heldOut: Int32Array;
}

/** What must be kept even, or together, when rows are dealt out. */
export interface Dealing {
  /** The rows to deal; all without it. */
  readonly rows?: Int32Array;
  /** n codes: every fold gets its share of each code (arms, yes/no outcomes, or both by `strataOf`). */
  readonly strata?: Int32Array;
  /** n codes: rows with the same code stay in one fold; −1 stands alone. Strata are then only kept roughly. */
  readonly clusters?: Int32Array;
}

/**
 * Deals rows into folds at random and evenly.
 *
 * @param rowCount rows of the table that codes refer to
 * @returns `count` folds; each row is held out exactly once
 * @throws data/too-few-rows when a fold would stay empty
 * Cost: O(n).
 */
export function dealFolds(rowCount: number, count: number, rng: Rng, dealing: Dealing = {}): Fold[] {
  const rows = dealing.rows ?? allRows(rowCount);
  const foldOf = assignFolds(rows, count, rng, dealing);
  const sizes = new Int32Array(count);
  for (const fold of foldOf) sizes[fold] = (sizes[fold] as number) + 1;
  if (sizes.some((size) => size === 0)) {
    const units = dealing.clusters === undefined ? `${rows.length} rows` : `the clusters of ${rows.length} rows`;
    refuse('data/too-few-rows', `${capitalized(units)} cannot fill ${count} folds.`, 'Use fewer folds or more data.', { option: 'folds' });
  }
  return Array.from({ length: count }, (_, fold) => ({
    train: rows.filter((_row, i) => foldOf[i] !== fold),
    heldOut: rows.filter((_row, i) => foldOf[i] === fold),
  }));
}

/**
 * Sets a share of the rows aside for judging.
 *
 * @param heldOutShare between 0 and 1; the number held out is within one row (or cluster) a stratum of it
 * @throws data/too-few-rows when either side would stay empty
 */
export function splitRows(rowCount: number, heldOutShare: number, rng: Rng, dealing: Dealing = {}): Fold {
  const rows = dealing.rows ?? allRows(rowCount);
  const order = dealingOrder(rows, rng, dealing);
  const isHeldOut = new Uint8Array(rows.length);
  let due = 0;
  for (const group of order) {
    // Spreading the share evenly along the dealing order is what keeps every stratum's share.
    due += heldOutShare * group.length;
    if (due < group.length / 2) continue;
    due -= group.length;
    for (const at of group) isHeldOut[at] = 1;
  }
  const fold = { train: rows.filter((_row, i) => isHeldOut[i] === 0), heldOut: rows.filter((_row, i) => isHeldOut[i] === 1) };
  if (fold.train.length > 0 && fold.heldOut.length > 0) return fold;
  return refuse(
    'data/too-few-rows',
    `${rows.length} rows cannot be split with a share of ${heldOutShare} held out.`,
    'Use more data, or hold out a share nearer to a half.',
    { option: 'heldOutShare' },
  );
}

/** Joins several codes a row into one: two rows share a stratum when all their codes agree. */
export function strataOf(rowCount: number, ...codes: readonly ArrayLike<number>[]): Int32Array {
  const strata = new Int32Array(rowCount);
  for (const layer of codes) {
    const seen = new Map<string, number>();
    for (let row = 0; row < rowCount; row++) {
      const key = `${strata[row]}/${layer[row]}`;
      const known = seen.get(key);
      if (known === undefined) seen.set(key, seen.size);
      strata[row] = known ?? seen.size - 1;
    }
  }
  return strata;
}

/** 0, 1, … n−1. */
export function allRows(rowCount: number): Int32Array {
  const rows = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) rows[row] = row;
  return rows;
}

function assignFolds(rows: Int32Array, count: number, rng: Rng, dealing: Dealing): Int32Array {
  const foldOf = new Int32Array(rows.length);
  const sizes = new Float64Array(count);
  for (const group of dealingOrder(rows, rng, dealing)) {
    // The smallest fold is next; among equals the first, which is plain dealing when groups are single rows.
    let fold = 0;
    for (let other = 1; other < count; other++) if ((sizes[other] as number) < (sizes[fold] as number)) fold = other;
    sizes[fold] = (sizes[fold] as number) + group.length;
    for (const at of group) foldOf[at] = fold;
  }
  return foldOf;
}

/** Groups of positions in `rows` that stay together, shuffled, and sorted by stratum so that dealing keeps shares. */
function dealingOrder(rows: Int32Array, rng: Rng, dealing: Dealing): readonly Int32Array[] {
  const groups = dealing.clusters === undefined ? undefined : groupByCluster(rows, dealing.clusters);
  const order = shuffle(allRows(groups?.length ?? rows.length), rng);
  const { strata } = dealing;
  const firstRow = (unit: number): number => rows[groups === undefined ? unit : ((groups[unit] as Int32Array)[0] as number)] as number;
  const sorted = strata === undefined ? order : sortByStratum(order, (unit) => strata[firstRow(unit)] as number);
  return Array.from(sorted, (unit) => groups?.[unit] ?? Int32Array.of(unit));
}

function sortByStratum(order: Int32Array, stratumOf: (unit: number) => number): Int32Array {
  const buckets = new Map<number, number[]>();
  for (const unit of order) {
    const stratum = stratumOf(unit);
    const bucket = buckets.get(stratum);
    if (bucket === undefined) buckets.set(stratum, [unit]);
    else bucket.push(unit);
  }
  const strata = [...buckets.keys()].sort((left, right) => left - right);
  return Int32Array.from(strata.flatMap((stratum) => buckets.get(stratum) ?? []));
}

function groupByCluster(rows: Int32Array, clusters: Int32Array): Int32Array[] {
  const members = new Map<number, number[]>();
  rows.forEach((row, at) => {
    const code = clusters[row] as number;
    // Keys below −1 cannot clash with codes: each row without a cluster is its own.
    const key = code < 0 ? -2 - at : code;
    const known = members.get(key);
    if (known === undefined) members.set(key, [at]);
    else known.push(at);
  });
  return Array.from(members.values(), (group) => Int32Array.from(group));
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
