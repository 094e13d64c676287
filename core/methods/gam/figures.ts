import { text, verbatim } from '../../base/text.ts';
import { cellCount, type GamTerm, termSize } from '../../learners/gam/terms.ts';
import type { Feature } from '../../learners/model.ts';
import type { FeatureBins } from '../../learners/trees/bin-feature.task.ts';
import type { FigureBlock, TableCell } from '../../report/blocks.ts';
import { faded, token } from '../../report/tokens.ts';
import { axis, MARGIN } from '../kit/models/figures.ts';
import { cellPlaces, knownAs, scaleWords, termName } from './cells.ts';
import type { GamMethodFit, Range } from './fit.ts';

type Trace = Readonly<Record<string, unknown>>;

const MOST_BARS = 20;

/** Bands reach so many standard deviations between bags. */
const REACH = 2;

/** The density of rows stands along the lower edge, this much of the height. */
const RUG_HEIGHT = 0.12;

/** How much each term moves the answer, on average. */
export function importanceFigure(found: GamMethodFit, order: readonly number[]): FigureBlock {
  const { gam } = found;
  const terms = order.map((at) => gam.terms[at] as GamTerm);
  const shown = terms.slice(0, MOST_BARS).reverse();
  const scale = scaleWords(found);
  const [first] = terms;
  const leader = first === undefined ? '' : termName(gam, first);
  return {
    kind: 'figure',
    id: 'terms',
    title: text(`${leader} moves the answer most`, `${leader} 对预测的影响最大`),
    subtitle: text(
      `mean size of what each term adds over ${found.fit.counts.rows} rows, in ${scale.en}`,
      `各项贡献的平均大小，${found.fit.counts.rows} 行，单位：${scale.zh}`,
    ),
    figure: {
      data: [
        {
          type: 'bar',
          orientation: 'h',
          x: shown.map(termSize),
          y: shown.map((term) => termName(gam, term)),
          marker: { color: token('accent') },
          hovertemplate: '%{y}: %{x}<extra></extra>',
        },
      ],
      layout: {
        xaxis: axis(text(`mean size (${scale.en})`, `平均大小（${scale.zh}）`), { rangemode: 'tozero' }),
        yaxis: { automargin: true, type: 'category' },
        showlegend: false,
        height: 80 + 22 * shown.length,
        margin: MARGIN,
      },
    },
    table: {
      columns: [
        { name: 'term', label: text('term', '项') },
        { name: 'meanSize', label: text('mean size', '平均大小') },
      ],
      rows: terms.map((term) => [termName(gam, term), termSize(term)]),
    },
  };
}

/** One shape: a step curve with what bags disagree about, or a mark a category; where the rows lie stands below. */
export function shapeFigure(found: GamMethodFit, at: number, place: number): FigureBlock {
  const { gam, ranges } = found;
  const feature = gam.features[at] as Feature;
  const term = gam.terms[at] as GamTerm;
  const rule = term.axes[0] as FeatureBins;
  const scale = scaleWords(found);
  const isCategory = rule.kind === 'category';
  const data = isCategory ? categoryTraces(feature, term, rule) : curveTraces(feature, term, rule, ranges[at] ?? null);
  return {
    kind: 'figure',
    id: `shape-${place + 1}`,
    title: text(`What does ${feature.name} add?`, `${feature.name} 带来多少贡献？`),
    subtitle: text(
      `in ${scale.en}; mean of the bags, band of ${REACH} standard deviations between them; bars below: where the rows are`,
      `单位：${scale.zh}；各袋均值及袋间 ${REACH} 个标准差的带；下方条形为行的分布`,
    ),
    figure: {
      data,
      layout: {
        xaxis: axis(verbatim(feature.name), isCategory ? { type: 'category' } : {}),
        yaxis: axis(text(`adds (${scale.en})`, `贡献（${scale.zh}）`), { zeroline: true, zerolinecolor: token('ink-2') }),
        yaxis2: { overlaying: 'y', range: [0, 1 / RUG_HEIGHT], visible: false, fixedrange: true },
        bargap: 0,
        showlegend: false,
        margin: MARGIN,
      },
    },
    table: shapeRows(feature, term, rule),
  };
}

function shapeRows(feature: Feature, { values, spread, weight }: GamTerm, rule: FeatureBins) {
  return {
    columns: ['above', 'upTo', 'value', 'adds', 'low', 'high', 'weight'].map((name) => ({ name })),
    rows: cellPlaces(feature, rule).map(({ from, to, label }, cell): TableCell[] => {
      const [value, reach] = [values[cell] as number, REACH * (spread[cell] as number)];
      return [from, to, label, value, value - reach, value + reach, weight[cell] as number];
    }),
  };
}

/** Ends of the cells of a number's axis, the outer ones those of the data. */
function edgesOf(rule: FeatureBins, range: Range): number[] {
  const bounds = rule.kind === 'number' ? Array.from(rule.bounds) : [];
  const [low, high] = range ?? [bounds[0] ?? 0, bounds.at(-1) ?? 0];
  return [Math.min(low, bounds[0] ?? low), ...bounds, Math.max(high, bounds.at(-1) ?? high)];
}

function curveTraces(feature: Feature, { values, spread, weight }: GamTerm, rule: FeatureBins, range: Range): Trace[] {
  const edges = edgesOf(rule, range);
  const x = edges.map((edge) => knownAs(feature, edge));
  // A step curve stays at each value up to the next edge; the last value is said again at the end.
  const steps = (side: number): number[] =>
    edges.map((_, k) => {
      const cell = Math.min(k + 1, rule.binCount);
      return (values[cell] ?? 0) + side * REACH * (spread[cell] ?? 0);
    });
  const shape = { type: 'scatter', mode: 'lines', x };
  const most = weight.reduce((top, w, cell) => (cell === 0 ? top : Math.max(top, w)), 0);
  return [
    { ...shape, y: steps(-1), line: { width: 0, shape: 'hv' }, hoverinfo: 'skip' },
    { ...shape, y: steps(1), line: { width: 0, shape: 'hv' }, fill: 'tonexty', fillcolor: faded('accent', 0.2), hoverinfo: 'skip' },
    { ...shape, y: steps(0), line: { color: token('accent'), width: 2, shape: 'hv' }, hovertemplate: '%{x}: %{y}<extra></extra>' },
    {
      type: 'scatter',
      mode: 'lines',
      yaxis: 'y2',
      x,
      y: edges.map((_, k) => densityOf(weight, Math.min(k + 1, rule.binCount), most)),
      line: { width: 0, shape: 'hv' },
      fill: 'tozeroy',
      fillcolor: faded('ink-3', 0.4),
      hoverinfo: 'skip',
    },
  ];
}

/** Rows in a cell beside those in the fullest. */
function densityOf(weight: Float64Array, cell: number, most: number): number {
  return most > 0 ? (weight[cell] ?? 0) / most : 0;
}

function categoryTraces(feature: Feature, { values, spread, weight }: GamTerm, rule: FeatureBins): Trace[] {
  const places = cellPlaces(feature, rule);
  // Missing values come last, and only where there were some.
  const cells = [...places.keys()].slice(1).concat((weight[0] ?? 0) > 0 ? [0] : []);
  const names = cells.map((cell) => places[cell]?.label ?? '');
  const most = weight.reduce((top, w) => Math.max(top, w), 0);
  return [
    {
      type: 'bar',
      yaxis: 'y2',
      x: names,
      y: cells.map((cell) => densityOf(weight, cell, most)),
      marker: { color: faded('ink-3', 0.4) },
      hoverinfo: 'skip',
    },
    {
      type: 'scatter',
      mode: 'markers',
      x: names,
      y: cells.map((cell) => values[cell] ?? 0),
      error_y: {
        type: 'data',
        array: cells.map((cell) => REACH * (spread[cell] ?? 0)),
        thickness: 4,
        width: 0,
        color: faded('accent', 0.45),
      },
      marker: { color: token('accent'), size: 8 },
      hovertemplate: '%{x}: %{y}<extra></extra>',
    },
  ];
}

/** What two features add together beyond what each adds alone. */
export function pairFigure(found: GamMethodFit, at: number, place: number): FigureBlock {
  const { gam, ranges } = found;
  const term = gam.terms[at] as GamTerm;
  const scale = scaleWords(found);
  const axes = term.features.map((feature, which) =>
    pairAxis(gam.features[feature] as Feature, term.axes[which] as FeatureBins, ranges[feature] ?? null),
  );
  const [tall, wide] = axes as [PairAxis, PairAxis];
  const width = cellCount(term.axes[1] as FeatureBins);
  const size = term.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return {
    kind: 'figure',
    id: `pair-${place + 1}`,
    title: text(`What do ${termName(gam, term)} add together?`, `${termName(gam, term)} 共同带来多少贡献？`),
    subtitle: text(
      `beyond their own shapes, in ${scale.en}; missing values stand in the table`,
      `在各自形状之外的部分，单位：${scale.zh}；缺失值见表`,
    ),
    figure: {
      data: [
        {
          type: 'heatmap',
          x: wide.marks,
          y: tall.marks,
          z: tall.cells.map((a) => wide.cells.map((b) => term.values[a * width + b] ?? 0)),
          zmin: -size,
          zmax: size,
          colorscale: [
            [0, token('loss')],
            [0.5, token('panel')],
            [1, token('gain')],
          ],
          colorbar: { title: { text: scale }, nticks: 5 },
        },
      ],
      layout: { xaxis: wide.layout, yaxis: tall.layout, showlegend: false, height: 420, margin: MARGIN },
    },
    table: pairRows(found, term),
  };
}

interface PairAxis {
  readonly cells: readonly number[];
  /** Ends of the cells of a number, one more than there are; names of categories. */
  readonly marks: readonly (number | string)[];
  readonly layout: Readonly<Record<string, unknown>>;
}

function pairAxis(feature: Feature, rule: FeatureBins, range: Range): PairAxis {
  const cells = Array.from({ length: rule.binCount }, (_, k) => k + 1);
  const isCategory = rule.kind === 'category';
  const places = cellPlaces(feature, rule);
  return {
    cells,
    marks: isCategory ? cells.map((cell) => places[cell]?.label ?? '') : edgesOf(rule, range).map((edge) => knownAs(feature, edge)),
    layout: axis(verbatim(feature.name), isCategory ? { type: 'category' } : {}),
  };
}

function pairRows({ gam }: GamMethodFit, term: GamTerm) {
  const [tall, wide] = term.features.map((feature, which) => {
    const own = gam.features[feature] as Feature;
    return { name: own.name, places: cellPlaces(own, term.axes[which]) };
  });
  const ends = (name: string): { name: string }[] =>
    [`${name} above`, `${name} up to`, `${name} value`].map((column) => ({ name: column }));
  const rows = (tall?.places ?? []).flatMap((one, a) =>
    (wide?.places ?? []).map((other, b): TableCell[] => {
      const cell = a * (wide?.places.length ?? 1) + b;
      return [
        one.from,
        one.to,
        one.label,
        other.from,
        other.to,
        other.label,
        ...[term.values, term.spread, term.weight].map((of) => of[cell] ?? 0),
      ];
    }),
  );
  return {
    columns: [...ends(tall?.name ?? ''), ...ends(wide?.name ?? ''), { name: 'adds' }, { name: 'spread' }, { name: 'weight' }],
    rows,
  };
}
