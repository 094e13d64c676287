import { text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { armToken, token } from '../../report/tokens.ts';
import type { PolicyValueFit } from './fit.ts';
import type { Measured } from './values.ts';

const ROW_PIXELS = 36;

/** The worth of the rule and of one arm for everybody, each with its interval. */
export function worthFigure(fit: PolicyValueFit): { readonly figure: Figure; readonly table: TableData } {
  const traces = fit.policies.map(({ name, robust }, index) => ({
    ...interval(robust),
    y: [index === 0 ? text('the rule', '该规则') : text(`all: ${name}`, `全部：${name}`)],
    marker: { color: index === 0 ? token('accent') : armToken(index - 1), size: index === 0 ? 11 : 8 },
  }));
  return {
    figure: { data: traces, layout: layoutOf(text(`value per row, ${fit.outcome}`, `每行价值（${fit.outcome}）`), traces.length) },
    table: {
      columns: ['policy', 'value', 'standardError', 'low', 'high', 'weighted', 'modelled', 'cost', 'followed', 'effective'].map((name) => ({
        name,
      })),
      rows: fit.policies.map(({ name, robust, weighted, modelled, cost, followed, effective }) => [
        ...[name, robust.value, robust.standardError, robust.interval[0], robust.interval[1]],
        ...[weighted?.value ?? null, modelled, cost, followed, effective],
      ]),
    },
  };
}

/** The rule less each simple rule, with the zero line. */
export function gainFigure(fit: PolicyValueFit): { readonly figure: Figure; readonly table: TableData } {
  const less = fit.policies[0]?.less ?? [];
  const traces = less.map(({ than, difference }, index) => ({
    ...interval(difference),
    y: [text(`rule − all: ${than}`, `规则 − 全部：${than}`)],
    marker: { color: armToken(index), size: 9 },
  }));
  return {
    figure: { data: traces, layout: layoutOf(text('difference in value per row', '每行价值之差'), traces.length) },
    table: {
      columns: ['than', 'difference', 'standardError', 'low', 'high'].map((name) => ({ name })),
      rows: less.map(({ than, difference }) => [than, difference.value, difference.standardError, ...difference.interval]),
    },
  };
}

function interval({ value, interval: [low, high] }: Measured) {
  return {
    type: 'scatter',
    mode: 'markers',
    x: [value],
    error_x: { type: 'data', symmetric: false, array: [high - value], arrayminus: [value - low], thickness: 2 },
  };
}

function layoutOf(title: ReturnType<typeof text>, count: number) {
  return {
    xaxis: {
      title: { text: title },
      zeroline: true,
      rangemode: 'tozero',
      zerolinecolor: token('ink-2'),
      nticks: 5,
      gridcolor: token('line'),
    },
    yaxis: { automargin: true, type: 'category', autorange: 'reversed' },
    showlegend: false,
    height: 90 + ROW_PIXELS * count,
    margin: { t: 16, b: 44 },
  };
}
