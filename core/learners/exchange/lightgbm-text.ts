import type { TreeModel } from '../model.ts';
import { assembleTrees } from './assemble-trees.ts';
import { parseTrainerJson } from './json-fields.ts';
import { describeModelFeatures, MISSING_TYPES, readObjective, requireOneOutput, setCategories, setNumericRule } from './lightgbm-rules.ts';
import { checkedCount, MODEL_LIMITS, malformed, tooLarge, unsupported } from './limits.ts';
import { blankTree, type ParsedTree } from './parsed-tree.ts';
import type { ReadModelOptions } from './read-options.ts';

/** One paragraph of the file: its `key=value` lines, and the line it starts on. */
interface Section {
  readonly title: string;
  readonly line: number;
  readonly fields: Map<string, string>;
}

/**
 * Reads LightGBM's own text format (`save_model`, versions 2 to 4).
 *
 * @throws model/malformed, model/unsupported, model/too-large
 */
export function readLightGbmText(text: string, options: ReadModelOptions): TreeModel {
  const { header, trees, pandasCategories } = splitSections(text);
  requireOneOutput(wordCount(header, 'num_class'), wordCount(header, 'num_tree_per_iteration'));
  const names = (header.fields.get('feature_names') ?? '').split(' ').filter((name) => name !== '');
  const featureCount = checkedCount(Number(header.fields.get('max_feature_idx')) + 1, 'features', {
    least: 1,
    most: MODEL_LIMITS.features,
  });
  if (names.length !== featureCount) malformed(`it names ${names.length} features and says it has ${featureCount}`);
  const stated = (header.fields.get('tree_sizes') ?? '').split(' ').filter((size) => size !== '').length;
  if (stated !== trees.length) malformed(`it says it has ${stated} trees and holds ${trees.length}; it may have been cut off`);
  const infos = (header.fields.get('feature_infos') ?? '').split(' ');
  const isCategory = names.map((_, index) => !/^(\[.*|none|)$/.test(infos[index] ?? ''));
  const { link, slope } = readObjective(header.fields.get('objective') ?? '');
  const parsed = trees.map((section, index) => parseTree(section, index));
  const isAverage = header.fields.has('average_output');
  return assembleTrees(parsed, {
    features: describeModelFeatures({ names, isCategory, pandasCategories, categories: options.categories ?? {} }),
    link,
    base: 0,
    leafScale: slope / (isAverage ? Math.max(1, trees.length) : 1),
  });
}

function wordCount(header: Section, key: string): number {
  return checkedCount(Number(header.fields.get(key) ?? 1), key, { least: 1, most: 1_000_000 });
}

function splitSections(text: string): { header: Section; trees: Section[]; pandasCategories: readonly unknown[] } {
  const header: Section = { title: 'the header', line: 1, fields: new Map() };
  const trees: Section[] = [];
  let current = header;
  let line = 0;
  let at = 0;
  while (at < text.length) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    const content = text.slice(at, end).trimEnd();
    at = end + 1;
    line++;
    if (content === 'end of trees') return { header, trees, pandasCategories: readPandasCategories(text, at) };
    if (content.startsWith('Tree=')) {
      if (Number(content.slice(5)) !== trees.length) malformed(`"${content.slice(0, 30)}" follows ${trees.length} trees`, { line });
      if (trees.length >= MODEL_LIMITS.trees) tooLarge('trees', trees.length + 1, MODEL_LIMITS.trees);
      current = { title: `tree ${trees.length}`, line, fields: new Map() };
      trees.push(current);
      continue;
    }
    const equals = content.indexOf('=');
    const key = equals < 0 ? content : content.slice(0, equals);
    if (key !== '' && current.fields.has(key)) malformed(`${current.title} says "${key.slice(0, 30)}" twice`, { line });
    if (key !== '') current.fields.set(key, equals < 0 ? '' : content.slice(equals + 1));
  }
  return malformed('its end is missing (no "end of trees"); it may have been cut off', { line });
}

const PANDAS_MARK = '\npandas_categorical:';

function readPandasCategories(text: string, from: number): readonly unknown[] {
  const at = text.indexOf(PANDAS_MARK, from);
  if (at < 0) return [];
  const end = text.indexOf('\n', at + 1);
  const value = parseTrainerJson(text.slice(at + PANDAS_MARK.length, end < 0 ? undefined : end));
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function parseTree(section: Section, index: number): ParsedTree {
  const name = `tree ${index}`;
  if (Number(section.fields.get('is_linear') ?? 0) !== 0) {
    unsupported(`${name} has linear models in its leaves (linear_tree)`, 'Train again with linear_tree=false.');
  }
  const leaves = checkedCount(Number(section.fields.get('num_leaves')), `leaves of ${name}`, { least: 1, most: MODEL_LIMITS.nodes / 2 });
  const splits = leaves - 1;
  const value = numbers(section, 'leaf_value', leaves);
  const count = section.fields.has('leaf_count') && splits > 0 ? numbers(section, 'leaf_count', leaves) : new Float64Array(leaves);
  const categories = new Map<number, Uint32Array>();
  // LightGBM numbers splits 0 … S−1 and writes leaf k as −(k+1); here leaf k becomes node S + k.
  const tree = blankTree(name, splits + leaves, 0, categories);
  tree.value.set(value, splits);
  tree.cover.set(count, splits);
  if (splits === 0) return tree;
  tree.feature.set(numbers(section, 'split_feature', splits).map((feature) => checkedFeature(feature, name)));
  tree.gain.set(section.fields.has('split_gain') ? numbers(section, 'split_gain', splits) : new Float64Array(splits));
  const toNode = (child: number): number => {
    if (Number.isSafeInteger(child) && child < splits && child >= -leaves) return child < 0 ? splits - 1 - child : child;
    return malformed(`${name} points at node ${child}, which does not exist`, { line: section.line });
  };
  tree.left.set(numbers(section, 'left_child', splits).map(toNode));
  tree.right.set(numbers(section, 'right_child', splits).map(toNode));
  setRules(section, tree, categories, splits);
  return tree;
}

function checkedFeature(feature: number, name: string): number {
  return Number.isSafeInteger(feature) && feature >= 0 ? feature : malformed(`${name} splits on feature ${feature}`);
}

function setRules(section: Section, tree: ParsedTree, categories: Map<number, Uint32Array>, splits: number): void {
  const thresholds = numbers(section, 'threshold', splits);
  const decisions = numbers(section, 'decision_type', splits);
  const setCount = checkedCount(Number(section.fields.get('num_cat') ?? 0), `category sets of ${tree.name}`, { least: 0, most: splits });
  const bounds = setCount > 0 ? numbers(section, 'cat_boundaries', setCount + 1) : new Float64Array(1);
  const words = setCount > 0 ? numbers(section, 'cat_threshold', bounds[setCount] as number) : new Float64Array(0);
  for (let node = 0; node < splits; node++) {
    const decision = decisions[node] as number;
    // Bit 0: categories; bit 1: missing goes left; bits 2 and 3: which values are missing.
    const missing = MISSING_TYPES[(decision >> 2) & 3];
    if (!Number.isSafeInteger(decision) || decision < 0 || decision > 15 || missing === undefined) {
      malformed(`node ${node} of ${tree.name} has decision type ${decision}`);
    }
    if ((decision & 1) === 1) {
      setCategories(tree, node, wordsOfSet(words, bounds, thresholds[node] as number, `node ${node} of ${tree.name}`), categories);
    } else {
      setNumericRule(tree, node, { threshold: thresholds[node] as number, defaultLeft: (decision & 2) !== 0, missing });
    }
  }
}

function wordsOfSet(words: Float64Array, bounds: Float64Array, set: number, here: string): Uint32Array {
  const [from, to] = [bounds[set], bounds[set + 1]];
  if (from === undefined || to === undefined) return malformed(`${here} uses category set ${set}, which does not exist`);
  const isRange = Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && from < to && to <= words.length;
  if (!isRange) return malformed(`the category set of ${here} spans ${from} to ${to}`);
  return Uint32Array.from(words.subarray(from, to), (word) =>
    Number.isSafeInteger(word) && word >= 0 && word <= 0xffff_ffff ? word : malformed(`${here} has the category word ${word}`),
  );
}

/** A line of exactly so many numbers; messages name the tree and the line it starts on. */
function numbers(section: Section, key: string, count: number): Float64Array {
  const where = { line: section.line };
  const line = section.fields.get(key);
  if (line === undefined) return malformed(`${section.title} has no ${key}`, where);
  const tokens = line.split(' ').filter((token) => token !== '');
  if (tokens.length !== count) return malformed(`${key} of ${section.title} has ${tokens.length} entries, not ${count}`, where);
  return Float64Array.from(tokens, (token, index) => {
    const value = Number(token);
    return Number.isFinite(value) ? value : malformed(`entry ${index} of ${key} of ${section.title} is "${token.slice(0, 30)}"`, where);
  });
}
