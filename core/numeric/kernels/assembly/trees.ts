/**
 * The inner loops of tree training. Everything is exact integer arithmetic on quantised gradients, so sums
 * do not depend on their order: however the rows are divided among threads, the bytes are the same.
 *
 * A row's record holds its bins and then its statistics, so that a row far from its neighbours costs one cache line.
 * Statistics are two 64-bit words, [ gradient ] [ hessian << countBits | 1 ]; where every hessian is 1, a lean run
 * keeps both in one word, [ gradient << countBits | 1 ].
 * A histogram holds 256 cells of two words a feature, 4096 bytes; cell 0 belongs to missing values. A lean run counts
 * in cells of one word and widens them when it merges.
 * All arguments named after things are byte positions in the shared memory.
 */

@inline
function bump(cell: usize, words: v128): void {
  v128.store(cell, i64x2.add(v128.load(cell), words));
}

/**
 * Reads one byte of every line that a run of rows will need: many cache misses then wait at the same time instead of
 * in turn.
 * @returns a number without meaning, so that the loop is not optimised away
 */
export function touch(index: usize, count: i32, records: usize, stride: i32): u32 {
  let seen: u32 = 0;
  const end = index + (<usize>count << 2);
  for (let at = index; at < end; at += 4) {
    const record = records + <usize>load<u32>(at) * stride;
    seen += <u32>load<u8>(record) + <u32>load<u8>(record + stride - 1);
  }
  return seen;
}

/**
 * Merges the threads' partial histograms and leaves them empty: into = their sum, parent −= their sum.
 * @param partials the first partial; the others follow `pitch` bytes apart
 * @param parent where the sum is taken off; 0 for nowhere
 */
export function mergePartials(partials: usize, count: i32, pitch: i32, into: usize, parent: usize, bytes: i32): void {
  const zero = i64x2.splat(0);
  for (let at: usize = 0; at < <usize>bytes; at += 16) {
    let sum = v128.load(partials + at);
    v128.store(partials + at, zero);
    for (let other = 1; other < count; other++) {
      const place = partials + <usize>other * <usize>pitch + at;
      sum = i64x2.add(sum, v128.load(place));
      v128.store(place, zero);
    }
    v128.store(into + at, sum);
    if (parent != 0) v128.store(parent + at, i64x2.sub(v128.load(parent + at), sum));
  }
}

/** The same for cells of one word, which are widened on the way: every hessian is 1. */
export function mergeLean(partials: usize, count: i32, pitch: i32, into: usize, parent: usize, cells: i32, countBits: i32): void {
  const end = partials + (<usize>cells << 3);
  for (let at = partials; at < end; at += 8, into += 16) {
    let sum = load<i64>(at);
    store<i64>(at, 0);
    for (let place = at + pitch, other = 1; other < count; other++, place += pitch) {
      sum += load<i64>(place);
      store<i64>(place, 0);
    }
    const first = sum >> countBits;
    const rows = sum - (first << countBits);
    const words = i64x2.replace_lane(i64x2.splat(first), 1, (rows << countBits) + rows);
    v128.store(into, words);
    if (parent != 0) {
      v128.store(parent, i64x2.sub(v128.load(parent), words));
      parent += 16;
    }
  }
}

/**
 * Adds rows to the histogram of one feature, from its column of bins.
 * @param words the statistics of row 0; the next row's are `stride` bytes further
 */
export function histogramColumn(index: usize, count: i32, column: usize, words: usize, stride: i32, histogram: usize): void {
  const end = index + (<usize>count << 2);
  for (let at = index; at < end; at += 4) {
    const row = <usize>load<u32>(at);
    bump(histogram + (<usize>load<u8>(column + row) << 4), v128.load(words + row * stride));
  }
}

/** Sets bytes to zero; typed arrays over shared memory do that several times slower. */
export function clear(from: usize, bytes: i32): void {
  memory.fill(from, 0, bytes);
}

/** into −= other, pairs of 64-bit words. */
export function subtract(into: usize, other: usize, bytes: i32): void {
  for (let at: usize = 0; at < <usize>bytes; at += 16) {
    v128.store(into + at, i64x2.sub(v128.load(into + at), v128.load(other + at)));
  }
}

/**
 * Splits a run of row numbers in two, keeping their order: rows whose bin has table[bin] = 1 come first.
 * @param spare room for as many row numbers
 * @returns how many those are
 */
export function partition(index: usize, count: i32, column: usize, table: usize, spare: usize): i32 {
  let left = index;
  let right = spare;
  const end = index + (<usize>count << 2);
  for (let at = index; at < end; at += 4) {
    const row = load<u32>(at);
    // Written to both sides, kept on one: a branch would be mispredicted every other time.
    const step = <usize>load<u8>(table + <usize>load<u8>(column + <usize>row)) << 2;
    store<u32>(left, row);
    store<u32>(right, row);
    left += step;
    right += 4 - step;
  }
  memory.copy(left, spare, right - spare);
  return <i32>((left - index) >> 2);
}

/** Notes which leaf each row of a run has reached, two bytes a row. */
export function markLeaf(index: usize, count: i32, leafOfRow: usize, leaf: i32): void {
  const end = index + (<usize>count << 2);
  for (let at = index; at < end; at += 4) store<u16>(leafOfRow + (<usize>load<u32>(at) << 1), leaf);
}

/** Sums |gradient| and |hessian| over pairs of floats into the pair at `into`. */
export function sumSizes(gradients: usize, count: i32, into: usize): void {
  let sum = f64x2.splat(0);
  const end = gradients + (<usize>count << 4);
  for (let at = gradients; at < end; at += 16) sum = f64x2.add(sum, f64x2.abs(v128.load(at)));
  v128.store(into, sum);
}

/** Turns pairs of gradient and hessian (floats) into the words of records. */
export function quantize(pairs: usize, count: i32, words: usize, stride: i32, scale: f64, hessianScale: f64, countBits: i32): void {
  const end = pairs + (<usize>count << 4);
  for (let at = pairs, place = words; at < end; at += 16, place += stride) {
    store<i64>(place, <i64>nearest(load<f64>(at) * scale));
    store<i64>(place, (<i64>nearest(load<f64>(at, 8) * hessianScale) << countBits) + 1, 8);
  }
}

/** Turns pairs whose hessians are all 1 into single words. */
export function quantizeLean(pairs: usize, count: i32, words: usize, stride: i32, scale: f64, countBits: i32): void {
  const end = pairs + (<usize>count << 4);
  for (let at = pairs, place = words; at < end; at += 16, place += stride) {
    store<i64>(place, (<i64>nearest(load<f64>(at) * scale) << countBits) + 1);
  }
}

/** Sums the cells of one feature whose table entry is 1 into the pair of words at `into`. */
export function sumCells(histogram: usize, table: usize, into: usize): void {
  let sum = i64x2.splat(0);
  for (let bin: usize = 0; bin < 256; bin++) {
    if (load<u8>(table + bin) != 0) sum = i64x2.add(sum, v128.load(histogram + (bin << 4)));
  }
  v128.store(into, sum);
}

/**
 * Reads cells back as numbers: gradient, hessian and rows of each, 24 bytes a cell.
 * @param unit what one step of the quantised gradient is worth
 */
export function unpack(cells: usize, count: i32, countBits: i32, unit: f64, hessianUnit: f64, out: usize): void {
  const mask: i64 = ((<i64>1) << countBits) - 1;
  for (let cell: usize = 0; cell < <usize>count; cell++) {
    const second = load<i64>(cells + (cell << 4), 8);
    const at = out + cell * 24;
    store<f64>(at, <f64>load<i64>(cells + (cell << 4)) * unit);
    store<f64>(at, <f64>(second >> countBits) * hessianUnit, 8);
    store<f64>(at, <f64>(second & mask), 16);
  }
}

/** Loss reduction of answering `w` for rows with sums (g, h): −(2·g·w + h·w²), which is g²/h at the best w. */
@inline
function gainAt(g: f64, h: f64, w: f64): f64 {
  return -(2 * g * w + h * w * w);
}

/** Just below 1, by far more than products are rounded. */
const NEARLY_ONE: f64 = 0.999999999;

@inline
function scan(histogram: usize, bins: i32, node: usize, monotone: i32, missingLeft: bool, isBounded: bool): void {
  const unit = load<f64>(node);
  const hessianUnit = load<f64>(node, 8);
  const lambda = load<f64>(node, 16);
  const minRows = load<i64>(node, 24);
  const minHessian = load<f64>(node, 32);
  const low = load<f64>(node, 40);
  const high = load<f64>(node, 48);
  const countBits = <i64>load<i32>(node, 56);
  const mask: i64 = ((<i64>1) << countBits) - 1;
  const nodeFirst = load<i64>(node, 64);
  const nodeSecond = load<i64>(node, 72);
  const nodeRows = nodeSecond & mask;
  let first: i64 = missingLeft ? load<i64>(histogram) : 0;
  let second: i64 = missingLeft ? load<i64>(histogram, 8) : 0;
  let best = load<f64>(node, 80);
  let bestBin = -1;
  for (let bin = 1; bin <= bins; bin++) {
    const cell = histogram + (<usize>bin << 4);
    const added = load<i64>(cell, 8);
    first += load<i64>(cell);
    second += added;
    // An empty bin moves nothing: the split before it is the same.
    if (added == 0) continue;
    const leftRows = second & mask;
    if (leftRows < minRows) continue;
    if (nodeRows - leftRows < minRows) break;
    const hl = <f64>(second >> countBits) * hessianUnit;
    if (hl < minHessian) continue;
    const hr = <f64>((nodeSecond - second) >> countBits) * hessianUnit;
    if (hr < minHessian) break;
    const gl = <f64>first * unit;
    const gr = <f64>(nodeFirst - first) * unit;
    let gain: f64;
    if (isBounded) {
      const wl = min(max(-gl / (hl + lambda), low), high);
      const wr = min(max(-gr / (hr + lambda), low), high);
      if (monotone > 0 && wl > wr) continue;
      if (monotone < 0 && wl < wr) continue;
      gain = gainAt(gl, hl + lambda, wl) + gainAt(gr, hr + lambda, wr);
    } else {
      const wl = hl + lambda;
      const wr = hr + lambda;
      const squareLeft = gl * gl;
      const squareRight = gr * gr;
      // Divisions are the dearest part: bins that stay clearly below the best so far are told without them.
      if (squareLeft * wr + squareRight * wl < best * NEARLY_ONE * wl * wr) continue;
      gain = squareLeft / wl + squareRight / wr;
    }
    if (gain > best) {
      best = gain;
      bestBin = bin;
    }
  }
  if (bestBin >= 0) {
    store<f64>(node, best, 80);
    store<i32>(node, bestBin, 88);
    store<i32>(node, missingLeft ? 1 : 0, 92);
  }
}

/**
 * Looks for the best split of one numeric feature: bins 1 … b go left, the rest right, missing either way.
 * @param node 96 bytes: unit, hessianUnit, lambda, minRows (i64), minHessian, low, high, countBits (i32), spare,
 *   the node's two words; then the result: gain to beat, bin (i32), missingLeft (i32)
 * @returns whether a better split than the one in the result was found and written there
 */
export function scanNumeric(histogram: usize, bins: i32, node: usize, monotone: i32, isBounded: bool): bool {
  const before = load<f64>(node, 80);
  const hasMissing = load<i64>(histogram, 8) != 0;
  if (isBounded) {
    scan(histogram, bins, node, monotone, false, true);
    if (hasMissing) scan(histogram, bins, node, monotone, true, true);
  } else {
    scan(histogram, bins, node, monotone, false, false);
    if (hasMissing) scan(histogram, bins, node, monotone, true, false);
  }
  return load<f64>(node, 80) > before;
}

/**
 * Bin of each number: 1 + how many of the bounds lie below it; 0 for NaN.
 * @param bounds 255 ascending floats, padded with +Infinity
 */
export function binColumn(values: usize, count: i32, bounds: usize, out: usize): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const value = load<f64>(values + (i << 3));
    // Eight halvings without a branch: a branch would be mispredicted every other time.
    let at = bounds;
    at += load<f64>(at, 1016) < value ? 1024 : 0;
    at += load<f64>(at, 504) < value ? 512 : 0;
    at += load<f64>(at, 248) < value ? 256 : 0;
    at += load<f64>(at, 120) < value ? 128 : 0;
    at += load<f64>(at, 56) < value ? 64 : 0;
    at += load<f64>(at, 24) < value ? 32 : 0;
    at += load<f64>(at, 8) < value ? 16 : 0;
    at += load<f64>(at) < value ? 8 : 0;
    store<u8>(out + i, value == value ? <i32>((at - bounds) >> 3) + 1 : 0);
  }
}

/** Copies a column of bins into row records: out[row · stride] = column[row]. */
export function interleave(column: usize, count: i32, out: usize, stride: i32): void {
  for (let row: usize = 0; row < <usize>count; row++) store<u8>(out + row * stride, load<u8>(column + row));
}

/** Orders floats as unsigned integers: negative ones flip all bits, the others the sign. */
@inline
function sortable(bits: i64): u64 {
  return <u64>(bits ^ ((bits >> 63) | i64.MIN_VALUE));
}

/**
 * Sorts floats in place (least significant digit first, eleven bits at a time); there must be no NaN.
 * @param spare as many floats
 * @param counts 6 × 2048 × 4 bytes
 */
export function sortFloats(values: usize, count: i32, spare: usize, counts: usize): void {
  memory.fill(counts, 0, 49152);
  const bytes = <usize>count << 3;
  for (let at: usize = 0; at < bytes; at += 8) {
    const key = sortable(load<i64>(values + at));
    store<u64>(values + at, key);
    for (let digit: usize = 0; digit < 6; digit++) {
      const slot = counts + (digit << 13) + ((<usize>(key >> (digit * 11)) & 2047) << 2);
      store<u32>(slot, load<u32>(slot) + 1);
    }
  }
  let from = values;
  let into = spare;
  for (let digit: usize = 0; digit < 6; digit++) {
    const table = counts + (digit << 13);
    const shared = (<usize>(load<u64>(from) >> (digit * 11)) & 2047) << 2;
    if (load<u32>(table + shared) == <u32>count) continue;
    let start: u32 = 0;
    for (let slot: usize = 0; slot < 8192; slot += 4) {
      const here = load<u32>(table + slot);
      store<u32>(table + slot, start);
      start += here;
    }
    for (let at: usize = 0; at < bytes; at += 8) {
      const key = load<u64>(from + at);
      const slot = table + ((<usize>(key >> (digit * 11)) & 2047) << 2);
      const place = load<u32>(slot);
      store<u32>(slot, place + 1);
      store<u64>(into + (<usize>place << 3), key);
    }
    const held = from;
    from = into;
    into = held;
  }
  for (let at: usize = 0; at < bytes; at += 8) {
    const key = load<i64>(from + at);
    store<i64>(values + at, key ^ ((~key >> 63) | i64.MIN_VALUE));
  }
}
