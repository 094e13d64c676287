import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import type { RefuteWords } from '../kit/refutation/report.ts';
import { REFUTE_OPTIONS } from '../kit/refutation/text.ts';

export const dummyOutcomeText: MethodText = {
  title: text('Dummy outcome', '虚拟结果检验'),
  purpose: text(
    'Replaces the outcome by one that only the covariates and chance make, and asks whether an effect is still found.',
    '将结果替换为仅由协变量和随机因素生成的变量，检查是否仍会得出效应。',
  ),
  assumptions: [
    text('The covariates move the outcome about linearly.', '协变量对结果的影响近似线性。'),
    text('Rows are exchangeable: none hangs together with others.', '各行可交换：彼此之间没有关联。'),
  ],
  reading: text('The effects on the dummy outcome should centre on zero.', '对虚拟结果的效应应以零为中心。'),
  pitfalls: [
    text(
      'It cannot see hidden confounders: the dummy outcome knows the measured covariates only.',
      '它无法发现未测混杂：虚拟结果只依赖已测协变量。',
    ),
  ],
  options: REFUTE_OPTIONS,
};

export const dummyOutcomeWords: RefuteWords = {
  method: 'dummy-outcome',
  simulated: text('dummy outcomes', '虚拟结果'),
  passed: text('nothing is found where there is nothing.', '在没有效应之处也未得出效应。'),
  failed: text(
    'an effect is found on an outcome that the treatment cannot move; the covariates are not adjusted for well, or the interval is too short.',
    '在处理不可能影响的结果上也得出了效应；对协变量的调整不充分，或区间过窄。',
  ),
  passAndFail: text(
    'A pass means: the estimator takes the covariates out as it should, and its intervals hold where there is nothing to find. A fail means: what the covariates do is passed off as an effect. Hidden confounders are out of its sight.',
    '通过意味着：该方法恰当地剔除了协变量的影响，且在没有效应时区间有效。不通过意味着：协变量的作用被误认为处理效应。它无法发现未测混杂。',
  ),
  change: text(
    'An estimator that adjusts more fully (more flexible nuisances, closer matches), or errors that fit the data.',
    '改用调整更充分的方法（更灵活的干扰模型、更紧的匹配），或更合适的标准误。',
  ),
};
