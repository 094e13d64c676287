import type { Link, TreeModel } from '../model.ts';
import { assembleTrees } from './assemble-trees.ts';
import { doubleThreshold } from './float32-threshold.ts';
import { fieldOf, type JsonRecord, listAt, numberOf, numbersAt, recordAt, recordOf, textsOf } from './json-fields.ts';
import { describeModelFeatures, packCodes } from './lightgbm-rules.ts';
import { checkedCount, MODEL_LIMITS, malformed, unsupported } from './limits.ts';
import { blankTree, type ParsedTree } from './parsed-tree.ts';
import type { ReadModelOptions } from './read-options.ts';

const LINKS: Readonly<Record<string, Link>> = {
  'binary:logistic': 'logit',
  'reg:logistic': 'logit',
  'reg:squarederror': 'identity',
  'reg:linear': 'identity',
  'reg:absoluteerror': 'identity',
  'reg:pseudohubererror': 'identity',
  'reg:quantileerror': 'identity',
  'count:poisson': 'log',
  'reg:gamma': 'log',
  'reg:tweedie': 'log',
};

/**
 * Reads XGBoost's `save_model` JSON (versions 1 to 3, booster gbtree, one output). All trees are used, also those
 * after the best round of early stopping, as `Booster.predict` does.
 *
 * XGBoost rounds inputs to 32 bits and sends x < threshold left; thresholds are moved so that x ≤ threshold in
 * doubles decides the same for every double. It adds 32-bit leaves in 32 bits, so its own answers differ from
 * ours in the seventh digit.
 *
 * @throws model/malformed, model/unsupported, model/too-large
 */
export function readXgboostJson(file: JsonRecord, options: ReadModelOptions): TreeModel {
  const learner = recordAt(file, 'learner');
  const param = recordAt(learner, 'learner_model_param');
  const objective = String(fieldOf(recordAt(learner, 'objective'), 'name'));
  const link = Object.hasOwn(LINKS, objective) ? LINKS[objective] : undefined;
  const [classes, targets] = ['num_class', 'num_target'].map((key) => numberOf(fieldOf(param, key) ?? 0, key));
  if ((classes ?? 0) > 1 || (targets ?? 0) > 1)
    unsupported('it answers with several numbers (multi-class)', 'Train one yes/no model for each class of interest.');
  if (link === undefined)
    return unsupported(`its objective is "${objective.slice(0, 60)}"`, `Known objectives: ${Object.keys(LINKS).join(', ')}.`);
  const featureCount = checkedCount(numberOf(fieldOf(param, 'num_feature'), 'num_feature'), 'features', {
    least: 1,
    most: MODEL_LIMITS.features,
  });
  const booster = recordAt(learner, 'gradient_booster');
  const kind = fieldOf(booster, 'name');
  if (kind !== 'gbtree') unsupported(`its booster is "${String(kind).slice(0, 30)}"`, 'Train with booster=gbtree.');
  const trees = listAt(recordAt(booster, 'model'), 'trees', MODEL_LIMITS.trees).map((tree, index) =>
    parseTree(recordOf(tree, `tree ${index}`), `tree ${index}`),
  );
  const { names, isCategory } = featureFacts(learner, featureCount);
  return assembleTrees(trees, {
    features: describeModelFeatures({ names, isCategory, pandasCategories: [], categories: options.categories ?? {} }),
    link,
    base: readBase(fieldOf(param, 'base_score'), link),
    leafScale: 1,
  });
}

function featureFacts(learner: JsonRecord, count: number): { names: string[]; isCategory: boolean[] } {
  const listed = (key: string): string[] =>
    fieldOf(learner, key) === undefined ? [] : textsOf(listAt(learner, key, MODEL_LIMITS.features), key);
  const names = listed('feature_names');
  const types = listed('feature_types');
  if (names.length > 0 && names.length !== count) malformed(`it names ${names.length} features and says it has ${count}`);
  return {
    names: names.length > 0 ? names : Array.from({ length: count }, (_, index) => `f${index}`),
    isCategory: Array.from({ length: count }, (_, index) => types[index] === 'c'),
  };
}

/** The base score is kept on the outcome's own scale, as "5E-1" or, since version 3.1, "[5E-1]". */
function readBase(stated: unknown, link: Link): number {
  const single = typeof stated === 'string' ? stated.replace(/^\[(.*)\]$/, '$1') : stated;
  const score = Math.fround(numberOf(single ?? null, 'base_score'));
  const raw = link === 'logit' ? Math.log(score / (1 - score)) : link === 'log' ? Math.log(score) : score;
  return Number.isFinite(raw) ? raw : malformed(`its base_score is ${String(stated).slice(0, 30)}`);
}

const WHAT_ONE_LEAF = ['0', '1', 0, 1, undefined];

function parseTree(file: JsonRecord, name: string): ParsedTree {
  const param = recordAt(file, 'tree_param', `tree_param of ${name}`);
  if (!WHAT_ONE_LEAF.includes(fieldOf(param, 'size_leaf_vector') as string | number | undefined)) {
    unsupported(`${name} answers with several numbers`, 'Train with multi_strategy=one_output_per_tree.');
  }
  const size = checkedCount(numberOf(fieldOf(param, 'num_nodes'), `num_nodes of ${name}`), `nodes of ${name}`, {
    least: 1,
    most: MODEL_LIMITS.nodes,
  });
  const numbers = (key: string): Float64Array => numbersAt(file, key, size, name);
  const [left, right, conditions, features] = [
    numbers('left_children'),
    numbers('right_children'),
    numbers('split_conditions'),
    numbers('split_indices'),
  ];
  const defaultLeft = numbers('default_left');
  const cover = fieldOf(file, 'sum_hessian') === undefined ? new Float64Array(size) : numbers('sum_hessian');
  const gain = fieldOf(file, 'loss_changes') === undefined ? new Float64Array(size) : numbers('loss_changes');
  const sets = readSets(file, size, name);
  const categories = new Map<number, Uint32Array>();
  const tree = blankTree(name, size, 0, categories);
  for (let node = 0; node < size; node++) {
    if (left[node] === -1) {
      tree.value[node] = Math.fround(conditions[node] as number);
      tree.cover[node] = cover[node] as number;
      continue;
    }
    const feature = features[node] as number;
    if (!Number.isSafeInteger(feature) || feature < 0 || feature > MODEL_LIMITS.features)
      malformed(`node ${node} of ${name} splits on feature ${feature}`);
    tree.feature[node] = feature;
    tree.gain[node] = gain[node] as number;
    const set = sets.get(node);
    // XGBoost sends the categories of a set right and all others left; turned round, that is our rule.
    const isTurned = set !== undefined;
    tree.left[node] = childOf((isTurned ? right : left)[node] as number, node, name);
    tree.right[node] = childOf((isTurned ? left : right)[node] as number, node, name);
    tree.missingLeft[node] = Number((defaultLeft[node] === 1) !== isTurned);
    if (set === undefined) tree.threshold[node] = numericThreshold(conditions[node] as number, node, name);
    else categories.set(node, set);
  }
  return tree;
}

/** Indices are checked before they meet an Int32Array, which would wrap what it cannot hold. */
function childOf(child: number, node: number, name: string): number {
  if (!Number.isSafeInteger(child) || child < 0 || child > MODEL_LIMITS.nodes)
    malformed(`node ${node} of ${name} points at node ${child}, which does not exist`);
  return child;
}

function numericThreshold(condition: number, node: number, name: string): number {
  const threshold = Math.fround(condition);
  if (!Number.isFinite(threshold)) malformed(`the threshold of node ${node} of ${name} is not a finite number`);
  return doubleThreshold(threshold);
}

/** Category sets by node: `categories` holds the codes of all of them, cut by segments and sizes. */
function readSets(file: JsonRecord, size: number, name: string): Map<number, Uint32Array> {
  const sets = new Map<number, Uint32Array>();
  if (fieldOf(file, 'split_type') === undefined) return sets;
  const types = numbersAt(file, 'split_type', size, name);
  if (!types.some((type) => type !== 0)) return sets;
  const list = (key: string): readonly number[] =>
    listAt(file, key, MODEL_LIMITS.allCategoryWords, `${key} of ${name}`).map((entry) => numberOf(entry, `an entry of ${key} of ${name}`));
  const [nodes, starts, sizes, codes] = [
    list('categories_nodes'),
    list('categories_segments'),
    list('categories_sizes'),
    list('categories'),
  ];
  nodes.forEach((node, index) => {
    const [start, count] = [starts[index] ?? -1, sizes[index] ?? -1];
    const isRange = Number.isSafeInteger(start) && Number.isSafeInteger(count) && start >= 0 && count > 0 && start + count <= codes.length;
    if (!isRange || types[node] !== 1) malformed(`the category set ${index} of ${name} does not fit its node`);
    sets.set(node, packCodes(codes.slice(start, start + count), `node ${node} of ${name}`));
  });
  types.forEach((type, node) => {
    if (type !== 0 && !sets.has(node)) malformed(`node ${node} of ${name} has no category set`);
  });
  return sets;
}
