import { text } from '../../../base/text.ts';
import type { MethodText } from '../../contract.ts';

/** Labels of the options that every refuter has. */
export const REFUTE_OPTIONS: MethodText['options'] = {
  estimator: {
    label: text('Estimator', '估计方法'),
    help: text('The method whose estimate is put to the test.', '接受检验的估计方法。'),
  },
  spec: {
    label: text('Its options', '方法选项'),
    help: text('Further options of that method, e.g. its instrument or estimand.', '该方法的其他选项，如工具变量或估计对象。'),
  },
  treatment: { label: text('Treatment', '处理变量'), help: text('The column whose effect was estimated.', '被估计效应的处理列。') },
  control: { label: text('Control', '对照组'), help: text('The arm that the others are compared with.', '其他组与之比较的对照组。') },
  outcome: { label: text('Outcome', '结果变量'), help: text('The column that was explained.', '被解释的结果列。') },
  covariates: {
    label: text('Covariates', '协变量'),
    help: text('What the estimate adjusts for. Default: all with that role.', '估计所调整的列；默认取全部协变量。'),
  },
  simulations: {
    label: text('Simulations', '模拟次数'),
    help: text('How often the table is changed and estimated again.', '改动数据并重新估计的次数。'),
  },
  alpha: { label: text('Error rate', '错误率'), help: text('A p-value below it counts as significant.', 'p 值低于该值视为显著。') },
};
