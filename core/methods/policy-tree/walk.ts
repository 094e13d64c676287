import { type Text, text, verbatim } from '../../base/text.ts';
import { formatNumber } from '../../report/format.ts';
import type { DrawnNode } from '../kit/drawn-tree/drawn-tree.ts';
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

/** The tree as boxes: at its leaves the arm that is given, to how many rows, and what a row is then worth. */
export function boxesOf(
  tree: PolicyNode,
  columns: readonly BinnedColumn[],
  rules: readonly PolicyRule[],
  arms: readonly string[],
): DrawnNode[] {
  const total = rules.reduce((sum, { count }) => sum + count, 0);
  const mean = rules.reduce((sum, { value }) => sum + value, 0) / Math.max(1, total);
  const boxes: DrawnNode[] = [];
  let leaf = 0;
  const visit = (node: PolicyNode, above: Pick<DrawnNode, 'parent' | 'side' | 'condition'>): number => {
    const at = boxes.length;
    boxes.push({ ...above, lines: [], value: null });
    if (node.kind === 'leaf') {
      const rule = rules[leaf++] as PolicyRule;
      boxes[at] = { ...above, ...leafBox(rule, arms[rule.arm] ?? '', mean) };
      return rule.count;
    }
    const { left, right } = conditionsOf(columns[node.column] as BinnedColumn, node.cut);
    const count =
      visit(node.left, { parent: at, side: 'left', condition: verbatim(left) }) +
      visit(node.right, { parent: at, side: 'right', condition: verbatim(right) });
    boxes[at] = { ...above, lines: [rowsLine(count)], value: null };
    return count;
  };
  visit(tree, { parent: null, side: null, condition: verbatim('') });
  return boxes;
}

function leafBox({ count, value }: PolicyRule, arm: string, mean: number): Pick<DrawnNode, 'lines' | 'value'> {
  if (count === 0) return { lines: [verbatim(arm), rowsLine(0)], value: null };
  const worth = value / count;
  const worthLine = text(`${formatNumber(worth, 'en')} per row`, `每行 ${formatNumber(worth, 'zh')}`);
  return { lines: [verbatim(arm), rowsLine(count), worthLine], value: worth - mean };
}

function rowsLine(count: number): Text {
  return text(`${formatNumber(count, 'en')} rows`, `${formatNumber(count, 'zh')} 行`);
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
