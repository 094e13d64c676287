import { text } from '../../base/text.ts';
import type { Block, Estimate, Note, Report } from '../../report/blocks.ts';
import { designNotes, noteOf } from '../kit/propensity/notes.ts';
import { changeBlock, diagnosticBlocks, effectBlocks, estimandBlock, readingBlock } from '../kit/propensity/report.ts';
import { isPlainLine } from '../kit/propensity/spec.ts';
import { groupFigure } from './figures.ts';
import type { AipwFit } from './fit.ts';
import type { AipwSpec } from './spec.ts';

const NAMES = { ate: 'ATE', att: 'ATT' } as const;

const FORMULAS = {
  ate: 'ψ = μ₁ − μ₀ + D(Y − μ₁)/e − (1 − D)(Y − μ₀)/(1 − e)',
  att: 'ψ = (D − (1 − D)e/(1 − e))(Y − μ₀)/P(D = 1)',
} as const;

/** Writes the report: the sentence, the diagnostics, then the estimates and the groups. */
export function reportAipw(fit: AipwFit, spec: AipwSpec): Report {
  const name = NAMES[spec.estimand];
  return {
    blocks: [
      readingBlock(fit, spec.estimand, spec.alpha),
      ...diagnosticBlocks(fit),
      ...effectBlocks(fit, name, spec.alpha),
      ...groupBlocks(fit, name, 1 - spec.alpha),
      settingsBlock(fit),
      estimandBlock(fit, spec.estimand, FORMULAS[spec.estimand]),
      changeBlock(fit),
    ],
    notes: [...designNotes(fit), ...ownNotes(fit, spec)],
  };
}

function groupBlocks(fit: AipwFit, estimand: string, level: number): Block[] {
  const rows: Estimate[] = fit.contrasts.flatMap(({ arm, groups }) =>
    groups.map(({ group, value, standardError, interval, pValue, n }) => ({
      name: fit.outcome,
      estimand: `group ${estimand}`,
      contrast: `${arm} − ${fit.control}`,
      group: `${fit.group} = ${group}`,
      value,
      ...(standardError === null ? {} : { standardError }),
      ...(interval === null ? {} : { interval, level }),
      ...(pValue === null ? {} : { pValue }),
      n,
    })),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: 'figure',
      id: 'group-forest',
      title: text(`Does the difference vary with ${fit.group}?`, `差值是否随 ${fit.group} 而变？`),
      ...groupFigure(fit),
    },
    { kind: 'estimates', id: 'groups', title: text('Group effects (GATE)', '分组平均处理效应 (GATE)'), rows },
  ];
}

function settingsBlock(fit: AipwFit): Block {
  return {
    kind: 'scalars',
    id: 'settings',
    title: text('How it was estimated', '估计方式'),
    rows: [
      { name: 'learner', label: text('outcome learner', '结果模型'), value: fit.learner },
      { name: 'propensity learner', label: text('propensity learner', '倾向得分模型'), value: fit.propensityLearner },
      { name: 'folds', label: text('folds', '折数'), value: fit.folds },
      ...fit.contrasts.map(({ arm, modelled }) => ({
        name: `outcome models alone ${arm}`,
        label: text(`outcome models alone: ${arm}`, `仅由结果模型得出：${arm}`),
        value: modelled,
      })),
    ],
  };
}

function ownNotes(fit: AipwFit, spec: AipwSpec): Note[] {
  if (fit.folds > 1 || (isPlainLine(spec.learner) && isPlainLine(spec.propensityLearner))) return [];
  return [
    noteOf(
      fit,
      'warning',
      'in-sample',
      text(
        'Flexible models answered about rows that they learned from; the interval is then too narrow. Use 2 folds or more.',
        '灵活的模型预测了自身学习过的行，区间会过窄。请使用 2 折以上的交叉拟合。',
      ),
    ),
  ];
}
