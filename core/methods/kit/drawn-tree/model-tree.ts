import { type Text, verbatim } from '../../../base/text.ts';
import type { Feature, FeatureTable, TreeModel } from '../../../learners/model.ts';
import { goesLeft } from '../../../learners/trees/predict.ts';
import { conditionPair } from '../readable-rules/conditions.ts';
import type { DrawnNode } from './drawn-tree.ts';

/** What may still come to a node: by category feature its levels, and which features may be missing. */
interface Open {
  readonly levels: ReadonlyMap<number, readonly string[]>;
  readonly gaps: readonly boolean[];
}

/**
 * The nodes of one tree of a model, to be drawn.
 *
 * @param table rows that tell where values are missing
 * @param say what stands in a node's box and its colour, by absolute node index
 */
export function nodesOfModel(
  model: TreeModel,
  table: FeatureTable,
  say: (node: number) => { readonly lines: readonly Text[]; readonly value: number | null },
  tree = 0,
): DrawnNode[] {
  const nodes: DrawnNode[] = [];
  const visit = (node: number, above: Pick<DrawnNode, 'parent' | 'side' | 'condition'>, open: Open): void => {
    const at = nodes.length;
    nodes.push({ ...above, ...say(node) });
    if ((model.feature[node] as number) < 0) return;
    const { left, right } = branchesAt(model, node, open);
    visit(model.left[node] as number, { parent: at, side: 'left', condition: verbatim(left.condition) }, left.open);
    visit(model.right[node] as number, { parent: at, side: 'right', condition: verbatim(right.condition) }, right.open);
  };
  const gaps = table.columns.map((column) => column.some(Number.isNaN));
  visit(model.treeStart[tree] as number, { parent: null, side: null, condition: verbatim('') }, { levels: new Map(), gaps });
  return nodes;
}

function branchesAt(model: TreeModel, node: number, { levels, gaps }: Open) {
  const at = model.feature[node] as number;
  const feature = model.features[at] as Feature;
  const missing = gaps[at] === true ? (model.missingLeft[node] === 1 ? 'left' : 'right') : null;
  const gapsOf = (side: 'left' | 'right'): boolean[] => gaps.map((gap, other) => (other === at ? missing === side : gap));
  if ((model.categoryWords[node] as number) === 0) {
    const { left, right } = conditionPair(feature, { threshold: model.threshold[node] as number }, missing);
    return {
      left: { condition: left, open: { levels, gaps: gapsOf('left') } },
      right: { condition: right, open: { levels, gaps: gapsOf('right') } },
    };
  }
  const { categories = [] } = feature;
  const known = levels.get(at) ?? categories;
  const inside = known.filter((name) => goesLeft(model, node, categories.indexOf(name)));
  const outside = known.filter((name) => !inside.includes(name));
  const { left, right } = conditionPair(feature, { inside, outside }, missing);
  return {
    left: { condition: left, open: { levels: new Map([...levels, [at, inside]]), gaps: gapsOf('left') } },
    right: { condition: right, open: { levels: new Map([...levels, [at, outside]]), gaps: gapsOf('right') } },
  };
}
