import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { panelOptionTexts } from '../kit/panels/texts.ts';

const { outcome, time, alpha } = panelOptionTexts;

export const itsText: MethodText = {
  title: text('Interrupted time series', '中断时间序列 (ITS)'),
  purpose: text('Whether one series changed its level or trend when something happened.', '某事发生后，一条时间序列的水平或趋势是否改变。'),
  assumptions: [
    text(
      'Without the change the trend before it, with season and controls, would have gone on.',
      '若无此变化，此前的趋势（连同季节与对照序列）本会延续。',
    ),
    text('Nothing else happened at the same time, and nobody reacted earlier.', '同期没有其他事件，也没有提前反应。'),
  ],
  reading: text(
    'See first whether the course before the start is well followed; then compare what came after with the dashed course.',
    '先看开始之前的走势是否拟合良好，再把之后的实际值与虚线比较。',
  ),
  pitfalls: [
    text('Neighbouring periods hang together; plain standard errors are then far too small.', '相邻时期彼此相关，普通标准误会严重偏小。'),
    text('Over few periods a bend of the trend and a change cannot be told apart.', '时期太少时，无法区分趋势弯曲与真实变化。'),
  ],
  options: {
    outcome,
    time,
    alpha,
    start: {
      label: text('Start', '开始时间'),
      help: text('The first period after the change; days as 2025-06-30.', '变化后的首个时期；日期写作 2025-06-30。'),
    },
    post: {
      label: text('After the start', '变化后'),
      help: text('Instead of start: a yes/no column, 1 after the change.', '代替开始时间：是否列，变化后为 1。'),
    },
    family: {
      label: text('Distribution', '分布'),
      help: text(
        'gaussian: numbers; poisson: counts; quasi-poisson: counts that vary more.',
        'gaussian：数值；poisson：计数；quasi-poisson：离散程度更大的计数。',
      ),
    },
    offset: {
      label: text('Population at risk', '风险人群'),
      help: text('Counts are then rates of this column.', '计数按该列换算为发生率。'),
    },
    change: { label: text('Change', '变化形式'), help: text('A jump of the level, a new slope, or both.', '水平跳变、斜率改变，或两者。') },
    countFrom: {
      label: text('Periods passed at the start', '起始计数'),
      help: text(
        'Since the change, in its first period: 1 puts the jump one period before, 0 into it.',
        '变化后首期的计数：1 表示跳变计在前一期，0 表示计在当期。',
      ),
    },
    season: {
      label: text('Season', '季节性'),
      help: text(
        'none, one coefficient per season (dummies), or sines and cosines (harmonics).',
        'none：无；dummies：每季一个系数；harmonics：正弦与余弦。',
      ),
    },
    period: { label: text('Season length', '季节长度'), help: text('Periods in a cycle, e.g. 12 months.', '一个周期的期数，如 12 个月。') },
    harmonics: { label: text('Harmonics', '谐波数'), help: text('Pairs of sine and cosine.', '正弦、余弦的对数。') },
    covariates: {
      label: text('Control series', '对照序列'),
      help: text('Columns that moved with the outcome but were not touched by the change.', '与结果同动、但未受该变化影响的列。'),
    },
    combine: {
      label: text('Several rows a period', '同期多行'),
      help: text('refuse, or take their mean or sum.', 'refuse：拒绝；或取均值 (mean)、总和 (sum)。'),
    },
    errors: {
      label: text('Errors', '误差'),
      help: text(
        'arma: modelled; hac: Newey–West; model: independent. Default: arma, for counts model.',
        'arma：建模自相关；hac：Newey–West；model：相互独立。默认 arma，计数默认 model。',
      ),
    },
    ar: { label: text('AR order', 'AR 阶数'), help: text('Earlier errors that an error leans on.', '误差所依赖的前期误差个数。') },
    ma: { label: text('MA order', 'MA 阶数'), help: text('Earlier shocks that an error carries on.', '误差所延续的前期冲击个数。') },
    likelihood: {
      label: text('Likelihood', '似然'),
      help: text(
        'reml: restricted, right in short series; ml: full, as SARIMAX.',
        'reml：受限似然，适合短序列；ml：完全似然，与 SARIMAX 一致。',
      ),
    },
    lags: {
      label: text('HAC lags', 'HAC 滞后期数'),
      help: text('Default 4(n/100)^(2/9), rounded down.', '默认取 4(n/100)^(2/9) 的整数部分。'),
    },
    smallSample: {
      label: text('Small-sample factor', '小样本修正'),
      help: text('Multiplies HAC variances by n/(n − k).', '将 HAC 方差乘以 n/(n − k)。'),
    },
    placebos: {
      label: text('Pretended starts', '假想开始时间'),
      help: text('How many earlier starts are tried; 0 for none.', '尝试多少个更早的开始时间；0 为不尝试。'),
    },
  },
};
