import { text } from '../../base/text.ts';
import { normalUpperQuantile } from '../../numeric/distributions.ts';
import type { Block, Estimate, Report } from '../../report/blocks.ts';
import type { AverageEffect } from './averages.ts';
import { effectsFigure, groupsFigure, importanceFigure, overlapFigure, projectionFigure } from './figures.ts';
import type { ForestFit } from './fit.ts';
import { forestNotes } from './notes.ts';
import { readingOf, whatWouldChange } from './reading.ts';
import type { CausalForestSpec } from './spec.ts';

/** Writes the report: whether arms can be compared, averages, whether rows differ, by what, and what would change it. */
export function reportForest(fit: ForestFit, spec: CausalForestSpec): Report {
  const subtitle = text(
    `n = ${fit.rowCount}, ${fit.settings.trees} trees, ${spec.learner.learner}, ${spec.folds} folds`,
    `n = ${fit.rowCount}，${fit.settings.trees} 棵树，${spec.learner.learner}，${spec.folds} 折`,
  );
  const quantile = normalUpperQuantile(spec.alpha / 2);
  return {
    blocks: [
      { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, spec) },
      ...overlapBlocks(fit, spec),
      { kind: 'estimates', id: 'averages', title: text('Average effects', '平均处理效应'), rows: averageRows(fit, 1 - spec.alpha) },
      {
        kind: 'figure',
        id: 'groups',
        title: text('Do the data bear out the predicted differences?', '数据是否证实了预测的差异？'),
        subtitle,
        ...groupsFigure(fit),
      },
      ...heterogeneityBlocks(fit, 1 - spec.alpha),
      {
        kind: 'figure',
        id: 'effects',
        title: text('How do the effects differ between rows?', '不同个体的增量相差多大？'),
        subtitle,
        ...effectsFigure(fit, quantile),
      },
      {
        kind: 'figure',
        id: 'importance',
        title: text('Which columns did the forest split on?', '森林依据哪些列分裂？'),
        subtitle,
        ...importanceFigure(fit),
      },
      {
        kind: 'figure',
        id: 'projection',
        title: text('How do effects change along the covariates?', '增量随协变量如何变化？'),
        subtitle,
        ...projectionFigure(fit),
      },
      settingsBlock(fit, spec),
      {
        kind: 'text',
        id: 'what-would-change',
        title: text('What would change the conclusion', '什么会改变结论'),
        body: whatWouldChange(fit, spec),
      },
    ],
    notes: forestNotes(fit, spec),
  };
}

function overlapBlocks(fit: ForestFit, spec: CausalForestSpec): Block[] {
  const { explainer, clippedShare, leftOver } = fit.overlap;
  const table: Block = {
    kind: 'scalars',
    id: 'design',
    title: text('Can the arms be compared?', '各组可比吗？'),
    rows: [
      {
        name: 'explained by one column',
        label: text('treatment explained by one column', '单列对处理的最大解释比例'),
        value: explainer?.share ?? 0,
        unit: 'share',
      },
      { name: 'that column', label: text('that column', '该列'), value: explainer?.column ?? null },
      { name: 'clipped', label: text('rows almost certain of an arm', '几乎必然属于某组的行'), value: clippedShare, unit: 'share' },
      {
        name: 'left over',
        label: text('treatment not explained by the covariates', '协变量未能解释的处理变异'),
        value: leftOver,
        unit: 'share',
      },
      ...(fit.compliance === undefined
        ? []
        : [
            {
              name: 'compliance',
              label: text('mean effect of the instrument on the treatment', '工具变量对处理的平均影响'),
              value: fit.compliance.mean,
            },
          ]),
    ],
  };
  if (spec.propensity === 'shares' || fit.overlap.shares.length === 0) return [table];
  const title = text('Could every row have been in every arm?', '每一行都有机会进入各组吗？');
  return [{ kind: 'figure', id: 'overlap', title, ...overlapFigure(fit) }, table];
}

const ESTIMANDS: Readonly<Record<AverageEffect['target'], string>> = {
  all: 'ATE (doubly robust)',
  treated: 'ATT',
  overlap: 'overlap-weighted effect',
  compliers: 'average conditional LATE',
};

function averageRows(fit: ForestFit, level: number): Estimate[] {
  return fit.findings.flatMap(({ arm, averages, meanEffect }) => {
    const common = { name: fit.outcome, contrast: fit.kind === 'number' ? arm : `${arm} − ${fit.control}`, group: arm };
    return [
      ...averages.map(({ target, estimate: { value, standardError, interval, n } }) => ({
        ...common,
        estimand: ESTIMANDS[target],
        value,
        standardError,
        interval,
        level,
        n,
      })),
      { ...common, estimand: 'mean of individual effects', value: meanEffect, n: fit.rowCount },
    ];
  });
}

function heterogeneityBlocks(fit: ForestFit, level: number): Block[] {
  const rows = fit.findings.flatMap(({ arm, calibration, sorted }): Estimate[] => {
    const common = { name: fit.outcome, group: arm, level };
    const { mean, differences } = calibration ?? {};
    return [
      ...(sorted.spread === null
        ? []
        : [{ ...common, estimand: 'effect in the highest fifth − effect in the lowest fifth', ...sorted.spread }]),
      ...(mean === undefined ? [] : [{ ...common, estimand: 'calibration of the mean (1 is right)', ...numbersOf(mean) }]),
      ...(differences === undefined
        ? []
        : [{ ...common, estimand: 'calibration of differences (1 is right, 0 is noise)', ...numbersOf(differences) }]),
    ];
  });
  if (rows.length === 0) return [];
  return [{ kind: 'estimates', id: 'heterogeneity', title: text('Do rows differ?', '个体之间有差异吗？'), rows }];
}

function numbersOf({
  value,
  standardError,
  interval,
  pValue,
}: Pick<Estimate, 'value'> & Required<Pick<Estimate, 'standardError' | 'interval' | 'pValue'>>) {
  return { value, standardError, interval, pValue };
}

function settingsBlock(fit: ForestFit, spec: CausalForestSpec): Block {
  const { settings } = fit;
  const byArm = fit.findings.map(({ arm, harmedShare }) => ({
    name: `negative share: ${arm}`,
    label: text(`rows with a negative effect: ${arm}`, `效应为负的比例：${arm}`),
    value: harmedShare,
    unit: 'share',
  }));
  return {
    kind: 'scalars',
    id: 'overview',
    title: text('Overview', '概览'),
    rows: [
      ...byArm,
      { name: 'trees', label: text('trees', '树的棵数'), value: settings.trees },
      { name: 'splits', label: text('splits per tree', '每棵树的分裂数'), value: fit.splits },
      {
        name: 'smallest leaf',
        label: text('smallest leaf, rows of each arm', '叶子每组最少行数'),
        value: settings.minLeafRows,
        unit: 'rows',
      },
      { name: 'rows per tree', label: text('rows per tree', '每棵树的抽样比例'), value: settings.sampleShare, unit: 'share' },
      { name: 'columns tried', label: text('columns tried', '每次尝试的列数'), value: settings.triedColumns },
      { name: 'balance', label: text('balance of splits', '分裂均衡度'), value: settings.balance, unit: 'share' },
      { name: 'honest share', label: text('honest share', '诚实比例'), value: settings.honestShare, unit: 'share' },
      { name: 'tuned', label: text('tuned', '已调参'), value: spec.tune },
      ...(fit.cluster === undefined ? [] : [{ name: 'clusters', label: text('clusters', '聚类数'), value: fit.cluster.count }]),
      ...(fit.kind === 'number'
        ? [{ name: 'n', value: fit.counts[0] ?? 0, unit: 'rows' }]
        : [fit.control, ...fit.arms].map((arm, index) => ({ name: `n ${arm}`, value: fit.counts[index] ?? 0, unit: 'rows' }))),
    ],
  };
}
