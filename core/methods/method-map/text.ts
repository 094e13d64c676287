import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const methodMapText: MethodText = {
  title: text('Method map', '方法地图'),
  purpose: text(
    'Answers six questions about the data, and says which methods can find the effect and why the others cannot.',
    '通过六个问题判断哪些方法能够识别效应，以及其余方法为何不适用。',
  ),
  assumptions: [
    text(
      'Roles of columns are set as they are meant: instrument, running variable, unit, time.',
      '列的角色设置正确：工具变量、驱动变量、单位、时间。',
    ),
  ],
  reading: text('Filled marks fit. Hover over the others for what is missing.', '实心标记表示适用；其余可悬停查看缺少的条件。'),
  pitfalls: [
    text(
      'A fitting method still has assumptions of its own: read its page before its number.',
      '适用的方法仍有自身假设：先读其说明，再看数字。',
    ),
    text('No table can say whether all common causes are measured. You have to.', '数据无法说明共同原因是否已全部测量，须由您判断。'),
  ],
  options: {
    goal: {
      label: text('What is asked', '要回答的问题'),
      help: text(
        'average: what the treatment does on the whole; who: for whom it does how much.',
        'average：处理的总体效果；who：对谁有多大效果。',
      ),
    },
    randomised: {
      label: text('Dealt out by chance?', '是否随机分配？'),
      help: text('Whether a coin, or a seeded draw, decided who got the treatment.', '是否由随机抽取决定谁接受处理。'),
    },
    measured: {
      label: text('All common causes measured?', '共同原因是否均已测量？'),
      help: text('Whether everything that moves both treatment and outcome is a column here.', '同时影响处理与结果的因素是否都在数据中。'),
    },
    instrument: {
      label: text('Is there an instrument?', '是否有工具变量？'),
      help: text(
        'Something that moves the treatment and reaches the outcome only through it. Auto: a column has that role.',
        '影响处理且仅经由处理影响结果的因素。自动：存在该角色的列。',
      ),
    },
    cutoff: {
      label: text('Is there a cut-off?', '是否有断点？'),
      help: text(
        'A score beyond which the treatment is given. Auto: a column is the running variable.',
        '得分超过某值即接受处理。自动：存在驱动变量列。',
      ),
    },
    time: {
      label: text('Before and after?', '是否有时间前后？'),
      help: text(
        'none; series: one series; panel: units, one start; staggered: units, many starts; one-treated: one treated unit. Auto reads the cells.',
        'none 无；series 单一序列；panel 多单位同一开始；staggered 开始时间不同；one-treated 单一处理单位。自动：由数据判断。',
      ),
    },
    treatment: { label: text('Treatment', '处理变量'), help: text('The column whose effect is sought.', '要估计其效应的列。') },
    unit: { label: text('Unit', '单位'), help: text('Who is observed again and again.', '被重复观测的对象。') },
    timeColumn: { label: text('Time', '时间'), help: text('When it was observed.', '观测时间。') },
  },
};
