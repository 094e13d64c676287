import { type Text, text } from '../../../base/text.ts';
import { wilsonInterval } from '../../../learners/evaluation/calibration.ts';
import type { Figure, FigureBlock, TableData } from '../../../report/blocks.ts';
import { faded, token } from '../../../report/tokens.ts';
import type { ModelFit } from './fit.ts';

type Axis = Readonly<Record<string, unknown>>;

/** An axis with a title and few ticks. */
export function axis(title: Text, more: Axis = {}): Axis {
  return { title: { text: title }, nticks: 5, gridcolor: token('line'), zeroline: false, ...more };
}

export const MARGIN = { t: 16, b: 48 };

/** A dashed line from corner to corner: where a perfect answer, or a coin, would lie. */
function diagonal(low: number, high: number): Readonly<Record<string, unknown>> {
  return {
    type: 'scatter',
    mode: 'lines',
    x: [low, high],
    y: [low, high],
    line: { color: token('ink-3'), width: 1, dash: 'dash' },
    hoverinfo: 'skip',
  };
}

/** Interval bars around values, thick and faded so that they are met before the point. */
export function bars(values: readonly number[], intervals: readonly (readonly [number, number])[]): Readonly<Record<string, unknown>> {
  return {
    type: 'data',
    symmetric: false,
    array: intervals.map(([, high], i) => high - (values[i] as number)),
    arrayminus: intervals.map(([low], i) => (values[i] as number) - low),
    thickness: 4,
    width: 0,
    color: faded('accent', 0.45),
  };
}

/** What was promised against what happened, in tenths of the held-out rows. */
export function calibrationBlock(fit: ModelFit): FigureBlock {
  const { bins, line } = fit.quality;
  const unit = fit.task === 'binary' ? { tickformat: '.0%' } : {};
  const predicted = bins.map((bin) => bin.predicted);
  const actual = bins.map((bin) => bin.actual);
  const ends = [...predicted, ...actual];
  const figure: Figure = {
    data: [
      diagonal(Math.min(...ends), Math.max(...ends)),
      {
        type: 'scatter',
        mode: 'markers',
        x: predicted,
        y: actual,
        error_y: bars(
          actual,
          bins.map((bin) => bin.interval),
        ),
        marker: { size: 7, color: token('accent') },
        hovertemplate: '%{x} → %{y}<extra></extra>',
      },
    ],
    layout: {
      xaxis: axis(
        fit.task === 'binary' ? text('predicted share', '预测比例') : text(`predicted ${fit.outcome}`, `预测的 ${fit.outcome}`),
        unit,
      ),
      yaxis: axis(
        fit.task === 'binary'
          ? text(`share with ${positiveOf(fit)}`, `${positiveOf(fit)} 的比例`)
          : text(`actual ${fit.outcome}`, `实际的 ${fit.outcome}`),
        unit,
      ),
      showlegend: false,
      margin: MARGIN,
    },
  };
  return {
    kind: 'figure',
    id: 'calibration',
    title: calibrationTitle(line?.slope.interval),
    subtitle: heldOutSubtitle(fit),
    figure,
    table: calibrationTable(fit),
  };
}

function calibrationTitle(slope: readonly [number, number] | undefined): Text {
  if (slope === undefined) return text('Does what was predicted happen?', '预测的是否发生？');
  if (slope[1] < 1) return text('Predictions are more extreme than what happens', '预测比实际更极端');
  if (slope[0] > 1) return text('Predictions are more cautious than what happens', '预测比实际更保守');
  return text('What was predicted happens, on average', '平均而言，预测与实际相符');
}

function calibrationTable({ quality }: ModelFit): TableData {
  return {
    columns: ['rows', 'from', 'to', 'predicted', 'actual', 'low', 'high'].map((name) => ({ name })),
    rows: quality.bins.map((bin) => [bin.n, bin.from, bin.to, bin.predicted, bin.actual, ...bin.interval]),
  };
}

/** Sensitivity against false alarms, with a band of 95 % per point. */
export function rocBlock(fit: ModelFit): FigureBlock {
  const { roc, metrics } = fit.quality;
  const area = metrics.find(({ id }) => id === 'auc')?.measured.value ?? Number.NaN;
  const ones = Math.max(1, Math.round(fit.meanOutcome * fit.counts.heldOut));
  const bands = roc.map((point) => wilsonInterval(Math.min(1, point.truePositiveShare), ones, 0.95));
  const x = roc.map((point) => point.falsePositiveShare);
  const figure: Figure = {
    data: [
      diagonal(0, 1),
      { type: 'scatter', mode: 'lines', x, y: bands.map(([low]) => low), line: { width: 0 }, hoverinfo: 'skip' },
      {
        type: 'scatter',
        mode: 'lines',
        x,
        y: bands.map(([, high]) => high),
        line: { width: 0 },
        fill: 'tonexty',
        fillcolor: faded('accent', 0.18),
        hoverinfo: 'skip',
      },
      {
        type: 'scatter',
        mode: 'lines',
        x,
        y: roc.map((point) => point.truePositiveShare),
        line: { color: token('accent'), width: 2 },
        hovertemplate: '%{x} → %{y}<extra></extra>',
      },
    ],
    layout: {
      xaxis: axis(text(`share of ${fit.negative} called ${fit.positive}`, `${fit.negative} 被误判为 ${fit.positive} 的比例`), {
        range: [0, 1],
        tickformat: '.0%',
      }),
      yaxis: axis(text(`share of ${fit.positive} found`, `${fit.positive} 被找出的比例`), { range: [0, 1], tickformat: '.0%' }),
      showlegend: false,
      margin: MARGIN,
    },
  };
  const pairs = (100 * area).toFixed(1);
  return {
    kind: 'figure',
    id: 'roc',
    title: text(`${pairs} of 100 pairs are ranked the right way round`, `每 100 对中有 ${pairs} 对排序正确`),
    subtitle: heldOutSubtitle(fit),
    figure,
    table: {
      columns: ['threshold', 'falsePositiveShare', 'truePositiveShare', 'precision'].map((name) => ({ name })),
      rows: roc.map((point) => [
        Number.isFinite(point.threshold) ? point.threshold : null,
        point.falsePositiveShare,
        point.truePositiveShare,
        point.precision,
      ]),
    },
  };
}

/** Held-out rows one by one: how far answers lie from what happened. */
export function scatterBlock(fit: ModelFit): FigureBlock {
  const actual = fit.sample.map(([, value]) => value);
  const figure: Figure = {
    data: [
      diagonal(Math.min(...actual), Math.max(...actual)),
      {
        type: 'scatter',
        mode: 'markers',
        x: fit.sample.map(([value]) => value),
        y: actual,
        marker: { size: 5, color: faded('accent', 0.5) },
        hovertemplate: '%{x} → %{y}<extra></extra>',
      },
    ],
    layout: {
      xaxis: axis(text(`predicted ${fit.outcome}`, `预测的 ${fit.outcome}`)),
      yaxis: axis(text(`actual ${fit.outcome}`, `实际的 ${fit.outcome}`)),
      showlegend: false,
      margin: MARGIN,
    },
  };
  return {
    kind: 'figure',
    id: 'predicted-actual',
    title: text('How far is each answer from what happened?', '每个预测与实际相差多远？'),
    subtitle: text(
      `${fit.sample.length} of ${fit.counts.heldOut} held-out rows, evenly picked`,
      `留出的 ${fit.counts.heldOut} 行中均匀抽取 ${fit.sample.length} 行`,
    ),
    figure,
    table: { columns: [{ name: 'predicted' }, { name: 'actual' }], rows: fit.sample.map((point) => [...point]) },
  };
}

function positiveOf(fit: ModelFit): string {
  return `${fit.outcome} = ${fit.positive}`;
}

/** What the numbers under a title come from. */
export function heldOutSubtitle({ counts }: ModelFit): Text {
  return text(
    `${counts.heldOut} held-out rows; learnt from ${counts.training} others`,
    `留出 ${counts.heldOut} 行；由其余 ${counts.training} 行训练`,
  );
}
