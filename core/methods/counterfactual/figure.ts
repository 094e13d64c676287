import { text } from '../../base/text.ts';
import type { CellChange, Counterfactual } from '../../learners/explain/counterfactual.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { token } from '../../report/tokens.ts';
import type { CounterfactualFit } from './fit.ts';
import { cellValue, featureOf, valueWords } from './words.ts';

const LINE_PIXELS = 28;

/** Space between two examples, in lines. */
const GAP = 0.6;

interface Line {
  readonly example: number;
  readonly change: CellChange;
  readonly y: number;
  /** Ranks of the two values; null for a missing cell. */
  readonly from: number | null;
  readonly to: number;
  readonly hasRank: boolean;
}

/** One line a change, from the row's value to the example's; ordered columns by rank among the rows, categories across. */
export function dumbbellFigure(
  fit: CounterfactualFit,
  shown: readonly Counterfactual[],
): { readonly figure: Figure; readonly table: TableData } {
  const lines = linesOf(fit, shown);
  const last = lines[lines.length - 1]?.y ?? 0;
  return {
    figure: {
      data: [
        {
          type: 'scatter',
          mode: 'lines',
          x: lines.flatMap(({ from, to }) => [from ?? to, to, null]),
          y: lines.flatMap(({ y }) => [y, y, null]),
          line: { color: token('ink-3'), width: 2 },
          hoverinfo: 'skip',
          showlegend: false,
        },
        endsOf(fit, lines, 'from'),
        endsOf(fit, lines, 'to'),
      ],
      layout: {
        xaxis: {
          title: { text: text('share of rows with a lower value', '取值更低的行所占比例') },
          range: [-0.06, 1.06],
          tickvals: [0, 0.25, 0.5, 0.75, 1],
          zeroline: false,
          gridcolor: token('line'),
        },
        yaxis: {
          tickvals: lines.map(({ y }) => y),
          ticktext: lines.map(({ example, change }) => `${example} · ${featureOf(fit, change.feature).name}`),
          range: [last + 0.6, -0.6],
          zeroline: false,
          automargin: true,
          gridcolor: token('line'),
        },
        showlegend: true,
        legend: { orientation: 'h', y: 1.02, yanchor: 'bottom' },
        height: 130 + LINE_PIXELS * (last + 1),
      },
    },
    table: {
      columns: [{ name: 'example' }, { name: 'column' }, { name: 'from' }, { name: 'to' }, { name: 'from_rank' }, { name: 'to_rank' }],
      rows: lines.map(({ example, change, from, to, hasRank }) => {
        const feature = featureOf(fit, change.feature);
        const cells = [cellValue(feature, change.from), cellValue(feature, change.to)] as const;
        return [example, feature.name, ...cells, hasRank ? from : null, hasRank ? to : null];
      }),
    },
  };
}

function linesOf(fit: CounterfactualFit, shown: readonly Counterfactual[]): Line[] {
  let y = -1;
  return shown.flatMap(({ changes }, at) => {
    if (at > 0) y += GAP;
    return changes.map((change): Line => {
      y += 1;
      const ranks = fit.ranks.get(change.feature);
      const isMissing = Number.isNaN(change.from);
      const [low, high] = [ranks === undefined ? 0 : (ranks.get(change.from) ?? 0), ranks === undefined ? 1 : (ranks.get(change.to) ?? 1)];
      return { example: at + 1, change, y, from: isMissing ? null : low, to: high, hasRank: ranks !== undefined };
    });
  });
}

/** The dots at one end of the lines. */
function endsOf(fit: CounterfactualFit, lines: readonly Line[], end: 'from' | 'to'): Record<string, unknown> {
  const isTo = end === 'to';
  return {
    type: 'scatter',
    mode: 'markers',
    name: isTo ? text('in the example', '样例中') : text('in the row', '该行中'),
    x: lines.map((line) => line[end]),
    y: lines.map(({ y }) => y),
    text: lines.map(({ change }) => valueWords(featureOf(fit, change.feature), change[end])),
    hovertemplate: '%{text}<extra></extra>',
    marker: {
      size: 10,
      symbol: lines.map(({ hasRank }) => `${hasRank ? 'circle' : 'square'}${isTo ? '' : '-open'}`),
      color: token(isTo ? 'accent' : 'ink-2'),
    },
  };
}
