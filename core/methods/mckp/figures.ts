import { type Text, text } from '../../base/text.ts';
import type { Plan } from '../../frame/plan.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { armToken, faded, token } from '../../report/tokens.ts';

/** More points than the eye can tell apart only make the report larger. */
const MOST_POINTS = 120;

/** Value of the best plan against the budget, with the plan at hand on it and the bound as the edge of what is possible. */
export function frontierFigure(plan: Plan): { readonly figure: Figure; readonly table: TableData } {
  const points = thinned(plan);
  return {
    figure: {
      data: [
        {
          type: 'scatter',
          mode: 'lines',
          name: text('no plan is worth more', '任何方案的价值上限'),
          x: points.map(({ budget }) => budget),
          y: points.map(({ value }) => value),
          line: { color: token('accent'), width: 2 },
          fill: 'tozeroy',
          fillcolor: faded('accent', 0.08),
          hovertemplate: '%{x} → %{y}<extra></extra>',
        },
        {
          type: 'scatter',
          mode: 'markers+text',
          name: text('this plan', '当前方案'),
          x: [plan.totals.cost],
          y: [plan.totals.value],
          text: [text('this plan', '当前方案')],
          textposition: 'bottom right',
          marker: { size: 10, color: token('gain'), line: { color: token('panel'), width: 2 } },
          hovertemplate: '%{x} → %{y}<extra></extra>',
        },
      ],
      layout: {
        height: 340,
        showlegend: false,
        margin: { t: 16, b: 48 },
        xaxis: { title: { text: text('Budget (money)', '预算（金额）') }, rangemode: 'tozero', nticks: 5, gridcolor: token('line') },
        yaxis: {
          title: { text: text('Total value (money)', '总价值（金额）') },
          zeroline: true,
          zerolinecolor: token('ink-2'),
          nticks: 5,
          gridcolor: token('line'),
        },
      },
    },
    table: {
      columns: [
        { name: 'budget', label: text('Budget', '预算') },
        { name: 'value', label: text('Value of the best plan', '最优方案的价值') },
        { name: 'shadowPrice', label: text('Worth of one more unit', '再加一单位预算的价值') },
      ],
      rows: points.map(({ budget, value, shadowPrice }) => [budget, value, shadowPrice]),
    },
  };
}

/** The curve thinned evenly in budget; the first, the last and the point nearest the plan stay. */
function thinned(plan: Plan): Plan['frontier'] {
  const { frontier } = plan;
  if (frontier.length <= MOST_POINTS) return frontier;
  const budget = plan.certificate.constraints.find(({ name }) => name === 'budget')?.limit;
  const last = frontier.at(-1)?.budget ?? 0;
  let next = Number.NEGATIVE_INFINITY;
  return frontier.filter((point, index) => {
    const isKept = index === 0 || index === frontier.length - 1 || point.budget === budget || point.budget >= next;
    if (isKept && point.budget >= next) next = point.budget + last / MOST_POINTS;
    return isKept;
  });
}

/** How many customers get what, one bar per option; doing nothing is the grey one. */
export function optionFigure(plan: Plan): Figure {
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        x: plan.totals.counts,
        y: plan.options,
        marker: { color: plan.options.map((_, option) => armToken(option)) },
        hovertemplate: '%{y}: %{x}<extra></extra>',
      },
    ],
    layout: {
      height: 90 + 34 * plan.options.length,
      margin: { t: 16, b: 44 },
      bargap: 0.35,
      showlegend: false,
      xaxis: { title: { text: text('Customers', '客户数') }, rangemode: 'tozero', nticks: 5, gridcolor: token('line') },
      yaxis: { automargin: true, type: 'category', autorange: 'reversed' },
    },
  };
}

/** A heading that says what the curve says. */
export function frontierTitle(plan: Plan, words: (value: number) => Text): Text {
  const price = plan.certificate.constraints.find(({ name }) => name === 'budget')?.shadowPrice;
  if (price === undefined) return text('What would the plan be worth under a budget?', '若设预算，方案价值几何？');
  if (price === 0) return text('A larger budget would add nothing', '增加预算不会带来更多价值');
  const { en, zh } = words(price);
  return text(`One more unit of budget would add ${en}`, `预算每增加一单位，价值增加 ${zh}`);
}
