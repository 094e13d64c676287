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
  treated: text('Customers with an offer', '获得优惠的客户'),
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
  reading: text('Reading', '解读'),
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
