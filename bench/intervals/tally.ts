import { rngFromSeed } from '../../core/base/rng.ts';
import { contextHere } from '../../test/support/work.ts';
import type { Answer, Design } from './design.ts';

/** What is counted over draws of one kind, per cell; sums can be added up. */
export interface Count {
  readonly draws: number;
  /** Draws that the method refused or could not answer. */
  readonly failures: number;
  readonly hits: number;
  /** Of the errors. */
  readonly sum: number;
  readonly squares: number;
  /** Of the finite lengths, and how many there were. */
  readonly lengths: number;
  readonly bounded: number;
}

export type Counts = Readonly<Record<string, Count>>;

/** covered: samples with the planted effect, and whether intervals hold the truth; alarmed: without, and whether the test rejects. */
export type Kind = 'covered' | 'alarmed';

const NOTHING: Count = { draws: 0, failures: 0, hits: 0, sum: 0, squares: 0, lengths: 0, bounded: 0 };

/** All draws start here, so that a table can be made again. */
const SEED = 20260201;

/** Counts over the draws from … to − 1. Every draw has a stream of its own, named by its number. */
export async function tally(design: Design, kind: Kind, from: number, to: number): Promise<Counts> {
  const counts: Record<string, Count> = {};
  const stream = rngFromSeed(SEED).fork(`${design.method}: ${design.data}`).fork(kind);
  const effect = kind === 'covered' ? design.effect : 0;
  let failures = 0;
  for (let draw = from; draw < to; draw++) {
    const answers = await answersOf(design, design.sample(stream.fork(draw), effect), effect, draw);
    if (answers.length === 0) failures++;
    for (const each of answers) counts[each.cell] = add(counts[each.cell] ?? NOTHING, counted(each, kind));
  }
  return Object.fromEntries(Object.entries(counts).map(([cell, count]) => [cell, { ...count, failures }]));
}

async function answersOf(design: Design, frame: ReturnType<Design['sample']>, effect: number, draw: number): Promise<readonly Answer[]> {
  try {
    return await design.ask(frame, effect, contextHere(draw));
  } catch (error) {
    // A method may refuse a sample (nobody near the cut-off, say); the table says how many.
    if (error instanceof Error && 'problem' in error) return [];
    throw error;
  }
}

function counted({ error, length, covers, rejects }: Answer, kind: Kind): Count {
  const isBounded = Number.isFinite(length);
  return {
    draws: 1,
    failures: 0,
    hits: Number(kind === 'covered' ? covers : rejects),
    sum: error,
    squares: error * error,
    lengths: isBounded ? length : 0,
    bounded: Number(isBounded),
  };
}

function add(left: Count, right: Count): Count {
  return {
    draws: left.draws + right.draws,
    failures: left.failures + right.failures,
    hits: left.hits + right.hits,
    sum: left.sum + right.sum,
    squares: left.squares + right.squares,
    lengths: left.lengths + right.lengths,
    bounded: left.bounded + right.bounded,
  };
}

/** Adds counts cell by cell. */
export function join(parts: readonly Counts[]): Counts {
  const joined: Record<string, Count> = {};
  for (const part of parts) for (const [cell, count] of Object.entries(part)) joined[cell] = add(joined[cell] ?? NOTHING, count);
  return joined;
}
