import type { RowView, SubjectView } from '../../../core/api/types.ts';
import { type Text, text } from '../../../core/base/text.ts';
import type { FigureBlock } from '../../../core/report/blocks.ts';
import { formatNumber } from '../../../core/report/format.ts';
import { explainWords, otherFeatures, scaleName, shownRow, whyTitle } from '../../text/explain.ts';
import { type AnswerStep, answerSteps, stepLabel } from './steps-of-answer.ts';

const BAR_PIXELS = 27;

/** From the base to one customer's answer, as a figure with the table that it is drawn from. */
export function waterfallBlock(subject: SubjectView, view: RowView, before: RowView, order: readonly number[]): FigureBlock {
  const steps = answerSteps(view, order, before).map((step) => ({ ...step, label: labelOf(subject, view, before, step) }));
  const scale = scaleName(subject);
  const number = (value: number): Text => text(formatNumber(value, 'en'), formatNumber(value, 'zh'));
  return {
    kind: 'figure',
    id: 'waterfall',
    title: whyTitle(view.name, number(view.answer)),
    subtitle: text(
      shownRow(number(view.row).en, number(subject.rowCount).en).en,
      shownRow(number(view.row).zh, number(subject.rowCount).zh).zh,
    ),
    figure: {
      data: [
        {
          type: 'bar',
          orientation: 'h',
          base: steps.map(({ from }) => from),
          x: steps.map(({ from, to }) => to - from),
          y: steps.map((_, index) => index),
          text: steps.map(({ change }) => changeText(change)),
          textposition: 'outside',
          cliponaxis: false,
          marker: { color: steps.map(({ change }) => (change < 0 ? 'token:loss' : 'token:gain')) },
          hovertemplate: '%{text}<extra></extra>',
        },
      ],
      layout: {
        xaxis: {
          title: { text: scale },
          zeroline: false,
          nticks: 5,
          range: rangeOf(steps),
        },
        yaxis: {
          tickvals: steps.map((_, index) => index),
          ticktext: steps.map(({ label }) => shortened(label)),
          range: [steps.length - 0.4, -0.6],
          zeroline: false,
          automargin: true,
          showgrid: false,
        },
        shapes: [markLine(view.base, 'dot'), markLine(view.raw, 'solid')],
        annotations: markLabels(view, rangeOf(steps)),
        showlegend: false,
        margin: { t: 48 },
        height: 106 + BAR_PIXELS * steps.length,
      },
    },
    table: {
      columns: [
        { name: 'step', label: explainWords.step },
        { name: 'from', label: explainWords.from },
        { name: 'contribution', label: explainWords.contribution },
        { name: 'to', label: explainWords.to },
      ],
      rows: [['base', null, null, view.base], ...steps.map(({ label, from, change, to }) => [label.en, from, change, to])],
    },
  };
}

function labelOf({ features }: SubjectView, view: RowView, before: RowView, { feature, count }: AnswerStep): Text {
  const described = feature === null ? undefined : features[feature];
  if (feature === null || described === undefined) return otherFeatures(count);
  return stepLabel(described, view.values[feature] ?? null, before.values[feature] ?? null);
}

/** Sign and arrow are printed, for colour may not be seen. */
function changeText(change: number): Text {
  const sign = change < 0 ? '↓ −' : '↑ +';
  const words = (language: 'en' | 'zh'): string => sign + formatNumber(Math.abs(change), language);
  return text(words('en'), words('zh'));
}

/** Long names would push the bars out of the picture. */
const LONGEST_LABEL = 34;

function shortened({ en, zh }: Text): Text {
  const cut = (words: string): string => (words.length > LONGEST_LABEL ? `${words.slice(0, LONGEST_LABEL - 1)}…` : words);
  return text(cut(en), cut(zh));
}

/** Room for the numbers on either side. */
function rangeOf(steps: readonly AnswerStep[]): [number, number] {
  const ends = steps.flatMap(({ from, to }) => [from, to]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = high > low ? 0.17 * (high - low) : 1;
  return [low - room, high + room];
}

function markLine(x: number, dash: string): Record<string, unknown> {
  return {
    type: 'line',
    xref: 'x',
    yref: 'paper',
    x0: x,
    x1: x,
    y0: 0,
    y1: 1,
    line: { color: 'token:ink-2', width: 1, dash },
    layer: 'below',
  };
}

/** Each name has a line of its own above the bars, and leans towards the middle, so that neither is cut nor hit by the other. */
function markLabels({ base, raw }: RowView, [low, high]: readonly [number, number]): Record<string, unknown>[] {
  const label = (x: number, words: Text, yshift: number): Record<string, unknown> => ({
    x,
    y: 1,
    xref: 'x',
    yref: 'paper',
    yanchor: 'bottom',
    xanchor: x > (low + high) / 2 ? 'right' : 'left',
    yshift,
    text: words,
    showarrow: false,
    font: { color: 'token:ink-2', size: 11 },
  });
  const named = (words: Text, value: number): Text =>
    text(`${words.en} ${formatNumber(value, 'en')}`, `${words.zh} ${formatNumber(value, 'zh')}`);
  return [label(base, named(explainWords.start, base), 14), label(raw, named(explainWords.thisRow, raw), 0)];
}
