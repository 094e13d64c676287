import { type Text, text, verbatim } from '../../base/text.ts';
import type { Block, FigureBlock, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { NOT_CAUSAL, sampleNote, subjectWords, surrogateNotes } from '../kit/explanations/words.ts';
import { importanceFigure } from './figures.ts';
import type { ImportanceFit, RankedGroup } from './fit.ts';
import type { ImportanceSpec } from './spec.ts';

/** What a loss is called, for axes and sentences. */
export function lossWords(fit: ImportanceFit): Text {
  if (fit.metric === 'auc') return text('1 − AUC', '1 − AUC');
  return fit.metric === 'logloss' ? text('log loss', '对数损失') : rmseWords(fit);
}

function rmseWords({ facts, outcome }: ImportanceFit): Text {
  if (facts.kind === 'effects') return text(`RMSE of the effect on ${outcome}`, `对 ${outcome} 的效应的 RMSE`);
  return text(`RMSE of ${outcome}`, `${outcome} 的 RMSE`);
}

/** Turns importances into a report. */
export function summarizeImportance(fit: ImportanceFit, spec: ImportanceSpec): Report {
  const { figure, table } = importanceFigure(fit, lossWords(fit));
  const ranking: FigureBlock = {
    kind: 'figure',
    id: 'importance-figure',
    title: text('Which columns can the answers not do without?', '预测离不开哪些列？'),
    subtitle: text(
      `n = ${formatNumber(fit.judged, 'en')} · ${spec.repeats} shuffles · ${formatNumber(100 * (1 - spec.alpha), 'en')} % intervals`,
      `n = ${formatNumber(fit.judged, 'zh')} · 打乱 ${spec.repeats} 次 · ${formatNumber(100 * (1 - spec.alpha), 'zh')}% 区间`,
    ),
    figure,
    table,
  };
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: reading(fit) },
    {
      kind: 'estimates',
      id: 'importance',
      title: text('Growth of the loss when a column is shuffled', '打乱某列后损失的增量'),
      rows: fit.groups.map(({ name, value, standardError, interval }) => ({
        name,
        estimand: `increase of ${lossWords(fit).en}`,
        value,
        standardError,
        interval,
        level: 1 - spec.alpha,
        n: fit.judged,
      })),
    },
    ranking,
    factsBlock(fit, spec),
  ];
  return {
    blocks,
    notes: [...surrogateNotes('importance', fit.facts), ...sampleNote('importance', fit.judged, fit.available), ...trainingNotes(fit)],
  };
}

function reading(fit: ImportanceFit): Text {
  const [first] = fit.groups;
  const subject = subjectWords(fit.facts);
  const sure = fit.groups.filter(({ interval }) => interval[0] > 0);
  if (first === undefined || sure.length === 0) {
    return text(
      `No column is clearly needed for ${subject.en}: every interval holds zero. ${NOT_CAUSAL.en}`,
      `没有哪一列对${subject.zh}明显不可缺少：所有区间都包含零。${NOT_CAUSAL.zh}`,
    );
  }
  const loss = lossWords(fit);
  const numbers = ({ interval, value }: RankedGroup, language: 'en' | 'zh'): string[] =>
    [...interval, value].map((number) => formatNumber(number, language));
  const [low, high, value] = numbers(first, 'en');
  const [lowZh, highZh, valueZh] = numbers(first, 'zh');
  return text(
    `Without ${first.name}, the answers (${subject.en}) get worse by between ${low} and ${high} (${loss.en}), most likely ${value}; ${sure.length} of ${fit.groups.length} columns or groups are clearly needed. ${NOT_CAUSAL.en}`,
    `若失去 ${first.name}，${subject.zh}的误差会增加 ${lowZh} 到 ${highZh}（${loss.zh}），最可能为 ${valueZh}；${fit.groups.length} 个列或列组中有 ${sure.length} 个明显不可缺少。${NOT_CAUSAL.zh}`,
  );
}

function factsBlock(fit: ImportanceFit, spec: ImportanceSpec): Block {
  const { fidelity } = fit.facts;
  return {
    kind: 'scalars',
    id: 'facts',
    title: text('Behind the picture', '数据说明'),
    rows: [
      { name: 'metric', label: text('Loss', '损失'), value: lossWords(fit).en },
      { name: 'loss', label: text('Loss with all columns in place', '各列完好时的损失'), value: fit.loss },
      { name: 'judged_rows', label: text('Rows judged', '评估行数'), value: fit.judged },
      { name: 'repeats', label: text('Shuffles of each column', '每列打乱次数'), value: spec.repeats },
      ...(fidelity === undefined ? [] : [{ name: 'fidelity_r2', label: verbatim('R²'), value: fidelity.value }]),
    ],
  };
}

function trainingNotes(fit: ImportanceFit): Note[] {
  if (fit.isHeldOut) return [];
  return [
    {
      severity: 'info',
      code: 'importance/maybe-training-rows',
      message: text(
        'If the model was trained on these rows, columns that it has merely memorised look important. Judge it on other rows, or name them with heldOut.',
        '如果模型正是用这些行训练的，它仅仅记住的列也会显得重要。请用其他行评估，或用 heldOut 指定留出行。',
      ),
    },
  ];
}
