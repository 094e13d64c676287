import { type Text, text, verbatim } from '../../../base/text.ts';
import { FAITHFUL } from '../../../learners/explain/surrogate.ts';
import type { Link } from '../../../learners/model.ts';
import type { Note } from '../../../report/blocks.ts';
import { formatNumber } from '../../../report/format.ts';
import type { SubjectFacts } from './subject.ts';

/** "the model's prediction", or whose effect on what. */
export function subjectWords({ kind, arm, control, outcome }: SubjectFacts): Text {
  if (kind === 'model') return text('the prediction', '预测值');
  return text(`the effect of ${arm} against ${control} on ${outcome}`, `“${arm}”相对“${control}”对 ${outcome} 的效应`);
}

/** The scale that raw answers and contributions are on. */
export function rawScale({ kind, link, outcome }: SubjectFacts): Text {
  if (link === 'logit') return text('log-odds', '对数几率');
  if (link === 'log') return text('logarithm of the prediction', '预测值的对数');
  return kind === 'effects' ? verbatim(outcome ?? '') : text('units of the prediction', '预测值的单位');
}

/** The scale of the answers themselves. */
export function answerScale({ kind, link, outcome }: SubjectFacts): Text {
  if (kind === 'effects') return text(`effect on ${outcome}`, `对 ${outcome} 的效应`);
  return link === 'logit' ? text('predicted probability', '预测概率') : text('prediction', '预测值');
}

/** From the raw scale to words about the outcome, e.g. how log-odds relate to the probability. */
export function scaleHelp(link: Link): Text {
  if (link === 'logit') return text(' Contributions are in log-odds: +0.69 doubles the odds.', '贡献以对数几率计：+0.69 意味着几率翻倍。');
  if (link === 'log')
    return text(' Contributions are in logarithms: +0.69 doubles the prediction.', '贡献以对数计：+0.69 意味着预测值翻倍。');
  return text('', '');
}

/** What has to be said when a stand-in was explained instead of the answers' own model. */
export function surrogateNotes(method: string, facts: SubjectFacts): Note[] {
  const { fidelity } = facts;
  if (fidelity === undefined) return [];
  const what = facts.kind === 'effects' ? text('the effects', '效应') : text('the predictions', '预测值');
  const share = (language: 'en' | 'zh'): string => (fidelity.value === null ? '–' : formatNumber(fidelity.value, language));
  const notes: Note[] = [
    {
      severity: 'info',
      code: `${method}/surrogate`,
      message: text(
        `Boosted trees were trained on ${what.en} and are explained in their place; on held-out rows they repeat them with R² ${share('en')}.`,
        `先用提升树拟合${what.zh}，再对该替代模型进行解释；其在留出行上的拟合度 R² 为 ${share('zh')}。`,
      ),
    },
  ];
  if (fidelity.value !== null && fidelity.value >= FAITHFUL) return notes;
  return [
    ...notes,
    {
      severity: 'warning',
      code: `${method}/unfaithful-surrogate`,
      message: text(
        `The stand-in repeats ${what.en} only in part (R² below ${FAITHFUL}): what drives the rest is not shown here.`,
        `替代模型只部分还原了${what.zh}（R² 低于 ${FAITHFUL}），其余部分的成因在此无法显示。`,
      ),
    },
  ];
}

/** Said whenever fewer rows were used than came in. */
export function sampleNote(method: string, used: number, total: number): Note[] {
  if (used >= total) return [];
  return [
    {
      severity: 'info',
      code: `${method}/sampled-rows`,
      message: text(
        `${formatNumber(used, 'en')} of ${formatNumber(total, 'en')} rows were drawn at random (seeded) for this explanation.`,
        `本次解释从 ${formatNumber(total, 'zh')} 行中按种子随机抽取了 ${formatNumber(used, 'zh')} 行。`,
      ),
    },
  ];
}

/** An explanation tells what a model leans on, never what would happen if a column were changed. */
export const NOT_CAUSAL: Text = text(
  'This says what the model leans on. Changing a column in the world may do something else.',
  '这里说明的是模型依赖什么；在现实中改变某一列，结果可能并不相同。',
);

/** "1.25", "north", or "missing". */
export function cellWords(cell: number, categories: readonly string[] | undefined): Text {
  if (Number.isNaN(cell)) return text('missing', '缺失');
  if (categories !== undefined) return verbatim(categories[cell] ?? '?');
  return text(formatNumber(cell, 'en'), formatNumber(cell, 'zh'));
}
