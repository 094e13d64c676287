import { type Language, type Text, text } from '../../../base/text.ts';
import type { Block, Estimate, Report } from '../../../report/blocks.ts';
import { formatNumber } from '../../../report/format.ts';
import type { ArmSummary, Averaged } from './average.ts';
import { decileFigure, distributionFigure, quadrantFigure } from './figures.ts';
import type { MetaFit } from './fit.ts';
import { metaNotes } from './notes.ts';
import type { MetaSpec } from './spec.ts';
import { spreadOf } from './spread.ts';

/** Writes the report: averages first, then how rows differ, then whether the test bears the differences out. */
export function reportMeta(fit: MetaFit, spec: MetaSpec): Report {
  const level = 1 - spec.alpha;
  const subtitle = text(
    `n = ${fit.rowCount}, ${fit.learner}, ${fit.folds === 1 ? 'not cross-fitted' : `${fit.folds} folds`}`,
    `n = ${fit.rowCount}，${fit.learner}，${fit.folds === 1 ? '未交叉拟合' : `${fit.folds} 折`}`,
  );
  return {
    blocks: [
      { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, spec) },
      {
        kind: 'figure',
        id: 'distribution',
        title: text('How do the effects differ between rows?', '不同个体的增量相差多大？'),
        subtitle,
        ...distributionFigure(fit),
      },
      { kind: 'estimates', id: 'effects', title: text('Average effect', '平均处理效应 (ATE)'), rows: averageRows(fit, level) },
      {
        kind: 'figure',
        id: 'deciles',
        title: text('Does the test bear out the predicted differences?', '实验是否证实了预测的差异？'),
        subtitle,
        ...decileFigure(fit),
      },
      ...heterogeneityBlock(fit, level),
      {
        kind: 'figure',
        id: 'quadrants',
        title: text('Who gains, who would act anyway, who is better left alone?', '谁有增量、谁本就会行动、谁不宜打扰？'),
        subtitle,
        ...quadrantFigure(fit),
      },
      settingsBlock(fit),
    ],
    notes: metaNotes(fit),
  };
}

function averageRows(fit: MetaFit, level: number): Estimate[] {
  return fit.summaries.flatMap(({ arm, average, meanEffect, difference }) => {
    const common = { name: fit.outcome, contrast: `${arm} − ${fit.control}`, group: arm };
    return [
      { ...common, estimand: 'ATE (doubly robust)', ...measured(average, level) },
      { ...common, estimand: 'mean of individual effects', value: meanEffect, n: fit.rowCount },
      { ...common, estimand: 'difference in means', ...measured(difference, level) },
    ];
  });
}

/** The estimate behind the picture of the ten groups; absent where all predictions are equal. */
function heterogeneityBlock(fit: MetaFit, level: number): Block[] {
  const rows = spreadRows(fit, level);
  if (rows.length === 0) return [];
  return [{ kind: 'estimates', id: 'heterogeneity', title: text('Highest against lowest tenth', '最高一成与最低一成之差'), rows }];
}

function spreadRows(fit: MetaFit, level: number): Estimate[] {
  return fit.summaries.flatMap((summary) => {
    const spread = spreadOf(summary);
    if (spread === null) return [];
    return [
      {
        name: fit.outcome,
        estimand: 'effect in the highest tenth − effect in the lowest tenth',
        contrast: `${summary.arm} − ${fit.control}`,
        group: summary.arm,
        ...measured(spread, level),
        pValue: spread.pValue,
      },
    ];
  });
}

function measured(
  { value, standardError, interval, n }: Averaged,
  level: number,
): Pick<Estimate, 'value' | 'standardError' | 'interval' | 'level' | 'n'> {
  return { value, standardError, interval, level, n };
}

function settingsBlock(fit: MetaFit): Block {
  const byArm = fit.summaries.flatMap(({ arm, harmedShare, deciles }) => [
    {
      name: `negative share: ${arm}`,
      label: text(`rows with a negative effect: ${arm}`, `效应为负的比例：${arm}`),
      value: harmedShare,
      unit: 'share',
    },
    {
      name: `lowest tenth: ${arm}`,
      label: text(`mean predicted effect, lowest tenth: ${arm}`, `最低一成的平均预测增量：${arm}`),
      value: deciles[0]?.predicted ?? null,
    },
    {
      name: `highest tenth: ${arm}`,
      label: text(`mean predicted effect, highest tenth: ${arm}`, `最高一成的平均预测增量：${arm}`),
      value: deciles.at(-1)?.predicted ?? null,
    },
  ]);
  return {
    kind: 'scalars',
    id: 'overview',
    title: text('Overview', '概览'),
    rows: [
      ...byArm,
      { name: 'learner', label: text('learner', '基学习器'), value: fit.learner },
      { name: 'folds', label: text('folds', '折数'), value: fit.folds },
      { name: 'covariates', label: text('covariates', '协变量'), value: fit.features.length },
      ...[fit.control, ...fit.arms].map((arm, index) => ({ name: `n ${arm}`, value: fit.counts[index] ?? 0, unit: 'rows' })),
    ],
  };
}

function readingOf(fit: MetaFit, spec: MetaSpec): Text {
  const level = `${formatNumber(100 * (1 - spec.alpha), 'en')} %`;
  const sentences = fit.summaries.map((summary) => sentenceOf(fit, summary, level));
  const given =
    spec.propensity === 'estimated'
      ? [text('The assignment is taken as random among rows with equal covariates.', '此处假定协变量相同的行之间分组是随机的。')]
      : [];
  const all = [...sentences, ...given];
  return text(all.map(({ en }) => en).join('\n\n'), all.map(({ zh }) => zh).join('\n\n'));
}

function sentenceOf(fit: MetaFit, summary: ArmSummary, level: string): Text {
  const { arm, average, meanEffect, difference, harmedShare, deciles } = summary;
  const n = (value: number, language: Language): string => formatNumber(fit.isBinary ? 100 * value : value, language);
  const unit = (language: Language): string => (fit.isBinary ? (language === 'zh' ? ' 个百分点' : ' percentage points') : '');
  const share = (language: Language): string => `${formatNumber(100 * harmedShare, language)} %`;
  const [low, high] = average.interval;
  const [bottom, top] = [deciles[0]?.predicted ?? meanEffect, deciles.at(-1)?.predicted ?? meanEffect];
  return text(
    `The average effect of ${arm} on ${fit.outcome} against ${fit.control} lies between ${n(low, 'en')} and ${n(high, 'en')}${unit('en')} (${level} interval), most likely ${n(average.value, 'en')}; the mean of the individual effects is ${n(meanEffect, 'en')}, the plain difference between the arms ${n(difference.value, 'en')}. Predicted effects run from ${n(bottom, 'en')} in the lowest tenth to ${n(top, 'en')} in the highest; ${share('en')} of rows are predicted to be better off without it.`,
    `与 ${fit.control} 相比，${arm} 对 ${fit.outcome} 的平均处理效应介于 ${n(low, 'zh')} 与 ${n(high, 'zh')}${unit('zh')}之间（${level} 区间），最可能为 ${n(average.value, 'zh')}；个体效应的均值为 ${n(meanEffect, 'zh')}，两组的直接差值为 ${n(difference.value, 'zh')}。预测增量从最低一成的 ${n(bottom, 'zh')} 到最高一成的 ${n(top, 'zh')}；预计 ${share('zh')} 的行不受处理更好。`,
  );
}
