import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import type { RefuteWords } from '../kit/refutation/report.ts';
import { REFUTE_OPTIONS } from '../kit/refutation/text.ts';

export const randomCauseText: MethodText = {
  title: text('Random common cause', '随机共同原因检验'),
  purpose: text('Adds a covariate of pure noise and asks whether the estimate stays.', '加入一个纯噪声协变量，检查估计值是否保持不变。'),
  assumptions: [text('The estimator adjusts for covariates.', '该方法会对协变量进行调整。')],
  reading: text('The estimates with noise should lie close around the original.', '加入噪声后的估计值应紧靠原估计值。'),
  pitfalls: [
    text('Nearly every sound analysis passes; it finds overfitting, not bias.', '几乎所有可靠的分析都能通过；它检出的是过拟合而非偏差。'),
  ],
  options: REFUTE_OPTIONS,
};

export const randomCauseWords: RefuteWords = {
  method: 'random-common-cause',
  simulated: text('with a noise covariate', '加入噪声协变量'),
  passed: text('a noise covariate does not move it.', '噪声协变量不影响该估计。'),
  failed: text(
    'a covariate of pure noise moves it by half a standard error or more; the adjustment is unstable.',
    '纯噪声协变量即可使其变动半个标准误以上；调整不稳定。',
  ),
  passAndFail: text(
    'A pass means: the estimate does not hang on which irrelevant columns are adjusted for. A fail means: there are too few rows for so many covariates, or matches and weights that tip over at a touch.',
    '通过意味着：估计值不取决于是否调整无关的列。不通过意味着：相对协变量而言行数过少，或匹配与权重一碰就变。',
  ),
  change: text('Fewer covariates, more rows, or a smoother estimator.', '减少协变量、增加行数，或改用更平滑的方法。'),
};
