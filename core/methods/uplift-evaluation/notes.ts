import { text } from '../../base/text.ts';
import type { Note } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import type { UpliftEvaluationFit } from './fit.ts';
import type { UpliftEvaluationSpec } from './spec.ts';

/** Fewer rows than this per side and slice, and a slice's uplift is mostly noise. */
const SMALL_SLICE = 30;

/** Warnings about the evaluation, as data. */
export function notesOf(fit: UpliftEvaluationFit, spec: UpliftEvaluationSpec): Note[] {
  const notes: Note[] = [];
  const say = (severity: Note['severity'], code: string, en: string, zh: string): void => {
    notes.push({ severity, code: `uplift-evaluation/${code}`, message: text(en, zh) });
  };
  if (fit.isCrossFitted === false) {
    say(
      'warning',
      'in-sample',
      'The effects come from models that saw these very rows, so the ranking looks better here than it is. Use two or more folds.',
      '这些效应来自见过同一批数据的模型，排序在此会显得比实际更好。请使用两折以上的交叉拟合。',
    );
  }
  for (const { arm, qini, treatedCount, controlCount, distinctScores } of fit.arms) {
    if (qini.interval !== null && qini.interval[0] <= 0 && qini.interval[1] >= 0) {
      say(
        'warning',
        'qini-covers-zero',
        `For ${arm} the interval of Qini covers 0: the data do not show that the ranking beats chance.`,
        `${arm} 的 Qini 区间包含 0：数据未显示排序优于随机。`,
      );
    }
    const fewest = Math.min(treatedCount, controlCount);
    if (fewest < SMALL_SLICE * spec.bins) {
      const n = formatNumber(fewest, 'en');
      say(
        'warning',
        'small-arm',
        `The smaller side of ${arm} has ${n} rows, about ${Math.floor(fewest / spec.bins)} a slice; read slices with care or use fewer bins.`,
        `${arm} 较小一侧仅 ${n} 行，平均每段约 ${Math.floor(fewest / spec.bins)} 行；请谨慎解读分段，或减少段数。`,
      );
    }
    if (distinctScores === 1) {
      say(
        'warning',
        'constant-score',
        `All customers have the same score for ${arm}: there is no ranking to judge.`,
        `${arm} 的得分全部相同，没有可评判的排序。`,
      );
    }
  }
  if (fit.dropped > 0) {
    const n = formatNumber(fit.dropped, 'en');
    say('info', 'rows-left-out', `${n} rows without arm, outcome or score were left out.`, `有 ${n} 行因缺少组别、结果或得分而未计入。`);
  }
  if (!fit.isBinary && spec.definition === 'sklift') {
    say(
      'info',
      'perfect-order-of-amounts',
      'The outcome is an amount, for which scikit-uplift defines no perfect ranking; here treated rows come by falling and control rows by rising outcome.',
      '结果为数值型，scikit-uplift 未定义其完美排序；此处处理组按结果从高到低、对照组从低到高排列。',
    );
  }
  return notes;
}
