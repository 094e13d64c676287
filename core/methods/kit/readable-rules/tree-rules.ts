import type { Feature, FeatureTable, TreeModel } from '../../../learners/model.ts';
import { type Held, heldWords } from './conditions.ts';

/** A leaf of one tree as a person reads it. */
export interface TreeRule {
  /** From the root down, e.g. "age ≤ 40"; ∅ stands for a missing value. Empty for a tree without splits. */
  readonly conditions: readonly string[];
  readonly value: number;
}

/**
 * The leaves of one tree of a model, left to right, as rules: one condition for each feature that a path asks about, missing
 * values named where the table has some.
 */
export function rulesOfTree(model: TreeModel, table: FeatureTable, tree = 0): TreeRule[] {
  const hasGaps = table.columns.map((column) => column.some(Number.isNaN));
  const walk = (node: number, path: ReadonlyMap<number, Held>): TreeRule[] => {
    if (isLeaf(model, node)) {
      const conditions = [...path].map(([feature, held]) => heldWords(model.features[feature] as Feature, held));
      return [{ conditions, value: model.base + (model.value[node] as number) }];
    }
    const feature = model.feature[node] as number;
    const before = path.get(feature) ?? { missing: hasGaps[feature] === true };
    const { left, right } = heldBelow(model, node, before);
    return [
      ...walk(model.left[node] as number, new Map([...path, [feature, left]])),
      ...walk(model.right[node] as number, new Map([...path, [feature, right]])),
    ];
  };
  return walk(model.treeStart[tree] as number, new Map());
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

function heldBelow(model: TreeModel, node: number, before: Held): { readonly left: Held; readonly right: Held } {
  const missingLeft = model.missingLeft[node] === 1;
  const [left, right] = [
    { ...before, missing: before.missing && missingLeft },
    { ...before, missing: before.missing && !missingLeft },
  ];
  if ((model.categoryWords[node] as number) === 0) {
    const threshold = model.threshold[node] as number;
    return { left: { ...left, high: threshold }, right: { ...right, low: threshold } };
  }
  const names = model.features[model.feature[node] as number]?.categories ?? [];
  const open = before.levels ?? names;
  const inside = open.filter((name) => holds(model, node, names.indexOf(name)));
  return { left: { ...left, levels: inside }, right: { ...right, levels: open.filter((name) => !inside.includes(name)) } };
}
