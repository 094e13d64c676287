import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { panelOptionTexts } from '../kit/panels/texts.ts';

export const syntheticControlText: MethodText = {
  title: text('Synthetic control', '合成控制法'),
  purpose: text(
    'What one treated region or shop would have looked like without the treatment, as a mix of untreated ones.',
    '以未处理单位的加权组合，推算某个受处理地区或门店若无处理会怎样。',
  ),
  assumptions: [
    text(
      'The mix that follows the treated unit before the start would have gone on to follow it.',
      '处理前能跟随处理单位的组合，处理后本应继续跟随。',
    ),
    text(
      'Donors are not touched by the treatment, nor by shocks of their own after the start.',
      '供体单位不受处理影响，处理后也没有自身的冲击。',
    ),
  ],
  reading: text(
    'First look at the gap before the start: it should be small. Then compare the gap after it with those of untreated units.',
    '先看处理前的差距，应当很小；再把处理后的差距与未处理单位的差距相比。',
  ),
  pitfalls: [
    text('A poor fit before the start makes the gap after it meaningless.', '处理前拟合不佳，处理后的差距便没有意义。'),
    text('With few donors the smallest possible p is 1 / units.', '供体少时，p 值最小也只能到 1/单位数。'),
  ],
  options: {
    ...panelOptionTexts,
    donors: {
      label: text('Donors', '供体单位'),
      help: text('Names of untreated units to mix; default: all of them.', '可参与组合的未处理单位；默认全部。'),
    },
    predictors: {
      label: text('Predictors', '预测变量'),
      help: text(
        'Columns averaged before the start in which the mix should be alike; none: the outcome alone.',
        '取处理前均值、要求组合与之相近的列；留空则仅用结果变量。',
      ),
    },
    outcomeAt: {
      label: text('Outcome at', '指定时期的结果'),
      help: text('Periods before the start whose outcome is a predictor too.', '处理前的哪些时期，其结果值也作为预测变量。'),
    },
    windows: {
      label: text('Windows', '取均值的时段'),
      help: text(
        'First and last period of the average, by predictor; default: all before the start.',
        '各预测变量取均值的起止时期；默认为处理前全部时期。',
      ),
    },
    importance: {
      label: text('Importance of predictors', '预测变量权重'),
      help: text(
        'nested: chosen so that outcomes before the start fit best; equal: all alike.',
        'nested：使处理前结果拟合最好；equal：一律相等。',
      ),
    },
    demean: {
      label: text('Compare movements only', '只比较变动'),
      help: text('Takes each unit’s own mean before the start out first.', '先减去各单位处理前的均值。'),
    },
    placeboStart: {
      label: text('Placebo start', '安慰剂开始时间'),
      help: text(
        'A pretended earlier start; default: two thirds into the time before.',
        '假想的更早开始时间；默认在处理前时段的三分之二处。',
      ),
    },
    placeboFit: {
      label: text('Fit of placebos', '安慰剂拟合上限'),
      help: text(
        'Placebos whose squared error before the start exceeds this many times the treated one’s are set aside.',
        '处理前均方误差超过处理单位该倍数的安慰剂不计入区间。',
      ),
    },
  },
};
