import type { QuadrantsView } from '../../api/uplift-types.ts';
import { refuse } from '../../base/problem.ts';
import type { Session } from './session.ts';

export interface QuadrantsRequest {
  readonly step: string;
  readonly arm: string;
  /** Rows from here on count as high untreated. */
  readonly baseline: number;
  /** Rows above this count as gaining. */
  readonly effect: number;
}

/**
 * Counts the rows of an effects step in the four corners that two limits make.
 *
 * @throws document/no-result when the step never ran; option/invalid when it has no such arm, or no expected outcomes
 * Cost: one pass, some milliseconds for a million rows.
 */
export function quadrantsOf({ step, arm, baseline, effect }: QuadrantsRequest, session: Pick<Session, 'valuesOf'>): QuadrantsView {
  const { effects } = session.valuesOf(step).values;
  const place = effects?.arms.indexOf(arm) ?? -1;
  if (effects === undefined || place < 0)
    return refuse('option/invalid', `Step "${step}" has no effects of "${arm}".`, 'Choose one of its arms.', { step, option: 'arm' });
  const start = effects.baseline;
  if (start === undefined)
    return refuse('option/invalid', `Step "${step}" does not know what rows would do untreated.`, 'Use a meta-learner.', { step });
  const width = effects.arms.length;
  // Index 2 · (untreated is high) + (effect is above the limit).
  const corners = [0, 0, 0, 0];
  for (let row = 0; row < effects.rowCount; row++) {
    const corner = 2 * Number((start[row] as number) >= baseline) + Number((effects.value[row * width + place] as number) > effect);
    corners[corner] = (corners[corner] as number) + 1;
  }
  const [lostCause = 0, persuadable = 0, doNotDisturb = 0, sureThing = 0] = corners;
  return { persuadable, sureThing, lostCause, doNotDisturb };
}
