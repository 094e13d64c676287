import type { Feature, FeatureTable } from '../../learners/model.ts';
import type { BinnedMatrix } from '../../learners/trees/binned-matrix.ts';
import type { UpliftData } from '../../learners/uplift-trees/tree.ts';
import { normalUpperQuantile } from '../../numeric/distributions.ts';
import { conditionPair } from '../kit/readable-rules/conditions.ts';
import { leftBins, type Planted, restOf } from './plant.ts';

export interface ArmRate {
  readonly rows: number;
  readonly mean: number;
}

export interface Uplift {
  readonly value: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
}

/** One node of the tree as it is drawn; parents come before their children. */
export interface TreeNode {
  readonly parent: number | null;
  readonly side: 'left' | 'right' | null;
  /** What holds here beside what holds above; empty for the root. */
  readonly condition: string;
  readonly isLeaf: boolean;
  /** Rows and mean outcome by arm, the control first, among the rows that fill the tree. */
  readonly rates: readonly ArmRate[];
  /** By arm but the control; null where an arm has fewer than two rows here. */
  readonly uplifts: readonly (Uplift | null)[];
}

interface Grown {
  readonly planted: Planted;
  readonly data: UpliftData;
  readonly matrix: BinnedMatrix;
  readonly table: FeatureTable;
  readonly alpha: number;
}

/** The nodes that pruning left, with what the filling rows say in each. */
export function nodesOf(grown: Grown): TreeNode[] {
  const { planted, data, alpha } = grown;
  const moments = momentsOf(planted, data);
  const nodes: TreeNode[] = [];
  const visit = (node: number, hangs: Pick<TreeNode, 'parent' | 'side' | 'condition'>): void => {
    const at = nodes.length;
    const isLeaf = planted.stays[node] !== 1;
    nodes.push({ ...hangs, isLeaf, ...saidAt(moments, node, data.arms, alpha) });
    if (isLeaf) return;
    const child = planted.tree.child[node] as number;
    const { left, right } = conditionsAt(grown, node);
    visit(child, { parent: at, side: 'left', condition: left });
    visit(child + 1, { parent: at, side: 'right', condition: right });
  };
  visit(0, { parent: null, side: null, condition: '' });
  return nodes;
}

/** Per node and arm: rows, mean, sum of squared distances from the mean (Welford). */
function momentsOf(planted: Planted, data: UpliftData): Float64Array {
  const { tree, fill } = planted;
  const moments = new Float64Array(3 * data.arms * tree.feature.length);
  for (const row of fill) {
    const value = data.outcome[row] as number;
    for (let node = restOf(planted, data, row); node >= 0; node = tree.parent[node] as number) {
      const at = 3 * (node * data.arms + (data.arm[row] as number));
      const count = (moments[at] as number) + 1;
      const step = value - (moments[at + 1] as number);
      const mean = (moments[at + 1] as number) + step / count;
      moments[at] = count;
      moments[at + 1] = mean;
      moments[at + 2] = (moments[at + 2] as number) + step * (value - mean);
    }
  }
  return moments;
}

function saidAt(moments: Float64Array, node: number, arms: number, alpha: number): Pick<TreeNode, 'rates' | 'uplifts'> {
  const of = (arm: number): [number, number, number] => {
    const at = 3 * (node * arms + arm);
    return [moments[at] as number, moments[at + 1] as number, moments[at + 2] as number];
  };
  const [controls, base, baseSquares] = of(0);
  const uplifts = Array.from({ length: arms - 1 }, (_, other): Uplift | null => {
    const [rows, mean, squares] = of(other + 1);
    if (rows < 2 || controls < 2) return null;
    const standardError = Math.sqrt(squares / (rows - 1) / rows + baseSquares / (controls - 1) / controls);
    const half = normalUpperQuantile(alpha / 2) * standardError;
    const value = mean - base;
    return { value, standardError, interval: [value - half, value + half] };
  });
  return { rates: Array.from({ length: arms }, (_, arm) => ({ rows: of(arm)[0], mean: of(arm)[1] })), uplifts };
}

function conditionsAt({ planted, matrix, table }: Grown, node: number): { readonly left: string; readonly right: string } {
  const at = planted.tree.feature[node] as number;
  const feature = matrix.features[at] as Feature;
  const rule = matrix.rules[at] as BinnedMatrix['rules'][number];
  const left = leftBins(planted.tree, node);
  const missing = (table.columns[at] as Float64Array).some(Number.isNaN) ? (left.includes(0) ? 'left' : 'right') : null;
  if (rule.kind === 'number')
    return conditionPair(feature, { threshold: rule.bounds[(planted.tree.cut[node] as number) - 1] ?? Number.POSITIVE_INFINITY }, missing);
  const names = feature.categories ?? [];
  const goesLeft = new Set(left.filter((bin) => bin > 0 && bin !== rule.rareBin).map((bin) => rule.codeOfBin[bin - 1]));
  const inside = names.filter((_, code) => goesLeft.has(code));
  return conditionPair(feature, { inside, outside: names.filter((_, code) => !goesLeft.has(code)) }, missing);
}
