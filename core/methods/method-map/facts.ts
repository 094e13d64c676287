import { readArms } from '../../frame/arms.ts';
import { cellOf } from '../../frame/column.ts';
import { columnsWithRole, type Frame } from '../../frame/frame.ts';
import type { MethodMapSpec } from './spec.ts';

/** How treatment and time go together. */
export type TimeShape = 'none' | 'series' | 'panel' | 'staggered' | 'one-treated';

/** The six answers: given by a person, read from the table, or unknown. */
export interface Facts {
  readonly goal: 'average' | 'who';
  readonly randomised: boolean | null;
  readonly measured: boolean | null;
  readonly instrument: boolean;
  readonly cutoff: boolean;
  readonly time: TimeShape;
  readonly hasTreatment: boolean;
  readonly hasCovariates: boolean;
}

/** Answers the six questions, from the options first, then from roles and cells. */
export function readFacts(frame: Frame, spec: MethodMapSpec): Facts {
  const has = (role: Parameters<typeof columnsWithRole>[1]): boolean => columnsWithRole(frame, role).length > 0;
  const said = (value: MethodMapSpec['randomised']): boolean | null => (value === 'auto' ? null : value === 'yes');
  const randomised = said(spec.randomised);
  return {
    goal: spec.goal,
    randomised,
    // Chance leaves nothing that would have to be measured.
    measured: said(spec.measured) ?? (randomised === true ? true : null),
    instrument: said(spec.instrument) ?? has('instrument'),
    cutoff: said(spec.cutoff) ?? has('runningVariable'),
    time: spec.time === 'auto' ? timeShape(frame, spec) : spec.time,
    hasTreatment: spec.treatment !== undefined || has('treatment'),
    hasCovariates: has('covariate'),
  };
}

/** Units and times by role; who is treated from when, by the cells. Cost: one pass. */
function timeShape(frame: Frame, spec: MethodMapSpec): TimeShape {
  const time = spec.timeColumn ?? columnsWithRole(frame, 'time')[0];
  if (time === undefined) return 'none';
  const unit = spec.unit ?? columnsWithRole(frame, 'unit')[0];
  if (unit === undefined) return 'series';
  const treatment = spec.treatment ?? columnsWithRole(frame, 'treatment')[0];
  const [units, times] = [frame.columns.get(unit), frame.columns.get(time)];
  if (treatment === undefined || units === undefined || times === undefined) return 'panel';
  const { codes } = readArms(frame, treatment);
  const starts = new Map<unknown, number | string>();
  const moments = new Set<unknown>();
  for (let row = 0; row < frame.rowCount; row++) {
    const [who, when] = [cellOf(units, row), cellOf(times, row)];
    if (who === null || when === null || typeof when === 'boolean') continue;
    moments.add(when);
    const before = starts.get(who);
    if ((codes[row] as number) > 0 && (before === undefined || when < before)) starts.set(who, when);
  }
  if (moments.size < 2) return 'none';
  if (starts.size === 1) return 'one-treated';
  return new Set(starts.values()).size > 1 ? 'staggered' : 'panel';
}
