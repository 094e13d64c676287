import type { QuadrantsView } from '../../../core/api/uplift-types.ts';
import type { Text } from '../../../core/base/text.ts';
import type { FigureBlock } from '../../../core/report/blocks.ts';
import { faded, token } from '../../../core/report/tokens.ts';
import { effectOn, untreated, upliftWords } from '../../text/uplift.ts';
import type { ArmEffects, Plane, Tenth } from './effects-report.ts';
import { colourOf, effectAxis } from './figure-parts.ts';

type Trace = Readonly<Record<string, unknown>>;

export interface Limits {
  readonly baseline: number;
  readonly effect: number;
}

interface PlaneDrawing {
  /** The report's own title: by it the page knows which block this one redraws. */
  readonly title: Text;
  readonly plane: Plane;
  readonly outcome: string;
  readonly limits: Limits;
  /** Null while they are counted. */
  readonly quadrants: QuadrantsView | null;
  number(value: number): string;
}

/** The corners of the plane: which, where, and on which side its words stand. */
const CORNERS = [
  { name: 'persuadable', x: 0.01, y: 0.99, xanchor: 'left', yanchor: 'top' },
  { name: 'sureThing', x: 0.99, y: 0.99, xanchor: 'right', yanchor: 'top' },
  { name: 'lostCause', x: 0.01, y: 0.01, xanchor: 'left', yanchor: 'bottom' },
  { name: 'doNotDisturb', x: 0.99, y: 0.01, xanchor: 'right', yanchor: 'bottom' },
] as const;

/** The four-quadrant plane: darkness by rows, the two limits, and in each corner its name and how many there are. */
export function planeFigure({ title, plane, outcome, limits, quadrants, number }: PlaneDrawing): FigureBlock {
  const [effectLow, effectHigh] = ends(plane.effectEdges, [limits.effect, 0]);
  const [baselineLow, baselineHigh] = ends(plane.baselineEdges, [limits.baseline]);
  const line = (at: object): object => ({ type: 'line', line: { color: token('ink'), width: 1.5, dash: 'dot' }, ...at });
  return {
    kind: 'figure',
    id: 'quadrants',
    title,
    subtitle: upliftWords.planeHow,
    figure: {
      data: [
        {
          type: 'heatmap',
          x: plane.baselineEdges,
          y: plane.effectEdges,
          z: plane.roots,
          text: plane.counts,
          hovertemplate: '%{text}<extra></extra>',
          colorscale: [
            [0, faded('accent', 0.06)],
            [1, token('accent')],
          ],
          showscale: false,
        },
      ],
      layout: {
        height: 420,
        showlegend: false,
        xaxis: { title: { text: untreated(outcome) }, range: [baselineLow, baselineHigh], zeroline: false, showgrid: false, nticks: 5 },
        yaxis: {
          title: { text: effectOn(outcome) },
          range: [effectLow, effectHigh],
          zeroline: true,
          zerolinecolor: token('ink-2'),
          zerolinewidth: 1.5,
          showgrid: false,
          nticks: 5,
        },
        shapes: [
          line({ x0: limits.baseline, x1: limits.baseline, yref: 'paper', y0: 0, y1: 1 }),
          line({ xref: 'paper', x0: 0, x1: 1, y0: limits.effect, y1: limits.effect }),
        ],
        annotations: CORNERS.map(({ name, ...place }) => {
          const count = quadrants === null ? '…' : number(quadrants[name]);
          const { en, zh } = upliftWords[name];
          return {
            ...place,
            xref: 'paper',
            yref: 'paper',
            showarrow: false,
            align: place.xanchor,
            bgcolor: faded('panel', 0.8),
            font: { weight: 600 },
            text: { en: `${en}<br>${count}`, zh: `${zh}<br>${count}` },
          };
        }),
      },
    },
    table: {
      columns: [
        { name: 'quadrant', label: upliftWords.quadrant },
        { name: 'customers', label: upliftWords.customers },
      ],
      rows: CORNERS.map(({ name }) => [upliftWords[name].en, quadrants?.[name] ?? null]),
    },
  };
}

/** A little room beyond the edges, and everything in it that has to be seen. */
function ends(edges: readonly number[], seen: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(edges[0] ?? 0, ...seen), Math.max(edges.at(-1) ?? 1, ...seen)];
  const room = 0.03 * (high - low || 1);
  return [low - room, high + room];
}

interface TenthsDrawing {
  readonly tenths: readonly Tenth[];
  readonly outcome: string;
  readonly armPlace: number;
  readonly picked: number;
  /** Mean planted effect of each tenth; null where nothing was planted. */
  readonly truth: readonly number[] | null;
}

/** Ten groups by predicted effect: what the test shows as bars with intervals, what was predicted as marks. */
export function tenthsFigure({ tenths, outcome, armPlace, picked, truth }: TenthsDrawing): Pick<FigureBlock, 'figure' | 'table'> {
  const groups = tenths.map(({ group }) => group);
  const observed = tenths.map((tenth) => tenth.observed);
  const reach = (end: 0 | 1): readonly number[] =>
    tenths.map((tenth) => Math.abs((tenth.interval?.[end] ?? tenth.observed ?? 0) - (tenth.observed ?? 0)));
  const data: Trace[] = [
    {
      type: 'bar',
      name: upliftWords.observed,
      x: groups,
      y: observed,
      marker: { color: groups.map((group) => faded(colourOf(armPlace), group === picked ? 0.75 : 0.4)) },
      error_y: { type: 'data', symmetric: false, array: reach(1), arrayminus: reach(0), thickness: 1.5, width: 4, color: token('ink') },
      hovertemplate: '%{x}: %{y}<extra></extra>',
    },
    {
      type: 'scatter',
      mode: 'lines+markers',
      name: upliftWords.predicted,
      x: groups,
      y: tenths.map(({ predicted }) => predicted),
      line: { color: token('ink-2'), dash: 'dot', width: 1 },
      marker: { symbol: 'circle-open', size: 8, color: token('ink-2'), line: { width: 1.5 } },
      hovertemplate: '%{x}: %{y}<extra></extra>',
    },
  ];
  if (truth !== null)
    data.push({
      type: 'scatter',
      mode: 'markers',
      name: upliftWords.truth,
      x: groups,
      y: truth,
      marker: { symbol: 'diamond-open', size: 10, color: token('ink'), line: { width: 2 } },
      hovertemplate: '%{x}: %{y}<extra></extra>',
      meta: { truth: true },
    });
  return {
    figure: {
      data,
      layout: {
        height: 340,
        xaxis: { title: { text: upliftWords.group }, dtick: 1, showgrid: false },
        yaxis: effectAxis(effectOn(outcome)),
      },
    },
    table: {
      columns: [
        { name: 'group', label: upliftWords.group },
        { name: 'rows', label: upliftWords.rows },
        { name: 'predicted', label: upliftWords.predicted },
        { name: 'observed', label: upliftWords.observed },
        { name: 'low', label: upliftWords.low },
        { name: 'high', label: upliftWords.high },
        ...(truth === null ? [] : [{ name: 'truth', label: upliftWords.truth, isTruth: true }]),
      ],
      rows: tenths.map(({ group, rows, predicted, observed: seen, interval }, at) => [
        group,
        rows,
        predicted,
        seen,
        interval?.[0] ?? null,
        interval?.[1] ?? null,
        ...(truth === null ? [] : [truth[at] ?? null]),
      ]),
    },
  };
}

/** How single effects spread on either side of zero, with the average and its interval. */
export function distributionFigure({ titles, bins, average }: ArmEffects, outcome: string): FigureBlock {
  const shapes =
    average === null
      ? []
      : [
          ...(average.interval === undefined
            ? []
            : [
                {
                  type: 'rect',
                  x0: average.interval[0],
                  x1: average.interval[1],
                  yref: 'paper',
                  y0: 0,
                  y1: 1,
                  fillcolor: faded('ink', 0.12),
                  line: { width: 0 },
                },
              ]),
          { type: 'line', x0: average.value, x1: average.value, yref: 'paper', y0: 0, y1: 1, line: { color: token('ink'), width: 1.5 } },
        ];
  return {
    kind: 'figure',
    id: 'distribution',
    title: titles.distribution ?? upliftWords.distribution,
    figure: {
      data: [
        {
          type: 'bar',
          x: bins.map(({ from, to }) => (from + to) / 2),
          y: bins.map(({ rows }) => rows),
          width: bins.map(({ from, to }) => to - from),
          marker: { color: bins.map(({ from, to }) => token(from + to < 0 ? 'loss' : 'gain')) },
          hovertemplate: '%{x}: %{y}<extra></extra>',
        },
      ],
      layout: {
        height: 280,
        showlegend: false,
        bargap: 0,
        shapes,
        annotations:
          average === null
            ? []
            : [{ x: average.value, y: 1, yref: 'paper', yanchor: 'bottom', text: upliftWords.averageHere, showarrow: false }],
        xaxis: { ...effectAxis(effectOn(outcome)), rangemode: 'tozero' },
        yaxis: { title: { text: upliftWords.customers }, zeroline: false, nticks: 4 },
      },
    },
    table: {
      columns: [
        { name: 'from', label: upliftWords.effectFrom },
        { name: 'to', label: upliftWords.effectTo },
        { name: 'rows', label: upliftWords.customers },
      ],
      rows: bins.map(({ from, to, rows }) => [from, to, rows]),
    },
  };
}
