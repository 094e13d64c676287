import { type Text, text, verbatim } from '../../base/text.ts';
import type { CellChange, Counterfactual } from '../../learners/explain/counterfactual.ts';
import type { Feature } from '../../learners/model.ts';
import type { TableCell } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { cellWords } from '../kit/explanations/words.ts';
import type { CounterfactualFit } from './fit.ts';

/** Milliseconds that a Date can hold. */
const LAST_DATE = 8.64e15;
const DAY_MS = 86_400_000;

/** A counterfactual is about the model alone. */
export const MODEL_ONLY: Text = text(
  'This says what the model would answer to such a row, not what would happen if the row were changed.',
  '这里说明的是模型对这样一行会如何作答，而不是真的改变该行之后会发生什么。',
);

export function featureOf(fit: CounterfactualFit, feature: number): Feature {
  return fit.features[feature] ?? { name: '', kind: 'number' };
}

/** A cell for a table: its category, date, yes/no or number; null when missing. */
export function cellValue({ kind, categories }: Feature, cell: number): TableCell {
  if (!Number.isFinite(cell)) return null;
  if (kind === 'category') return categories?.[cell] ?? '?';
  if (kind === 'boolean') return cell !== 0;
  if (kind === 'date' && Math.abs(cell) <= LAST_DATE) return dateWords(cell);
  return cell;
}

function dateWords(ms: number): string {
  const iso = new Date(ms).toISOString();
  return ms % DAY_MS === 0 ? iso.slice(0, 10) : iso;
}

/** The same for a sentence. */
export function valueWords(feature: Feature, cell: number): Text {
  if (feature.kind === 'boolean' && !Number.isNaN(cell)) return cell === 0 ? text('no', '否') : text('yes', '是');
  const value = cellValue(feature, cell);
  return typeof value === 'string' ? verbatim(value) : cellWords(cell, undefined);
}

/** "income were 41,300 instead of 32,000 and town were south instead of north". */
export function changesWords(fit: CounterfactualFit, { changes }: Counterfactual): Text {
  const parts = changes.map((change) => changeWords(fit, change));
  return text(joined(parts.map(({ en }) => en)), parts.map(({ zh }) => zh).join('、'));
}

function changeWords(fit: CounterfactualFit, { feature, from, to }: CellChange): Text {
  const described = featureOf(fit, feature);
  const [was, now] = [valueWords(described, from), valueWords(described, to)];
  return text(`${described.name} were ${now.en} instead of ${was.en}`, `${described.name} 为 ${now.zh}（现为 ${was.zh}）`);
}

function joined(parts: readonly string[]): string {
  const last = parts[parts.length - 1] ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** "at or above 0.5", "below 0.5". */
export function sideWords({ side, target }: Pick<CounterfactualFit, 'side' | 'target'>): Text {
  const [en, zh] = [formatNumber(target, 'en'), formatNumber(target, 'zh')];
  return side === 'above' ? text(`at or above ${en}`, `达到或高于 ${zh}`) : text(`below ${en}`, `低于 ${zh}`);
}
