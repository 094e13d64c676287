import type { FeatureTable, TreeModel } from '../model.ts';
import { goesLeft } from '../trees/predict.ts';
import { everyRow, keepShared, type RowBits, rowsWhere } from './row-bits.ts';

/** What a rule asks of one feature: all that a path through a tree asks of it, in one. */
export interface Condition {
  readonly feature: number;
  /** Above this, up to that. */
  readonly low?: number;
  readonly high?: number;
  /** For categories: the codes that pass, ascending. */
  readonly levels?: readonly number[];
  /** Whether a missing value passes. */
  readonly missing: boolean;
}

/** Conditions that must all hold, in the order in which the path asks them. */
export type Conditions = readonly Condition[];

/** What paths are read from a model. */
export interface Reading {
  /** Trees, from the first. */
  readonly trees: number;
  /** A path that is deeper is cut here. */
  readonly depth: number;
  /** Paths, at most. */
  readonly most: number;
}

/**
 * The paths from the roots of a model's trees to their leaves, cut at a depth, as rules; a tree without splits has none.
 *
 * @param table its cells are the levels of features whose categories have no names
 * @see Deng (2019), International Journal of Data Science and Analytics 7, algorithm 1
 */
export function rulesOfTrees(model: TreeModel, table: FeatureTable, { trees, depth, most }: Reading): Conditions[] {
  const rules: Conditions[] = [];
  const levelsOf = levelFinder(table);
  const walk = (node: number, path: Conditions, level: number): void => {
    if (rules.length >= most) return;
    const feature = model.feature[node] as number;
    if (feature < 0 || level === depth) {
      if (path.length > 0) rules.push(path);
      return;
    }
    // What a path asks of a feature stands where it was asked last.
    const before = path.find((condition) => condition.feature === feature) ?? { feature, missing: true };
    const others = path.filter((condition) => condition !== before);
    for (const isLeft of [true, false]) {
      const child = (isLeft ? model.left[node] : model.right[node]) as number;
      walk(child, [...others, narrowed({ model, node, isLeft }, before, levelsOf)], level + 1);
    }
  };
  const count = Math.min(trees, model.treeStart.length - 1);
  for (let tree = 0; tree < count; tree++) walk(model.treeStart[tree] as number, [], 0);
  return rules;
}

/** One way down at one split. */
interface Step {
  readonly model: TreeModel;
  readonly node: number;
  readonly isLeft: boolean;
}

/** What is still open for a feature after one split more. */
function narrowed({ model, node, isLeft }: Step, before: Condition, levelsOf: (feature: number) => readonly number[]): Condition {
  const missing = before.missing && (model.missingLeft[node] === 1) === isLeft;
  if ((model.categoryWords[node] as number) > 0) {
    const open = before.levels ?? levelsOf(before.feature);
    return { ...before, missing, levels: open.filter((code) => goesLeft(model, node, code) === isLeft) };
  }
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = before;
  const threshold = model.threshold[node] as number;
  return isLeft ? { ...before, missing, high: Math.min(high, threshold) } : { ...before, missing, low: Math.max(low, threshold) };
}

/** The codes of a feature's categories; where they have no names, the different values of its cells. */
function levelFinder({ features, columns }: FeatureTable): (feature: number) => readonly number[] {
  const known = new Map<number, readonly number[]>();
  return (feature) => {
    const categories = features[feature]?.categories;
    const cells = (): number[] => [...new Set(columns[feature])].filter((cell) => !Number.isNaN(cell)).sort((left, right) => left - right);
    const levels = known.get(feature) ?? (categories === undefined ? cells() : [...categories.keys()]);
    known.set(feature, levels);
    return levels;
  };
}

/** A name that is the same for rules that ask the same, whatever the order. */
export function nameOfRule(conditions: Conditions): string {
  return conditions.map(nameOf).sort().join(' & ');
}

function nameOf({ feature, low, high, levels, missing }: Condition): string {
  return `${feature}:${low ?? ''}:${high ?? ''}:${levels?.join(',') ?? ''}:${missing}`;
}

/** Whether a cell of the condition's feature passes. */
export function passes({ low, high, levels, missing }: Condition, value: number): boolean {
  if (Number.isNaN(value)) return missing;
  if (levels !== undefined) return levels.includes(value);
  return (low === undefined || value > low) && (high === undefined || value <= high);
}

/** Tells which rows of a table satisfy conditions; what was asked once is kept. */
export type RowFinder = (conditions: Conditions) => RowBits;

/** Cost: rows × different limits and sets of levels once, and then rows / 32 steps for each of a rule. */
export function rowFinder(table: FeatureTable): RowFinder {
  const known = new Map<string, RowBits>();
  const rowsOf = (condition: Condition): RowBits => {
    const name = nameOf(condition);
    const found = known.get(name) ?? rowsWhere(table.columns[condition.feature] as Float64Array, (value) => passes(condition, value));
    known.set(name, found);
    return found;
  };
  return (conditions) => {
    const rows = everyRow(table.rowCount);
    for (const { feature, low, high, levels, missing } of conditions) {
      if (levels !== undefined) keepShared(rows, rowsOf({ feature, levels, missing }));
      // Ranges are many, their ends few: it is the ends that are kept.
      if (low !== undefined) keepShared(rows, rowsOf({ feature, low, missing }));
      if (high !== undefined) keepShared(rows, rowsOf({ feature, high, missing }));
    }
    return rows;
  };
}
