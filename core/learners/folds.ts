import { refuse } from '../base/problem.ts';
import type { Rng } from '../base/rng.ts';
import { sharedInts } from '../frame/shared-memory.ts';
import { type Deal, dealingOrder } from './dealing-order.ts';

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
 * Cost: O(n) and a Map look-up a row for strata and clusters.
 */
export function dealFolds(rowCount: number, count: number, rng: Rng, dealing: Dealing = {}): Fold[] {
  const rows = dealing.rows ?? allRows(rowCount);
  const foldOf = assignFolds(dealingOrder(rows, rng, dealing), rows.length, count);
  const sizes = new Int32Array(count);
  for (let i = 0; i < foldOf.length; i++) sizes[foldOf[i] as number] = (sizes[foldOf[i] as number] as number) + 1;
  if (sizes.some((size) => size === 0)) {
    const units = dealing.clusters === undefined ? `${rows.length} rows` : `the clusters of ${rows.length} rows`;
    refuse('data/too-few-rows', `${capitalized(units)} cannot fill ${count} folds.`, 'Use fewer folds or more data.', { option: 'folds' });
  }
  return Array.from(sizes, (size, fold) => part(rows, foldOf, fold, size));
}

/**
 * Sets a share of the rows aside for judging.
 *
 * @param heldOutShare between 0 and 1; the number held out is within one row (or cluster) a stratum of it
 * @throws data/too-few-rows when either side would stay empty
 */
export function splitRows(rowCount: number, heldOutShare: number, rng: Rng, dealing: Dealing = {}): Fold {
  const rows = dealing.rows ?? allRows(rowCount);
  const { order, members, starts } = dealingOrder(rows, rng, dealing);
  const isHeldOut = new Int32Array(rows.length);
  let heldOutCount = 0;
  let due = 0;
  for (let at = 0; at < order.length; at++) {
    const unit = order[at] as number;
    const [start, end] = [starts[unit] as number, starts[unit + 1] as number];
    // Spreading the share evenly along the dealing order is what keeps every stratum's share.
    due += heldOutShare * (end - start);
    if (due < (end - start) / 2) continue;
    due -= end - start;
    heldOutCount += end - start;
    for (let i = start; i < end; i++) isHeldOut[members[i] as number] = 1;
  }
  const fold = part(rows, isHeldOut, 1, heldOutCount);
  if (fold.train.length > 0 && fold.heldOut.length > 0) return fold;
  return refuse(
    'data/too-few-rows',
    `${rows.length} rows cannot be split with a share of ${heldOutShare} held out.`,
    'Use more data, or hold out a share nearer to a half.',
    { option: 'heldOutShare' },
  );
}

/** 0, 1, … n−1. */
export function allRows(rowCount: number): Int32Array {
  const rows = sharedInts(rowCount);
  for (let row = 0; row < rowCount; row++) rows[row] = row;
  return rows;
}

/**
 * Parts rows by their code, keeping their order; rows with a code below 0 go nowhere.
 *
 * @returns `codeCount` lists of rows, on shared memory
 */
export function rowsByCode(rows: Int32Array, codes: Int32Array, codeCount: number): Int32Array[] {
  const sizes = new Int32Array(codeCount);
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i] as number] as number;
    if (code >= 0) sizes[code] = (sizes[code] as number) + 1;
  }
  const lists = Array.from(sizes, sharedInts);
  const next = new Int32Array(codeCount);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const code = codes[row] as number;
    if (code < 0) continue;
    const at = next[code] as number;
    (lists[code] as Int32Array)[at] = row;
    next[code] = at + 1;
  }
  return lists;
}

/** One fold out of the assignment; both lists on shared memory, since other threads may train on them. */
function part(rows: Int32Array, foldOf: Int32Array, fold: number, size: number): Fold {
  const [train, heldOut] = [sharedInts(rows.length - size), sharedInts(size)];
  let learns = 0;
  let waits = 0;
  for (let i = 0; i < rows.length; i++) {
    if (foldOf[i] === fold) heldOut[waits++] = rows[i] as number;
    else train[learns++] = rows[i] as number;
  }
  return { train, heldOut };
}

function assignFolds({ order, members, starts }: Deal, rowCount: number, count: number): Int32Array {
  const foldOf = new Int32Array(rowCount);
  const sizes = new Float64Array(count);
  for (let at = 0; at < order.length; at++) {
    const unit = order[at] as number;
    const [start, end] = [starts[unit] as number, starts[unit + 1] as number];
    // The smallest fold is next; among equals the first, which is plain dealing when units are single rows.
    let fold = 0;
    for (let other = 1; other < count; other++) if ((sizes[other] as number) < (sizes[fold] as number)) fold = other;
    sizes[fold] = (sizes[fold] as number) + (end - start);
    for (let i = start; i < end; i++) foldOf[members[i] as number] = fold;
  }
  return foldOf;
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
