import type { Feature, FeatureTable, TreeModel } from '../../../learners/model.ts';
import { conditionPair } from './conditions.ts';

/** A leaf of one tree as a person reads it. */
export interface TreeRule {
  /** From the root down, e.g. "age ≤ 40"; ∅ stands for a missing value. Empty for a tree without splits. */
  readonly conditions: readonly string[];
  readonly value: number;
}

/** The leaves of one tree of a model, left to right, as rules; missing values are named where the table has some. */
export function rulesOfTree(model: TreeModel, table: FeatureTable, tree = 0): TreeRule[] {
  const hasGaps = table.columns.map((column) => column.some(Number.isNaN));
  const walk = (node: number, conditions: readonly string[]): TreeRule[] => {
    if (isLeaf(model, node)) return [{ conditions, value: model.base + (model.value[node] as number) }];
    const { left, right } = conditionsAt(model, node, hasGaps[model.feature[node] as number] === true);
    return [...walk(model.left[node] as number, [...conditions, left]), ...walk(model.right[node] as number, [...conditions, right])];
  };
  return walk(model.treeStart[tree] as number, []);
}

/** Which leaf (from 0, in the order of `rulesOfTree`) each row of the table falls into. */
export function leavesOfRows(model: TreeModel, table: FeatureTable, tree = 0): Int32Array {
  const places = new Map<number, number>();
  const number = (node: number): void => {
    if (isLeaf(model, node)) {
      places.set(node, places.size);
      return;
    }
    number(model.left[node] as number);
    number(model.right[node] as number);
  };
  const root = model.treeStart[tree] as number;
  number(root);
  return Int32Array.from({ length: table.rowCount }, (_, row) => {
    let node = root;
    while (!isLeaf(model, node)) {
      const value = table.columns[model.feature[node] as number]?.[row] as number;
      node = (goesLeft(model, node, value) ? model.left[node] : model.right[node]) as number;
    }
    return places.get(node) ?? 0;
  });
}

function isLeaf({ feature }: TreeModel, node: number): boolean {
  return (feature[node] as number) < 0;
}

function goesLeft(model: TreeModel, node: number, value: number): boolean {
  if (Number.isNaN(value)) return model.missingLeft[node] === 1;
  return (model.categoryWords[node] as number) === 0 ? value <= (model.threshold[node] as number) : holds(model, node, value);
}

function holds({ threshold, categoryWords, categoryBits }: TreeModel, node: number, code: number): boolean {
  if (code >= 32 * (categoryWords[node] as number)) return false;
  const word = categoryBits[(threshold[node] as number) + (code >> 5)] as number;
  return ((word >>> (code & 31)) & 1) === 1;
}

function conditionsAt(model: TreeModel, node: number, hasGaps: boolean): { readonly left: string; readonly right: string } {
  const feature = model.features[model.feature[node] as number] as Feature;
  const missing = hasGaps ? (model.missingLeft[node] === 1 ? 'left' : 'right') : null;
  if ((model.categoryWords[node] as number) === 0) return conditionPair(feature, { threshold: model.threshold[node] as number }, missing);
  const names = feature.categories ?? [];
  const inside = names.filter((_, code) => holds(model, node, code));
  return conditionPair(feature, { inside, outside: names.filter((_, code) => !holds(model, node, code)) }, missing);
}
