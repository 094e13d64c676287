import { type Text, text } from '../../../base/text.ts';
import type { GainShare } from '../../../learners/evaluation/gain-importance.ts';
import type { FigureBlock } from '../../../report/blocks.ts';
import { token } from '../../../report/tokens.ts';
import { axis, bars, heldOutSubtitle, MARGIN } from './figures.ts';
import type { ModelFit } from './fit.ts';
import type { LearningCurve } from './learning-curve.ts';

const MEASURES: Readonly<Record<LearningCurve['measure'], Text>> = {
  logLoss: text('log loss (nats a row)', '对数损失（每行，纳特）'),
  rmse: text('root mean squared error', '均方根误差'),
  loss: text('mean loss', '平均损失'),
};

/** Would more trees, or more rows, help? */
export function learningBlock(fit: ModelFit): FigureBlock {
  const { by, measure, points } = fit.curve;
  const x = points.map((point) => point.at);
  const heldOut = points.map((point) => point.heldOut);
  const hasIntervals = points.some((point) => point.interval !== undefined);
  const trace = (name: Text, y: readonly number[], color: 'accent' | 'ink-3'): Readonly<Record<string, unknown>> => ({
    type: 'scatter',
    mode: by === 'rows' ? 'lines+markers' : 'lines',
    name,
    x,
    y: y.map((value) => (Number.isFinite(value) ? value : null)),
    line: { color: token(color), width: 2 },
  });
  const seen = trace(
    text('rows it learnt from', '训练所用的行'),
    points.map((point) => point.training),
    'ink-3',
  );
  const unseen = trace(text('held-out rows', '留出的行'), heldOut, 'accent');
  const intervals = points.map((point) => point.interval ?? ([point.heldOut, point.heldOut] as const));
  return {
    kind: 'figure',
    id: 'learning-curve',
    title: by === 'trees' ? text('Would more trees help?', '增加树的数量有用吗？') : text('Would more rows help?', '增加数据有用吗？'),
    subtitle: heldOutSubtitle(fit),
    figure: {
      data: [seen, hasIntervals ? { ...unseen, error_y: bars(heldOut, intervals) } : unseen],
      layout: {
        xaxis: axis(by === 'trees' ? text('trees', '树的数量') : text('rows learnt from', '训练行数')),
        yaxis: axis(MEASURES[measure]),
        showlegend: true,
        legend: { orientation: 'h', y: 1.1 },
        margin: MARGIN,
      },
    },
    table: {
      columns: [{ name: by }, { name: 'training' }, { name: 'heldOut' }, { name: 'low' }, { name: 'high' }],
      rows: points.map(({ at, training, heldOut: value, interval }) =>
        [at, training, value, interval?.[0] ?? null, interval?.[1] ?? null].map((cell) =>
          cell === null || Number.isFinite(cell) ? cell : null,
        ),
      ),
    },
  };
}

const MOST_BARS = 20;

/** Which columns the trees split on most profitably. */
export function importanceBlock(fit: ModelFit, shares: readonly GainShare[]): FigureBlock {
  const shown = shares.slice(0, MOST_BARS).reverse();
  const [first] = shares;
  return {
    kind: 'figure',
    id: 'importance',
    title: text(`The trees lean on ${first?.feature ?? 'nothing'} most`, `树模型最倚重 ${first?.feature ?? '（无）'}`),
    subtitle: text(
      `share of the total gain over ${fit.counts.rows} rows; a description of this model, without an interval: the importance method measures it on unseen rows`,
      `占总增益的份额，${fit.counts.rows} 行；仅描述本模型，无区间：importance 方法可在未见数据上度量`,
    ),
    figure: {
      data: [
        {
          type: 'bar',
          orientation: 'h',
          x: shown.map(({ share }) => share),
          y: shown.map(({ feature }) => feature),
          marker: { color: token('accent') },
          hovertemplate: '%{y}: %{x}<extra></extra>',
        },
      ],
      layout: {
        xaxis: axis(text('share of the total gain', '占总增益的份额'), { tickformat: '.0%', rangemode: 'tozero' }),
        yaxis: { automargin: true, type: 'category' },
        showlegend: false,
        height: 80 + 22 * shown.length,
        margin: MARGIN,
      },
    },
    table: {
      columns: [{ name: 'feature' }, { name: 'share', unit: 'share' }, { name: 'splits' }],
      rows: shares.map(({ feature, share, splits }) => [feature, share, splits]),
    },
  };
}
