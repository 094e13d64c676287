import { type Text, text } from '../../base/text.ts';
import { token } from '../../report/tokens.ts';
import { cellWords, rawScale } from '../kit/explanations/words.ts';
import { contributionAxis, type Drawing, featureOf, nameOf, ROW_PIXELS, valueAt } from './drawing.ts';
import type { ShapFit } from './fit.ts';

/** Steps of a waterfall; the rest is one step. */
const MOST_STEPS = 10;

interface Step {
  readonly label: Text;
  readonly from: number;
  readonly change: number;
}

/** From the base to one row's answer, the largest step first. */
export function waterfallFigure(fit: ShapFit): Drawing {
  const steps = stepsOf(fit);
  const end = fit.raw[fit.shown] as number;
  return {
    figure: {
      data: [
        {
          type: 'bar',
          orientation: 'h',
          base: steps.map(({ from }) => from),
          x: steps.map(({ change }) => change),
          y: steps.map((_, index) => index),
          text: steps.map(({ change }) => `${change < 0 ? '↓ −' : '↑ +'}${Math.abs(change).toPrecision(3)}`),
          textposition: 'outside',
          cliponaxis: false,
          marker: { color: steps.map(({ change }) => token(change < 0 ? 'loss' : 'gain')) },
          hovertemplate: '%{text}<extra></extra>',
        },
      ],
      layout: {
        xaxis: {
          ...contributionAxis(fit),
          zeroline: false,
          range: paddedRange(steps),
          title: { text: text(`answer (${rawScale(fit.facts).en})`, `预测（${rawScale(fit.facts).zh}）`) },
        },
        yaxis: {
          tickvals: steps.map((_, index) => index),
          ticktext: steps.map(({ label }) => label),
          range: [steps.length - 0.4, -0.6],
          zeroline: false,
          automargin: true,
        },
        shapes: [verticalLine(fit.base, 'dot'), verticalLine(end, 'solid')],
        annotations: [lineLabel(fit.base, text('base', '基准')), lineLabel(end, text('this row', '该行'))],
        showlegend: false,
        height: 110 + ROW_PIXELS * steps.length,
      },
    },
    table: {
      columns: [{ name: 'step' }, { name: 'from' }, { name: 'contribution' }, { name: 'to' }],
      rows: [['base', null, null, fit.base], ...steps.map(({ label, from, change }) => [label.en, from, change, from + change])],
    },
  };
}

/** The steps' range with room for their numbers on either side. */
function paddedRange(steps: readonly Step[]): [number, number] {
  const ends = steps.flatMap(({ from, change }) => [from, from + change]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = high > low ? 0.15 * (high - low) : 1;
  return [low - room, high + room];
}

function stepsOf(fit: ShapFit): Step[] {
  const order = fit.features
    .map((_, feature) => ({ feature, change: valueAt(fit, fit.shown, feature) }))
    .sort((left, right) => Math.abs(right.change) - Math.abs(left.change) || left.feature - right.feature);
  const steps: Step[] = [];
  let at = fit.base;
  for (const { feature, change } of order.slice(0, MOST_STEPS)) {
    const words = cellWords(fit.shownCells[feature] ?? Number.NaN, featureOf(fit, feature).categories);
    const name = nameOf(fit, feature);
    steps.push({ label: text(`${name} = ${words.en}`, `${name} = ${words.zh}`), from: at, change });
    at += change;
  }
  const rest = order.slice(MOST_STEPS);
  const others = rest.reduce((sum, { change }) => sum + change, 0);
  if (rest.length > 0) steps.push({ label: text(`${rest.length} other features`, `其余 ${rest.length} 个特征`), from: at, change: others });
  return steps;
}

function verticalLine(x: number, dash: string): Record<string, unknown> {
  return { type: 'line', xref: 'x', yref: 'paper', x0: x, x1: x, y0: 0, y1: 1, line: { color: token('ink-2'), width: 1, dash } };
}

function lineLabel(x: number, words: Text): Record<string, unknown> {
  return { x, y: 1, xref: 'x', yref: 'paper', yanchor: 'bottom', text: words, showarrow: false, font: { color: token('ink-2') } };
}
