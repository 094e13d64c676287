import type { Feature, Link } from '../model.ts';
import { MODEL_LIMITS, malformed, tooLarge, unsupported } from './limits.ts';
import type { ParsedTree } from './parsed-tree.ts';

/** LightGBM's three ways to treat missing values, by the number in bits 2–3 of a decision type. */
export type MissingType = 'None' | 'Zero' | 'NaN';

export const MISSING_TYPES: readonly MissingType[] = ['None', 'Zero', 'NaN'];

/** LightGBM compares with the 32-bit 1e-35 as a double: everything this close to zero is zero. */
const ZERO_REACH = Math.fround(1e-35);

/** The greatest double below −ZERO_REACH: the last value that is negative and not zero. */
const BELOW_ZERO = -ZERO_REACH * (1 + Number.EPSILON);

export interface NumericRule {
  readonly threshold: number;
  readonly defaultLeft: boolean;
  readonly missing: MissingType;
}

/**
 * Writes LightGBM's rule for one numeric split as ours: x ≤ threshold goes left, NaN as told.
 * None: NaN is read as 0. NaN: it takes the default branch. Zero: NaN and everything within 1e-35 of zero take
 * the default branch, which is ours when zero's side of the threshold is the default side (or the threshold
 * itself lies that close to zero and can be moved past it).
 *
 * @throws model/unsupported when zeros must go against the order of the numbers
 * @see LightGBM 4, tree.h, NumericalDecision
 */
export function setNumericRule(tree: ParsedTree, node: number, { threshold, defaultLeft, missing }: NumericRule): void {
  if (!Number.isFinite(threshold)) malformed(`the threshold of node ${node} of ${tree.name} is ${threshold}`);
  tree.threshold[node] = threshold;
  if (missing === 'None') {
    tree.missingLeft[node] = Number(threshold >= 0);
    return;
  }
  tree.missingLeft[node] = Number(defaultLeft);
  if (missing === 'NaN') return;
  if (Math.abs(threshold) <= ZERO_REACH) {
    tree.threshold[node] = defaultLeft ? ZERO_REACH : BELOW_ZERO;
  } else if (defaultLeft !== threshold > 0) {
    unsupported(
      `node ${node} of ${tree.name} sends zeros to the other side of its threshold (zero_as_missing)`,
      'Train again with zero_as_missing=false, or turn zeros into blanks first.',
    );
  }
}

/** Gives a split its set of categories, after a look at its size. */
export function setCategories(tree: ParsedTree, node: number, words: Uint32Array, categories: Map<number, Uint32Array>): void {
  if (words.length === 0) malformed(`node ${node} of ${tree.name} splits on an empty set of categories`);
  if (words.length > MODEL_LIMITS.categoryWords) {
    tooLarge(`category words in node ${node} of ${tree.name}`, words.length, MODEL_LIMITS.categoryWords);
  }
  categories.set(node, words);
  tree.missingLeft[node] = 0; // LightGBM: NaN is in no set, so it goes right.
}

/** Packs category codes into 32-bit words. */
export function packCodes(codes: readonly number[], what: string): Uint32Array {
  let greatest = 0;
  for (const code of codes) {
    if (!Number.isSafeInteger(code) || code < 0) malformed(`${what} names category ${code}`);
    if (code >= MODEL_LIMITS.categoryWords * 32) tooLarge(`categories in ${what}`, code, MODEL_LIMITS.categoryWords * 32);
    greatest = Math.max(greatest, code);
  }
  const words = new Uint32Array((greatest >> 5) + 1);
  for (const code of codes) words[code >> 5] = (words[code >> 5] as number) | (1 << (code & 31));
  return words;
}

/** What an objective line says about the answers. */
export interface ObjectiveFacts {
  readonly link: Link;
  /** Log-odds per unit of raw score: LightGBM's sigmoid parameter. */
  readonly slope: number;
}

const IDENTITY = [
  'regression',
  'regression_l1',
  'huber',
  'fair',
  'quantile',
  'mape',
  'lambdarank',
  'rank_xendcg',
  'custom',
  'none',
  'null',
];
const LOG = ['poisson', 'gamma', 'tweedie'];

/**
 * Reads LightGBM's objective, e.g. "binary sigmoid:1" or "regression sqrt".
 *
 * @throws model/unsupported for answers that no single link carries
 */
export function readObjective(objective: string): ObjectiveFacts {
  const [name = '', ...settings] = objective.trim().split(/\s+/);
  if (settings.includes('sqrt')) unsupported('its outcome was square-rooted (reg_sqrt)', 'Train again with reg_sqrt=false.');
  if (name === '' || IDENTITY.includes(name)) return { link: 'identity', slope: 1 };
  if (LOG.includes(name)) return { link: 'log', slope: 1 };
  if (name === 'cross_entropy' || name === 'xentropy') return { link: 'logit', slope: 1 };
  if (name === 'binary') {
    const slope = Number(settings.find((setting) => setting.startsWith('sigmoid:'))?.slice('sigmoid:'.length) ?? 1);
    if (!(slope > 0 && slope < Number.POSITIVE_INFINITY)) malformed(`its sigmoid parameter is ${slope}`);
    return { link: 'logit', slope };
  }
  return unsupported(
    `its objective is "${name.slice(0, 60)}"`,
    'Regression, count and yes/no objectives are read; classify one class against the rest.',
  );
}

/** Stops at models that answer with several numbers. */
export function requireOneOutput(classes: number, treesPerRound: number): void {
  if (classes === 1 && treesPerRound === 1) return;
  unsupported(
    `it answers with ${Math.max(classes, treesPerRound)} numbers (multi-class)`,
    'Train one yes/no model for each class of interest.',
  );
}

export interface FeatureFacts {
  readonly names: readonly string[];
  /** Whether a feature was trained as categories. */
  readonly isCategory: readonly boolean[];
  /** Category names from the file itself, for the category features in order; used when they match in number. */
  readonly pandasCategories: readonly unknown[];
  /** Category names from the caller, by feature. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
}

/**
 * Describes the features. A category feature whose names are known reads text columns; one without names reads
 * a column of the integer codes that the trainer saw.
 */
export function describeModelFeatures({ names, isCategory, pandasCategories, categories }: FeatureFacts): Feature[] {
  if (new Set(names).size !== names.length) malformed('two features have the same name');
  const positions = names.map((_, index) => index).filter((index) => isCategory[index] === true);
  const fromFile = positions.length === pandasCategories.length ? pandasCategories : [];
  return names.map((name, index) => {
    const own = fromFile[positions.indexOf(index)];
    const known = Object.hasOwn(categories, name)
      ? categories[name]
      : Array.isArray(own) && isCategory[index] === true
        ? own.map(String)
        : undefined;
    return known === undefined ? { name, kind: 'number' } : { name, kind: 'category', categories: known };
  });
}
