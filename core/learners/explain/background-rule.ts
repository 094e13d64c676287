import { type GroupLeaf, readAgreement } from './leaf-groups.ts';
import type { LeafValues } from './leaf-rules.ts';

/** The facts of the background rows about one group: `count` different patterns and how often each occurs. */
export interface BackgroundFacts {
  readonly patterns: readonly Uint8Array[];
  readonly counts: readonly number[];
  /** Background rows in all. */
  readonly total: number;
}

/**
 * Interventional SHAP of a leaf against explicit background rows, exactly.
 *
 * For one background row a leaf is reached by the coalitions that hold every feature in which only the explained
 * row agrees with the path (x of them) and none in which only the background row does (y of them); a feature
 * in which neither agrees closes the leaf. Such a game has the Shapley values (x−1)!·y!/(x+y)! for the first
 * kind and −x!·(y−1)!/(x+y)! for the second. Background rows with the same facts are counted, not repeated.
 *
 * @see Lundberg et al. (2020), Nature Machine Intelligence 2, Algorithm 3; Laberge & Pequignot (2022), eq. 27
 * Cost: O(different background patterns × D).
 */
export function backgroundLeaf(leaf: GroupLeaf, background: BackgroundFacts, weights: CoalitionWeights): LeafValues {
  const meetings = agreementsOf(leaf, background);
  return (agrees, into) => addMeetings(meetings, agrees, weights, into);
}

/** A leaf and the background rows' agreement with it: different rows of D flags, and the share of rows with each. */
interface Meetings {
  readonly leaf: GroupLeaf;
  readonly patterns: Uint8Array;
  readonly shares: Float64Array;
}

function addMeetings({ leaf, patterns, shares }: Meetings, agrees: Uint8Array, weights: CoalitionWeights, into: Float64Array): void {
  const depth = leaf.slots.length;
  for (let p = 0; p < shares.length; p++) {
    const at = p * depth;
    const met = countSides(agrees, patterns, at, depth);
    if (met <= 0) continue;
    const [own, others] = [met & SIDE_MASK, met >> SIDE_BITS];
    const scale = leaf.value * (shares[p] as number);
    const gain = own > 0 ? scale * weightOf(weights, own, others) : 0;
    const loss = others > 0 ? scale * weightOf(weights, others, own) : 0;
    for (let j = 0; j < depth; j++) {
      const side = (agrees[j] as number) - (patterns[at + j] as number);
      if (side !== 0) into[j] = (into[j] as number) + (side > 0 ? gain : -loss);
    }
  }
}

/** Paths are at most 512 splits long, so both counts fit into one number. */
const SIDE_BITS = 12;
const SIDE_MASK = (1 << SIDE_BITS) - 1;

/** Features in which only the explained row agrees, plus 2¹² times those in which only the other does; −1 when some have neither. */
function countSides(agrees: Uint8Array, patterns: Uint8Array, at: number, depth: number): number {
  let met = 0;
  for (let j = 0; j < depth; j++) {
    const [mine, theirs] = [agrees[j] as number, patterns[at + j] as number];
    if ((mine | theirs) === 0) return -1;
    if (mine > theirs) met += 1;
    else if (theirs > mine) met += 1 << SIDE_BITS;
  }
  return met;
}

/** (x−1)!·y!/(x+y)! for x ≥ 1 and x + y ≤ size. */
export interface CoalitionWeights {
  readonly size: number;
  readonly values: Float64Array;
}

/** Tabulates the weights by recurrence, which neither overflows nor cancels. */
export function coalitionWeights(size: number): CoalitionWeights {
  const stride = size + 1;
  const values = new Float64Array(stride * stride);
  for (let x = 1; x <= size; x++) {
    for (let y = 0; x + y <= size; y++) {
      // The row y = 0 is 1/x; each further opponent multiplies by y/(x+y).
      values[x * stride + y] = y === 0 ? 1 / x : ((values[x * stride + y - 1] as number) * y) / (x + y);
    }
  }
  return { size, values };
}

function weightOf({ size, values }: CoalitionWeights, x: number, y: number): number {
  return values[x * (size + 1) + y] as number;
}

function agreementsOf(leaf: GroupLeaf, background: BackgroundFacts): Meetings {
  const depth = leaf.slots.length;
  const agrees = new Uint8Array(depth);
  const position = new Map<number | string, number>();
  const flags: number[] = [];
  const counts: number[] = [];
  background.patterns.forEach((facts, index) => {
    readAgreement(leaf, facts, agrees);
    const key = flagsKey(agrees);
    const known = position.get(key) ?? counts.length;
    if (known === counts.length) {
      position.set(key, known);
      flags.push(...agrees);
      counts.push(0);
    }
    counts[known] = (counts[known] as number) + (background.counts[index] as number);
  });
  return { leaf, patterns: Uint8Array.from(flags), shares: Float64Array.from(counts, (count) => count / background.total) };
}

/** Flags as one key: a number as long as they fit into one, which is far quicker than text. */
export function flagsKey(flags: Uint8Array): number | string {
  if (flags.length > 30) return flags.join('');
  let key = 0;
  for (let j = 0; j < flags.length; j++) key |= (flags[j] as number) << j;
  return key;
}
