import { type Text, text } from '../../../base/text.ts';

interface OptionText {
  readonly label: Text;
  readonly help: Text;
}

/** Labels and help of options that panel methods share. */
export const panelOptionTexts = {
  outcome: {
    label: text('Outcome', '结果变量'),
    help: text('The column that is compared. Default: the column with that role.', '被比较的列。默认取角色为结果变量的列。'),
  },
  unit: { label: text('Unit', '单位'), help: text('Who is followed over time, e.g. a region or a shop.', '被跟踪的个体，如地区或门店。') },
  time: { label: text('Time', '时间'), help: text('The period of each row.', '各行所属时期。') },
  treatedUnits: {
    label: text('Treated units', '处理单位'),
    help: text('Names of the units that were treated; several are averaged.', '接受处理的单位名称；多个则取平均。'),
  },
  start: {
    label: text('Start', '处理开始'),
    help: text('The first treated period; days as 2025-06-30.', '首个处理时期；日期写作 2025-06-30。'),
  },
  treatment: {
    label: text('Treatment', '处理变量'),
    help: text(
      'Instead of names: the column that says who is treated, or switches on when.',
      '代替名称：标明谁受处理、或何时开始处理的列。',
    ),
  },
  control: { label: text('Control', '对照组'), help: text('The value that means untreated.', '表示未处理的取值。') },
  arm: { label: text('Arm', '处理组'), help: text('Which treatment counts; default: any.', '以哪个处理为准；默认任意处理。') },
  gaps: {
    label: text('Gaps in the panel', '面板缺口'),
    help: text('refuse: say so and stop; drop: leave units with gaps out.', 'refuse：提示并停止；drop：剔除有缺口的单位。'),
  },
  alpha: {
    label: text('Error rate', '错误率'),
    help: text('Intervals hold 1 − alpha; 0.05 gives 95 %.', '区间的置信水平为 1 − alpha；0.05 对应 95 %。'),
  },
} as const satisfies Readonly<Record<string, OptionText>>;
