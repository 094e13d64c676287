import type { TreeModel } from '../model.ts';
import { assembleTrees } from './assemble-trees.ts';
import { fieldOf, type JsonRecord, listAt, numberOf, recordAt, recordOf, textsOf } from './json-fields.ts';
import {
  describeModelFeatures,
  MISSING_TYPES,
  packCodes,
  readObjective,
  requireOneOutput,
  setCategories,
  setNumericRule,
} from './lightgbm-rules.ts';
import { checkedCount, MODEL_LIMITS, malformed, tooLarge, unsupported } from './limits.ts';
import { blankTree, type ParsedTree } from './parsed-tree.ts';
import type { ReadModelOptions } from './read-options.ts';

/**
 * Reads what LightGBM's `dump_model` gives, as JSON.
 *
 * @throws model/malformed, model/unsupported, model/too-large
 */
export function readLightGbmJson(file: JsonRecord, options: ReadModelOptions): TreeModel {
  const count = (key: string): number => numberOf(fieldOf(file, key) ?? 1, key);
  requireOneOutput(count('num_class'), count('num_tree_per_iteration'));
  const names = textsOf(listAt(file, 'feature_names', MODEL_LIMITS.features), 'feature_names');
  checkedCount(names.length, 'features', { least: 1, most: MODEL_LIMITS.features });
  const objective = fieldOf(file, 'objective');
  const { link, slope } = readObjective(typeof objective === 'string' ? objective : '');
  const trees = listAt(file, 'tree_info', MODEL_LIMITS.trees).map((tree, index) =>
    parseTree(recordOf(tree, `tree ${index}`), `tree ${index}`),
  );
  const pandas = fieldOf(file, 'pandas_categorical');
  return assembleTrees(trees, {
    features: describeModelFeatures({
      names,
      isCategory: categoryFlags(file, names),
      pandasCategories: Array.isArray(pandas) ? (pandas as readonly unknown[]) : [],
      categories: options.categories ?? {},
    }),
    link,
    base: 0,
    leafScale: slope / (fieldOf(file, 'average_output') === true ? Math.max(1, trees.length) : 1),
  });
}

/** A feature that lists its values was trained as categories. */
function categoryFlags(file: JsonRecord, names: readonly string[]): boolean[] {
  const infos = fieldOf(file, 'feature_infos');
  if (typeof infos !== 'object' || infos === null) return names.map(() => false);
  return names.map((name) => {
    const info = fieldOf(infos as JsonRecord, name);
    const values = typeof info === 'object' && info !== null ? fieldOf(info as JsonRecord, 'values') : undefined;
    return Array.isArray(values) && values.length > 0;
  });
}

/** Numbers the nested nodes in the order they are met; no recursion, as a hostile file may nest without end. */
function parseTree(info: JsonRecord, name: string): ParsedTree {
  const nodes: JsonRecord[] = [];
  const children: (readonly [number, number])[] = [];
  const waiting: { readonly node: JsonRecord; readonly depth: number; readonly parent: number; readonly side: 0 | 1 }[] = [];
  waiting.push({ node: recordAt(info, 'tree_structure', `the root of ${name}`), depth: 0, parent: -1, side: 0 });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth, parent, side } = next;
    if (depth > MODEL_LIMITS.depth) tooLarge(`levels in ${name}`, depth, MODEL_LIMITS.depth);
    if (nodes.length >= MODEL_LIMITS.nodes) tooLarge('nodes', nodes.length + 1, MODEL_LIMITS.nodes);
    const index = nodes.length;
    nodes.push(node);
    children.push([-1, -1]);
    const [left, right] = children[parent] ?? [-1, -1];
    if (parent >= 0) children[parent] = side === 0 ? [index, right] : [left, index];
    if (fieldOf(node, 'split_feature') === undefined) continue;
    waiting.push({ node: recordAt(node, 'right_child', `a child of node ${index} of ${name}`), depth: depth + 1, parent: index, side: 1 });
    waiting.push({ node: recordAt(node, 'left_child', `a child of node ${index} of ${name}`), depth: depth + 1, parent: index, side: 0 });
  }
  return fillTree(nodes, children, name);
}

function fillTree(nodes: readonly JsonRecord[], children: readonly (readonly [number, number])[], name: string): ParsedTree {
  const categories = new Map<number, Uint32Array>();
  const tree = blankTree(name, nodes.length, 0, categories);
  nodes.forEach((node, index) => {
    const here = `node ${index} of ${name}`;
    if (fieldOf(node, 'split_feature') === undefined) {
      if (fieldOf(node, 'leaf_coeff') !== undefined) {
        unsupported(`${name} has linear models in its leaves (linear_tree)`, 'Train again with linear_tree=false.');
      }
      tree.value[index] = numberOf(fieldOf(node, 'leaf_value'), `leaf_value of ${here}`);
      tree.cover[index] = numberOf(fieldOf(node, 'leaf_count') ?? 0, `leaf_count of ${here}`);
      return;
    }
    const feature = numberOf(fieldOf(node, 'split_feature'), `split_feature of ${here}`);
    if (!Number.isSafeInteger(feature) || feature < 0) malformed(`${here} splits on feature ${feature}`);
    if (feature > MODEL_LIMITS.features) malformed(`${here} splits on feature ${feature}`);
    tree.feature[index] = feature;
    [tree.left[index], tree.right[index]] = children[index] ?? [-1, -1];
    tree.gain[index] = numberOf(fieldOf(node, 'split_gain') ?? 0, `split_gain of ${here}`);
    setRule(tree, index, node, categories);
  });
  return tree;
}

function setRule(tree: ParsedTree, index: number, node: JsonRecord, categories: Map<number, Uint32Array>): void {
  const here = `node ${index} of ${tree.name}`;
  const decision = fieldOf(node, 'decision_type');
  if (decision === '==') {
    const codes = String(fieldOf(node, 'threshold'))
      .split('||')
      .map((code) => (code === '' ? Number.NaN : Number(code)));
    setCategories(tree, index, packCodes(codes, here), categories);
    return;
  }
  const missing = MISSING_TYPES.find((type) => type === fieldOf(node, 'missing_type'));
  if (decision !== '<=' || missing === undefined) malformed(`${here} has a rule that LightGBM does not know`);
  const threshold = numberOf(fieldOf(node, 'threshold'), `threshold of ${here}`);
  setNumericRule(tree, index, { threshold, defaultLeft: fieldOf(node, 'default_left') === true, missing });
}
