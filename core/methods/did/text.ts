import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { regressionOptionTexts } from '../kit/regression/texts.ts';

const { outcome, treatment, control, arm, alpha } = regressionOptionTexts as Required<typeof regressionOptionTexts> &
  Record<'outcome' | 'treatment' | 'control' | 'arm' | 'alpha', MethodText['options'][string]>;

export const didText: MethodText = {
  title: text('Difference in differences', '双重差分 (DID)'),
  purpose: text('How much more the treated group changed than the control group did.', '处理组的变化比对照组多多少。'),
  assumptions: [
    text('Without the treatment both groups would have changed alike (parallel trends).', '若无处理，两组的变化会相同（平行趋势）。'),
    text(
      'Nobody reacts before the start, and the treatment of one unit does not reach others.',
      '处理开始前无提前反应，且一个单位的处理不影响其他单位。',
    ),
  ],
  reading: text('Look at the periods before the start first: they should lie around zero.', '请先看处理开始之前的各期：应在零附近。'),
  pitfalls: [
    text(
      'When units start at different times and effects change, earlier starters serve as controls for later ones; see the decomposition.',
      '各单位开始时间不同且效应变化时，先处理者会充当后处理者的对照；请看分解。',
    ),
    text('A pre-trend test that finds nothing does not show that trends are parallel.', '事前趋势检验不显著，并不能证明趋势平行。'),
  ],
  options: {
    outcome,
    treatment,
    control,
    arm,
    alpha,
    post: {
      label: text('After the start', '处理后'),
      help: text('Yes/no: 1 from the start of the treatment on.', '是否列：处理开始起为 1。'),
    },
    time: { label: text('Time', '时间'), help: text('The period of each row.', '各行所属时期。') },
    firstTreated: {
      label: text('First treated', '首次处理时间'),
      help: text('The period in which the unit starts; empty or 0 is never.', '单位开始处理的时期；空或 0 表示从未处理。'),
    },
    unit: {
      label: text('Unit', '单位'),
      help: text('Who is followed over time; gives unit and period fixed effects.', '被跟踪的个体；据此加入单位与时期固定效应。'),
    },
    covariates: { label: text('Covariates', '协变量'), help: text('Columns held constant.', '加以控制的列。') },
    covariatesBy: {
      label: text('Covariates by period', '协变量分期'),
      help: text(
        'level: one coefficient for all periods; period: one of its own in every period, so that trends may differ with the covariate.',
        'level：各期共用一个系数；period：每期各有系数，允许趋势随协变量而异。',
      ),
    },
    cluster: {
      label: text('Cluster', '聚类'),
      help: text('Errors are summed by this column; default: the unit.', '误差按该列汇总；默认为单位。'),
    },
    covariance: {
      label: text('Standard errors', '标准误'),
      help: text('Default: cluster where there is a unit or cluster, else HC1.', '有单位或聚类时默认 cluster，否则为 HC1。'),
    },
    gaps: {
      label: text('Gaps in the panel', '面板缺口'),
      help: text(
        'refuse: say so and stop; keep: use what is there, without decomposition.',
        'refuse：提示并停止；keep：使用现有数据，不做分解。',
      ),
    },
  },
};
