import { type Text, text } from '../../../base/text.ts';
import type { Note } from '../../../report/blocks.ts';
import type { MetaFit } from './fit.ts';
import { telltaleNotes } from './leakage-notes.ts';
import { spreadOf } from './spread.ts';

/** An arm with fewer rows than this teaches a model next to nothing about who reacts how. */
const FEW_ROWS = 100;

type Write = (severity: Note['severity'], what: string, message: Text) => Note;

/** What the reader must know before acting on single rows' effects. */
export function metaNotes(fit: MetaFit): Note[] {
  const write: Write = (severity, what, message) => ({ severity, code: `${fit.method}/${what}`, message });
  return [...assignmentNotes(fit, write), ...learningNotes(fit, write), ...rowNotes(fit, write), ...spreadNotes(fit, write)];
}

/** More rows than this without a counterpart, and the average is an extrapolation. */
const TOO_MANY_CLIPPED = 0.2;

/** Whether the arms can be compared at all. */
function assignmentNotes(fit: MetaFit, write: Write): Note[] {
  const notes = telltaleNotes(fit.method, fit);
  if (fit.clipped > 0) {
    notes.push(
      write(
        fit.clipped > TOO_MANY_CLIPPED * fit.rowCount ? 'stop' : 'warning',
        'poor-overlap',
        text(
          `For ${fit.clipped} rows some arm was almost certain or almost impossible (share beyond 1 %); their effects rest on extrapolation.`,
          `有 ${fit.clipped} 行几乎必然或几乎不可能进入某组（概率超出 1 %）；其效应依赖外推。`,
        ),
      ),
    );
  }
  return notes;
}

function learningNotes(fit: MetaFit, write: Write): Note[] {
  const notes: Note[] = [];
  if (fit.folds === 1) {
    notes.push(
      write(
        'warning',
        'in-sample',
        text(
          'Effects are predicted for the same rows that the models learned from, so they look more different from each other than they are. Use 2 folds or more before deciding.',
          '效应在模型学习过的同一批行上预测，差异会被夸大。决策前请使用 2 折以上的交叉拟合。',
        ),
      ),
    );
  }
  if (fit.isLastStageShared) {
    notes.push(
      write(
        'info',
        'last-stage-in-sample',
        text(
          'One last stage learned from all rows, so each row helped to predict itself; trees then make rows look more different than they are. Set finalStage to by-fold to rank customers.',
          '末阶段由全部行训练一次，每行都参与了对自身的预测；使用树模型时个体差异会被夸大。用于排序时请选 by-fold。',
        ),
      ),
    );
  }
  if (fit.method === 's-learner' && (fit.learner === 'linear' || fit.learner === 'logistic')) {
    notes.push(
      write(
        'warning',
        'same-for-all',
        text(
          'A straight line in which the arm is one covariate gives every row the same effect (on the log-odds scale for yes/no outcomes). Choose trees, or another meta-learner, to tell rows apart.',
          '组别只是线性模型中的一个协变量，因此每行得到相同的效应（是否型结果为对数几率尺度上相同）。若要区分个体，请选用树模型或其他元学习器。',
        ),
      ),
    );
  }
  const small = [fit.control, ...fit.arms].filter((_, arm) => (fit.counts[arm] ?? 0) < FEW_ROWS);
  if (small.length > 0) {
    notes.push(
      write(
        'warning',
        'small-arm',
        text(
          `${small.map((arm) => `"${arm}" has ${countOf(fit, arm)}`).join(', ')} rows: too few to tell rows apart. Read the average, not the single effects.`,
          `${small.map((arm) => `“${arm}”仅 ${countOf(fit, arm)}`).join('、')} 行，不足以区分个体差异。请看平均值，而非单行效应。`,
        ),
      ),
    );
  }
  return notes;
}

function rowNotes(fit: MetaFit, write: Write): Note[] {
  const notes: Note[] = [];
  const learned = fit.counts.reduce((sum, count) => sum + count, 0);
  if (learned < fit.rowCount) {
    const others = fit.rowCount - learned;
    notes.push(
      write(
        'info',
        'rows-not-learned',
        text(
          `${others} rows have no arm or no value of "${fit.outcome}"; they get effects but taught nothing.`,
          `${others} 行缺少组别或“${fit.outcome}”；这些行有预测效应，但未参与学习。`,
        ),
      ),
    );
  }
  if (fit.counted !== undefined) {
    notes.push(
      write(
        'info',
        'level-counted',
        text(`In "${fit.outcome}", "${fit.counted}" counts as 1.`, `“${fit.outcome}”中，“${fit.counted}”记为 1。`),
      ),
    );
  }
  return notes;
}

function countOf(fit: MetaFit, arm: string): number {
  return fit.counts[[fit.control, ...fit.arms].indexOf(arm)] ?? 0;
}

/** Says so where the test does not bear out that the top group gains more than the bottom one. */
function spreadNotes(fit: MetaFit, write: Write): Note[] {
  if (fit.folds === 1) return [];
  return fit.summaries.flatMap((summary) => {
    const spread = spreadOf(summary);
    if (spread !== null && spread.interval[0] > 0) return [];
    return [
      write(
        'warning',
        'differences-not-shown',
        text(
          `For ${summary.arm} the test does not show that rows with the highest predicted effects gain more than those with the lowest; ranking rows by it may do no better than chance.`,
          `对 ${summary.arm}，实验未能证实预测增量最高的行比最低的行获益更多；据此排序未必优于随机。`,
        ),
      ),
    ];
  });
}
