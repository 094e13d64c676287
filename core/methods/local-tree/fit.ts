import { partOf } from '../../base/work.ts';
import type { Measured } from '../../learners/evaluation/measured.ts';
import { growLocalTree, type LocalTree } from '../../learners/explain/local-tree.ts';
import type { TreeModel } from '../../learners/model.ts';
import { leafOf } from '../../learners/trees/predict.ts';
import type { FitContext, Inputs } from '../contract.ts';
import type { DrawnNode } from '../kit/drawn-tree/drawn-tree.ts';
import { nodesOfModel } from '../kit/drawn-tree/model-tree.ts';
import { prepareNearRow, readNearStudy } from '../kit/explanations/near-row.ts';
import type { SubjectFacts } from '../kit/explanations/subject.ts';
import { leavesOfRows, rulesOfTree, type TreeRule } from '../kit/readable-rules/tree-rules.ts';
import { linesOf } from './node-lines.ts';
import type { LocalTreeSpec } from './spec.ts';

export interface LocalTreeFit {
  readonly facts: SubjectFacts;
  readonly row: number;
  readonly name: string;
  readonly width: number;
  /** What the model itself answers. */
  readonly answer: number;
  readonly nodes: readonly DrawnNode[];
  readonly leaves: readonly LeafFact[];
  /** Which of the leaves the row itself falls into. */
  readonly ownLeaf: number;
  readonly own: Measured | null;
  readonly fidelity: Measured | null;
  readonly effective: number;
}

/** A leaf as a rule, with how much of the nearness it holds. */
export interface LeafFact extends TreeRule {
  readonly share: number;
}

/** Grows a small tree on the model's answers near one row. */
export async function fitLocalTree(spec: LocalTreeSpec, inputs: Inputs, context: FitContext): Promise<LocalTreeFit> {
  const source = readNearStudy(spec, inputs);
  const { subject, spreads, row, name, cells, width } = await prepareNearRow(source, spec, partOf(context, 'subject', 0, 0.5));
  const { model, table, facts } = subject;
  const options = { samples: spec.samples, width, depth: spec.depth };
  const grown = await growLocalTree({ model, table, spreads }, cells, options, partOf(context, 'tree', 0.5, 1));
  const leafOfRow = leavesOfRows(grown.model, grown.table);
  const shares = leafShares(grown, leafOfRow);
  return {
    ...{ facts, row, name, width, answer: subject.answers[row] as number },
    nodes: drawnNodes(grown),
    leaves: rulesOfTree(grown.model, grown.table).map((rule, leaf) => ({ ...rule, share: shares[leaf] ?? 0 })),
    ownLeaf: leafOfRow[0] as number,
    ...{ own: grown.own, fidelity: grown.fidelity, effective: grown.effective },
  };
}

function leafShares({ weight }: LocalTree, leafOfRow: Int32Array): number[] {
  const total = weight.reduce((sum, w) => sum + w, 0);
  const shares: number[] = [];
  leafOfRow.forEach((leaf, row) => {
    shares[leaf] = (shares[leaf] ?? 0) + (weight[row] as number) / total;
  });
  return shares;
}

/** Boxes with their answer and their share of the nearness; colours by how far the answer lies from that of all. */
function drawnNodes({ model, table, weight }: LocalTree): DrawnNode[] {
  const { sums, totals } = nodeSums(model, table.columns, weight);
  const root = model.treeStart[0] as number;
  const meanOf = (node: number): number =>
    (totals[node] as number) > 0 ? (sums[node] as number) / (totals[node] as number) : (model.value[node] as number);
  const ownPath = pathOf(model, leafOf(model, 0, table.columns, 0));
  return nodesOfModel(model, table, (node) => ({
    lines: linesOf(model.base + meanOf(node), (totals[node] as number) / (totals[root] as number), ownPath.has(node)),
    value: meanOf(node) - meanOf(root),
  }));
}

/** Weight that reaches each node, and the weighted sum of its leaves' values: covers count rows, not nearness. */
function nodeSums(model: TreeModel, columns: readonly Float64Array[], weight: Float64Array) {
  const [sums, totals] = [new Float64Array(model.feature.length), new Float64Array(model.feature.length)];
  for (let row = 0; row < weight.length; row++) {
    const leaf = leafOf(model, 0, columns, row);
    totals[leaf] = (totals[leaf] as number) + (weight[row] as number);
  }
  // Children stand after their parent.
  for (let node = model.feature.length - 1; node >= 0; node--) {
    if ((model.feature[node] as number) < 0) {
      sums[node] = (totals[node] as number) * (model.value[node] as number);
      continue;
    }
    const [left, right] = [model.left[node] as number, model.right[node] as number];
    totals[node] = (totals[left] as number) + (totals[right] as number);
    sums[node] = (sums[left] as number) + (sums[right] as number);
  }
  return { sums, totals };
}

/** A leaf and everything above it. */
function pathOf(model: TreeModel, leaf: number): ReadonlySet<number> {
  const path = new Set([leaf]);
  for (let node = leaf - 1; node >= 0; node--)
    if ((model.feature[node] as number) >= 0 && (path.has(model.left[node] as number) || path.has(model.right[node] as number)))
      path.add(node);
  return path;
}
