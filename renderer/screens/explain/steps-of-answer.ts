import type { CellView, FeatureView, RowView, SubjectView } from '../../../core/api/types.ts';
import { type Text, text, verbatim } from '../../../core/base/text.ts';
import { formatNumber } from '../../../core/report/format.ts';
import { explainWords } from '../../text/explain.ts';

/** One step from the base to the answer. */
export interface AnswerStep {
  /** Place among the features; null for the rest. */
  readonly feature: number | null;
  /** How many features the step stands for. */
  readonly count: number;
  readonly from: number;
  readonly change: number;
  readonly to: number;
}

/** More bars than these are not read; and what moves the answer by less than this share of all movement is small. */
const MOST_STEPS = 10;
const SMALL_SHARE = 0.03;

/** Features in the order in which a row's answer is told: what moves it most goes first. */
export function orderOf({ contributions }: RowView): readonly number[] {
  return contributions
    .map((_, feature) => feature)
    .sort((left, right) => Math.abs(contributions[right] ?? 0) - Math.abs(contributions[left] ?? 0) || left - right);
}

/**
 * The steps from the base to the raw answer. The small rest is one step, and the last step ends exactly at the answer.
 *
 * @param order the features as they are to stand; kept while values are tried, so that no bar jumps
 * @param before the row as it is: it says what is small, so that no bar comes and goes while values are tried
 */
export function answerSteps(view: RowView, order: readonly number[], before: RowView = view): readonly AnswerStep[] {
  const { base, raw, contributions } = view;
  const changed = order.findLastIndex((feature) => view.values[feature] !== before.values[feature]);
  const shown = order.slice(0, Math.max(countShown(before.contributions, order), changed + 1));
  const steps: AnswerStep[] = [];
  let at = base;
  for (const [index, feature] of shown.entries()) {
    const change = contributions[feature] ?? 0;
    const isLast = index === order.length - 1;
    const to = isLast ? raw : at + change;
    steps.push({ feature, count: 1, from: at, change, to });
    at = to;
  }
  const rest = order.length - shown.length;
  if (rest > 0) steps.push({ feature: null, count: rest, from: at, change: raw - at, to: raw });
  return steps;
}

/** The fewest leading features that leave only a small rest; a rest of one feature is shown as itself. */
function countShown(contributions: readonly number[], order: readonly number[]): number {
  const sizes = order.map((feature) => Math.abs(contributions[feature] ?? 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let [count, left] = [0, total];
  while (count < Math.min(MOST_STEPS, sizes.length) && left > SMALL_SHARE * total) left -= sizes[count++] ?? 0;
  return order.length - count === 1 ? order.length : Math.max(count, Math.min(1, order.length));
}

/** From the scale of contributions to that of answers. */
export function answerOf(link: SubjectView['link'], raw: number): number {
  if (link === 'logit') return 1 / (1 + Math.exp(-raw));
  return link === 'log' ? Math.exp(raw) : raw;
}

/** A cell as a reader knows it. */
export function cellText(cell: CellView): Text {
  if (cell === null) return explainWords.missing;
  if (typeof cell === 'boolean') return cell ? explainWords.yes : explainWords.no;
  return typeof cell === 'number' ? text(formatNumber(cell, 'en'), formatNumber(cell, 'zh')) : verbatim(cell);
}

/** "age = 45", and for a value that was changed "age: 37 → 45". */
export function stepLabel({ name }: FeatureView, value: CellView, before: CellView): Text {
  const [now, was] = [cellText(value), cellText(before)];
  const part = (language: 'en' | 'zh'): string =>
    value === before ? `${name} = ${now[language]}` : `${name}: ${was[language]} → ${now[language]}`;
  return text(part('en'), part('zh'));
}
