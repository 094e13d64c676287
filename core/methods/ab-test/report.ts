import { text } from '../../base/text.ts';
import type { Block, Estimate, Report, TableData } from '../../report/blocks.ts';
import { IMBALANCE } from './balance.ts';
import type { Measured, MetricFit } from './estimate.ts';
import { forestFigure, liftFigure } from './figures.ts';
import type { AbTestFit } from './fit.ts';
import { notesOf } from './notes.ts';
import { readingOf } from './reading.ts';
import type { AbTestSpec } from './spec.ts';

/** Writes the report: the sentence, the differences, the scorecard, the pictures, the checks. */
export function reportAbTest(fit: AbTestFit, spec: AbTestSpec): Report {
  const level = 1 - spec.alpha;
  const hasLift = fit.metrics.some((metric) => metric.contrasts.some((contrast) => contrast.lift !== null));
  const subtitle = text(
    `n = ${fit.counts.reduce((sum, count) => sum + count, 0)}, ${Math.round(1000 * level) / 10} % intervals`,
    `n = ${fit.counts.reduce((sum, count) => sum + count, 0)}，${Math.round(1000 * level) / 10} % 区间`,
  );
  const lift: Block[] = hasLift
    ? [
        {
          kind: 'figure',
          id: 'lift-forest',
          title: text('How large is the lift, relative to the control?', '相对于对照组的提升有多大？'),
          subtitle,
          ...liftFigure(fit),
        },
        { kind: 'estimates', id: 'lift', title: text('Relative lift', '相对提升'), rows: liftRows(fit, level) },
      ]
    : [];
  const balance: Block[] =
    fit.balance.length === 0
      ? []
      : [
          {
            kind: 'table',
            id: 'balance',
            title: text('Are the arms alike before the test?', '实验前各组是否相近？'),
            table: balanceTableOf(fit),
          },
        ];
  return {
    blocks: [
      { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, spec) },
      {
        kind: 'figure',
        id: 'forest',
        title: text('How far is each arm from the control?', '各组与对照组相差多少？'),
        subtitle,
        ...forestFigure(fit),
      },
      { kind: 'estimates', id: 'effects', title: text('Difference from the control', '与对照组的差值'), rows: effectRows(fit, level) },
      { kind: 'estimates', id: 'arms', title: text('Value in every arm', '各组取值'), rows: armRows(fit, level) },
      ...lift,
      { kind: 'table', id: 'scorecard', title: text('Scorecard', '记分卡'), table: scorecard(fit) },
      sampleRatioBlock(fit),
      ...balance,
    ],
    notes: notesOf(fit),
  };
}

const ESTIMANDS = { mean: 'mean', share: 'rate', ratio: 'ratio' } as const;

function effectRows(fit: AbTestFit, level: number): Estimate[] {
  const cuped = fit.prePeriod.length > 0 ? ' (CUPED)' : '';
  return rowsOf(fit, (metric, contrast, arm) => ({
    name: metric.name,
    // The share of a yes/no outcome is the mean of its zeros and ones.
    estimand: `difference in ${metric.kind === 'ratio' ? 'ratios' : 'means'}${cuped}`,
    contrast: `${arm} − ${fit.arms[0]}`,
    group: arm,
    ...uncertainty(contrast, level),
    ...(contrast.pValue === null ? {} : { pValue: contrast.pValue }),
    n: contrast.n,
  }));
}

function liftRows(fit: AbTestFit, level: number): Estimate[] {
  return rowsOf(fit, (metric, { lift, n }, arm) =>
    lift === null
      ? undefined
      : {
          name: metric.name,
          estimand: 'relative lift',
          contrast: `${arm} / ${fit.arms[0]} − 1`,
          group: arm,
          ...uncertainty(lift, level),
          n,
        },
  );
}

function rowsOf(
  fit: AbTestFit,
  write: (metric: MetricFit, contrast: MetricFit['contrasts'][number], arm: string) => Estimate | undefined,
): Estimate[] {
  return fit.metrics.flatMap((metric) =>
    metric.contrasts.flatMap((contrast) => write(metric, contrast, fit.arms[contrast.arm] ?? '') ?? []),
  );
}

function armRows(fit: AbTestFit, level: number): Estimate[] {
  return fit.metrics.flatMap((metric) =>
    metric.arms.map((value, arm) => ({
      name: metric.name,
      estimand: ESTIMANDS[metric.kind],
      group: fit.arms[arm] ?? '',
      ...uncertainty(value, level),
      n: value.n,
    })),
  );
}

function uncertainty(
  { value, standardError, interval }: Measured,
  level: number,
): Pick<Estimate, 'value' | 'standardError' | 'interval' | 'level'> {
  return {
    value,
    ...(standardError === null ? {} : { standardError }),
    ...(interval === null ? {} : { interval, level }),
  };
}

/** What the estimates do not carry: both p-values, how the interval was made, and what CUPED took out. */
function scorecard(fit: AbTestFit): TableData {
  const isCuped = fit.prePeriod.length > 0;
  return {
    columns: [
      { name: 'metric', label: text('metric', '指标') },
      { name: 'arm', label: text('arm', '组别') },
      { name: 'control value', label: text('control', '对照组') },
      { name: 'arm value', label: text('arm value', '该组') },
      { name: 'lift', label: text('lift', '相对提升'), unit: 'share' },
      { name: 'p', label: text('p', 'p 值') },
      { name: 'adjusted p', label: text('adjusted p', '校正 p 值') },
      { name: 'interval', label: text('interval by', '区间方法') },
      ...(isCuped ? [{ name: 'variance explained', label: text('explained by pre-period', '实验前变量解释'), unit: 'share' }] : []),
    ],
    rows: fit.metrics.flatMap((metric) =>
      metric.contrasts.map((contrast) => [
        metric.name,
        fit.arms[contrast.arm] ?? '',
        metric.arms[0]?.value ?? null,
        metric.arms[contrast.arm]?.value ?? null,
        contrast.lift?.value ?? null,
        contrast.pValue,
        contrast.adjusted,
        intervalName(metric),
        ...(isCuped ? [metric.explained] : []),
      ]),
    ),
  };
}

function intervalName(metric: MetricFit): string {
  if (metric.interval === 'newcombe') return 'Newcombe score, pooled z';
  const base = metric.interval === 'cluster' ? 'cluster-robust t' : 'Welch t';
  return metric.kind === 'ratio' ? `${base}, delta method` : base;
}

function sampleRatioBlock({ sampleRatio, arms, counts }: AbTestFit): Block {
  return {
    kind: 'scalars',
    id: 'sample-ratio',
    title: text('Do the arm sizes fit the plan?', '各组样本量是否符合计划？'),
    rows: [
      { name: 'chi-squared', label: text('chi-squared', '卡方'), value: sampleRatio.statistic },
      { name: 'degrees of freedom', label: text('degrees of freedom', '自由度'), value: arms.length - 1 },
      { name: 'p', label: text('p', 'p 值'), value: sampleRatio.pValue },
      { name: 'shares', label: text('shares from', '份额来源'), value: sampleRatio.isPlanned ? 'expectedShares' : 'equal' },
      ...arms.map((arm, index) => ({ name: `n ${arm}`, value: counts[index] ?? 0, unit: 'rows' })),
    ],
  };
}

function balanceTableOf(fit: AbTestFit): TableData {
  return {
    columns: [
      { name: 'covariate', label: text('covariate', '协变量') },
      { name: 'level', label: text('value', '取值') },
      { name: 'arm', label: text('arm', '组别') },
      { name: 'arm mean', label: text('arm mean', '该组均值') },
      { name: 'control mean', label: text('control mean', '对照组均值') },
      { name: 'standardised difference', label: text('standardised difference', '标准化差异') },
      { name: 'flag', label: text(`above ${IMBALANCE}`, `超过 ${IMBALANCE}`) },
    ],
    rows: fit.balance.map((row) => [
      row.covariate,
      row.level,
      fit.arms[row.arm] ?? '',
      row.armMean,
      row.controlMean,
      row.difference,
      row.difference === null || Math.abs(row.difference) > IMBALANCE,
    ]),
  };
}
