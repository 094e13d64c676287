import type { Work } from '../../base/work.ts';
import type { Fold } from '../../learners/folds.ts';
import type { Grouping } from './grouping.ts';
import type { Workshop } from './local-models.ts';
import { learnMemberships, type Membership } from './membership.ts';
import { type Answers, type Score, scoreOf } from './score.ts';

/** A way that rows take through the layers. */
export interface Path {
  /** One cluster a layer, from 0. */
  readonly clusters: readonly number[];
  readonly rows: number;
  readonly meanRaw: number;
  readonly yesShare: number;
  /** Mean of the outcome over its rows, where there is one. */
  readonly outcome: number | null;
  readonly membership: Membership;
  /** How well the last cluster's local model repeats the answers of its held-out rows. */
  readonly score: Score;
}

const MOST_PATHS = 12;

/** The path of every row, numbered in order of first appearance, and the clusters of each. */
export function pathsOfRows(groupings: readonly Grouping[]): {
  readonly labels: Int32Array;
  readonly clusters: readonly (readonly number[])[];
} {
  const n = groupings[0]?.labels.length ?? 0;
  const numbers = new Map<string, number>();
  const clusters: number[][] = [];
  const labels = new Int32Array(n);
  for (let row = 0; row < n; row++) {
    const own = groupings.map((grouping) => grouping.labels[row] as number);
    const key = own.join('-');
    const known = numbers.get(key) ?? clusters.push(own) - 1;
    numbers.set(key, known);
    labels[row] = known;
  }
  return { labels, clusters };
}

/** The best supported paths, in order of rows times fidelity. */
export async function describePaths(
  shop: Workshop,
  groupings: readonly Grouping[],
  {
    answers,
    split,
    outcome,
    guesses,
  }: {
    readonly answers: Answers;
    readonly split: Fold;
    readonly outcome: Float64Array | undefined;
    /** n raw answers of the last clusters' local models. */
    readonly guesses: Float64Array;
  },
  work: Work,
): Promise<Path[]> {
  const { labels, clusters } = pathsOfRows(groupings);
  const lists = clusters.map((): number[] => []);
  labels.forEach((label, row) => {
    lists[label]?.push(row);
  });
  const isHeldOut = new Uint8Array(labels.length);
  for (const row of split.heldOut) isHeldOut[row] = 1;
  const scored = lists.map((rows, path) => {
    const own = Int32Array.from(rows.filter((row) => isHeldOut[row] === 1));
    const score = scoreOf(
      Float64Array.from(own, (row) => guesses[row] as number),
      answers,
      own,
    );
    return { path, rows, score, worth: rows.length * Math.max(0, score.r2 ?? score.agreement) };
  });
  const leading = scored.sort((a, b) => b.worth - a.worth || b.rows.length - a.rows.length).slice(0, MOST_PATHS);
  const sets = leading.map(({ path }) => Float64Array.from(labels, (label) => Number(label === path)));
  const memberships = await learnMemberships(shop, sets, split, work);
  return leading.map(({ path, rows, score }, at) => ({
    clusters: clusters[path] as readonly number[],
    rows: rows.length,
    meanRaw: meanOver(rows, answers.raw),
    yesShare: rows.reduce((sum, row) => sum + Number((answers.raw[row] as number) >= answers.threshold), 0) / rows.length,
    outcome: outcome === undefined ? null : meanKnown(rows, outcome),
    membership: memberships[at] as Membership,
    score,
  }));
}

function meanOver(rows: readonly number[], values: Float64Array): number {
  return rows.reduce((sum, row) => sum + (values[row] as number), 0) / rows.length;
}

function meanKnown(rows: readonly number[], values: Float64Array): number | null {
  const known = rows.filter((row) => !Number.isNaN(values[row]));
  return known.length === 0 ? null : meanOver(known, values);
}
