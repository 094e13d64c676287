import { type Text, text } from '../../../base/text.ts';
import type { Note } from '../../../report/blocks.ts';
import { formatNumber } from '../../../report/format.ts';
import { IMBALANCE } from './balance.ts';
import type { AdjustedFit } from './contrast.ts';
import { type Diagnosis, hasExtremeWeight, isThin, LARGEST_WEIGHT, type WeightSummary } from './diagnosis.ts';

/** Writes one note under the method's own code. */
export function noteOf(fit: AdjustedFit, severity: Note['severity'], what: string, message: Text): Note {
  return { severity, code: `${fit.method}/${what}`, message };
}

/** What the reader must know before trusting an adjusted difference; `stop` withholds the green tick. */
export function designNotes(fit: AdjustedFit): Note[] {
  return [...fit.contrasts.flatMap(({ diagnosis }) => diagnosisNotes(fit, diagnosis)), ...rowNotes(fit)];
}

function diagnosisNotes(fit: AdjustedFit, diagnosis: Diagnosis): Note[] {
  const sides = [
    [diagnosis.arm, diagnosis.treated],
    [fit.control, diagnosis.control],
  ] as const;
  return [
    ...sides.flatMap(([name, weights]) => weightNotes(fit, diagnosis.arm, name, weights)),
    ...balanceNotes(fit, diagnosis),
    ...supportNotes(fit, diagnosis),
  ];
}

function weightNotes(fit: AdjustedFit, arm: string, side: string, weights: WeightSummary): Note[] {
  const notes: Note[] = [];
  const of = arm === side ? `"${side}"` : `"${side}" (against "${arm}")`;
  if (hasExtremeWeight(weights)) {
    notes.push(
      noteOf(
        fit,
        'stop',
        'extreme-weight',
        text(
          `One row of ${of} weighs ${formatNumber(weights.largest, 'en')} (limit ${LARGEST_WEIGHT}): rows like it hardly exist on this side, and the result hangs on a few of them. Trim, or ask for the overlap weights.`,
          `${of} 中有一行的权重达 ${formatNumber(weights.largest, 'zh')}（上限 ${LARGEST_WEIGHT}）：该侧几乎没有同类的行，结果取决于少数几行。请修剪样本，或改用重叠权重。`,
        ),
      ),
    );
  }
  if (isThin(weights)) {
    const share = (100 * weights.effective) / Math.max(1, weights.used);
    notes.push(
      noteOf(
        fit,
        'stop',
        'low-effective-size',
        text(
          `The weights leave ${of} an effective size of ${formatNumber(weights.effective, 'en')} out of ${weights.used} rows (${share.toFixed(1)} %, at least 20 % are needed). The arms are too different to compare on all rows.`,
          `加权后 ${of} 的有效样本量仅 ${formatNumber(weights.effective, 'zh')}，占 ${weights.used} 行的 ${share.toFixed(1)} %（至少需 20 %）。两组差异过大，无法在全部行上比较。`,
        ),
      ),
    );
  }
  return notes;
}

function balanceNotes(fit: AdjustedFit, { arm, balance }: Diagnosis): Note[] {
  const off = balance.filter(({ after }) => after === null || Math.abs(after) > IMBALANCE);
  const [worst] = [...off].sort((left, right) => size(right.after) - size(left.after));
  if (worst === undefined) return [];
  const name = worst.level === null ? worst.covariate : `${worst.covariate} = ${worst.level}`;
  const by = worst.after === null ? '∞' : formatNumber(worst.after, 'en');
  return [
    noteOf(
      fit,
      'warning',
      'imbalance',
      text(
        `After adjustment ${off.length} of ${balance.length} covariate comparisons of "${arm}" with "${fit.control}" still differ by more than ${IMBALANCE} standard deviations; the largest is ${name} (${by}).`,
        `调整后，“${arm}”与“${fit.control}”的 ${balance.length} 项协变量比较中仍有 ${off.length} 项相差超过 ${IMBALANCE} 个标准差；最大的是 ${name}（${by}）。`,
      ),
    ),
  ];
}

function size(difference: number | null): number {
  return difference === null ? Number.POSITIVE_INFINITY : Math.abs(difference);
}

/** Above this share of rows without a counterpart the comparison leans on extrapolation. */
const MUCH_OUTSIDE = 0.1;

function supportNotes(fit: AdjustedFit, { arm, outsideSupport, control, treated }: Diagnosis): Note[] {
  const rows = control.rows + treated.rows;
  if (outsideSupport <= MUCH_OUTSIDE * rows) return [];
  return [
    noteOf(
      fit,
      'warning',
      'poor-overlap',
      text(
        `${outsideSupport} of ${rows} rows have a propensity score that the other side of "${arm}" against "${fit.control}" never reaches.`,
        `“${arm}”与“${fit.control}”的比较中，${rows} 行里有 ${outsideSupport} 行的倾向得分超出另一组的范围。`,
      ),
    ),
  ];
}

function rowNotes(fit: AdjustedFit): Note[] {
  const notes: Note[] = [];
  const without = fit.rowCount - fit.usableRows;
  if (without > 0) {
    notes.push(
      noteOf(
        fit,
        'warning',
        'rows-left-out',
        text(
          `${without} rows have no arm or no value of "${fit.outcome}" and were left out.`,
          `${without} 行缺少组别或“${fit.outcome}”，已剔除。`,
        ),
      ),
    );
  }
  if (fit.counted !== undefined) {
    notes.push(
      noteOf(
        fit,
        'info',
        'level-counted',
        text(`In "${fit.outcome}", "${fit.counted}" counts as 1.`, `“${fit.outcome}”中，“${fit.counted}”记为 1。`),
      ),
    );
  }
  if (fit.missing.length > 0) {
    const listed = fit.missing.map(({ name, count }) => `${name} (${count})`).join(', ');
    notes.push(
      noteOf(
        fit,
        'info',
        'missing-covariates',
        text(
          `Some covariates have missing cells: ${listed}. Straight lines put the mean (for text: none of the values) in their place; trees send them down a branch of their own.`,
          `部分协变量有缺失：${listed}。线性模型以均值（文本列则视为不属于任何取值）代替；树模型为其单设分支。`,
        ),
      ),
    );
  }
  if (fit.guarded > 0) {
    notes.push(
      noteOf(
        fit,
        'warning',
        'guarded-scores',
        text(
          `${fit.guarded} propensity scores were nearer than 0.001 to 0 or 1 and were moved to that distance: the learner finds these rows almost certain.`,
          `${fit.guarded} 个倾向得分距 0 或 1 不足 0.001，已调整到该距离：模型认为这些行几乎必然属于某一组。`,
        ),
      ),
    );
  }
  return notes;
}
