import { type Text, text } from '../../base/text.ts';
import type { Block, FigureBlock, Note, Report, TableCell } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { token } from '../../report/tokens.ts';
import { drawTree } from '../kit/drawn-tree/drawn-tree.ts';
import { sampleNote } from '../kit/explanations/words.ts';
import type { LayerView, ModelViewFit } from './fit.ts';
import type { ModelViewSpec } from './spec.ts';

/** Writes the report: what the model is built of, then its tree, layers or terms. */
export function reportModelView(fit: ModelViewFit, spec: ModelViewSpec): Report {
  const blocks: Block[] = [{ kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit) }];
  if (fit.kind === 'trees') blocks.push(treeBlock(fit, spec));
  if (fit.kind === 'network')
    blocks.push(layersBlock(fit), ...fit.layers.map((layer, at) => histogramBlock(fit, layer, at)), unitsBlock(fit));
  if (fit.kind === 'linear') blocks.push(termsBlock(fit));
  return { blocks, notes: [...sampleNote('model-view', fit.used, fit.rowCount), ...partNotes(fit, spec)] };
}

function readingOf({ kind, trees, leaves, deepest, layers, terms, features }: ModelViewFit): Text {
  const n = (value: number, language: 'en' | 'zh'): string => formatNumber(value, language);
  if (kind === 'trees')
    return text(
      `The model adds up ${n(trees, 'en')} trees with ${n(leaves, 'en')} leaves in all, at most ${deepest} questions deep, over ${features.length} columns.`,
      `该模型由 ${n(trees, 'zh')} 棵树相加而成，共 ${n(leaves, 'zh')} 片叶子，最深 ${deepest} 个问题，使用 ${features.length} 列。`,
    );
  if (kind === 'linear')
    return text(
      `The model is a sum of ${terms.length} terms over ${features.length} columns.`,
      `该模型是 ${features.length} 列上 ${terms.length} 项之和。`,
    );
  const weights = layers.reduce((sum, layer) => sum + layer.weights, 0);
  const hidden = layers.slice(0, -1);
  const dead = hidden.reduce((sum, { active }) => sum + active.filter((share) => share === 0).length, 0);
  return text(
    `The network has ${hidden.length} hidden layers (${hidden.map(({ units }) => units).join(', ')} units) and ${n(weights, 'en')} weights; ${dead} hidden units never speak on these rows.`,
    `该网络有 ${hidden.length} 个隐藏层（${hidden.map(({ units }) => units).join('、')} 个单元），共 ${n(weights, 'zh')} 个权重；在这些行上有 ${dead} 个隐藏单元从不激活。`,
  );
}

function treeBlock(fit: ModelViewFit, { tree, depth }: ModelViewSpec): FigureBlock {
  return {
    kind: 'figure',
    id: 'tree',
    title: text(`Tree ${tree} of ${fit.trees}`, `第 ${tree} 棵树（共 ${fit.trees} 棵）`),
    subtitle: text(
      `what it adds to the raw answer, and how many of ${fit.used} rows pass; the first ${depth} levels`,
      `其对原始预测的贡献，以及 ${fit.used} 行中经过的行数；前 ${depth} 层`,
    ),
    ...drawTree({ nodes: fit.nodes, valueName: text('added to the raw answer', '对原始预测的贡献') }),
  };
}

function layersBlock({ layers }: ModelViewFit): Block {
  return {
    kind: 'table',
    id: 'layers',
    title: text('Layers', '各层'),
    table: {
      columns: [
        { name: 'layer', label: text('layer', '层') },
        { name: 'units', label: text('units', '单元') },
        { name: 'activation', label: text('activation', '激活函数') },
        { name: 'weights', label: text('weights', '权重数') },
        { name: 'active', label: text('mean share of rows above 0', '大于 0 的行的平均占比') },
        { name: 'silent', label: text('units never above 0', '从不大于 0 的单元') },
      ],
      rows: layers.map(({ units, activation, weights, active }, at): TableCell[] => [
        at + 1,
        units,
        activation,
        weights,
        active.reduce((sum, share) => sum + share, 0) / Math.max(1, units),
        active.filter((share) => share === 0).length,
      ]),
    },
  };
}

function histogramBlock({ used }: ModelViewFit, { histogram: { from, to, counts } }: LayerView, at: number): FigureBlock {
  const step = (to - from) / counts.length;
  const x = Array.from(counts, (_, bin) => from + (bin + 0.5) * step);
  return {
    kind: 'figure',
    id: `activations-${at + 1}`,
    title: text(`What do the units of layer ${at + 1} say?`, `第 ${at + 1} 层的单元给出哪些值？`),
    subtitle: text(`all units on ${used} rows`, `全部单元，${used} 行`),
    figure: {
      data: [{ type: 'bar', x, y: Array.from(counts), marker: { color: token('accent') } }],
      layout: {
        bargap: 0.02,
        xaxis: { title: { text: text('activation', '激活值') }, zeroline: false, gridcolor: token('line') },
        yaxis: { title: { text: text('count', '计数') }, zeroline: true, zerolinecolor: token('ink-2'), gridcolor: token('line') },
        showlegend: false,
      },
    },
    table: {
      columns: [
        { name: 'activation', label: text('activation', '激活值') },
        { name: 'count', label: text('count', '计数') },
      ],
      rows: x.map((value, bin) => [value, counts[bin] as number]),
    },
  };
}

function unitsBlock({ layers }: ModelViewFit): Block {
  return {
    kind: 'table',
    id: 'units',
    title: text('Units', '单元'),
    table: {
      columns: [
        { name: 'layer', label: text('layer', '层') },
        { name: 'unit', label: text('unit', '单元') },
        { name: 'mean', label: text('mean activation', '平均激活值') },
        { name: 'active', label: text('share of rows above 0', '大于 0 的行占比') },
      ],
      rows: layers.flatMap(({ means, active }, at) =>
        Array.from(means, (mean, unit): TableCell[] => [at + 1, unit + 1, mean, active[unit] as number]),
      ),
    },
  };
}

function termsBlock({ terms }: ModelViewFit): Block {
  return {
    kind: 'table',
    id: 'terms',
    title: text('Terms', '各项'),
    table: {
      columns: [
        { name: 'term', label: text('term', '项') },
        { name: 'coefficient', label: text('coefficient', '系数') },
      ],
      rows: terms.map(({ name, coefficient }) => [name, coefficient]),
    },
  };
}

function partNotes({ parts }: ModelViewFit, { part }: ModelViewSpec): Note[] {
  if (parts < 2) return [];
  return [
    {
      severity: 'info',
      code: 'model-view/part',
      message: text(
        `This is part ${part} of ${parts}; the model weighs them together.`,
        `这是第 ${part} 部分，共 ${parts} 部分；模型将它们加权合并。`,
      ),
    },
  ];
}
