import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const assumptionGraphText: MethodText = {
  title: text('Assumption graph', '因果假设图'),
  purpose: text(
    'Says from a drawing of what causes what which variables to hold fixed, which to leave alone, and whether the data contradict the drawing.',
    '根据因果关系图，说明应控制哪些变量、不应控制哪些变量，以及数据是否与该图矛盾。',
  ),
  assumptions: [
    text(
      'Every common cause of two variables is drawn, as a variable or as a two-headed arrow.',
      '任意两变量的共同原因均已绘出（作为变量或双向箭头）。',
    ),
    text(
      'No arrow is missing: leaving one out is the strong claim, drawing one is the weak one.',
      '没有遗漏的箭头：不画箭头是强假设，画箭头是弱假设。',
    ),
  ],
  reading: text(
    'Use one of the listed sets as covariates of an estimate. Variables called mediator, collider or descendant must stay out.',
    '从列出的变量集中选一个作为估计的协变量；中介、对撞及其后代变量不得放入。',
  ),
  pitfalls: [
    text(
      'A graph that fits the data is not thereby true: other graphs imply the same.',
      '与数据相符的图未必为真：其他图可能有相同的含义。',
    ),
    text('The checks see linear dependence only.', '检验只能发现线性相依。'),
  ],
  options: {
    graph: {
      label: text('Graph', '因果图'),
      help: text(
        'Arrows, one statement a line: age -> offer; offer [treatment] -> sales [outcome]; offer <-> sales for a hidden common cause; u [latent].',
        '每行一条：age -> offer；offer [treatment] -> sales [outcome]；offer <-> sales 表示未观测共因；u [latent] 表示不可观测。',
      ),
    },
    treatment: {
      label: text('Treatment', '处理变量'),
      help: text('A variable of the graph. Default: the one marked [treatment].', '图中的变量。默认取标记为 [treatment] 者。'),
    },
    outcome: {
      label: text('Outcome', '结果'),
      help: text('A variable of the graph. Default: the one marked [outcome].', '图中的变量。默认取标记为 [outcome] 者。'),
    },
    effect: {
      label: text('Effect', '效应'),
      help: text('total: through every path; direct: along the one arrow only.', 'total：经由所有路径；direct：仅经由直接箭头。'),
    },
    controls: {
      label: text('Covariates in use', '使用中的协变量'),
      help: text(
        'Checked for bad controls. Default: all columns with the role covariate.',
        '检查其中是否有不应控制的变量。默认取角色为协变量的所有列。',
      ),
    },
    testsData: {
      label: text('Hold against the data', '用数据检验'),
      help: text('Tests every independence that the graph implies.', '检验此图隐含的每一条独立性。'),
    },
    alpha: {
      label: text('Error rate', '错误率'),
      help: text('Over all tests together, by Holm’s method.', '全部检验的总错误率（Holm 法）。'),
    },
  },
};
