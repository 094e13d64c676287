import { type Text, text } from '../../../base/text.ts';
import type { Figure, TableData } from '../../../report/blocks.ts';
import { faded, token } from '../../../report/tokens.ts';
import { type BalanceRow, IMBALANCE } from './balance.ts';
import type { AdjustedContrast, AdjustedFit } from './contrast.ts';
import type { Bins, Diagnosis } from './diagnosis.ts';

export interface Drawing {
  readonly figure: Figure;
  readonly table: TableData;
}

/** More panels or rows than these do not fit a page; the rest stays in the table. */
const MOST_PANELS = 6;
const MOST_COVARIATES = 30;
const PANEL_PIXELS = 220;
const ROW_PIXELS = 24;

/** Overlap: how the propensity scores of the arm (up) and of the control (down) spread. */
export function overlapFigure(fit: AdjustedFit): Drawing {
  return mirrored(fit, ({ scores }) => scores, { across: text('propensity score', '倾向得分'), range: [0, 1] });
}

/** How the weights spread, the arm up and the control down. */
export function weightFigure(fit: AdjustedFit): Drawing {
  return mirrored(fit, ({ weightBins }) => weightBins, { across: text('weight of a row', '单行权重') });
}

function mirrored(
  fit: AdjustedFit,
  pick: (diagnosis: Diagnosis) => Bins,
  axis: { readonly across: Text; readonly range?: readonly [number, number] },
): Drawing {
  const shown = fit.contrasts.slice(0, MOST_PANELS).map(({ diagnosis }) => diagnosis);
  const data = shown.flatMap((diagnosis, panel) => {
    const { edges, control, arm } = pick(diagnosis);
    const centers = control.map((_, bin) => ((edges[bin] as number) + (edges[bin + 1] as number)) / 2);
    const width = (edges[1] as number) - (edges[0] as number);
    const bar = (name: string, counts: readonly number[], sign: 1 | -1, color: string) => ({
      type: 'bar',
      name,
      x: centers,
      y: sharesOf(counts).map((share) => sign * share),
      width,
      marker: { color },
      customdata: counts,
      hovertemplate: '%{x}: %{customdata}<extra>%{fullData.name}</extra>',
      ...axesOf(panel),
    });
    return [bar(diagnosis.arm, arm, 1, token('treated')), bar(fit.control, control, -1, token('control'))];
  });
  return {
    figure: {
      data,
      layout: {
        ...stackedAxes(shown.length, (panel) => ({
          x: { title: { text: axis.across }, nticks: 5, ...(axis.range === undefined ? {} : { range: axis.range }) },
          y: {
            title: { text: shareTitle(shown[panel]?.arm ?? '', fit.control) },
            nticks: 5,
            tickformat: '.0%',
            zeroline: true,
            zerolinecolor: token('ink-2'),
          },
        })),
        barmode: 'overlay',
        showlegend: false,
        height: 60 + PANEL_PIXELS * shown.length,
        margin: { t: 16, b: 44 },
      },
    },
    table: {
      columns: ['arm', 'from', 'to', 'rows in the arm', 'rows in the control'].map((name) => ({ name })),
      rows: fit.contrasts.flatMap(({ diagnosis }) => {
        const { edges, control, arm } = pick(diagnosis);
        return arm.map((count, bin) => [diagnosis.arm, edges[bin] ?? 0, edges[bin + 1] ?? 0, count, control[bin] ?? 0]);
      }),
    },
  };
}

function shareTitle(arm: string, control: string): Text {
  return text(`share of ${arm} ↑ and ${control} ↓`, `${arm} ↑ 与 ${control} ↓ 的占比`);
}

function sharesOf(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total === 0 ? 0 : count / total));
}

/** The love plot: absolute standardised differences before and after, with the line at 0.1. */
export function loveFigure(fit: AdjustedFit): Drawing {
  const shown = fit.contrasts.slice(0, MOST_PANELS).map(({ diagnosis }) => ({ arm: diagnosis.arm, rows: worstFirst(diagnosis.balance) }));
  const tallest = Math.max(1, ...shown.map(({ rows }) => rows.length));
  const data = shown.flatMap(({ rows }, panel) => {
    const dots = (name: Text, pick: (row: BalanceRow) => number | null, marker: Readonly<Record<string, unknown>>) => ({
      type: 'scatter',
      mode: 'markers',
      name,
      x: rows.map((row) => magnitude(pick(row))),
      y: rows.map(nameOf),
      marker,
      showlegend: panel === 0,
      ...axesOf(panel),
    });
    return [
      dots(text('before', '调整前'), ({ before }) => before, { symbol: 'circle-open', size: 8, color: token('ink-3') }),
      dots(text('after', '调整后'), ({ after }) => after, { symbol: 'circle', size: 8, color: token('accent') }),
    ];
  });
  return {
    figure: {
      data,
      layout: {
        ...stackedAxes(shown.length, (panel) => ({
          x: {
            title: {
              text: text(
                `absolute standardised difference, ${shown[panel]?.arm} against ${fit.control}`,
                `标准化差异绝对值，${shown[panel]?.arm} 对 ${fit.control}`,
              ),
            },
            rangemode: 'tozero',
            zeroline: true,
            zerolinecolor: token('ink-2'),
            nticks: 5,
            gridcolor: token('line'),
          },
          y: { type: 'category', automargin: true, autorange: 'reversed' },
        })),
        shapes: shown.map((_, panel) => ({
          type: 'line',
          x0: IMBALANCE,
          x1: IMBALANCE,
          y0: 0,
          y1: 1,
          xref: `x${suffixOf(panel)}`,
          yref: `y${suffixOf(panel)} domain`,
          line: { color: token('warn'), width: 1, dash: 'dot' },
        })),
        height: 90 + shown.length * (60 + ROW_PIXELS * tallest),
        margin: { t: 16, b: 44 },
      },
    },
    table: balanceTable(fit),
  };
}

function balanceTable(fit: AdjustedFit): TableData {
  return {
    columns: [
      { name: 'arm', label: text('arm', '组别') },
      { name: 'covariate', label: text('covariate', '协变量') },
      { name: 'level', label: text('value', '取值') },
      { name: 'arm mean', label: text('arm mean', '该组均值') },
      { name: 'control mean', label: text('control mean', '对照组均值') },
      { name: 'before', label: text('standardised difference before', '调整前标准化差异') },
      { name: 'after', label: text('standardised difference after', '调整后标准化差异') },
      { name: 'variance ratio', label: text('variance ratio before', '调整前方差比') },
    ],
    rows: fit.contrasts.flatMap(({ diagnosis }) =>
      diagnosis.balance.map((row) => [
        diagnosis.arm,
        row.covariate,
        row.level,
        row.armMean,
        row.controlMean,
        row.before,
        row.after,
        row.varianceRatio,
      ]),
    ),
  };
}

function worstFirst(rows: readonly BalanceRow[]): BalanceRow[] {
  const size = ({ before }: BalanceRow): number => (before === null ? Number.MAX_VALUE : Math.abs(before));
  return [...rows].sort((left, right) => size(right) - size(left)).slice(0, MOST_COVARIATES);
}

function nameOf({ covariate, level }: BalanceRow): string {
  return level === null ? covariate : `${covariate} = ${level}`;
}

function magnitude(value: number | null): number | null {
  return value === null ? null : Math.abs(value);
}

/** Every arm's adjusted difference with its interval, the plain difference beside it, and the zero line. */
export function effectFigure(fit: AdjustedFit): Drawing {
  const { contrasts } = fit;
  const rows = contrasts.map(({ arm }) => arm);
  return {
    figure: {
      data: [
        {
          type: 'scatter',
          mode: 'markers',
          name: text('adjusted', '调整后'),
          x: contrasts.map(({ value }) => value),
          y: rows,
          error_x: {
            type: 'data',
            symmetric: false,
            array: contrasts.map((contrast) => reach(contrast, 1)),
            arrayminus: contrasts.map((contrast) => reach(contrast, 0)),
            thickness: 6,
            width: 0,
            color: faded('treated', 0.5),
          },
          marker: { size: 8, symbol: 'line-ns', line: { width: 2, color: token('ink') }, color: token('treated') },
        },
        {
          type: 'scatter',
          mode: 'markers',
          name: text('plain difference', '未调整的差值'),
          x: contrasts.map(({ naive }) => naive),
          y: rows,
          marker: { size: 8, symbol: 'circle-open', color: token('ink-3') },
        },
      ],
      layout: {
        xaxis: {
          title: { text: text(`${fit.outcome}: difference from ${fit.control}`, `${fit.outcome}：与 ${fit.control} 之差`) },
          zeroline: true,
          rangemode: 'tozero',
          zerolinecolor: token('ink-2'),
          nticks: 5,
          gridcolor: token('line'),
        },
        yaxis: { type: 'category', automargin: true, autorange: 'reversed' },
        height: 130 + 36 * rows.length,
        margin: { t: 16, b: 44 },
      },
    },
    table: {
      columns: ['arm', 'adjusted difference', 'low', 'high', 'plain difference'].map((name) => ({ name })),
      rows: contrasts.map(({ arm, value, interval, naive }) => [arm, value, interval?.[0] ?? null, interval?.[1] ?? null, naive]),
    },
  };
}

function reach({ value, interval }: AdjustedContrast, end: 0 | 1): number {
  return interval === null ? 0 : Math.abs(interval[end] - value);
}

function suffixOf(panel: number): string {
  return panel === 0 ? '' : String(panel + 1);
}

function axesOf(panel: number): { readonly xaxis: string; readonly yaxis: string } {
  return { xaxis: `x${suffixOf(panel)}`, yaxis: `y${suffixOf(panel)}` };
}

type Axis = Readonly<Record<string, unknown>>;

/** One panel below the other, each with axes of its own. */
function stackedAxes(count: number, write: (panel: number) => { readonly x: Axis; readonly y: Axis }): Axis {
  const height = 1 / Math.max(1, count);
  const axes = Array.from({ length: count }, (_, panel) => {
    const { x, y } = write(panel);
    const top = 1 - panel * height;
    const share = count === 1 ? 1 : 0.72;
    return [
      [`xaxis${suffixOf(panel)}`, { anchor: `y${suffixOf(panel)}`, ...x }],
      [`yaxis${suffixOf(panel)}`, { anchor: `x${suffixOf(panel)}`, domain: [top - share * height, top], ...y }],
    ] as const;
  });
  return Object.fromEntries(axes.flat());
}
