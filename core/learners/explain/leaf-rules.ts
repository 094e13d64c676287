import type { GroupLeaf } from './leaf-groups.ts';
import type { QuadratureRule } from './legendre.ts';

/**
 * What one leaf contributes when the row agrees with its path in some features and not in others: adds to `into`,
 * which holds zeros. One number for each of the leaf's D features, or for each pair of them.
 */
export type LeafValues = (agrees: Uint8Array, into: Float64Array) => void;

/** A leaf's factors at the quadrature points, for a feature that disagrees (0) or agrees (1). */
interface LeafFactors {
  readonly leaf: GroupLeaf;
  readonly rule: QuadratureRule;
  /** factor[(2j + agrees) · Q + q] = agrees·t_q + share_j·(1 − t_q) */
  readonly factor: Float64Array;
  /** (agrees − share_j) / factor */
  readonly ratio: Float64Array;
}

/**
 * Path-dependent SHAP of a leaf, exactly.
 *
 * A leaf with value v is a product game: a coalition S is worth v·Π_{i∈S} o_i·Π_{i∉S} z_i, where o_i says
 * whether the row agrees with the path in feature i and z_i is the share of training weight that does. Owen's
 * multilinear extension turns the Shapley value into one integral,
 *
 *   φ_j = v·(o_j − z_j) ∫₀¹ Π_{i≠j} (o_i·t + z_i·(1 − t)) dt,
 *
 * of a polynomial of degree D − 1, so ⌈D/2⌉ Gauss–Legendre points give it exactly, and every term is positive.
 *
 * @see Owen (1972), Management Science 18(5); Lundberg et al. (2020), Nature Machine Intelligence 2, Algorithm 2
 * (the same values); Yu et al. (2022), NeurIPS, "Linear TreeShap" (the same polynomial, interpolated)
 * Cost: O(D²/2).
 */
export function pathDependentLeaf(leaf: GroupLeaf, rules: readonly QuadratureRule[]): LeafValues {
  const factors = leafFactors(leaf, rules);
  const { ratio } = factors;
  const q = factors.rule.points.length;
  const products = new Float64Array(q);
  return (agrees, into) => {
    if (!multiplyFactors(factors, agrees, products)) return;
    for (let j = 0; j < leaf.slots.length; j++) {
      const at = (2 * j + (agrees[j] as number)) * q;
      let sum = 0;
      for (let k = 0; k < q; k++) sum += (products[k] as number) * (ratio[at + k] as number);
      into[j] = sum;
    }
  };
}

/** Position of the pair (a, b), a < b, among the pairs of U features in the order (0,1), (0,2), …, (1,2), … */
export function pairIndex(a: number, b: number, count: number): number {
  return a * count - (a * (a + 1)) / 2 + (b - a - 1);
}

/**
 * Shapley interaction values of the pairs of a leaf's features, each pair's effect halved between its two cells:
 *
 *   Φ_ij = v/2·(o_i − z_i)(o_j − z_j) ∫₀¹ Π_{k≠i,j} (o_k·t + z_k·(1 − t)) dt.
 *
 * @see Fujimoto, Kojadinovic & Marichal (2006), Games and Economic Behavior 55; Lundberg et al. (2020), eq. 6–8
 * Cost: O(D³/4).
 */
export function interactionLeaf(leaf: GroupLeaf, rules: readonly QuadratureRule[]): LeafValues {
  const factors = leafFactors(leaf, rules);
  const products = new Float64Array(factors.rule.points.length);
  const depth = leaf.slots.length;
  return (agrees, into) => {
    if (!multiplyFactors(factors, agrees, products)) return;
    let pair = 0;
    for (let i = 0; i < depth; i++) {
      for (let j = i + 1; j < depth; j++) {
        into[pair++] = pairIntegral(factors, products, 2 * i + (agrees[i] as number), 2 * j + (agrees[j] as number)) / 2;
      }
    }
  };
}

function pairIntegral({ ratio, rule }: LeafFactors, products: Float64Array, first: number, second: number): number {
  const q = rule.points.length;
  let sum = 0;
  for (let k = 0; k < q; k++) sum += (products[k] as number) * (ratio[first * q + k] as number) * (ratio[second * q + k] as number);
  return sum;
}

/** products[q] = weight_q · v · Π_j factor_jq; false when the leaf is worth nothing to anybody. */
function multiplyFactors({ leaf, rule, factor }: LeafFactors, agrees: Uint8Array, products: Float64Array): boolean {
  const q = rule.points.length;
  for (let k = 0; k < q; k++) products[k] = (rule.weights[k] as number) * leaf.value;
  for (let j = 0; j < leaf.slots.length; j++) {
    // No training row and not this row either: every product is zero, and so is (o − z).
    if (agrees[j] === 0 && leaf.shares[j] === 0) return false;
    const at = (2 * j + (agrees[j] as number)) * q;
    for (let k = 0; k < q; k++) products[k] = (products[k] as number) * (factor[at + k] as number);
  }
  return true;
}

function leafFactors(leaf: GroupLeaf, rules: readonly QuadratureRule[]): LeafFactors {
  const depth = leaf.slots.length;
  const rule = rules[Math.ceil(depth / 2) - 1] as QuadratureRule;
  const q = rule.points.length;
  const factor = new Float64Array(2 * depth * q);
  const ratio = new Float64Array(2 * depth * q);
  for (let j = 0; j < depth; j++) {
    const share = leaf.shares[j] as number;
    for (let agrees = 0; agrees < 2; agrees++) {
      for (let k = 0; k < q; k++) {
        const t = rule.points[k] as number;
        const at = (2 * j + agrees) * q + k;
        factor[at] = agrees * t + share * (1 - t);
        ratio[at] = (agrees - share) / (factor[at] as number);
      }
    }
  }
  return { leaf, rule, factor, ratio };
}
