import { text, verbatim } from '../../base/text.ts';
import { faded, token } from '../../report/tokens.ts';
import { cellWords, rawScale } from '../kit/explanations/words.ts';
import { cellOrNull, contributionAxis, type Drawing, featureOf, nameOf, ROW_PIXELS, valueAt } from './drawing.ts';
import { MOST_SHOWN, type ShapFit } from './fit.ts';
import { everySo, rankShares, spreadPoints } from './swarm.ts';

/** Points a feature in the beeswarm, and points in a dependence picture: enough for the shape, few enough to draw. */
const SWARM_POINTS = 300;
const DEPENDENCE_POINTS = 1500;
/** Mean size of contributions with their intervals, greatest on top. */
export function barFigure(fit: ShapFit, reach: number): Drawing {
  const shown = fit.ranking.slice(0, MOST_SHOWN);
  const scale = rawScale(fit.facts);
  return {
    figure: {
      data: [
        {
          type: 'bar',
          orientation: 'h',
          x: shown.map(({ size }) => size),
          y: shown.map(({ feature }) => nameOf(fit, feature)),
          error_x: { type: 'data', array: shown.map(({ standardError }) => reach * standardError), color: token('ink-2'), thickness: 1 },
          marker: { color: faded('accent', 0.75) },
          hovertemplate: '%{y}: %{x}<extra></extra>',
        },
      ],
      layout: {
        xaxis: {
          title: { text: text(`mean |contribution| (${scale.en})`, `平均绝对贡献（${scale.zh}）`) },
          rangemode: 'tozero',
          nticks: 5,
          gridcolor: token('line'),
        },
        yaxis: { type: 'category', autorange: 'reversed', automargin: true },
        showlegend: false,
        height: 90 + ROW_PIXELS * shown.length,
      },
    },
    table: {
      columns: [{ name: 'feature' }, { name: 'mean_abs_shap' }, { name: 'standard_error' }],
      rows: fit.ranking.map(({ feature, size, standardError }) => [nameOf(fit, feature), size, standardError]),
    },
  };
}

/** Every point a row: to the right when the feature raised its answer; darker for higher cells of the feature. */
export function beeswarmFigure(fit: ShapFit): Drawing {
  const shown = fit.ranking.slice(0, MOST_SHOWN);
  const positions = everySo(fit.rows.length, SWARM_POINTS);
  const numbers = positions.map((at) => (fit.rows[at] as number) + 1);
  const swarms = shown.map(({ feature }, line) => {
    const x = positions.map((at) => valueAt(fit, at, feature));
    const cells = positions.map((at) => fit.cells.get(feature)?.[at] ?? Number.NaN);
    return { feature, x, cells, ranks: rankShares(cells), y: spreadPoints(x).map((offset) => line + offset) };
  });
  return {
    figure: {
      data: swarms.map(({ feature, x, y, cells, ranks }) => {
        const { categories, name } = featureOf(fit, feature);
        // Categories have no order, so they have no shade; nor have missing cells.
        const isOrdered = categories === undefined;
        return {
          type: 'scatter',
          mode: 'markers',
          x,
          y,
          name,
          // The rows that the points stand for: a page selects the same customers in every picture by them.
          customdata: numbers,
          text: cells.map((cell) => cellWords(cell, categories)),
          hovertemplate: `${escapeTemplate(name)} = %{text}: %{x}<extra></extra>`,
          marker: {
            size: 4,
            color: ranks.map((rank) =>
              !isOrdered || Number.isNaN(rank) ? token('ink-3') : faded('accent', 0.15 + (0.85 * Math.round(rank * 10)) / 10),
            ),
          },
        };
      }),
      layout: {
        xaxis: contributionAxis(fit),
        yaxis: {
          tickvals: shown.map((_, line) => line),
          ticktext: shown.map(({ feature }) => nameOf(fit, feature)),
          range: [shown.length - 0.5, -0.5],
          zeroline: false,
          automargin: true,
          gridcolor: token('line'),
        },
        showlegend: false,
        height: 110 + ROW_PIXELS * shown.length,
      },
    },
    table: {
      columns: [{ name: 'feature' }, { name: 'row' }, { name: 'value' }, { name: 'shap' }],
      rows: swarms.flatMap(({ feature, x, cells }) =>
        positions.map((at, index) => [
          nameOf(fit, feature),
          (fit.rows[at] as number) + 1,
          cellOrNull(cells[index] ?? Number.NaN, featureOf(fit, feature).categories),
          x[index] ?? 0,
        ]),
      ),
    },
  };
}

/** One feature's contributions over its own values. */
export function dependenceFigure(fit: ShapFit, feature: number): Drawing {
  const { categories, name, kind } = featureOf(fit, feature);
  const cells = fit.cells.get(feature) ?? new Float64Array(fit.rows.length);
  const known = everySo(fit.rows.length, DEPENDENCE_POINTS).filter((at) => !Number.isNaN(cells[at]));
  const shownCells = known.map((at) => cellOrNull(cells[at] ?? Number.NaN, categories));
  return {
    figure: {
      data: [
        {
          type: 'scatter',
          mode: 'markers',
          x: kind === 'date' ? known.map((at) => new Date(cells[at] ?? 0).toISOString()) : shownCells,
          y: known.map((at) => valueAt(fit, at, feature)),
          customdata: known.map((at) => (fit.rows[at] as number) + 1),
          marker: { size: 4, color: faded('accent', 0.45) },
          hovertemplate: '%{x}: %{y}<extra></extra>',
        },
      ],
      layout: {
        xaxis: {
          title: { text: verbatim(name) },
          nticks: 5,
          gridcolor: token('line'),
          ...(categories === undefined ? {} : { type: 'category' }),
        },
        yaxis: contributionAxis(fit),
        showlegend: false,
      },
    },
    table: {
      columns: [{ name: 'row' }, { name: 'value' }, { name: 'shap' }],
      rows: known.map((at, index) => [(fit.rows[at] as number) + 1, shownCells[index] ?? null, valueAt(fit, at, feature)]),
    },
  };
}

/** The strongest pairs, as bars: how much of the answers belongs to two features together. */
export function interactionFigure(fit: ShapFit): Drawing {
  const pairs = fit.pairs ?? [];
  const shown = pairs.slice(0, MOST_SHOWN);
  const pairName = (first: number, second: number): string => `${nameOf(fit, first)} × ${nameOf(fit, second)}`;
  return {
    figure: {
      data: [
        {
          type: 'bar',
          orientation: 'h',
          x: shown.map(({ size }) => size),
          y: shown.map(({ first, second }) => pairName(first, second)),
          marker: { color: faded('accent', 0.75) },
        },
      ],
      layout: {
        xaxis: {
          title: { text: text(`mean |interaction| (${rawScale(fit.facts).en})`, `平均绝对交互（${rawScale(fit.facts).zh}）`) },
          rangemode: 'tozero',
          nticks: 5,
          gridcolor: token('line'),
        },
        yaxis: { type: 'category', autorange: 'reversed', automargin: true },
        showlegend: false,
        height: 90 + ROW_PIXELS * shown.length,
      },
    },
    table: {
      columns: [{ name: 'first' }, { name: 'second' }, { name: 'mean_abs_interaction' }],
      rows: pairs.map(({ first, second, size }) => [nameOf(fit, first), nameOf(fit, second), size]),
    },
  };
}

/** Plotly reads %{…} in templates; a name must not be read as one. */
function escapeTemplate(name: string): string {
  return name.replaceAll('%{', '% {').replaceAll('<', '‹');
}
