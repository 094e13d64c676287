import { type Language, type Text, text } from '../../base/text.ts';
import type { Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { armToken } from '../../report/tokens.ts';
import { dotsFigure } from '../kit/policy/dots.ts';
import type { BestArmFit } from './fit.ts';
import type { BestArmSpec } from './spec.ts';

/** Writes the report: which arms may be the best, by how much, and what a wrong choice costs. */
export function reportBestArm(fit: BestArmFit, spec: BestArmSpec): Report {
  const level = 1 - spec.alpha;
  const subtitle = text(`n = ${fit.means.map(({ n }) => n).join(' + ')}`, `n = ${fit.means.map(({ n }) => n).join(' + ')}`);
  const leads = fit.standings.map(({ lead, interval }, arm) => ({
    label: text(fit.arms[arm] ?? '', fit.arms[arm] ?? ''),
    measured: { value: Math.min(interval[1], Math.max(interval[0], lead)), standardError: 0, interval, n: fit.means[arm]?.n ?? 0 },
    colour: armToken(arm),
  }));
  return {
    blocks: [
      { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, level) },
      {
        kind: 'figure',
        id: 'leads',
        title: text('How far is each arm from the best of the others?', '各组与其余最佳者相差多少？'),
        subtitle,
        figure: dotsFigure(leads, text('lead over the best other arm', '相对其余最佳组的领先')),
        table: {
          columns: ['arm', 'lead', 'low', 'high', 'mayBeBest', 'chance', 'loss'].map((name) => ({ name })),
          rows: fit.standings.map(({ lead, interval, mayBeBest, chance, loss }, arm) => [
            fit.arms[arm] ?? '',
            lead,
            ...interval,
            mayBeBest,
            chance,
            loss,
          ]),
        },
      },
      {
        kind: 'estimates',
        id: 'means',
        title: text('Means', '均值'),
        rows: fit.means.map(({ value, standardError, interval, n }, arm) => ({
          ...{ name: fit.outcome, estimand: fit.isNet ? 'net value per row' : 'mean', group: fit.arms[arm] ?? '' },
          ...{ value, standardError, interval, level, n },
        })),
      },
      {
        kind: 'text',
        id: 'what-would-change',
        title: text('What would change the conclusion', '何种情况会改变结论'),
        body: text(
          'Arms that were not assigned at random; other costs; customers unlike these; or stopping the test because one arm was ahead.',
          '分组并非随机；成本不同；客群与此不同；或因某组领先而提前停止实验。',
        ),
      },
    ],
    notes: notesOf(fit),
  };
}

function readingOf(fit: BestArmFit, level: number): Text {
  const n = (value: number, language: Language) => formatNumber(value, language);
  const percent = `${formatNumber(100 * level, 'en')} %`;
  const open = fit.standings.flatMap(({ mayBeBest }, arm) => (mayBeBest ? [fit.arms[arm] ?? ''] : []));
  const best = fit.arms[fit.best] ?? '';
  const { chance, loss, interval } = fit.standings[fit.best] ?? { chance: 0, loss: 0, interval: [0, 0] };
  if (open.length === 1)
    return text(
      `"${best}" is the best arm: it is ahead of every other by 0 to ${n(interval[1], 'en')} (${percent} confidence for all comparisons together).`,
      `“${best}”是最佳组：领先其余各组 0 至 ${n(interval[1], 'zh')}（全部比较合计置信水平 ${percent}）。`,
    );
  return text(
    `The data do not decide which arm is best: ${open.map((arm) => `"${arm}"`).join(', ')} may each be (${percent} confidence together). "${best}" was ahead; choosing it is right in ${n(100 * chance, 'en')} % of draws around what was seen and gives up ${n(loss, 'en')} per row on average.`,
    `数据未能确定哪一组最佳：${open.map((arm) => `“${arm}”`).join('、')} 都有可能（合计置信水平 ${percent}）。“${best}”领先；在围绕观测值的抽样中，选它有 ${n(100 * chance, 'zh')} % 是对的，平均每行损失 ${n(loss, 'zh')}。`,
  );
}

function notesOf(fit: BestArmFit): Note[] {
  const notes: Note[] = [];
  const flat = fit.means.flatMap(({ standardError }, arm) => (standardError === 0 ? [fit.arms[arm] ?? ''] : []));
  if (flat.length > 0)
    notes.push({
      severity: 'warning',
      code: 'best-arm/no-spread',
      message: text(
        `Every row of ${flat.join(', ')} has the same value; the spread of the other arms stands in for its own.`,
        `${flat.join('、')} 的每一行取值相同，以其他组的离散程度代替。`,
      ),
    });
  if (fit.leftOut > 0)
    notes.push({
      severity: 'info',
      code: 'best-arm/rows-left-out',
      message: text(`${fit.leftOut} rows have no arm or no value of "${fit.outcome}".`, `有 ${fit.leftOut} 行缺少组别或“${fit.outcome}”。`),
    });
  return notes;
}
