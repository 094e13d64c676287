import type { BinnedColumn } from './bins.ts';
import type { PolicyNode } from './search.ts';

/** A leaf as a person reads it. */
export interface PolicyRule {
  /** Conditions from the root down; empty for a tree without splits. */
  readonly conditions: readonly string[];
  readonly arm: number;
  readonly count: number;
  readonly value: number;
}

/** The arm and the leaf (in reading order) of every row. */
export function assign(tree: PolicyNode, columns: readonly BinnedColumn[], rowCount: number): { choice: Int32Array; leaf: Int32Array } {
  const choice = new Int32Array(rowCount);
  const leaf = new Int32Array(rowCount);
  const places = new Map(leavesOf(tree).map((node, at) => [node, at]));
  for (let row = 0; row < rowCount; row++) {
    let node = tree;
    while (node.kind === 'split') {
      const { bins } = columns[node.column] as BinnedColumn;
      node = (bins[row] as number) <= node.cut ? node.left : node.right;
    }
    choice[row] = node.arm;
    leaf[row] = places.get(node) ?? 0;
  }
  return { choice, leaf };
}

function leavesOf(node: PolicyNode): PolicyNode[] {
  return node.kind === 'leaf' ? [node] : [...leavesOf(node.left), ...leavesOf(node.right)];
}

/** The leaves as rules, left to right. */
export function rulesOf(tree: PolicyNode, columns: readonly BinnedColumn[]): PolicyRule[] {
  const walk = (node: PolicyNode, conditions: readonly string[]): PolicyRule[] => {
    if (node.kind === 'leaf') return [{ conditions, arm: node.arm, count: node.count, value: node.value }];
    const { left, right } = conditionsOf(columns[node.column] as BinnedColumn, node.cut);
    return [...walk(node.left, [...conditions, left]), ...walk(node.right, [...conditions, right])];
  };
  return walk(tree, []);
}

/** More levels than this are counted, not named. */
const MOST_LEVELS = 6;

/** Both sides of a cut in words that hold in every language. */
export function conditionsOf({ name, upper, levels, hasMissing, isYesNo }: BinnedColumn, cut: number): { left: string; right: string } {
  const gap = hasMissing ? ' ∨ ∅' : '';
  if (levels !== undefined) {
    const [left, right] = [levels.slice(0, cut + 1).flat(), levels.slice(cut + 1).flat()];
    return { left: `${name} ∈ {${listed(left, hasMissing)}}`, right: `${name} ∈ {${listed(right, false)}}` };
  }
  if (hasMissing && cut === 0) return { left: `${name} = ∅`, right: `${name} ≠ ∅` };
  if (isYesNo === true) return { left: `${name} = no${gap}`, right: `${name} = yes` };
  const threshold = Number((upper[cut] as number).toPrecision(6));
  return { left: `${name} ≤ ${threshold}${gap}`, right: `${name} > ${threshold}` };
}

function listed(levels: readonly string[], hasMissing: boolean): string {
  const shown = levels.slice(0, MOST_LEVELS);
  const more = levels.length > MOST_LEVELS ? [`+${levels.length - MOST_LEVELS}`] : [];
  return [...(hasMissing ? ['∅'] : []), ...shown, ...more].join(', ');
}
