import { sharedBytes, sharedFloats, shareInts } from '../../frame/shared-memory.ts';
import type { Definition } from './spec.ts';
import type { ArmStudy } from './study.ts';

/** Rows of one arm and its control in some order, on shared memory, with the points that its curve has. */
export interface Ranking {
  readonly definition: Definition;
  readonly rowCount: number;
  readonly outcome: Float64Array;
  readonly treated: Uint8Array;
  readonly weight?: Float64Array;
  /** 1 where the curve has a point after this row. */
  readonly isPoint: Uint8Array;
}

/** One arm ranked by its scores: all that a replicate of the bootstrap needs, so that sorting is done once. */
export interface RankedArm extends Ranking {
  /** Whether the outcome is 0 and 1; the perfect ranking then follows from four sums. */
  readonly isBinary: boolean;
  /** For amounts under 'sklift': the ranking that knows every outcome, and where each of its rows stands in this one. */
  readonly perfect?: { readonly ranking: Ranking; readonly ranks: Int32Array };
}

/**
 * Ranks the rows of one arm and its control.
 *
 * Tied scores, as each definition has them: scikit-uplift makes one curve point of a tie and, where it must cut
 * through one, takes the later row first; causalml walks through ties, here in table order (its own order among
 * ties is that of an unstable sort and differs between processors).
 *
 * Cost: one sort, a second one for amounts.
 */
export function rankArm(
  study: ArmStudy,
  definition: Definition,
  isBinary: boolean,
): { readonly ranked: RankedArm; readonly order: Int32Array } {
  const order = fallingOrder(study.score, definition === 'sklift' ? -1 : 1);
  const ranked = { ...arrange(study, order, study.score, definition), isBinary };
  if (isBinary || definition === 'causalml') return { ranked, order };
  // Adding 0 turns −0 into 0, so that a control of 0 and a treated of 0 tie.
  const gain = study.outcome.map((value, row) => (study.treated[row] === 1 ? value : -value) + 0);
  const perfectOrder = fallingOrder(gain, 1);
  const rankOf = new Int32Array(order.length);
  order.forEach((row, rank) => {
    rankOf[row] = rank;
  });
  const ranks = shareInts(perfectOrder.map((row) => rankOf[row] as number));
  return { ranked: { ...ranked, perfect: { ranking: arrange(study, perfectOrder, gain, definition), ranks } }, order };
}

/** Rows from the largest key to the smallest; among equals by row number, ascending for 1 and descending for −1. */
function fallingOrder(keys: Float64Array, ties: 1 | -1): Int32Array {
  return Int32Array.from(keys, (_, row) => row).sort(
    (left, right) => (keys[right] as number) - (keys[left] as number) || ties * (left - right),
  );
}

function arrange(study: ArmStudy, order: Int32Array, keys: Float64Array, definition: Definition): Ranking {
  const n = order.length;
  const outcome = sharedFloats(n);
  const treated = sharedBytes(n);
  const isPoint = sharedBytes(n);
  const weight = study.weight === undefined ? undefined : sharedFloats(n);
  for (let rank = 0; rank < n; rank++) {
    const row = order[rank] as number;
    outcome[rank] = study.outcome[row] as number;
    treated[rank] = study.treated[row] as number;
    if (weight !== undefined && study.weight !== undefined) weight[rank] = study.weight[row] as number;
    isPoint[rank] = definition === 'causalml' || rank === n - 1 || keys[row] !== keys[order[rank + 1] as number] ? 1 : 0;
  }
  const ranking = { definition, rowCount: n, outcome, treated, isPoint };
  return weight === undefined ? ranking : { ...ranking, weight };
}

/** Ranks at which running sums are kept: curve points for the picture, cuts for uplift@k, edges of the bins. */
export interface Stops {
  /** Ascending ranks, each the number of rows above the stop. */
  readonly ranks: Int32Array;
  /** Positions in `ranks`. */
  readonly grid: readonly number[];
  /** Per k: where the treated and where the control are cut; the same rank under the strategy "overall". */
  readonly cuts: readonly { readonly treated: number; readonly control: number }[];
  readonly edges: readonly number[];
}

const GRID_POINTS = 50;

/** Lays out the stops of one arm. */
export function stopsOf(ranked: RankedArm, k: readonly number[], bins: number, strategy: 'overall' | 'by-group'): Stops {
  const n = ranked.rowCount;
  const grid = Array.from({ length: GRID_POINTS }, (_, point) => nextPoint(ranked, Math.round(((point + 1) * n) / GRID_POINTS)));
  const size = Math.floor(n / bins);
  const longer = n % bins;
  // The first bins are one row longer when the rows do not divide evenly, as numpy's array_split has it.
  const edges = Array.from({ length: bins }, (_, bin) => (bin + 1) * size + Math.min(bin + 1, longer));
  const cuts = k.map((share) => {
    if (strategy === 'overall') return { treated: Math.floor(n * share), control: Math.floor(n * share) };
    return { treated: rankOfShare(ranked, share, 1), control: rankOfShare(ranked, share, 0) };
  });
  const ranks = Int32Array.from(new Set([...grid, ...edges, ...cuts.flatMap(({ treated, control }) => [treated, control])])).sort();
  const at = (rank: number): number => ranks.indexOf(rank);
  return {
    ranks,
    grid: grid.map(at),
    cuts: cuts.map(({ treated, control }) => ({ treated: at(treated), control: at(control) })),
    edges: edges.map(at),
  };
}

/** The end of the tie that this rank lies in. */
function nextPoint(ranked: RankedArm, rank: number): number {
  let end = Math.max(1, rank);
  while (end < ranked.rowCount && ranked.isPoint[end - 1] === 0) end++;
  return end;
}

/** The rank that the given share of one group lies above. */
function rankOfShare(ranked: RankedArm, share: number, group: 0 | 1): number {
  let size = 0;
  for (let rank = 0; rank < ranked.rowCount; rank++) if (ranked.treated[rank] === group) size++;
  const wanted = Math.floor(size * share);
  let seen = 0;
  for (let rank = 0; rank < ranked.rowCount; rank++) {
    if (seen === wanted) return rank;
    if (ranked.treated[rank] === group) seen++;
  }
  return ranked.rowCount;
}
