import { text } from '../../base/text.ts';
import { inverseLink } from '../../learners/predict.ts';
import type { Block, TableCell, TableColumn } from '../../report/blocks.ts';
import type { LiceFit } from './fit.ts';
import { ruleWords } from './membership.ts';

/** "*" in a rule's place. */
const EVERY = { '*': text('all rows', '全部行'), 1: text('constant', '常数') };

/** Paths by rows and fidelity: where the network's answers come from, in words of the columns. */
export function pathsBlock(fit: LiceFit): Block {
  return {
    kind: 'table',
    id: 'paths',
    title: text('Which ways do rows take through the layers?', '各行在各层之间走哪些路径？'),
    table: {
      columns: [
        { name: 'path', label: text('path', '路径') },
        { name: 'rows', label: text('rows', '行数') },
        { name: 'answer', label: text('mean answer', '平均预测') },
        { name: 'yes', label: text('share of yes', '“是”的占比') },
        { name: 'outcome', label: text('mean outcome', '结果均值') },
        { name: 'rule', label: text('if', '条件'), words: EVERY },
        { name: 'precision', label: text('precision', '精确率') },
        { name: 'coverage', label: text('coverage', '覆盖率') },
        { name: 'r2', label: text('held-out R²', '留出 R²') },
      ],
      rows: fit.paths.map(({ clusters, rows, meanRaw, yesShare, outcome, membership, score }) => [
        clusters.map((cluster) => cluster + 1).join(' → '),
        rows,
        inverseLink(fit.link, meanRaw),
        yesShare,
        outcome,
        ruleWords(membership.parts),
        membership.precision,
        membership.coverage,
        score.r2,
      ]),
    },
  };
}

/** A card for every cluster of every layer. */
export function cardBlocks(fit: LiceFit): Block[] {
  return fit.layers.map(({ layer, cards }) => ({
    kind: 'table',
    id: `cards-${layer}`,
    title: text(`Clusters of layer ${layer}`, `第 ${layer} 层的簇`),
    table: {
      columns: CARD_COLUMNS,
      rows: cards.map((card, cluster): TableCell[] => [
        cluster + 1,
        card.rows,
        inverseLink(fit.link, card.meanRaw),
        card.yesShare,
        ruleWords(card.membership.parts),
        card.membership.precision,
        card.membership.coverage,
        card.score.r2,
        card.score.agreement,
        card.weak ?? 'strong',
        card.typicalName,
        card.borderlineName,
      ]),
    },
  }));
}

const CARD_COLUMNS: readonly TableColumn[] = [
  { name: 'cluster', label: text('cluster', '簇') },
  { name: 'rows', label: text('rows', '行数') },
  { name: 'answer', label: text('mean answer', '平均预测') },
  { name: 'yes', label: text('share of yes', '“是”的占比') },
  { name: 'rule', label: text('who is in it', '成员条件'), words: EVERY },
  { name: 'precision', label: text('precision', '精确率') },
  { name: 'coverage', label: text('coverage', '覆盖率') },
  { name: 'r2', label: text('local R², held out', '局部 R²（留出）') },
  { name: 'agreement', label: text('same decision', '判定一致') },
  {
    name: 'strength',
    label: text('local model', '局部模型'),
    words: {
      strong: text('its own', '自有'),
      small: text('weak: too few rows, general model', '弱：行数过少，使用总体模型'),
      'no-better': text('weak: no better than the general model', '弱：不优于总体模型'),
    },
  },
  { name: 'typical', label: text('typical row', '典型行') },
  { name: 'borderline', label: text('borderline row', '边界行') },
];

/** The local models, line by line, and the centroids: with the rules they rebuild the explanation. */
export function localBlocks(fit: LiceFit): Block[] {
  const rows = fit.layers.flatMap(({ layer, cards }) =>
    cards.flatMap(({ lines }, cluster) => lines.map(({ words, value }): TableCell[] => [layer, cluster + 1, words, value])),
  );
  const centroids = fit.layers.flatMap(({ layer, count, dimensions, centroids: values }) =>
    Array.from({ length: count }, (_, cluster): TableCell[] => [
      layer,
      cluster + 1,
      Array.from(values.subarray(cluster * dimensions, (cluster + 1) * dimensions), (value) => value.toPrecision(6)).join(' '),
    ]),
  );
  const place = [
    { name: 'layer', label: text('layer', '层') },
    { name: 'cluster', label: text('cluster', '簇') },
  ];
  return [
    {
      kind: 'table',
      id: 'local-models',
      title: text('The model inside each cluster (raw answers)', '各簇内的模型（原始预测）'),
      table: {
        columns: [
          ...place,
          { name: 'where', label: text('leaf or term', '叶或项'), words: EVERY },
          { name: 'value', label: text('value', '取值') },
        ],
        rows,
      },
    },
    {
      kind: 'table',
      id: 'centroids',
      title: text('Centroids, in standardised activations', '质心（标准化激活）'),
      table: { columns: [...place, { name: 'centroid', label: text('coordinates', '坐标') }], rows: centroids },
    },
  ];
}

/** What the units of a layer watch, and what tells paired clusters apart. */
export function unitBlocks(fit: LiceFit): Block[] {
  const units: Block = {
    kind: 'table',
    id: 'units',
    title: text('What do groups of units watch?', '各组单元关注什么？'),
    table: {
      columns: [
        { name: 'layer', label: text('layer', '层') },
        { name: 'units', label: text('units', '单元') },
        { name: 'correlation', label: text('correlation with the answer', '与预测的相关系数') },
        { name: 'columns', label: text('columns', '列') },
        { name: 'r2', label: text('held-out R² of a shallow tree', '浅层树的留出 R²') },
      ],
      rows: fit.layers.flatMap(({ layer, unitGroups }) =>
        unitGroups.map(({ units: members, correlation, columns, r2 }): TableCell[] => [
          layer,
          members.join(', '),
          correlation,
          columns.join(', '),
          r2,
        ]),
      ),
    },
  };
  const pairs = fit.layers.flatMap(({ layer, pairs: own }) =>
    own.map(({ yes, no, membership }): TableCell[] => [
      layer,
      yes + 1,
      no + 1,
      ruleWords(membership.parts),
      membership.precision,
      membership.coverage,
    ]),
  );
  if (pairs.length === 0) return [units];
  const columns = [
    { name: 'layer', label: text('layer', '层') },
    { name: 'yes', label: text('cluster of yes', '“是”簇') },
    { name: 'no', label: text('nearest cluster of no', '最近的“否”簇') },
    { name: 'rule', label: text('yes if', '判为“是”的条件'), words: EVERY },
    { name: 'precision', label: text('precision', '精确率') },
    { name: 'coverage', label: text('coverage', '覆盖率') },
  ];
  return [
    units,
    { kind: 'table', id: 'pairs', title: text('What parts yes from no?', '“是”与“否”由什么区分？'), table: { columns, rows: pairs } },
  ];
}

/** Conjunctions to try as columns of a simpler model. */
export function crossesBlock({ crossed }: LiceFit): Block[] {
  if (crossed.candidates.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'crosses',
      title: text('Combinations worth a column of their own', '值得单独成列的组合'),
      table: {
        columns: [
          { name: 'combination', label: text('combination', '组合') },
          { name: 'rows', label: text('rows', '行数') },
          { name: 'times', label: text('strong clusters', '强簇数') },
        ],
        rows: crossed.candidates.map(({ conditions, rows, times }) => [conditions.join(' ∧ '), rows, times]),
      },
    },
  ];
}
