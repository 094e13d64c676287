import { type Attempt, costOf, gapOf, type Hunt, makeAttempt, moveAt, reaches } from './counterfactual-attempts.ts';
import { gridAbove, gridBelow } from './counterfactual-grid.ts';
import type { ColumnMoves } from './counterfactual-moves.ts';
import type { Trials } from './counterfactual-prober.ts';
import { trade } from './counterfactual-trade.ts';

/** Places between two values that are tried at a time, and how often: 16⁻⁶ of the gap remains. */
const SECTIONS = 15;
const ROUNDS = 6;

/** A value is rounded for reading when that moves it by at most this share of the column's scale. */
const TIDY_SHARE = 0.001;
const MOST_PASSES = 4;

/**
 * Makes an attempt that reaches the goal as small as it can be made: leaves out changes that are not needed, lets two
 * changes trade distance, moves each changed value back as far as the answer stays across, and rounds for reading where it hardly
 * matters. No change of the result can be left out, unless the budget ran dry.
 */
export function polish(hunt: Hunt, attempt: Attempt): Attempt {
  let best = leaveOut(hunt, attempt);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const before = best;
    const smaller = tidy(hunt, moveBack(hunt, trade(hunt, best)));
    best = leaveOut(hunt, smaller);
    // A model may turn around on the way back, so what was needed before may be needless now.
    if (best === smaller && Math.abs(before.cost - best.cost) <= 2 * TIDY_SHARE * best.columns.length) break;
  }
  return best;
}

/** The cheapest part of an attempt that reaches the goal without the rest; the attempt itself when all of it is needed. */
function leaveOut(hunt: Hunt, attempt: Attempt): Attempt {
  return cheapestPart(hunt, attempt, (raw) => reaches(hunt.goal, raw));
}

/** The cheapest part of an attempt that comes as near to the goal as all of it. */
export function nearestPart(hunt: Hunt, attempt: Attempt): Attempt {
  const gap = gapOf(hunt.goal, attempt.raw);
  return cheapestPart(hunt, attempt, (raw) => gapOf(hunt.goal, raw) <= gap);
}

function cheapestPart(hunt: Hunt, attempt: Attempt, isEnough: (raw: number) => boolean): Attempt {
  const width = attempt.columns.length;
  const count = 2 ** width - 2;
  if (count <= 0) return attempt;
  const parts = Array.from({ length: count }, (_, at) => attempt.columns.flatMap((_, k) => (((at + 1) >> k) & 1 ? [k] : [])));
  const features = new Int32Array(count * width).fill(-1);
  const cells = new Float64Array(count * width);
  parts.forEach((part, at) => {
    for (const k of part) {
      features[at * width + k] = moveAt(hunt, attempt.columns[k] as number).feature;
      cells[at * width + k] = attempt.cells[k] as number;
    }
  });
  const raw = hunt.prober.ask({ count, width, features, cells });
  let best = attempt;
  parts.forEach((part, at) => {
    if (!isEnough(raw[at] as number)) return;
    const columns = part.map((k) => attempt.columns[k] as number);
    const kept = part.map((k) => attempt.cells[k] as number);
    if (costOf(hunt, columns, kept) < best.cost) best = makeAttempt(hunt, columns, kept, raw[at] as number);
  });
  return best;
}

/** Moves the values back one after the other, once with each column first; keeps the cheapest. */
function moveBack(hunt: Hunt, attempt: Attempt): Attempt {
  const gradual = attempt.columns.map((_, k) => k).filter((k) => moveAt(hunt, attempt.columns[k] as number).isGradual);
  let best = attempt;
  for (const first of gradual) {
    let moved = attempt;
    for (const k of [first, ...gradual.filter((other) => other !== first)]) moved = moveOneBack(hunt, moved, k);
    if (moved.cost < best.cost) best = moved;
  }
  return best;
}

function moveOneBack(hunt: Hunt, attempt: Attempt, k: number): Attempt {
  const move = moveAt(hunt, attempt.columns[k] as number);
  const far = attempt.cells[k] as number;
  const isNearer = (value: number): boolean =>
    value > move.from === far > move.from && Math.abs(value - move.from) < Math.abs(far - move.from);
  // The listed values first, nearest first: the answer need not rise all the way.
  const listed = move.values.filter(isNearer);
  let found = firstThatReaches(hunt, attempt, k, listed);
  if (move.isComplete) return found.attempt;
  // The row itself may lie outside the range that its new value must keep to.
  const start = Math.min(Math.max(move.from, move.low), move.high);
  let near = found.at < 0 ? (listed[listed.length - 1] ?? start) : (listed[found.at - 1] ?? start);
  for (let round = 0; round < ROUNDS; round++) {
    const between = sections(move, near, found.attempt.cells[k] as number);
    if (between.length === 0) break;
    found = firstThatReaches(hunt, found.attempt, k, between);
    near = found.at < 0 ? (between[between.length - 1] as number) : (between[found.at - 1] ?? near);
  }
  return found.attempt;
}

/** Evenly spaced places strictly between two values, on the column's grid, the one nearest to the row first. */
function sections({ grid, from }: ColumnMoves, near: number, far: number): Float64Array {
  const snap = far > from ? gridBelow : gridAbove;
  const places = Array.from({ length: SECTIONS }, (_, at) => snap(grid, near + ((far - near) * (at + 1)) / (SECTIONS + 1)));
  const [low, high] = near < far ? [near, far] : [far, near];
  return Float64Array.from(new Set(places.filter((place) => place > low && place < high)));
}

/** Tries values of one column in the attempt; takes the first that reaches the goal, or leaves the attempt as it is. */
function firstThatReaches(hunt: Hunt, attempt: Attempt, k: number, values: Float64Array): { attempt: Attempt; at: number } {
  const raw = hunt.prober.ask(variants(hunt, attempt, k, values));
  const at = raw.findIndex((each) => reaches(hunt.goal, each));
  if (at < 0) return { attempt, at };
  const cells = attempt.cells.map((cell, other) => (other === k ? (values[at] as number) : cell));
  return { attempt: makeAttempt(hunt, attempt.columns, cells, raw[at] as number), at };
}

function variants(hunt: Hunt, attempt: Attempt, k: number, values: Float64Array): Trials {
  const width = attempt.columns.length;
  const features = new Int32Array(values.length * width);
  const cells = new Float64Array(values.length * width);
  attempt.columns.forEach((column, other) => {
    const { feature } = moveAt(hunt, column);
    for (let at = 0; at < values.length; at++) {
      features[at * width + other] = feature;
      cells[at * width + other] = (other === k ? values[at] : attempt.cells[other]) as number;
    }
  });
  return { count: values.length, width, features, cells };
}

/** Rounds values away from the row's own, so that an answer that is just across stays across when it is read and typed. */
function tidy(hunt: Hunt, attempt: Attempt): Attempt {
  let best = attempt;
  attempt.columns.forEach((column, k) => {
    const move = moveAt(hunt, column);
    if (!move.isGradual || move.grid !== undefined) return;
    best = firstThatReaches(hunt, best, k, roundings(move, attempt.cells[k] as number)).attempt;
  });
  return best;
}

/** Values with few digits just beyond `to`, fewest digits first. */
function roundings({ from, scale, low, high }: ColumnMoves, to: number): Float64Array {
  const room = TIDY_SHARE * scale;
  const finest = Math.floor(Math.log10(room));
  const found: number[] = [];
  // Beyond 10¹⁵ and below 10⁻¹⁵ powers of ten and their quotients are no longer exact.
  if (!(Math.abs(finest) < 12)) return new Float64Array(0);
  for (let digit = finest + 3; digit >= finest; digit--) {
    const power = 10 ** Math.abs(digit);
    const whole = digit < 0 ? to * power : to / power;
    const rounded = to > from ? Math.ceil(whole) : Math.floor(whole);
    const value = digit < 0 ? rounded / power : rounded * power;
    if (Math.abs(value - to) <= room && value >= low && value <= high && value !== from) found.push(value);
  }
  return Float64Array.from(new Set(found));
}
