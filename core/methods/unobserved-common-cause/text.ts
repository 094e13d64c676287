import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { REFUTE_OPTIONS } from '../kit/refutation/text.ts';

const { simulations: _, ...shared } = REFUTE_OPTIONS;

export const unobservedText: MethodText = {
  title: text('Unobserved common cause', '未测共同原因检验'),
  purpose: text(
    'Adds a simulated confounder of every strength, adjusts for it, and shows at which strength the effect is gone.',
    '加入不同强度的模拟混杂并加以控制，显示强到何种程度时效应消失。',
  ),
  assumptions: [
    text('The confounder works linearly on treatment and outcome.', '混杂对处理与结果的影响为线性。'),
    text(
      'It is built to explain the effect away: the worst case of its strength.',
      '所构造的混杂以抵消效应为方向：是同等强度下的最坏情形。',
    ),
  ],
  reading: text(
    'Read the strength at which the effect reaches zero, and compare it with the covariates that you did measure.',
    '看效应降为零时的混杂强度，并与已测协变量的强度比较。',
  ),
  pitfalls: [
    text('A strong covariate that was measured does not prove that no stronger one was missed.', '已测到强协变量并不证明没有遗漏更强者。'),
  ],
  options: {
    ...shared,
    withTreatment: {
      label: text('Strength with the treatment', '与处理的关联强度'),
      help: text('Partial R² of the confounder with the treatment: the values to try.', '混杂与处理的偏 R²：要尝试的取值。'),
    },
    withOutcome: {
      label: text('Strength with the outcome', '与结果的关联强度'),
      help: text('Partial R² of the confounder with the outcome: the values to try.', '混杂与结果的偏 R²：要尝试的取值。'),
    },
  },
};
