import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { NETWORK_OPTION_TEXTS } from '../kit/models/network-text.ts';
import { MODEL_ASSUMPTIONS, MODEL_OPTION_TEXTS, MODEL_PITFALLS, MODEL_READING } from '../kit/models/text.ts';

export const mlpText: MethodText = {
  title: text('Neural network', '神经网络'),
  purpose: text(
    'Predicts a number or a yes/no outcome with a dense network whose hidden layers can be looked into afterwards.',
    '用全连接神经网络预测数值或是否型结果，训练后可查看其隐藏层。',
  ),
  assumptions: MODEL_ASSUMPTIONS,
  reading: MODEL_READING,
  pitfalls: [
    ...MODEL_PITFALLS,
    text(
      'On tables, boosted trees are usually as good and faster: compare both on held-out rows before you prefer the network.',
      '在表格数据上，提升树通常同样准确且更快：选用网络前请在留出数据上比较两者。',
    ),
    text(
      'Another seed gives another network: differences between rows that are smaller than those between seeds mean nothing.',
      '换一个随机种子就会得到另一个网络：小于种子间差异的行间差异没有意义。',
    ),
  ],
  options: { ...MODEL_OPTION_TEXTS, ...NETWORK_OPTION_TEXTS },
};
