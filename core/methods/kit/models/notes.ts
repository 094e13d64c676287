import { type Text, text } from '../../../base/text.ts';
import type { GainShare } from '../../../learners/evaluation/gain-importance.ts';
import type { MetricId } from '../../../learners/evaluation/quality.ts';
import type { Note } from '../../../report/blocks.ts';
import { formatNumber } from '../../../report/format.ts';
import type { ModelFit } from './fit.ts';

/** Above these a model of human behaviour is too good: something in the columns was written after the outcome. */
const SUSPICIOUS_AUC = 0.98;
const SUSPICIOUS_R2 = 0.99;

/** One column with more than this share of the gain, among several, decides alone. */
const DOMINANT_SHARE = 0.8;

const FEW_ROWS = 500;
const FEW_OF_A_KIND = 50;
const UNBALANCED_SHARE = 0.05;

/** Names of columns in a note; the rest are counted. */
const MOST_NAMED = 6;

/** Everything about data and result that the reader must know before trusting the model. */
export function modelNotes(id: string, fit: ModelFit, shares: readonly GainShare[]): Note[] {
  const note = (severity: Note['severity'], what: string, message: Text): Note => ({ severity, code: `${id}/${what}`, message });
  return [
    ...signalNotes(fit, shares, note),
    ...sizeNotes(fit, note),
    ...columnNotes(fit, note),
    ...missingNotes(fit, note),
    ...lineNotes(fit, note),
  ];
}

type MakeNote = (severity: Note['severity'], what: string, message: Text) => Note;

function signalNotes(fit: ModelFit, shares: readonly GainShare[], note: MakeNote): Note[] {
  const notes: Note[] = [];
  const [auc, r2] = [metric(fit, 'auc'), metric(fit, 'r2')];
  if ((auc?.value ?? 0) > SUSPICIOUS_AUC || (r2?.value ?? 0) > SUSPICIOUS_R2) {
    const message = text(
      'This is too good to be likely: check that no column was written after the outcome, or from it.',
      '结果好得可疑：请检查是否有列是在结果之后、或由结果得出的。',
    );
    notes.push(note('warning', 'leakage', message));
  }
  const [first] = shares;
  if (first !== undefined && shares.length > 1 && first.share > DOMINANT_SHARE) {
    const percent = Math.round(100 * first.share);
    const message = text(
      `"${first.feature}" brings ${percent} % of the gain alone. If it is known only once the outcome is, leave it out.`,
      `“${first.feature}”一列贡献了 ${percent}% 的增益。若该列要在结果发生后才知道，请将其去掉。`,
    );
    notes.push(note('warning', 'one-feature', message));
  }
  if ((auc !== undefined && auc.interval[0] <= 0.5) || (r2 !== undefined && r2.interval[0] <= 0)) {
    const message = text(
      'The held-out rows do not show that this model is better than answering the same for everyone.',
      '留出数据未能表明该模型优于对所有人给出同一答案。',
    );
    notes.push(note('warning', 'no-signal', message));
  }
  return notes;
}

function metric(fit: ModelFit, id: MetricId) {
  return fit.quality.metrics.find((each) => each.id === id)?.measured;
}

function sizeNotes(fit: ModelFit, note: MakeNote): Note[] {
  const { rows } = fit.counts;
  const notes: Note[] = [];
  if (rows < FEW_ROWS || (fit.rarer ?? rows) < FEW_OF_A_KIND) {
    const message =
      fit.rarer === null
        ? text(`Only ${rows} rows: intervals are wide and rough.`, `仅有 ${rows} 行：区间较宽且粗略。`)
        : text(
            `Only ${rows} rows, ${fit.rarer} of the rarer outcome: intervals are wide and rough.`,
            `仅有 ${rows} 行，其中较少的一类 ${fit.rarer} 行：区间较宽且粗略。`,
          );
    notes.push(note('warning', 'few-rows', message));
  }
  if (fit.rarer !== null && fit.rarer / rows < UNBALANCED_SHARE) {
    const share = [formatNumber((100 * fit.rarer) / rows, 'en'), formatNumber((100 * fit.rarer) / rows, 'zh')];
    const message = text(
      `One outcome is rare (${share[0]} % of rows). Probabilities stay honest, but judge by precision and gain rather than by accuracy.`,
      `其中一种结果很少见（占 ${share[1]}%）。概率仍然可信，但请看精确率与增益，而非准确率。`,
    );
    notes.push(note('info', 'unbalanced', message));
  }
  return notes;
}

/** Categories that name rows rather than group them: a model can learn them by heart, and nothing from them. */
function columnNotes(fit: ModelFit, note: MakeNote): Note[] {
  const names = fit.model.features.filter(({ categories }) => (categories?.length ?? 0) > fit.counts.rows / 2).map(({ name }) => name);
  if (names.length === 0) return [];
  const listed = listNamed(names);
  const message = text(
    `Nearly every row has its own value in: ${listed.en}. Such columns cannot help with new rows; leave them out.`,
    `以下列几乎每行取值都不同：${listed.zh}。这样的列对新数据没有帮助，请去掉。`,
  );
  return [note('warning', 'id-like', message)];
}

function missingNotes(fit: ModelFit, note: MakeNote): Note[] {
  const notes: Note[] = [];
  if (fit.hasGuessedCovariates) {
    const listed = listNamed([...fit.covariates]);
    const message = text(
      `No column was marked as a covariate, so all of these are used: ${listed.en}. Leave out what is not known when the prediction is needed.`,
      `没有列被标记为协变量，因此使用了以下全部列：${listed.zh}。请去掉预测时尚不可知的列。`,
    );
    notes.push(note('warning', 'all-columns', message));
  }
  const { missingOutcome } = fit.counts;
  if (missingOutcome > 0) {
    const message = text(
      `${missingOutcome} rows have no "${fit.outcome}": nothing was learnt from them, but they have predictions.`,
      `有 ${missingOutcome} 行缺少“${fit.outcome}”：未用于训练，但仍给出预测。`,
    );
    notes.push(note('info', 'missing-outcome', message));
  }
  if (fit.missing.length === 0) return notes;
  const listed = listNamed(fit.missing.map(({ feature, count }) => `${feature} (${count})`));
  notes.push(
    fit.line === null
      ? note(
          'info',
          'missing-kept',
          text(`Missing values are a branch of their own in: ${listed.en}.`, `以下列的缺失值自成分支：${listed.zh}。`),
        )
      : note(
          'info',
          'missing-filled',
          text(
            `Missing numbers were filled with the training mean, missing categories count as the level that others are compared with: ${listed.en}.`,
            `缺失的数值以训练均值填补，缺失的类别按参照水平处理：${listed.zh}。`,
          ),
        ),
  );
  return notes;
}

function lineNotes({ line, task }: ModelFit, note: MakeNote): Note[] {
  if (line === null) return [];
  const notes: Note[] = [];
  if (task === 'binary') {
    const message = text(
      'The outcome is yes/no, so this is a logistic regression: coefficients are log odds.',
      '结果为是否型，因此采用逻辑回归：系数为对数几率。',
    );
    notes.push(note('info', 'log-odds', message));
  }
  if (line.aliased.length > 0) {
    const listed = listNamed(line.aliased);
    const message = text(
      `Left out because columns before them already say the same: ${listed.en}.`,
      `因与前面的列信息重复而剔除：${listed.zh}。`,
    );
    notes.push(note('warning', 'aliased', message));
  }
  if (line.constant.length > 0) {
    const listed = listNamed(line.constant);
    notes.push(note('info', 'constant', text(`Left out because they do not vary: ${listed.en}.`, `因取值不变而剔除：${listed.zh}。`)));
  }
  return notes;
}

function listNamed(names: readonly string[]): Text {
  const shown = names.slice(0, MOST_NAMED);
  const rest = names.length - shown.length;
  return rest === 0
    ? text(shown.join(', '), shown.join('、'))
    : text(`${shown.join(', ')} and ${rest} more`, `${shown.join('、')}等 ${names.length} 项`);
}
