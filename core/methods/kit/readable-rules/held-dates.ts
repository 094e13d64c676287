import type { Feature } from '../../../learners/model.ts';
import { type Held, heldWords } from './conditions.ts';

/** The latest moment that a date can hold, in ms. */
const LAST_MOMENT = 8.64e15;

/** As `heldWords`, with the limits of dates as dates, e.g. "2025-01-31 < joined ≤ 2025-06-30 12:00". */
export function heldWordsWithDates(feature: Pick<Feature, 'name' | 'kind'>, held: Held): string {
  const { low, high, missing } = held;
  if (feature.kind !== 'date' || held.levels !== undefined) return heldWords(feature, held);
  const gap = missing ? ' ∨ ∅' : '';
  if (high === undefined) return `${feature.name} > ${moment(low)}${gap}`;
  return `${low === undefined ? '' : `${moment(low)} < `}${feature.name} ≤ ${moment(high)}${gap}`;
}

/** The day, and the minute where it is not midnight. */
function moment(ms = Number.NaN): string {
  if (!(Math.abs(ms) <= LAST_MOMENT)) return String(ms);
  const [day = '', time = ''] = new Date(ms).toISOString().split('T');
  return time.startsWith('00:00') ? day : `${day} ${time.slice(0, 5)}`;
}
