import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { panelOptionTexts } from '../kit/panels/texts.ts';

const { outcome, unit, time, gaps, alpha } = panelOptionTexts;

export const didStaggeredText: MethodText = {
  title: text('Staggered difference in differences', '交错双重差分'),
  purpose: text(
    'What a treatment did where units started at different times, without using treated units as controls.',
    '各单位在不同时间开始处理时的效应，且不以已处理单位作对照。',
  ),
  assumptions: [
    text(
      'Without the treatment each cohort would have changed like its controls (parallel trends, given the covariates).',
      '若无处理，各批次与其对照的变化相同（给定协变量的平行趋势）。',
    ),
    text(
      'Nobody reacts earlier than the periods of anticipation allow, and treatment stays once it starts.',
      '除设定的提前期外无提前反应，且处理一旦开始便持续。',
    ),
  ],
  reading: text('Look at the periods before the start first: they should lie around zero.', '请先看处理开始之前的各期：应在零附近。'),
  pitfalls: [
    text('A pre-trend test that finds nothing does not show that trends are parallel.', '事前趋势检验不显著，并不能证明趋势平行。'),
    text('Averages over time since the start mix different cohorts at different lags.', '按处理后期数平均时，不同期数包含的批次并不相同。'),
  ],
  options: {
    outcome,
    unit,
    time,
    gaps,
    alpha,
    firstTreated: {
      label: text('First treated', '首次处理时间'),
      help: text('The period in which the unit starts; empty or 0 is never.', '单位开始处理的时期；空或 0 表示从未处理。'),
    },
    covariates: {
      label: text('Covariates', '协变量'),
      help: text(
        'Trends are parallel among units alike in these; read before the change.',
        '在这些列相近的单位之间趋势平行；取变化之前的值。',
      ),
    },
    estimator: {
      label: text('Estimator', '估计方法'),
      help: text(
        'dr, reg, ipw: cohorts against controls (doubly robust, outcome regression, inverse propensity); imputation: against a model of all untreated observations.',
        'dr、reg、ipw：各批次与对照相比（双重稳健、结果回归、逆倾向加权）；imputation：与用全部未处理观测拟合的模型相比。',
      ),
    },
    controls: {
      label: text('Controls', '对照单位'),
      help: text(
        'never: units never treated; not-yet: also units that start later.',
        'never：从未处理的单位；not-yet：也包括之后才处理的单位。',
      ),
    },
    anticipation: {
      label: text('Anticipation', '提前期'),
      help: text('Periods before the start in which units may react already.', '处理开始前单位可能已有反应的期数。'),
    },
    base: {
      label: text('Base period', '基期'),
      help: text(
        'varying: before the start each period against the one before; universal: always the last before the start.',
        'varying：处理前逐期与上一期相比；universal：始终与处理前最后一期相比。',
      ),
    },
    cluster: {
      label: text('Cluster', '聚类'),
      help: text('Units of one cluster hang together; default: each unit alone.', '同一聚类的单位彼此相关；默认各单位独立。'),
    },
    draws: {
      label: text('Bootstrap draws', '自助抽样次数'),
      help: text('For bands that hold all periods at once; 0 gives intervals only.', '用于同时覆盖各期的置信带；0 则只给区间。'),
    },
    multiplier: {
      label: text('Multiplier', '乘子分布'),
      help: text('Two-point weights of the bootstrap: Mammen’s, or plus and minus one.', '自助法的两点权重：Mammen 分布，或正负一。'),
    },
  },
};
