import { type Text, text } from '../../core/base/text.ts';

/** The words of the allocation screen. */
export const decideWords = {
  title: text('Allocation', '分配'),
  frontier: text('What is a budget worth?', '预算值多少？'),
  how: text(
    'Drag the point along the curve, or use the arrow keys; Page Up and Page Down go further.',
    '沿曲线拖动圆点，或用方向键移动；Page Up / Page Down 步长更大。',
  ),
  budget: text('Budget', '预算'),
  value: text('Expected value', '预期价值'),
  cost: text('Cost', '成本'),
  option: text('Option', '选项'),
  customers: text('Customers', '客户数'),
  keep: text('Keep this budget', '采用此预算'),
  back: text('Back to the kept budget', '恢复已采用的预算'),
  about: text('read off the curve', '由曲线读出'),
  exact: text('solved exactly', '精确求解'),
  solving: text('solving …', '求解中…'),
  certificate: text('Certificate', '最优性证明'),
  proven: text('Proven optimal', '已证明最优'),
  notProven: text('Within a proven gap', '差距有上界'),
  gap: text('Gap to the bound', '与上界的差距'),
  bound: text('No plan is worth more than', '任何方案的价值都不超过'),
  seed: text('Seed', '随机种子'),
  hash: text('Result', '结果哈希'),
  time: text('Solved in', '求解用时'),
  whoGets: text('Who gets what', '谁获得什么'),
  plan: text('The plan, customer by customer', '逐客户方案'),
  planWhy: text('The plan as it was last run.', '最近一次运行的方案。'),
  search: text('Find a customer', '查找客户'),
  export: text('Export the plan (CSV)', '导出方案 (CSV)'),
  run: text('Run', '运行'),
  notRun: text('Not run yet. Run it to see what a budget is worth.', '尚未运行。运行后即可看到预算的价值。'),
  noBudget: text(
    'This plan has no curve: it has no costs, or nothing is worth giving.',
    '此方案没有曲线：没有成本，或没有值得给出的优惠。',
  ),
  notNumber: text('Type an amount of at least 0.', '请输入不小于 0 的金额。'),
  tried: text(
    'A budget that is tried, not kept: the table below still shows the kept plan.',
    '这是试算预算，尚未采用；下方表格仍为已采用的方案。',
  ),
  stale: text(
    'Something that this plan depends on has changed since it was run. Run it again.',
    '该方案所依赖的内容在运行后已更改，请重新运行。',
  ),
  limits: text('What the limits are worth', '各项约束的影子价格'),
  keptHere: text('kept', '已采用'),
  matrix: text('Which segments get what', '各客群获得什么'),
  segmentBy: text('Segment by', '按此列分群'),
  measure: text('Measure', '度量'),
  together: text('Together', '合计'),
  everybody: text('Everybody', '全部客户'),
  noValue: text('(no value)', '（缺失）'),
  otherValues: text('(other values)', '（其他取值）'),
  yes: text('yes', '是'),
  no: text('no', '否'),
  tooManyGroups: text(
    'This column has too many values for a table. Choose one with fewer.',
    '该列取值过多，无法列表，请选择取值较少的列。',
  ),
  planHow: text(
    'What each option is worth to each customer; the chosen one in its colour. A row says why.',
    '每个选项对每位客户的价值，选中的以颜色标出。点击一行查看原因。',
  ),
  gets: text('Gets', '获得'),
  allOptions: text('All options', '全部选项'),
  earlier: text('Earlier', '上一页'),
  later: text('Later', '下一页'),
  why: text('Why this customer got this', '该客户为何得到此安排'),
  close: text('Close', '关闭'),
  score: text('What is left', '净得分'),
  unknown: text('The table does not hold the values that this choice was made from.', '表中没有作出该选择所依据的价值。'),
  rounded: text(
    'Another option would leave more at these prices, but the last customers are chosen so that the limits are kept to the unit.',
    '按此价格另有得分更高的选项，但最后几位客户的安排须使各项约束恰好满足。',
  ),
  moreChangesNothing: text('More budget would not change this choice.', '增加预算不会改变该选择。'),
  lessChangesNothing: text('Less budget would not change this choice.', '减少预算不会改变该选择。'),
  nobodyElse: text('Nobody else matches. Search again to start from the top.', '没有更多匹配的客户；再次查找将从头开始。'),
  readOnly: text('The project is open for reading; a budget can be tried but not kept.', '项目以只读方式打开：可以试算预算，但不能采用。'),
  nobody: text('Nobody matches. Try a part of the id.', '没有匹配的客户，可只输入编号的一部分。'),
} satisfies Record<string, Text>;

/** The shadow price as a sentence. */
export function unitIsWorth(price: string, isZero: boolean): Text {
  return isZero
    ? text('More budget would add nothing.', '再增加预算也不会带来价值。')
    : text(`One more unit of budget is worth ${price}.`, `预算再多 1 单位可多得 ${price}。`);
}

/** The history's name for a kept budget. */
export function keptBudget(budget: number): Text {
  return text(`Set the budget to ${budget}`, `将预算设为 ${budget}`);
}

export function rowsShown(first: string, last: string, all: string): Text {
  return text(`${first} to ${last} of ${all}`, `第 ${first}–${last} 位，共 ${all} 位`);
}

export function whyOf(customer: string): Text {
  return text(`Why ${customer} got this`, `${customer} 为何得到此安排`);
}

export function scoreIs(price: string): Text {
  return text(
    `What is left = value − ${price} × cost (the price of a unit of budget)`,
    `净得分 = 价值 − ${price} × 成本（预算的影子价格）`,
  );
}

export function leavesMost(option: string, score: string): Text {
  return text(`At this price of budget, ${option} leaves the most: ${score}.`, `按当前影子价格，“${option}”的净得分最高：${score}。`);
}

export function leftAlone(price: string): Text {
  return text(
    `No option is worth what it costs at ${price} for each unit of budget, so this customer is left alone.`,
    `按每单位预算 ${price} 的影子价格，没有选项值得其成本，因此不触达该客户。`,
  );
}

export function changesWithMore(option: string, budget: string): Text {
  return text(`From a budget of about ${budget} on it would be ${option}.`, `预算达到约 ${budget} 时，将改为“${option}”。`);
}

export function changesWithLess(option: string, budget: string): Text {
  return text(`Below a budget of about ${budget} it would be ${option}.`, `预算低于约 ${budget} 时，将改为“${option}”。`);
}

export function notOnOffer(options: readonly string[]): Text {
  return text(`Not on offer to this customer: ${options.join(', ')}.`, `不可向该客户提供：${options.join('、')}。`);
}

/** Limits besides the budget that press on the choice. */
export function othersBind(limits: readonly string[]): Text {
  return text(`Other limits press on the plan too: ${limits.join(', ')}.`, `方案还受到其他约束：${limits.join('、')}。`);
}
