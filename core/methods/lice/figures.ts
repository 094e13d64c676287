import { type Text, text } from '../../base/text.ts';
import type { Block, FigureBlock, TableData } from '../../report/blocks.ts';
import { armToken, token } from '../../report/tokens.ts';
import type { LiceFit } from './fit.ts';
import type { LayerFit } from './layer-fit.ts';

/** Where the rows lie in each layer, by cluster. */
export function mapBlocks(fit: LiceFit): Block[] {
  return fit.layers.map((layer) => ({
    kind: 'figure',
    id: `map-${layer.layer}`,
    title: text(`Where does layer ${layer.layer} put the rows?`, `第 ${layer.layer} 层把各行放在哪里？`),
    subtitle: text(
      `the two directions that vary most; ${layer.map.labels.length} of ${fit.rows.length} rows, by cluster`,
      `变化最大的两个方向；${fit.rows.length} 行中的 ${layer.map.labels.length} 行，按簇着色`,
    ),
    figure: {
      data: Array.from({ length: layer.count }, (_, cluster) => dotsOf(layer, cluster)),
      layout: { xaxis: axis(text('first direction', '第一方向')), yaxis: axis(text('second direction', '第二方向')) },
    },
    table: mapTable(layer),
  }));
}

function dotsOf({ map }: LayerFit, cluster: number) {
  const rows = [...map.labels.keys()].filter((row) => map.labels[row] === cluster);
  return {
    type: 'scatter',
    mode: 'markers',
    name: text(`cluster ${cluster + 1}`, `簇 ${cluster + 1}`),
    x: rows.map((row) => map.x[row]),
    y: rows.map((row) => map.y[row]),
    marker: { size: 4, opacity: 0.6, color: armToken(cluster + 1), symbol: cluster >= 6 ? 'diamond' : 'circle' },
  };
}

function axis(title: Text) {
  return { title: { text: title }, zeroline: false, gridcolor: token('line'), nticks: 5 };
}

function mapTable({ map }: LayerFit): TableData {
  return {
    columns: [{ name: 'x' }, { name: 'y' }, { name: 'cluster', label: text('cluster', '簇') }],
    rows: Array.from(map.labels, (label, row) => [map.x[row] as number, map.y[row] as number, label + 1]),
  };
}

/** What can be read off each layer, side by side. */
export function stripBlock(fit: LiceFit): FigureBlock {
  const lines: readonly (readonly [string, Text, string, (layer: LayerFit) => number | null])[] = [
    ['probe', text('probe AUC for the decision', '对判定的探针 AUC'), token('accent'), ({ probe }) => probe],
    ['variance', text('variance between clusters', '簇间方差占比'), token('gain'), ({ varianceShare }) => varianceShare],
    ['purity', text('purity', '纯度'), token('ink-2'), ({ purity }) => purity],
    ['stability', text('stability (ARI)', '稳定性 (ARI)'), token('warn'), ({ stability }) => stability.mean],
  ];
  return {
    kind: 'figure',
    id: 'strip',
    title: text('What is decided by the end of each layer?', '到每一层结束时已经决定了什么？'),
    subtitle: text('held-out rows for the probe; all explained rows for the rest', '探针用留出行，其余用全部被解释的行'),
    figure: {
      data: lines.map(([, name, color, of]) => ({
        type: 'scatter',
        mode: 'lines+markers',
        name,
        x: fit.layers.map(({ layer }) => layer),
        y: fit.layers.map(of),
        line: { color, width: 2 },
        marker: { color, size: 7 },
      })),
      layout: {
        xaxis: { title: { text: text('layer', '层') }, dtick: 1, gridcolor: token('line'), zeroline: false },
        yaxis: { range: [-0.05, 1.05], gridcolor: token('line'), zeroline: true, zerolinecolor: token('ink-2') },
      },
    },
    table: {
      columns: [
        { name: 'layer', label: text('layer', '层') },
        { name: 'units', label: text('units', '单元') },
        { name: 'live', label: text('live units', '有效单元') },
        { name: 'dimensions', label: text('dimensions kept', '保留维数') },
        { name: 'clusters', label: text('clusters', '簇数') },
        ...lines.map(([name, label]) => ({ name, label })),
        { name: 'shuffled', label: text('ARI with shuffled weights', '打乱权重后的 ARI') },
        { name: 'new', label: text('new at this layer', '本层新增') },
      ],
      rows: fit.layers.map((layer) => [
        layer.layer,
        layer.units,
        layer.liveUnits,
        layer.dimensions,
        layer.count,
        ...lines.map(([, , , of]) => of(layer)),
        layer.shuffled,
        layer.rising.map(({ column }) => column).join(', ') || null,
      ]),
    },
  };
}

export const RIVAL_NAMES = {
  rules: text('LICE by its readable rules', 'LICE（按可读规则）'),
  centroids: text('LICE by the network’s clusters', 'LICE（按网络的簇）'),
  'k-lime': text('k-LIME', 'k-LIME'),
  tree: text('one tree', '单棵树'),
  line: text('one straight line', '单个线性模型'),
} as const;

/** LICE beside simpler explanations on the same held-out rows. */
export function comparisonBlock(fit: LiceFit): FigureBlock {
  const rows = [
    { name: 'rules' as const, size: fit.budget, score: fit.byRules },
    { name: 'centroids' as const, size: fit.budget, score: fit.byCentroids },
    ...fit.rivals,
  ];
  return {
    kind: 'figure',
    id: 'comparison',
    title: text('Does it repeat the network better than simpler explanations?', '它比更简单的解释更能还原网络吗？'),
    subtitle: text(
      `R² of raw answers on ${fit.heldOut.length} held-out rows, with about as many leaves and terms`,
      `在 ${fit.heldOut.length} 个留出行上对原始预测的 R²，叶与项的数量相近`,
    ),
    figure: {
      data: [
        {
          type: 'bar',
          orientation: 'h',
          y: rows.map(({ name }) => RIVAL_NAMES[name]),
          x: rows.map(({ score }) => score.r2),
          marker: { color: rows.map(({ name }) => token(name === 'rules' || name === 'centroids' ? 'accent' : 'control')) },
        },
      ],
      layout: {
        xaxis: {
          range: [Math.min(0, ...rows.map(({ score }) => score.r2 ?? 0)), 1.02],
          zeroline: true,
          zerolinecolor: token('ink-2'),
          gridcolor: token('line'),
        },
        yaxis: { automargin: true, autorange: 'reversed' },
        showlegend: false,
      },
    },
    table: {
      columns: [
        { name: 'explanation', label: text('explanation', '解释'), words: RIVAL_NAMES },
        { name: 'size', label: text('leaves and terms', '叶与项') },
        { name: 'r2', label: text('held-out R²', '留出 R²') },
        { name: 'agreement', label: text('same decision', '判定一致') },
        { name: 'rows', label: text('rows', '行数') },
      ],
      rows: rows.map(({ name, size, score }) => [name, size, score.r2, score.agreement, score.n]),
    },
  };
}
