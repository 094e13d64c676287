import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

const option = (en: string, zh: string, helpEn: string, helpZh: string) => ({ label: text(en, zh), help: text(helpEn, helpZh) });

export const rddText: MethodText = {
  title: text('Regression discontinuity', '断点回归'),
  purpose: text(
    'Estimates what a treatment given by a threshold does to those right at the threshold, by the jump of the outcome there.',
    '当处理由某个门槛决定时，用结果在门槛处的跳跃估计处理对恰在门槛附近者的效应。',
  ),
  assumptions: [
    text(
      'Nobody can place themselves exactly on one side of the cut-off; the density of the running variable is smooth there.',
      '没有人能精确地把自己放到断点的某一侧；驱动变量的密度在断点处是平滑的。',
    ),
    text(
      'Nothing else changes at the cut-off: without the treatment the mean outcome would run on smoothly.',
      '断点处没有其他变化：若无处理，平均结果会平滑延续。',
    ),
    text(
      'In fuzzy designs the cut-off moves take-up in one direction only, and the outcome only through take-up.',
      '在模糊断点设计中，断点只朝一个方向改变接受率，且只通过是否接受处理影响结果。',
    ),
  ],
  reading: text(
    'Check the density, the covariates and the placebo cut-offs first. Then read the robust interval: it allows for the bias of the local fit. The answer holds at the cut-off, not far from it.',
    '先看密度检验、协变量与安慰剂断点，再看稳健区间：它计入了局部拟合的偏差。结论只适用于断点附近，不能外推到远处。',
  ),
  pitfalls: [
    text(
      'Conventional intervals at an MSE-optimal bandwidth are too narrow; judge by the robust one.',
      '在 MSE 最优带宽下，常规区间过窄；请以稳健区间为准。',
    ),
    text(
      'A running variable with few different values leaves little near the cut-off; the result then leans on the polynomial.',
      '若驱动变量取值很少，断点附近的信息就很少，结果更多依赖多项式。',
    ),
    text(
      'Adjusting for covariates narrows the interval; it cannot repair a covariate that jumps itself.',
      '加入协变量只能缩窄区间；若协变量本身在断点处跳跃，则无法补救。',
    ),
  ],
  options: {
    outcome: option(
      'Outcome',
      '结果变量',
      'A number or a yes/no column. Default: the column with that role.',
      '数值或是否列。默认取角色为结果的列。',
    ),
    runningVariable: option('Running variable', '驱动变量', 'The score that decides the treatment.', '决定是否接受处理的得分。'),
    cutoff: option(
      'Cut-off',
      '断点',
      'The value at which the treatment switches; rows at it count as above.',
      '处理发生切换的取值；恰等于断点的行归入上侧。',
    ),
    treatedSide: option(
      'Treated side',
      '处理侧',
      'Which side gets the treatment; the estimate is treated less untreated.',
      '哪一侧接受处理；估计值为处理侧减未处理侧。',
    ),
    takeUp: option(
      'Take-up (fuzzy design)',
      '实际接受（模糊断点）',
      'The column of what rows really got, where the cut-off only changes its chance. Empty: everyone follows the cut-off.',
      '断点只改变接受概率时，记录实际接受情况的列。留空表示所有行都按断点执行。',
    ),
    arm: option(
      'Arm',
      '处理臂',
      'The arm of take-up that counts; other treated arms are left out. Empty: any but the control.',
      '计为接受的处理臂，其他处理臂剔除。留空表示除对照组外的任意臂。',
    ),
    control: option('Control', '对照组', 'The value of take-up that means untreated.', '实际接受列中表示未处理的取值。'),
    derivative: option(
      'Derivative',
      '导数阶数',
      '0 for a jump; 1 for a kink, a change of slope.',
      '0 表示跳跃；1 表示拐点，即斜率的变化。',
    ),
    order: option(
      'Polynomial order',
      '多项式阶数',
      'Order of the local polynomial; empty: derivative + 1.',
      '局部多项式的阶数；留空取导数阶数 + 1。',
    ),
    biasOrder: option(
      'Order of the bias correction',
      '偏差校正阶数',
      'Order of the polynomial that the bias is read from; empty: order + 1.',
      '用于估计偏差的多项式阶数；留空取多项式阶数 + 1。',
    ),
    kernel: option('Kernel', '核函数', 'How rows weigh by their distance from the cut-off.', '按与断点的距离给各行加权的方式。'),
    selector: option(
      'Bandwidth selector',
      '带宽选择',
      'mse… aims at the estimate, cer… at the coverage of the interval; rd one width, two one per side, sum for the sum, comb combinations.',
      'mse… 针对估计误差，cer… 针对区间覆盖率；rd 为共同带宽，two 为两侧各自的带宽，sum 针对两侧之和，comb 为组合。',
    ),
    bandwidth: option(
      'Bandwidth',
      '带宽',
      'Fixed width of the window: one number, or below and above. Empty: chosen from the data.',
      '固定的窗口宽度：一个数，或下侧与上侧两个数。留空则由数据选择。',
    ),
    biasBandwidth: option(
      'Bandwidth of the bias',
      '偏差带宽',
      'Fixed width for the bias correction; empty: the same as bandwidth where that is fixed.',
      '偏差校正的固定带宽；若带宽已固定而此处留空，则与其相同。',
    ),
    regularization: option(
      'Regularisation',
      '正则化',
      'Keeps bandwidths from growing where the curvature is hardly known; 0 switches it off.',
      '当曲率难以估计时防止带宽过大；0 表示关闭。',
    ),
    massPoints: option(
      'Mass points',
      '重复取值',
      'adjust counts different values instead of rows where values repeat.',
      'adjust：取值重复时按不同取值而非行数计算。',
    ),
    variance: option(
      'Variance',
      '方差估计',
      'nn compares with nearest neighbours; hc0–hc3 use residuals of the fit.',
      'nn 与最近邻比较；hc0–hc3 使用拟合残差。',
    ),
    neighbors: option('Neighbours', '近邻个数', 'Neighbours per row for nn; ties enter together.', 'nn 使用的每行近邻数；并列者一同进入。'),
    covariates: option(
      'Adjust for',
      '校正协变量',
      'Numeric columns with a common slope on both sides; they narrow the interval.',
      '两侧共用斜率的数值列，用于缩窄区间。',
    ),
    balance: option(
      'Continuity checks',
      '连续性检验',
      'Columns that should not jump at the cut-off. Default: all covariates.',
      '在断点处不应跳跃的列。默认取全部协变量。',
    ),
    donut: option(
      'Donut',
      '甜甜圈半径',
      'Rows closer to the cut-off than this are left out, against heaping there.',
      '剔除与断点距离小于该值的行，以防断点处堆积。',
    ),
    placeboCutoffs: option(
      'Placebo cut-offs',
      '安慰剂断点',
      'Other values, where no jump should be. Empty: the median of either side.',
      '不应出现跳跃的其他取值。留空则取两侧各自的中位数。',
    ),
    bins: option(
      'Bins',
      '分箱',
      'esmv: bins scatter as the raw data do; es: fewer bins, best for the mean curve.',
      'esmv：分箱的离散程度与原始数据相当；es：分箱较少，最适合看均值曲线。',
    ),
    alpha: option('Error rate', '错误率', 'Intervals hold 1 − alpha; 0.05 gives 95 %.', '区间的置信水平为 1 − alpha；0.05 对应 95 %。'),
  },
};
