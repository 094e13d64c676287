import { text } from '../../base/text.ts';
import type { Block } from '../../report/blocks.ts';
import { armToken, token } from '../../report/tokens.ts';
import type { MckpFit } from './fit.ts';

/** Who gets what as the budget grows: one line per option, and for each point and option how many, at what cost, worth what. */
export function pathBlock({ path, plan }: Pick<MckpFit, 'path' | 'plan'>): Block {
  return {
    kind: 'figure',
    id: 'path',
    title: text('Who gets what as the budget grows?', '预算增加时，谁获得什么？'),
    subtitle: text(
      'Best choices at each price of the budget, all other prices held; between the points read on a straight line.',
      '每个预算价格下的最优选择，其他价格不变；两点之间按直线读取。',
    ),
    figure: {
      data: plan.options.slice(1).map((name, at) => ({
        type: 'scatter',
        mode: 'lines',
        name,
        x: path.map(({ budget }) => budget),
        y: path.map(({ customers }) => customers[at + 1] ?? 0),
        line: { width: 2, color: armToken(at + 1) },
        hovertemplate: '%{x}: %{y}<extra></extra>',
      })),
      layout: {
        height: 320,
        legend: { orientation: 'h', y: 1.08 },
        margin: { t: 16, b: 48 },
        xaxis: { title: { text: text('Budget (money)', '预算（金额）') }, rangemode: 'tozero', nticks: 5, gridcolor: token('line') },
        yaxis: { title: { text: text('Customers', '客户数') }, rangemode: 'tozero', nticks: 5, gridcolor: token('line') },
      },
    },
    table: {
      columns: [
        { name: 'budget', label: text('Budget', '预算') },
        { name: 'shadowPrice', label: text('Worth of one more unit', '再加一单位预算的价值') },
        { name: 'option', label: text('Option', '选项') },
        { name: 'customers', label: text('Customers', '客户数') },
        { name: 'value', label: text('Value', '价值') },
        { name: 'cost', label: text('Cost', '成本') },
      ],
      rows: path.flatMap(({ budget, shadowPrice, customers, value, cost }) =>
        plan.options.map((name, at) => [budget, shadowPrice, name, customers[at] ?? 0, value[at] ?? 0, cost[at] ?? 0]),
      ),
    },
  };
}
