import { text } from '../../base/text.ts';
import type { Block, Note, Report } from '../../report/blocks.ts';
import { designNotes, noteOf } from '../kit/propensity/notes.ts';
import { changeBlock, diagnosticBlocks, effectBlocks, estimandBlock, readingBlock } from '../kit/propensity/report.ts';
import type { PsmFit } from './fit.ts';
import type { PsmSpec } from './spec.ts';

const NAMES = { att: 'ATT', atc: 'ATC', ate: 'ATE' } as const;

const FORMULAS = {
  att: 'mean of Yᵢ − mean(Y of the partners), i in the arm',
  atc: 'mean of mean(Y of the partners) − Yᵢ, i in the control',
  ate: 'the two together, over all rows',
} as const;

/** Writes the report: the sentence, the diagnostics, then the estimates and how the matching went. */
export function reportPsm(fit: PsmFit, spec: PsmSpec): Report {
  return {
    blocks: [
      readingBlock(fit, spec.estimand, spec.alpha),
      ...diagnosticBlocks(fit),
      ...effectBlocks(fit, NAMES[spec.estimand], spec.alpha),
      matchingBlock(fit, spec),
      estimandBlock(fit, spec.estimand, FORMULAS[spec.estimand]),
      changeBlock(fit),
    ],
    notes: [...designNotes(fit), ...ownNotes(fit)],
  };
}

function matchingBlock(fit: PsmFit, spec: PsmSpec): Block {
  return {
    kind: 'scalars',
    id: 'matching',
    title: text('How rows were matched', '匹配方式'),
    rows: [
      { name: 'matching', label: text('matching', '匹配算法'), value: spec.matching },
      { name: 'distance', label: text('distance', '距离'), value: spec.distance },
      { name: 'ratio', label: text('partners per row', '每行匹配数'), value: spec.ratio },
      { name: 'replacement', label: text('with replacement', '有放回'), value: spec.replacement },
      ...fit.contrasts.flatMap(({ arm, how, matchedSeekers, unmatchedSeekers, limit }) => [
        { name: `matched ${arm}`, label: text(`matched rows: ${arm}`, `已匹配的行：${arm}`), value: matchedSeekers, unit: 'rows' },
        {
          name: `unmatched ${arm}`,
          label: text(`rows without a partner: ${arm}`, `未匹配的行：${arm}`),
          value: unmatchedSeekers,
          unit: 'rows',
        },
        { name: `caliper ${arm}`, label: text(`caliper: ${arm}`, `卡尺：${arm}`), value: limit },
        { name: `standard error ${arm}`, label: text(`standard error by: ${arm}`, `标准误方法：${arm}`), value: how },
      ]),
    ],
  };
}

function ownNotes(fit: PsmFit): Note[] {
  return fit.contrasts.flatMap(({ arm, matchedSeekers, unmatchedSeekers }) => {
    if (unmatchedSeekers === 0) return [];
    return [
      noteOf(
        fit,
        'warning',
        'unmatched',
        text(
          `${unmatchedSeekers} of ${matchedSeekers + unmatchedSeekers} rows found no partner for "${arm}" and were left out; the result speaks about the others only.`,
          `“${arm}”的 ${matchedSeekers + unmatchedSeekers} 行中有 ${unmatchedSeekers} 行未找到匹配，已剔除；结果仅适用于其余的行。`,
        ),
      ),
    ];
  });
}
