import { refuse } from '../../base/problem.ts';
import { type Text, text } from '../../base/text.ts';
import type { Frame } from '../../frame/frame.ts';
import { bindFeatures, tableRows } from '../../learners/features.ts';
import type { FeatureTable, LinearModel, Link, Model, NetworkModel, TreeModel } from '../../learners/model.ts';
import { layerActivations } from '../../learners/network/predict.ts';
import { formatNumber } from '../../report/format.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { inputOf } from '../inputs.ts';
import type { DrawnNode } from '../kit/drawn-tree/drawn-tree.ts';
import { nodesOfModel } from '../kit/drawn-tree/model-tree.ts';
import { sampleRows } from '../kit/explanations/subject.ts';
import { leavesOfRows } from '../kit/readable-rules/tree-rules.ts';
import type { ModelViewSpec } from './spec.ts';

type Plain = TreeModel | LinearModel | NetworkModel;

/** A layer of a network as the rows see it. */
export interface LayerView {
  readonly units: number;
  readonly activation: string;
  readonly weights: number;
  /** Share of answers above 0, by unit, and the mean answer. */
  readonly active: Float64Array;
  readonly means: Float64Array;
  /** Counts of the answers in equal bins between the ends. */
  readonly histogram: { readonly from: number; readonly to: number; readonly counts: Int32Array };
}

/** One model, or one part of a blend, as it is built. */
export interface ModelViewFit {
  readonly kind: Plain['kind'];
  readonly link: Link;
  readonly parts: number;
  readonly features: readonly string[];
  readonly used: number;
  readonly rowCount: number;
  readonly trees: number;
  readonly leaves: number;
  readonly deepest: number;
  readonly nodes: readonly DrawnNode[];
  /** For trees: the drawn leaf of every row of the frame, from 1. */
  readonly leaf: Int32Array;
  readonly layers: readonly LayerView[];
  readonly terms: readonly { readonly name: string; readonly coefficient: number }[];
}

interface Study {
  readonly model: Plain;
  readonly parts: number;
  readonly frame: Frame;
}

/** @throws method/missing-input; option/invalid for a tree or part that is not there */
export function readModelView(spec: ModelViewSpec, inputs: Inputs): Study {
  const given = inputOf(inputs, 'model');
  const frame = inputOf(inputs, 'frame');
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows to send through the model.', 'Widen the segment.');
  const parts = partsOf(given);
  const model = parts[spec.part - 1];
  if (model === undefined)
    return refuse('option/invalid', `The model has ${parts.length} part(s), not ${spec.part}.`, 'Set part to a number up to that.', {
      option: 'part',
    });
  const trees = model.kind === 'trees' ? model.treeStart.length - 1 : 1;
  if (spec.tree > trees)
    refuse('option/invalid', `The model has ${trees} tree(s), not ${spec.tree}.`, 'Set tree to a number up to that.', { option: 'tree' });
  bindFeatures(frame, model.features);
  return { model, parts: parts.length, frame };
}

function partsOf(model: Model): Plain[] {
  return model.kind === 'blend' ? model.parts.flatMap((part) => partsOf(part.model)) : [model];
}

/** Sends rows through the model and counts where they go. */
export function fitModelView(spec: ModelViewSpec, inputs: Inputs, context: FitContext): ModelViewFit {
  const { model, parts, frame } = readModelView(spec, inputs);
  const whole = bindFeatures(frame, model.features);
  const rows = sampleRows(whole.rowCount, spec.rows, context.rng.fork('rows'));
  const table = tableRows(whole, rows);
  const empty = { trees: 0, leaves: 0, deepest: 0, nodes: [], leaf: new Int32Array(0), layers: [], terms: [] };
  const common = {
    kind: model.kind,
    link: model.link,
    parts,
    features: model.features.map(({ name }) => name),
    used: rows.length,
    rowCount: frame.rowCount,
  };
  if (model.kind === 'network') return { ...common, ...empty, layers: layersOf(model, table, context) };
  if (model.kind === 'linear') return { ...common, ...empty, terms: termsOf(model) };
  const cut = cutTree(model, spec.tree - 1, spec.depth);
  return { ...common, ...empty, ...sizesOf(model), nodes: drawn(cut, table), leaf: leavesOfRows(cut, whole).map((leaf) => leaf + 1) };
}

function termsOf({ terms, features, intercept }: LinearModel): ModelViewFit['terms'] {
  const named = terms.map(({ feature, category, coefficient }) => {
    const name = features[feature]?.name ?? '';
    return { name: category === undefined ? name : `${name} = ${category}`, coefficient };
  });
  return [{ name: 'intercept', coefficient: intercept }, ...named];
}

function sizesOf({ treeStart, feature, left, right }: TreeModel): Pick<ModelViewFit, 'trees' | 'leaves' | 'deepest'> {
  let deepest = 0;
  const visit = (node: number, depth: number): void => {
    deepest = Math.max(deepest, depth);
    if ((feature[node] as number) < 0) return;
    visit(left[node] as number, depth + 1);
    visit(right[node] as number, depth + 1);
  };
  for (let tree = 0; tree + 1 < treeStart.length; tree++) visit(treeStart[tree] as number, 0);
  return { trees: treeStart.length - 1, leaves: feature.reduce((sum, own) => sum + Number(own < 0), 0), deepest };
}

/** One tree alone; splits below the depth become leaves with the mean that the model keeps for them. */
function cutTree(model: TreeModel, tree: number, depth: number): TreeModel {
  const feature = Int32Array.from(model.feature);
  const visit = (node: number, level: number): void => {
    if ((feature[node] as number) < 0) return;
    if (level === depth) {
      feature[node] = -1;
      return;
    }
    visit(model.left[node] as number, level + 1);
    visit(model.right[node] as number, level + 1);
  };
  const root = model.treeStart[tree] as number;
  visit(root, 0);
  return { ...model, feature, treeStart: Int32Array.of(root, model.treeStart[tree + 1] as number) };
}

function drawn(tree: TreeModel, table: FeatureTable): DrawnNode[] {
  const passing = passingRows(tree, table);
  return nodesOfModel(tree, table, (node) => {
    const value = tree.value[node] as number;
    const count = passing.get(node) ?? 0;
    const lines: Text[] = [
      text(formatNumber(value, 'en'), formatNumber(value, 'zh')),
      text(`${formatNumber(count, 'en')} rows`, `${formatNumber(count, 'zh')} 行`),
    ];
    return { lines, value };
  });
}

/** Rows that come through every node of a tree. */
function passingRows(tree: TreeModel, table: FeatureTable): Map<number, number> {
  const counts = new Map<number, number>();
  const leafOf = leavesOfRows(tree, table);
  const perLeaf: number[] = [];
  for (const leaf of leafOf) perLeaf[leaf] = (perLeaf[leaf] ?? 0) + 1;
  let next = 0;
  const visit = (node: number): number => {
    const count =
      (tree.feature[node] as number) < 0 ? (perLeaf[next++] ?? 0) : visit(tree.left[node] as number) + visit(tree.right[node] as number);
    counts.set(node, count);
    return count;
  };
  visit(tree.treeStart[0] as number);
  return counts;
}

const BINS = 30;

function layersOf(model: NetworkModel, table: FeatureTable, context: FitContext): LayerView[] {
  return model.layers.map(({ inputs, outputs, activation }, index) => {
    context.signal.throwIfAborted();
    context.progress(index / model.layers.length, `layer ${index + 1}`);
    const values = layerActivations(model, table, index);
    const [active, means] = [new Float64Array(outputs), new Float64Array(outputs)];
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    values.forEach((value, at) => {
      const unit = at % outputs;
      active[unit] = (active[unit] as number) + Number(value > 0) / table.rowCount;
      means[unit] = (means[unit] as number) + value / table.rowCount;
      from = Math.min(from, value);
      to = Math.max(to, value);
    });
    const counts = new Int32Array(BINS);
    const step = to > from ? (to - from) / BINS : 1;
    for (const value of values) {
      const bin = Math.min(BINS - 1, Math.floor((value - from) / step));
      counts[bin] = (counts[bin] as number) + 1;
    }
    return { units: outputs, activation, weights: (inputs + 1) * outputs, active, means, histogram: { from, to, counts } };
  });
}
