import { type Rng, shuffle } from '../../base/rng.ts';
import type { StopSignal } from '../../base/work.ts';
import { confirmedSplits } from '../../learners/uplift-trees/prune.ts';
import { BINS, isInMask, MASK_WORDS } from '../../learners/uplift-trees/split.ts';
import { growUpliftTree, type UpliftData, type UpliftSettings, type UpliftTree } from '../../learners/uplift-trees/tree.ts';

export interface PlantOptions {
  readonly settings: UpliftSettings;
  readonly pruneShare: number;
  readonly isHonest: boolean;
}

/** One tree with the splits that other rows confirmed. */
export interface Planted {
  readonly tree: UpliftTree;
  /** One flag a node: 1 where it stays split. */
  readonly stays: Uint8Array;
  /** The rows that fill the nodes; they found no split when the tree is honest. */
  readonly fill: Int32Array;
}

/** Deals the rows into those that find splits, those that confirm them, and those that fill the nodes. */
export function plant(
  data: UpliftData,
  options: PlantOptions,
  rows: Int32Array,
  hands: { readonly rng: Rng; readonly signal: StopSignal },
): Planted {
  const dealt = shuffle(rows.slice(), hands.rng.fork('deal'));
  const confirming = Math.floor(options.pruneShare * dealt.length);
  const rest = dealt.subarray(confirming);
  const half = options.isHonest ? rest.length >> 1 : 0;
  const [grow, fill] = options.isHonest ? [rest.subarray(0, half), rest.subarray(half)] : [rest, rest];
  const tree = growUpliftTree(data, options.settings, { grow, fill }, { rng: hands.rng.fork('grow'), signal: hands.signal });
  const stays =
    confirming === 0
      ? Uint8Array.from(tree.feature, (feature) => Number(feature >= 0))
      : confirmedSplits(tree, data, dealt.subarray(0, confirming));
  return { tree, stays, fill };
}

/** The node in which a row comes to rest. */
export function restOf({ tree, stays }: Pick<Planted, 'tree' | 'stays'>, { cells, featureCount }: UpliftData, row: number): number {
  let node = 0;
  while (stays[node] === 1) {
    const bin = cells[row * featureCount + (tree.feature[node] as number)] as number;
    node = (tree.child[node] as number) + (isInMask(tree.masks, node * MASK_WORDS, bin) ? 0 : 1);
  }
  return node;
}

/** The bins that a node sends left. */
export function leftBins({ masks }: UpliftTree, node: number): readonly number[] {
  return Array.from({ length: BINS }, (_, bin) => bin).filter((bin) => isInMask(masks, node * MASK_WORDS, bin));
}
