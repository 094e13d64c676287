import { type Text, text } from '../../base/text.ts';
import type { Facts } from './facts.ts';

/** Something that a method needs: whether it is there, and what to say when it is not. */
export interface Need {
  readonly isMet: (facts: Facts) => boolean | null;
  readonly missing: Text;
  /** Said when nobody knows. */
  readonly unknown?: Text;
}

const NEEDS = {
  randomised: {
    isMet: ({ randomised }) => randomised,
    missing: text('the treatment was not dealt out by chance', '处理并非随机分配'),
    unknown: text('only if the treatment was dealt out by chance', '仅当处理为随机分配时'),
  },
  measured: {
    isMet: ({ measured }) => measured,
    missing: text('common causes of treatment and outcome are not all measured', '处理与结果的共同原因未全部测量'),
    unknown: text('only if every common cause of treatment and outcome is among the covariates', '仅当处理与结果的共同原因均在协变量中'),
  },
  covariates: { isMet: ({ hasCovariates }) => hasCovariates, missing: text('no column has the role covariate', '没有角色为协变量的列') },
  instrument: { isMet: ({ instrument }) => instrument, missing: text('there is no instrument', '没有工具变量') },
  cutoff: {
    isMet: ({ cutoff }) => cutoff,
    missing: text('no cut-off of a running variable decides about the treatment', '没有由驱动变量断点决定处理的规则'),
  },
  panel: {
    isMet: ({ time }) => time === 'panel' || time === 'one-treated',
    missing: text('needs the same units before and after one common start', '需要同一批单位在统一开始时间前后的数据'),
  },
  staggered: {
    isMet: ({ time }) => time === 'staggered',
    missing: text('needs units that start at different times', '需要各单位在不同时间开始处理'),
  },
  oneTreated: {
    isMet: ({ time }) => time === 'one-treated' || time === 'panel',
    missing: text('needs few treated units, many others, and a long time before', '需要少数处理单位、较多对照单位和较长的处理前时期'),
  },
  series: {
    isMet: ({ time }) => time === 'series' || time === 'one-treated',
    missing: text('needs one series with a known time of change', '需要一条已知变化时点的时间序列'),
  },
  average: {
    isMet: ({ goal }) => goal === 'average',
    missing: text('answers for the average, not for each customer', '回答平均效应，而非每位客户的效应'),
  },
  who: {
    isMet: ({ goal }) => goal === 'who',
    missing: text('answers for each customer, not for the average', '回答每位客户的效应，而非平均效应'),
  },
} as const satisfies Readonly<Record<string, Need>>;

export type NeedName = keyof typeof NEEDS;

export const BRANCHES = {
  experiment: text('Experiments', '随机实验'),
  observed: text('Observed causes adjusted for', '控制已测混杂'),
  natural: text('Natural experiments', '自然实验'),
  time: text('Before and after', '时间前后对比'),
  each: text('Who responds', '谁会响应'),
} as const;

export type Branch = keyof typeof BRANCHES;

/** A method on the map. */
export interface Leaf {
  readonly id: string;
  readonly name: Text;
  readonly branch: Branch;
  readonly needs: readonly NeedName[];
}

/** The map: within a branch, what asks for less comes first. */
export const LEAVES: readonly Leaf[] = [
  { id: 'ab-test', name: text('A/B test', 'A/B 测试'), branch: 'experiment', needs: ['randomised', 'average'] },
  { id: 'ols', name: text('Linear regression', '线性回归'), branch: 'observed', needs: ['measured', 'average'] },
  { id: 'logit', name: text('Logistic regression', '逻辑回归'), branch: 'observed', needs: ['measured', 'average'] },
  { id: 'aipw', name: text('Doubly robust (AIPW)', '双重稳健 (AIPW)'), branch: 'observed', needs: ['measured', 'covariates', 'average'] },
  { id: 'dml', name: text('Double machine learning', '双重机器学习'), branch: 'observed', needs: ['measured', 'covariates', 'average'] },
  { id: 'ipw', name: text('Inverse propensity weighting', '逆倾向加权'), branch: 'observed', needs: ['measured', 'covariates', 'average'] },
  { id: 'psm', name: text('Propensity score matching', '倾向得分匹配'), branch: 'observed', needs: ['measured', 'covariates', 'average'] },
  { id: 'late', name: text('Effect on compliers (LATE)', '依从者效应 (LATE)'), branch: 'natural', needs: ['instrument', 'average'] },
  {
    id: 'dr-iv',
    name: text('Doubly robust effect on compliers', '双重稳健的依从者效应'),
    branch: 'natural',
    needs: ['instrument', 'average', 'covariates'],
  },
  { id: 'iv-2sls', name: text('Two-stage least squares', '两阶段最小二乘'), branch: 'natural', needs: ['instrument', 'average'] },
  { id: 'deep-iv', name: text('Deep IV', '深度工具变量'), branch: 'natural', needs: ['instrument', 'average', 'covariates'] },
  { id: 'rdd', name: text('Regression discontinuity', '断点回归'), branch: 'natural', needs: ['cutoff', 'average'] },
  { id: 'did', name: text('Difference in differences', '双重差分'), branch: 'time', needs: ['panel', 'average'] },
  { id: 'did-staggered', name: text('Staggered differences', '多期双重差分'), branch: 'time', needs: ['staggered', 'average'] },
  { id: 'synthetic-control', name: text('Synthetic control', '合成控制'), branch: 'time', needs: ['oneTreated', 'average'] },
  { id: 'synthetic-did', name: text('Synthetic differences', '合成双重差分'), branch: 'time', needs: ['oneTreated', 'average'] },
  { id: 'its', name: text('Interrupted time series', '中断时间序列'), branch: 'time', needs: ['series', 'average'] },
  { id: 's-learner', name: text('S-learner', 'S-learner'), branch: 'each', needs: ['measured', 'covariates', 'who'] },
  { id: 't-learner', name: text('T-learner', 'T-learner'), branch: 'each', needs: ['measured', 'covariates', 'who'] },
  { id: 'r-learner', name: text('R-learner', 'R-learner'), branch: 'each', needs: ['measured', 'covariates', 'who'] },
  { id: 'dr-learner', name: text('DR-learner', 'DR-learner'), branch: 'each', needs: ['measured', 'covariates', 'who'] },
  { id: 'x-learner', name: text('X-learner', 'X-learner'), branch: 'each', needs: ['measured', 'covariates', 'who'] },
  { id: 'causal-forest', name: text('Causal forest', '因果森林'), branch: 'each', needs: ['measured', 'covariates', 'who'] },
  { id: 'uplift-tree', name: text('Uplift tree', '增量树'), branch: 'each', needs: ['randomised', 'covariates', 'who'] },
  { id: 'uplift-forest', name: text('Uplift forest', '增量森林'), branch: 'each', needs: ['randomised', 'covariates', 'who'] },
];

/** Whether a method fits; null when an answer is missing that would decide. */
export interface Judged {
  readonly leaf: Leaf;
  readonly fits: boolean | null;
  readonly reason: Text;
}

/** Holds every method against the answers. */
export function judge(facts: Facts): Judged[] {
  return LEAVES.map((leaf) => {
    const needs = leaf.needs.map((name): Need => NEEDS[name]);
    const broken = needs.filter((need) => need.isMet(facts) === false);
    const open = needs.filter((need) => need.isMet(facts) === null);
    if (broken.length > 0) return { leaf, fits: false, reason: joined(broken.map(({ missing }) => missing)) };
    if (open.length > 0) return { leaf, fits: null, reason: joined(open.map(({ unknown, missing }) => unknown ?? missing)) };
    return { leaf, fits: true, reason: text('all that it needs is there', '所需条件均已具备') };
  });
}

function joined(parts: readonly Text[]): Text {
  return text(parts.map(({ en }) => en).join('; '), parts.map(({ zh }) => zh).join('；'));
}
