import { text } from '../../base/text.ts';
import type { Block, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { designNotes, noteOf } from '../kit/propensity/notes.ts';
import { changeBlock, diagnosticBlocks, effectBlocks, estimandBlock, readingBlock } from '../kit/propensity/report.ts';
import type { IpwFit } from './fit.ts';
import type { IpwSpec } from './spec.ts';

const NAMES = { ate: 'ATE', att: 'ATT', atc: 'ATC', overlap: 'ATO' } as const;

const FORMULAS = {
  ate: 'w = 1/e, 1/(1 − e)',
  att: 'w = 1, e/(1 − e)',
  atc: 'w = (1 − e)/e, 1',
  overlap: 'w = 1 − e, e',
} as const;

/** Writes the report: the sentence, the diagnostics, then the estimates. */
export function reportIpw(fit: IpwFit, spec: IpwSpec): Report {
  const kind = spec.normalization === 'hajek' ? 'Hájek' : 'Horvitz–Thompson';
  return {
    blocks: [
      readingBlock(fit, spec.estimand, spec.alpha),
      ...diagnosticBlocks(fit),
      ...effectBlocks(fit, NAMES[spec.estimand], spec.alpha),
      settingsBlock(fit, spec),
      estimandBlock(fit, spec.estimand, `${kind}, ${FORMULAS[spec.estimand]}`),
      changeBlock(fit),
    ],
    notes: [...designNotes(fit), ...ownNotes(fit)],
  };
}

function settingsBlock(fit: IpwFit, spec: IpwSpec): Block {
  return {
    kind: 'scalars',
    id: 'settings',
    title: text('How it was estimated', '估计方式'),
    rows: [
      { name: 'learner', label: text('propensity learner', '倾向得分模型'), value: fit.learner },
      { name: 'folds', label: text('folds', '折数'), value: fit.folds },
      { name: 'normalization', label: text('normalisation', '归一化'), value: spec.normalization },
      { name: 'trimming', label: text('trimming', '修剪'), value: spec.trimming },
      ...fit.contrasts.flatMap(({ arm, bounds, dropped, standardErrorKnown }) => [
        ...(bounds === null
          ? []
          : [
              { name: `lowest score ${arm}`, label: text(`lowest score: ${arm}`, `得分下限：${arm}`), value: bounds[0] },
              { name: `highest score ${arm}`, label: text(`highest score: ${arm}`, `得分上限：${arm}`), value: bounds[1] },
              { name: `rows trimmed ${arm}`, label: text(`rows trimmed: ${arm}`, `修剪行数：${arm}`), value: dropped, unit: 'rows' },
            ]),
        {
          name: `standard error, scores known ${arm}`,
          label: text(`standard error if the scores were known: ${arm}`, `视得分为已知时的标准误：${arm}`),
          value: standardErrorKnown,
        },
      ]),
    ],
  };
}

function ownNotes(fit: IpwFit): Note[] {
  const notes: Note[] = [];
  if (!fit.isStacked) {
    notes.push(
      noteOf(
        fit,
        'info',
        'scores-as-known',
        text(
          `The standard error takes the scores of ${fit.learner} (${fit.folds} folds) as known. For the ATE that is usually a little too large; only plain logistic regression in one fold has an exact correction.`,
          `标准误将 ${fit.learner}（${fit.folds} 折）的得分视为已知。对 ATE 而言通常略偏大；只有不加惩罚、单折的逻辑回归有精确校正。`,
        ),
      ),
    );
  }
  for (const { arm, dropped, bounds } of fit.contrasts) {
    if (dropped === 0 || bounds === null) continue;
    const [low, high] = bounds.map((bound) => formatNumber(bound, 'en'));
    notes.push(
      noteOf(
        fit,
        'info',
        'trimmed',
        text(
          `${dropped} rows with scores outside ${low} to ${high} were left out for "${arm}"; the result speaks about the others only.`,
          `“${arm}”有 ${dropped} 行的得分在 ${low} 至 ${high} 之外，已剔除；结果仅适用于其余的行。`,
        ),
      ),
    );
  }
  return notes;
}
