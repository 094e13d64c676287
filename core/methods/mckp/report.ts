import { type Text, text } from '../../base/text.ts';
import type { ConstraintPrice } from '../../frame/plan.ts';
import type { Block, Note, Report, TableData } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { frontierFigure, frontierTitle, optionFigure } from './figures.ts';
import type { MckpFit } from './fit.ts';
import { notesOf } from './notes.ts';
import { pathBlock } from './path-block.ts';
import type { MckpSpec } from './spec.ts';

/** What the plan says: the sentence, the totals, the certificate, who gets what, the curve, and reasons. */
export function reportMckp(fit: MckpFit, spec: MckpSpec): Report {
  const { plan } = fit;
  const { totals, certificate } = plan;
  const treated = plan.rowCount - (totals.counts[0] ?? 0);
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, spec) },
    {
      kind: 'scalars',
      id: 'totals',
      title: text('The plan in numbers', '方案概览'),
      rows: [
        { name: 'value', label: text('Expected value', '预期价值'), value: totals.value, unit: 'money' },
        { name: 'bound', label: text('No plan can be worth more than', '任何方案的价值上限'), value: certificate.bound, unit: 'money' },
        { name: 'relaxedBound', label: text('Bound of the relaxed problem', '松弛问题的上界'), value: fit.relaxedBound, unit: 'money' },
        { name: 'gapShare', label: text('Gap to the bound', '与上界的差距'), value: certificate.gapShare, unit: 'share' },
        { name: 'isProvenOptimal', label: text('Proven optimal', '已证明最优'), value: fit.isProvenOptimal },
        { name: 'cost', label: text('Cost', '成本'), value: totals.cost, unit: 'money' },
        { name: 'roi', label: text('Value per unit of cost', '单位成本价值'), value: totals.cost > 0 ? totals.value / totals.cost : null },
        { name: 'treated', label: text('Customers with an offer', '获得优惠的客户'), value: treated, unit: 'customers' },
        { name: 'untreated', label: text('Customers left alone', '不触达的客户'), value: totals.counts[0] ?? 0, unit: 'customers' },
      ],
    },
  ];
  if (certificate.constraints.length > 0) {
    blocks.push({
      kind: 'table',
      id: 'certificate',
      title: text('What the limits cost', '各项约束的代价'),
      table: certificateTable(certificate.constraints),
    });
    blocks.push({
      kind: 'text',
      id: 'prices',
      title: text('Shadow prices in words', '影子价格说明'),
      body: pricesInWords(certificate.constraints),
    });
  }
  blocks.push({
    kind: 'figure',
    id: 'options',
    title: text('Who gets what', '谁获得什么'),
    subtitle: text(`${plan.rowCount} customers`, `共 ${plan.rowCount} 位客户`),
    figure: optionFigure(plan),
    table: optionTable(fit),
  });
  if (plan.frontier.length > 1) {
    blocks.push({
      kind: 'figure',
      id: 'frontier',
      title: frontierTitle(plan, words),
      subtitle: FRONTIER_SUBTITLE,
      ...frontierFigure(plan),
    });
  }
  if (fit.path.length > 1) blocks.push(pathBlock(fit));
  if (fit.byResponse !== undefined) blocks.push(comparisonBlock(fit, fit.byResponse));
  blocks.push({
    kind: 'table',
    id: 'reasons',
    title: text('Why these customers got what they got', '客户为何得到这样的安排'),
    table: reasonTable(fit),
  });
  const notes: Note[] = notesOf(fit, spec);
  return { blocks, notes };
}

/** Gaps are not told finer than this. */
const SMALLEST_PERCENT = 0.001;

const FRONTIER_SUBTITLE = text('All other limits stay as they are; the curve can only flatten.', '其他约束保持不变；曲线只会越来越平缓。');

function words(value: number): Text {
  return text(formatNumber(tidy(value), 'en'), formatNumber(tidy(value), 'zh'));
}

/** Prices come out of a division or a search; digits beyond the tenth are rounding and would only be noise in a sentence. */
function tidy(value: number): number {
  return Number(value.toPrecision(10));
}

function readingOf({ plan, isProvenOptimal }: MckpFit, spec: MckpSpec): Text {
  const treated = plan.rowCount - (plan.totals.counts[0] ?? 0);
  const [count, rows] = [words(treated), words(plan.rowCount)];
  const [value, cost, bound] = [words(plan.totals.value), words(plan.totals.cost), words(plan.certificate.bound)];
  const opening =
    spec.budget === undefined
      ? text('Without a budget', '在不设预算的情况下')
      : text(`With a budget of ${words(spec.budget).en}`, `在预算 ${words(spec.budget).zh} 之内`);
  const shares = plan.options
    .map((name, option) => ({ name, count: words(plan.totals.counts[option] ?? 0) }))
    .slice(1)
    .filter(({ count: given }) => given.en !== '0');
  const each = text(
    shares.map(({ name, count: given }) => `${name} to ${given.en}`).join(', '),
    shares.map(({ name, count: given }) => `${name} ${given.zh} 人`).join('、'),
  );
  // Rounded up, so that the sentence stays true: nobody reads 2.46e-5.
  const gap = `${formatNumber(Math.max(SMALLEST_PERCENT, 100 * plan.certificate.gapShare), 'en')} %`;
  const proof = isProvenOptimal
    ? text(
        'No plan within the limits can be worth more: this one is proven optimal.',
        '在这些约束下没有任何方案价值更高：本方案已被证明最优。',
      )
    : text(
        `No plan within the limits can be worth more than ${bound.en}, so at most ${gap} is left on the table.`,
        `在这些约束下任何方案的价值都不超过 ${bound.zh}，因此至多还有 ${gap} 的提升空间。`,
      );
  if (treated === 0) {
    return text(
      `${opening.en} the plan leaves all ${rows.en} customers alone: no offer on the list adds value within the limits.`,
      `${opening.zh}，方案对全部 ${rows.zh} 位客户均不触达：在约束之内没有任何优惠能增加价值。`,
    );
  }
  return text(
    `${opening.en} the plan makes an offer to ${count.en} of ${rows.en} customers (${each.en}); it is expected to be worth ${value.en} and costs ${cost.en}. ${proof.en}`,
    `${opening.zh}，方案向 ${rows.zh} 位客户中的 ${count.zh} 位提供优惠（${each.zh}）；预期价值 ${value.zh}，成本 ${cost.zh}。${proof.zh}`,
  );
}

function certificateTable(constraints: readonly ConstraintPrice[]): TableData {
  return {
    columns: [
      { name: 'name', label: text('Limit', '约束') },
      { name: 'limit', label: text('Set to', '限值') },
      { name: 'used', label: text('Used', '已用') },
      { name: 'shadowPrice', label: text('One more unit is worth', '再加一单位的价值') },
      { name: 'isBinding', label: text('Binding', '是否起作用') },
    ],
    rows: constraints.map(({ name, limit, used, shadowPrice, isBinding }) => [name, limit, used, shadowPrice, isBinding]),
  };
}

function pricesInWords(constraints: readonly ConstraintPrice[]): Text {
  const binding = constraints.filter(({ isBinding }) => isBinding);
  if (binding.length === 0)
    return text('No limit holds the plan back: more of anything would add nothing.', '没有约束在限制方案：任何资源再多也不会增加价值。');
  const sentences = binding.map(sentenceOf);
  return text(sentences.map(({ en }) => en).join(' '), sentences.map(({ zh }) => zh).join(''));
}

function sentenceOf({ name, shadowPrice }: ConstraintPrice): Text {
  const price = words(shadowPrice);
  const [kind = '', ...rest] = name.split(':');
  const what = rest.join(':');
  switch (kind) {
    case 'budget':
      return text(`One more unit of budget is worth ${price.en}.`, `预算每多一单位，价值增加 ${price.zh}。`);
    case 'roi':
      return text(
        `Every unit of value that the return rule forgoes costs ${price.en}.`,
        `回报率要求每放宽一单位价值，总价值增加 ${price.zh}。`,
      );
    case 'treated':
      return text(`One more customer allowed an offer is worth ${price.en}.`, `每多允许触达一位客户，价值增加 ${price.zh}。`);
    case 'stock':
      return text(`One more unit of ${what} is worth ${price.en}.`, `${what} 每多一份，价值增加 ${price.zh}。`);
    case 'cap':
      return text(`One more offer allowed in group ${what} is worth ${price.en}.`, `${what} 组每多允许一份优惠，价值增加 ${price.zh}。`);
    default:
      return text(
        `The floor for ${what} costs: one less is worth ${price.en}.`,
        `${what} 的下限有代价：每降低一份，价值增加 ${price.zh}。`,
      );
  }
}

function optionTable({ plan, valueByOption, costByOption }: MckpFit): TableData {
  return {
    columns: [
      { name: 'option', label: text('Option', '选项') },
      { name: 'customers', label: text('Customers', '客户数') },
      { name: 'share', label: text('Share', '占比') },
      { name: 'value', label: text('Value', '价值') },
      { name: 'cost', label: text('Cost', '成本') },
      { name: 'valuePerCost', label: text('Value per unit of cost', '单位成本价值') },
    ],
    rows: plan.options.map((name, option) => {
      const [count, value, cost] = [plan.totals.counts[option] ?? 0, valueByOption[option] ?? 0, costByOption[option] ?? 0];
      return [name, count, count / plan.rowCount, value, cost, cost > 0 ? value / cost : null];
    }),
  };
}

function reasonTable({ reasons }: MckpFit): TableData {
  return {
    columns: [
      { name: 'row', label: text('Row', '行') },
      { name: 'id', label: text('Customer', '客户') },
      { name: 'option', label: text('Gets', '获得') },
      { name: 'value', label: text('Value', '价值') },
      { name: 'cost', label: text('Cost', '成本') },
      { name: 'score', label: text('Score at the prices', '按影子价格的得分') },
      { name: 'runnerUp', label: text('Next best', '次优') },
      { name: 'runnerUpScore', label: text('Its score', '次优得分') },
      { name: 'margin', label: text('Margin', '差距') },
    ],
    rows: reasons.map((reason) => [
      reason.row,
      reason.name,
      reason.option,
      reason.value,
      reason.cost,
      reason.score,
      reason.runnerUp === '' ? null : reason.runnerUp,
      reason.runnerUp === '' ? null : reason.runnerUpScore,
      reason.runnerUp === '' ? null : reason.score - reason.runnerUpScore,
    ]),
  };
}

function comparisonBlock({ plan }: MckpFit, byResponse: NonNullable<MckpFit['byResponse']>): Block {
  const treated = plan.rowCount - (plan.totals.counts[0] ?? 0);
  return {
    kind: 'table',
    id: 'comparison',
    title: text('Targeting by uplift against targeting by expected outcome', '按增量分配与按预期结果分配的比较'),
    table: {
      columns: [
        { name: 'rule', label: text('Rule', '规则') },
        { name: 'addedValue', label: text('Value added', '增量价值') },
        { name: 'cost', label: text('Cost', '成本') },
        { name: 'treated', label: text('Customers with an offer', '获得优惠的客户') },
      ],
      rows: [
        ['uplift', plan.totals.value, plan.totals.cost, treated],
        ['response', byResponse.value, byResponse.cost, byResponse.treated],
      ],
    },
  };
}
