import { type Text, text } from '../../../base/text.ts';

type OptionTexts = Readonly<Record<string, { readonly label: Text; readonly help: Text }>>;

/** Labels and help of `regressionOptions`. */
export const regressionOptionTexts: OptionTexts = {
  treatment: {
    label: text('Treatment', '处理变量'),
    help: text(
      'The column whose coefficient is of interest: arms, yes/no, or a number as a dose. Default: the column with that role, if any.',
      '关注其系数的列：组别、是否，或作为剂量的数值。默认取角色为处理变量的列（若有）。',
    ),
  },
  control: { label: text('Control', '对照组'), help: text('The arm that the others are compared with.', '其他各组与之比较的组。') },
  arm: {
    label: text('Arm', '处理组'),
    help: text('Compare this arm only; default: every arm with the control.', '仅比较该组；默认将每个组与对照组比较。'),
  },
  outcome: {
    label: text('Outcome', '结果变量'),
    help: text('The column to explain. Default: the column with that role.', '被解释的列。默认取角色为结果变量的列。'),
  },
  covariates: {
    label: text('Covariates', '协变量'),
    help: text(
      'Columns held constant; text enters as one 0/1 column per value. Default: all covariates.',
      '加以控制的列；文本按取值展开为 0/1 列。默认取全部协变量。',
    ),
  },
  weight: {
    label: text('Weight', '权重'),
    help: text('Rows count in proportion to this column; 0 leaves a row out.', '各行按该列的数值计权；0 表示不计入。'),
  },
  cluster: {
    label: text('Clusters', '聚类'),
    help: text('One or two columns whose equal values mark rows that hang together.', '一或两列；取值相同的行彼此相关。'),
  },
  clusterFactor: {
    label: text('Two-way correction', '双向聚类校正'),
    help: text(
      'smallest: the factor G/(G − 1) of the smaller set for all parts, as fixest; own: each part its own, as statsmodels.',
      'smallest：各部分统一用较少聚类数的 G/(G − 1)（同 fixest）；own：各用各自的（同 statsmodels）。',
    ),
  },
  reference: {
    label: text('Reference value', '参照取值'),
    help: text('Which value of a text covariate the others are compared with.', '文本协变量中作为比较基准的取值。'),
  },
  randomised: {
    label: text('Randomised', '随机分配'),
    help: text(
      'Whether the treatment was assigned at random; only then does the reading speak of an effect.',
      '处理是否随机分配；只有如此，解读才会使用“效应”一词。',
    ),
  },
  alpha: {
    label: text('Error rate', '错误率'),
    help: text('Intervals hold 1 − alpha; 0.05 gives 95 %.', '区间的置信水平为 1 − alpha；0.05 对应 95 %。'),
  },
};
