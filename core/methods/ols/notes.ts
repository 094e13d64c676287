import { text } from '../../base/text.ts';
import type { Note } from '../../report/blocks.ts';
import { formatNumber, formatPValue } from '../../report/format.ts';
import { regressionNotes } from '../kit/regression/notes.ts';
import type { OlsFit } from './fit.ts';
import type { OlsSpec } from './spec.ts';

/** Above this the rows hardly tell a column from the others (Belsley, Kuh & Welsch 1980). */
const HIGH_INFLATION = 10;

/** Warnings about the fit, as data. */
export function notesOf(fit: OlsFit, spec: OlsSpec): Note[] {
  const notes = regressionNotes('ols', fit);
  const say = (severity: Note['severity'], code: string, en: string, zh: string): void => {
    notes.push({ severity, code: `ols/${code}`, message: text(en, zh) });
  };
  if (fit.treatment !== null && fit.effects.length === 0) {
    say(
      'stop',
      'no-treatment-variation',
      'The treatment does not vary once the other columns are held constant, so the rows say nothing about it.',
      '控制其他列后处理没有变化，数据无法说明其作用。',
    );
  }
  const own = new Set(fit.effects.map(({ name }) => name));
  const inflated = fit.inflation.filter(({ name, factor }) => own.has(name) && factor > HIGH_INFLATION);
  for (const { name, factor } of inflated) {
    const by = [formatNumber(factor, 'en'), formatNumber(factor, 'zh')];
    say(
      'warning',
      'high-inflation',
      `The other columns nearly determine "${name}": its variance is ${by[0]} times what it would be without them.`,
      `其他列几乎决定了“${name}”：其方差为不相关时的 ${by[1]} 倍。`,
    );
  }
  if (spec.covariance === 'classical' && fit.spread !== null && fit.spread.pValue < 0.05) {
    say(
      'warning',
      'unequal-spread',
      `The spread of the residuals changes with the columns (Breusch–Pagan p ${formatPValue(fit.spread.pValue)}); use HC1 or HC3.`,
      `残差的离散程度随各列变化（Breusch–Pagan p ${formatPValue(fit.spread.pValue)}）；请改用 HC1 或 HC3。`,
    );
  }
  if (fit.leverage !== null && fit.leverage.largest > 0.5) {
    const share = formatNumber(fit.leverage.largest, 'en');
    say(
      'warning',
      'high-leverage',
      `Row ${fit.leverage.row + 1} has a leverage of ${share}: it decides its own fitted value. Check it, or run without it.`,
      `第 ${fit.leverage.row + 1} 行的杠杆值为 ${share}，几乎独自决定其拟合值。请核查，或去掉后重算。`,
    );
  }
  if (fit.treatment !== null && !spec.randomised) {
    say(
      'info',
      'association',
      'This is an association: columns that are not in the table may explain it. Set randomised if the treatment was assigned at random.',
      '这是关联：表中没有的因素也可能解释它。若处理为随机分配，请将 randomised 设为 true。',
    );
  }
  return notes;
}
