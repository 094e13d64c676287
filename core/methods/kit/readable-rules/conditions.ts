import type { Feature } from '../../../learners/model.ts';

/** What a split asks: a threshold for numbers and yes/no, or which levels go left. */
export type Asked = { readonly threshold: number } | { readonly inside: readonly string[]; readonly outside: readonly string[] };

/** More levels than this are counted, not named. */
const MOST_LEVELS = 6;

/**
 * What holds on either side of a split, e.g. "age ≤ 40" and "age > 40 ∨ ∅"; ∅ stands for a missing value.
 *
 * @param missing the side that missing values take; null where there are none
 */
export function conditionPair(
  { name, kind }: Pick<Feature, 'name' | 'kind'>,
  asked: Asked,
  missing: 'left' | 'right' | null,
): { readonly left: string; readonly right: string } {
  const [leftGap, rightGap] = [missing === 'left' ? ' ∨ ∅' : '', missing === 'right' ? ' ∨ ∅' : ''];
  if ('inside' in asked)
    return { left: `${name} ∈ {${listed(asked.inside)}}${leftGap}`, right: `${name} ∈ {${listed(asked.outside)}}${rightGap}` };
  if (kind === 'boolean') return { left: `${name} = no${leftGap}`, right: `${name} = yes${rightGap}` };
  const threshold = Number(asked.threshold.toPrecision(6));
  return { left: `${name} ≤ ${threshold}${leftGap}`, right: `${name} > ${threshold}${rightGap}` };
}

/** What a path through a tree leaves open for one feature. */
export interface Held {
  /** Above this, up to that. */
  readonly low?: number;
  readonly high?: number;
  /** For categories: the levels that come this way. */
  readonly levels?: readonly string[];
  /** Whether missing values come this way. */
  readonly missing: boolean;
}

/** All that a path asks of a feature in one condition, e.g. "20 < age ≤ 40". */
export function heldWords({ name, kind }: Pick<Feature, 'name' | 'kind'>, { low, high, levels, missing }: Held): string {
  const gap = missing ? ' ∨ ∅' : '';
  if (levels !== undefined) return `${name} ∈ {${listed(levels)}}${gap}`;
  if (kind === 'boolean') return `${name} = ${high === undefined ? 'yes' : 'no'}${gap}`;
  const [from, to] = [low, high].map((limit) => (limit === undefined ? '' : String(Number(limit.toPrecision(6)))));
  if (high === undefined) return `${name} > ${from}${gap}`;
  return low === undefined ? `${name} ≤ ${to}${gap}` : `${from} < ${name} ≤ ${to}${gap}`;
}

function listed(levels: readonly string[]): string {
  const more = levels.length > MOST_LEVELS ? [`+${levels.length - MOST_LEVELS}`] : [];
  return [...levels.slice(0, MOST_LEVELS), ...more].join(', ');
}
