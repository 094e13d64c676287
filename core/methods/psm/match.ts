import { refuse } from '../../base/problem.ts';
import type { Rng } from '../../base/rng.ts';
import { shuffle } from '../../base/rng.ts';
import type { StopSignal } from '../../base/work.ts';
import { columnNamed, type Frame } from '../../frame/frame.ts';
import { matchOnPoints, type Points } from './match-points.ts';
import { matchOnScores } from './match-scores.ts';
import type { Matches, Search } from './matches.ts';
import { matchOptimallyOnScores } from './optimal-line.ts';
import { matchOptimallyOnPoints } from './optimal-points.ts';
import type { PsmSpec } from './spec.ts';

/** What two rows are near by. Everything here is by position within the pair. */
export interface Nearness {
  /** Propensity scores or their log odds; they set the order of choosing too. */
  readonly score: Float64Array;
  /** Coordinates, where the distance is not that of the scores. */
  readonly points: Points | null;
}

/** How to match. */
export interface Rules extends Pick<PsmSpec, 'matching' | 'ratio' | 'replacement' | 'order'> {
  readonly limit: number;
  /** Rows match within the same stratum only. */
  readonly strata: Int32Array;
  readonly rng: Rng;
}

/** Matches every seeker to candidates of its own stratum. */
export function matchWithin(
  { seekers, candidates }: Pick<Search, 'seekers' | 'candidates'>,
  nearness: Nearness,
  rules: Rules,
  signal: StopSignal,
): Matches {
  const parts = strataOf(rules.strata, seekers).map(({ stratum, members }) => {
    const own = candidates.filter((position) => rules.strata[position] === stratum);
    const search = { seekers: members, candidates: own, ...rules, order: orderOf(members, nearness, rules) };
    if (search.candidates.length === 0) return nobody(members);
    return rules.matching === 'optimal' ? findOptimal(nearness, search, signal) : find(nearness, search, signal);
  });
  return joinMatches(parts);
}

/** Nearest neighbours without strata, order or limit: for the spread of outcomes around a row. */
export function find({ score, points }: Nearness, search: Search, signal: StopSignal): Matches {
  return points === null ? matchOnScores(score, search, signal) : matchOnPoints(points, search, signal);
}

/** The matching with the smallest sum of distances, each candidate at most once. */
function findOptimal({ score, points }: Nearness, search: Search, signal: StopSignal): Matches {
  return points === null ? matchOptimallyOnScores(score, search, signal) : matchOptimallyOnPoints(points, search, signal);
}

function strataOf(strata: Int32Array, seekers: Int32Array): { stratum: number; members: Int32Array }[] {
  const lists = new Map<number, number[]>();
  for (const seeker of seekers) {
    const stratum = strata[seeker] as number;
    const list = lists.get(stratum);
    if (list === undefined) lists.set(stratum, [seeker]);
    else list.push(seeker);
  }
  return [...lists].map(([stratum, members]) => ({ stratum, members: Int32Array.from(members) }));
}

function orderOf(seekers: Int32Array, { score, points }: Nearness, { order, rng }: Rules): Int32Array {
  const turns = Int32Array.from(seekers.keys());
  if (order === 'random') return shuffle(turns, rng);
  if (order === 'data' || points !== null) return turns;
  const sign = order === 'largest' ? -1 : 1;
  const value = (turn: number): number => score[seekers[turn] as number] as number;
  return turns.sort((left, right) => sign * (value(left) - value(right)) || left - right);
}

function nobody(seekers: Int32Array): Matches {
  return { seekers, start: new Int32Array(seekers.length + 1), partner: new Int32Array(0) };
}

function joinMatches(parts: readonly Matches[]): Matches {
  const seekers = new Int32Array(parts.reduce((sum, part) => sum + part.seekers.length, 0));
  const partner = new Int32Array(parts.reduce((sum, part) => sum + part.partner.length, 0));
  const start = new Int32Array(seekers.length + 1);
  let [at, links] = [0, 0];
  for (const part of parts) {
    seekers.set(part.seekers, at);
    partner.set(part.partner, links);
    for (let s = 0; s < part.seekers.length; s++) start[at + s + 1] = links + (part.start[s + 1] as number);
    at += part.seekers.length;
    links += part.partner.length;
  }
  return { seekers, start, partner };
}

/** One number per row for the joint value of several columns; a missing cell is a value of its own. */
export function readStrata(frame: Frame, names: readonly string[]): Int32Array {
  let codes = new Int32Array(frame.rowCount);
  for (const name of names) {
    const column = columnNamed(frame, name);
    const cells = column.kind === 'category' ? column.codes : column.values;
    const numbers = new Map<string, number>();
    codes = codes.map((before, row) => {
      const key = `${before}:${cells[row]}`;
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, numbers.size);
      return numbers.size - 1;
    });
    if (numbers.size > frame.rowCount / 2 && frame.rowCount > 10) {
      refuse(
        'option/invalid',
        `Hardly any two rows agree on ${names.join(', ')}.`,
        'Ask for exact agreement on fewer or coarser columns.',
        {
          column: name,
          option: 'exact',
        },
      );
    }
  }
  return codes;
}
