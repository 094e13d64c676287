import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const mckpText: MethodText = {
  title: text('Allocation under limits (MCKP)', '约束下的资源分配 (MCKP)'),
  purpose: text(
    'Chooses at most one offer per customer so that the total value is as large as budget, stock, eligibility and return allow.',
    '为每位客户至多选择一种优惠，在预算、库存、资格与回报率约束下使总价值最大。',
  ),
  assumptions: [
    text('The value of an offer to one customer does not depend on what others get.', '某位客户从优惠中得到的价值与其他客户所得无关。'),
    text(
      'Values and costs are expected amounts in the same money; effects are turned into money by the value per unit.',
      '价值与成本均为同一货币下的期望金额；效应按“每单位价值”折算为金额。',
    ),
    text('Doing nothing is always allowed, adds nothing and costs nothing.', '“不触达”始终可选，价值与成本均为零。'),
  ],
  reading: text(
    'The bound is the proof: no plan that keeps the limits is worth more. A shadow price says what one more unit of a limit would add; a limit with price 0 does not hold the plan back.',
    '上界就是证明：满足约束的任何方案都不会更有价值。影子价格表示某项约束再放宽一单位能增加多少价值；价格为零的约束并未限制方案。',
  ),
  pitfalls: [
    text(
      'The plan is as good as the values it is given. Effects estimated with noise make the best-looking customers look too good; check with uplift-evaluation and a holdout.',
      '方案的好坏取决于输入的价值。带噪声的效应会让“最佳”客户显得过好；请结合增量评估与留出对照检验。',
    ),
    text(
      'Targeting by expected outcome instead of by uplift spends the budget on customers who would have bought anyway.',
      '若按预期结果而非增量分配，预算会花在本来就会购买的客户身上。',
    ),
    text(
      'Shadow prices hold for small changes. For larger ones read the curve of value against budget.',
      '影子价格只适用于小幅变动；较大的变动请看价值—预算曲线。',
    ),
  ],
  options: {
    budget: {
      label: text('Budget', '预算'),
      help: text('The most that all offers together may cost. Empty: no limit.', '全部优惠的成本上限。留空表示不限。'),
    },
    cost: {
      label: text('Cost', '成本'),
      help: text(
        'A number, a column with the cost per customer, or one of these per option by name. Default: the column with the role cost.',
        '一个数字、一列客户成本，或按选项名分别给出。默认取角色为成本的列。',
      ),
    },
    valuePerUnit: {
      label: text('Value per unit of outcome', '每单位结果的价值'),
      help: text(
        'Money that one unit of the outcome is worth; effects and values are multiplied by it.',
        '一单位结果折合的金额；效应与价值均乘以此数。',
      ),
    },
    minRoi: {
      label: text('Least return (ROI)', '最低回报率 (ROI)'),
      help: text('Total value must be at least this many times the total cost.', '总价值不低于总成本的这一倍数。'),
    },
    stock: {
      label: text('Stock', '库存'),
      help: text('The most customers that may get an option, by option name.', '按选项名给出可发放的最大份数。'),
    },
    floors: {
      label: text('Floors', '下限'),
      help: text('The fewest customers that must get an option, by option name.', '按选项名给出至少要发放的份数。'),
    },
    maxTreated: {
      label: text('Most customers with an offer', '触达人数上限'),
      help: text('The most customers that may get any offer at all.', '至多可向多少位客户提供优惠。'),
    },
    eligibility: {
      label: text('Eligibility', '资格'),
      help: text(
        'A text column that lists the allowed options (mail|call), or one yes/no column per option by name. Missing means no.',
        '列出可用选项的文本列（如 mail|call），或按选项名给出的是/否列。缺失视为否。',
      ),
    },
    group: {
      label: text('Group', '分组'),
      help: text('The column whose groups the group caps and floors speak of.', '分组上限与下限所依据的列。'),
    },
    groupCaps: {
      label: text('Group caps', '分组上限'),
      help: text('The most offers in a group, by group name.', '按组名给出组内优惠份数的上限。'),
    },
    groupFloors: {
      label: text('Group floors', '分组下限'),
      help: text('The fewest offers in a group, by group name.', '按组名给出组内优惠份数的下限。'),
    },
    values: {
      label: text('Value columns', '价值列'),
      help: text(
        'One column per option with its value to each customer, instead of effects.',
        '不使用效应时，每个选项一列，给出对各客户的价值。',
      ),
    },
    customer: {
      label: text('Customer (list)', '客户（清单）'),
      help: text('For a list of customers and options: the customer column.', '清单格式：客户列。'),
    },
    option: {
      label: text('Option (list)', '选项（清单）'),
      help: text('For a list of customers and options: the option column.', '清单格式：选项列。'),
    },
    value: {
      label: text('Value (list)', '价值（清单）'),
      help: text('For a list of customers and options: the value column.', '清单格式：价值列。'),
    },
    control: {
      label: text('Doing nothing', '不触达的名称'),
      help: text('What doing nothing is called. Effects bring their control arm.', '“不触达”的名称。使用效应时取其对照组。'),
    },
    name: {
      label: text('Name of the new column', '新列名称'),
      help: text('The chosen option goes to this column, its value and cost beside it.', '所选选项写入该列，其价值与成本写入相邻两列。'),
    },
    searchNodes: {
      label: text('Search effort', '搜索步数'),
      help: text(
        'How many plans among near-ties the exact search may look at. 0 turns it off.',
        '精确搜索在近似并列的方案中最多考察多少个。0 表示关闭。',
      ),
    },
  },
};
