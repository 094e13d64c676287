import { type GroupLeaf, type LeafGroup, readAgreement } from './leaf-groups.ts';
import { type LeafValues, pairIndex } from './leaf-rules.ts';

/** Adds what one pattern of facts contributes to the entries of a group: `into[offset + entry]`. */
export type FillPattern = (facts: Uint8Array, into: Float64Array, offset: number) => void;

/** A leaf's values for a pattern of agreement are kept when it has at most this many features (256 patterns). */
const MOST_KEPT_FEATURES = 8;

/**
 * Sums a group's leaves over its entries: its features, or with `asPairs` its pairs of features. Many patterns of
 * facts look the same to one leaf, so each leaf's values are computed once for each pattern of agreement.
 *
 * @param rule makes the leaf's values; see `pathDependentLeaf`, `interactionLeaf`, `backgroundLeaf`
 * @param keeps false computes anew each time: for single rows the room for all patterns costs more than it saves
 */
export function sumLeaves(group: LeafGroup, asPairs: boolean, rule: (leaf: GroupLeaf) => LeafValues, keeps = true): FillPattern {
  const parts = group.leaves.map((leaf) => {
    const targets = asPairs ? pairTargets(leaf, group.features.length) : leaf.slots;
    return { leaf, targets, lookUp: keepValues(keeps ? leaf.slots.length : Number.POSITIVE_INFINITY, targets.length, rule(leaf)) };
  });
  const agrees = new Uint8Array(Math.max(1, ...group.leaves.map((leaf) => leaf.slots.length)));
  return (facts, into, offset) => {
    for (const { leaf, targets, lookUp } of parts) {
      readAgreement(leaf, facts, agrees);
      const { values, at } = lookUp(agrees);
      for (let e = 0; e < targets.length; e++) {
        const entry = offset + (targets[e] as number);
        into[entry] = (into[entry] as number) + (values[at + e] as number);
      }
    }
  };
}

/** Where a leaf's values lie: `width` numbers from `at` on. */
interface Found {
  values: Float64Array;
  at: number;
}

function keepValues(depth: number, width: number, compute: LeafValues): (agrees: Uint8Array) => Found {
  const fresh = new Float64Array(width);
  if (depth > MOST_KEPT_FEATURES) {
    return (agrees) => {
      compute(agrees, fresh.fill(0));
      return { values: fresh, at: 0 };
    };
  }
  const values = new Float64Array(width << depth);
  const isKnown = new Uint8Array(1 << depth);
  const found: Found = { values, at: 0 };
  return (agrees) => {
    let pattern = 0;
    for (let j = 0; j < depth; j++) pattern |= (agrees[j] as number) << j;
    found.at = pattern * width;
    if (isKnown[pattern] === 0) {
      isKnown[pattern] = 1;
      compute(agrees, fresh.fill(0));
      values.set(fresh, found.at);
    }
    return found;
  };
}

/** Entries of a leaf's pairs in the order in which `interactionLeaf` writes them. */
function pairTargets({ slots }: GroupLeaf, count: number): Int32Array {
  const targets: number[] = [];
  for (let i = 0; i < slots.length; i++) {
    for (let j = i + 1; j < slots.length; j++) {
      const [a, b] = [slots[i] as number, slots[j] as number];
      targets.push(a < b ? pairIndex(a, b, count) : pairIndex(b, a, count));
    }
  }
  return Int32Array.from(targets);
}
