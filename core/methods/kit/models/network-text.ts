import { text } from '../../../base/text.ts';
import type { MethodText } from '../../contract.ts';

/** Words for the options of networks. */
export const NETWORK_OPTION_TEXTS: MethodText['options'] = {
  hidden: {
    label: text('Hidden layers', '隐藏层'),
    help: text('Units of each hidden layer, from the columns on, e.g. 64, 32.', '从输入侧起各隐藏层的单元数，例如 64、32。'),
  },
  activation: {
    label: text('Activation', '激活函数'),
    help: text('relu: straight pieces; tanh: smooth and bounded.', 'relu：分段线性；tanh：平滑且有界。'),
  },
  epochs: {
    label: text('Epochs', '训练轮数'),
    help: text('Most passes over the rows; training usually stops sooner by itself.', '遍历数据的最多轮数；通常会提前停止。'),
  },
  batchRows: { label: text('Rows a step', '每步行数'), help: text('Rows behind each step of the training.', '每一步训练所用的行数。') },
  learningRate: {
    label: text('Learning rate', '学习率'),
    help: text('Size of the steps; lower it where training does not settle.', '每步的幅度；训练不稳定时调低。'),
  },
  weightDecay: {
    label: text('Weight decay', '权重衰减'),
    help: text('Pull of every weight towards 0: more gives smoother answers.', '将各权重拉向 0 的力度；越大答案越平滑。'),
  },
  validationShare: {
    label: text('Rows that decide when to stop', '早停所用比例'),
    help: text(
      'Share of the rows held back to see when it stops improving; 0 trains to the end.',
      '留出用于判断何时停止的行所占比例；0 表示训练到底。',
    ),
  },
  patience: {
    label: text('Patience', '耐心轮数'),
    help: text('Epochs without an improvement before training stops.', '连续多少轮没有改进便停止。'),
  },
};
