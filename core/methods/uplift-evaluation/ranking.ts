import { sharedBytes, sharedFloats, shareInts } from '../../frame/shared-memory.ts';
import type { Definition } from './spec.ts';
import type { ArmStudy } from './study.ts';

/**
 * One arm's rows from the highest score to the lowest, on shared memory, with what every replicate of the bootstrap
 * needs: sorting is done once.
 */
export interface RankedArm {
  readonly definition: Definition;
  readonly rowCount: number;
  readonly outcome: Float64Array;
  readonly treated: Uint8Array;
  readonly weight?: Float64Array;
  /** 1 where the curve has a point after this row. */
  readonly isPoint: Uint8Array;
  /** Class of each row for the perfect rankings; see `PerfectOrder`. */
  readonly perfectClass: Int32Array;
  readonly classCount: number;
  /** Whether the outcome is 0 and 1: then the four classes are treated yes, control no, treated no, control yes. */
  readonly isBinary: boolean;
}

/** For 0/1 outcomes. Otherwise classes are the distinct values of y for the treated and −y for the control, falling. */
export const BINARY_CLASSES = { treatedYes: 0, controlNo: 1, treatedNo: 2, controlYes: 3 } as const;

/**
 * Ranks the rows of one arm and its control.
 *
 * Tied scores, as each definition has them: scikit-uplift makes one curve point of a tie and, where it must cut
 * through one, takes the later row first; causalml walks through ties, here in table order (its own order among
 * ties is that of an unstable sort and differs between processors).
 */
export function rankArm(
  study: ArmStudy,
  definition: Definition,
  isBinary: boolean,
): { readonly ranked: RankedArm; readonly order: Int32Array } {
  const n = study.score.length;
  const { score } = study;
  const later = definition === 'sklift' ? -1 : 1;
  const order = Int32Array.from({ length: n }, (_, row) => row).sort(
    (left, right) => (score[right] as number) - (score[left] as number) || later * (left - right),
  );
  const outcome = sharedFloats(n);
  const treated = sharedBytes(n);
  const isPoint = sharedBytes(n);
  const weight = study.weight === undefined ? undefined : sharedFloats(n);
  for (let rank = 0; rank < n; rank++) {
    const row = order[rank] as number;
    outcome[rank] = study.outcome[row] as number;
    treated[rank] = study.treated[row] as number;
    if (weight !== undefined && study.weight !== undefined) weight[rank] = study.weight[row] as number;
    isPoint[rank] = definition === 'causalml' || rank === n - 1 || score[row] !== score[order[rank + 1] as number] ? 1 : 0;
  }
  const classes = isBinary ? binaryClasses(outcome, treated) : valueClasses(outcome, treated);
  const ranked = { definition, rowCount: n, outcome, treated, isPoint, ...classes, isBinary };
  return { ranked: weight === undefined ? ranked : { ...ranked, weight }, order };
}

type Classes = Pick<RankedArm, 'perfectClass' | 'classCount'>;

function binaryClasses(outcome: Float64Array, treated: Uint8Array): Classes {
  const perfectClass = shareInts(
    Int32Array.from(outcome, (yes, rank) => {
      if (treated[rank] === 1) return yes === 1 ? BINARY_CLASSES.treatedYes : BINARY_CLASSES.treatedNo;
      return yes === 1 ? BINARY_CLASSES.controlYes : BINARY_CLASSES.controlNo;
    }),
  );
  return { perfectClass, classCount: 4 };
}

function valueClasses(outcome: Float64Array, treated: Uint8Array): Classes {
  // Adding 0 turns −0 into 0, so that a control of 0 and a treated of 0 share a class.
  const gain = outcome.map((value, rank) => (treated[rank] === 1 ? value : -value) + 0);
  const levels = [...new Set(gain)].sort((left, right) => right - left);
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  return { perfectClass: shareInts(Int32Array.from(gain, (value) => codeOf.get(value) ?? 0)), classCount: levels.length };
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
