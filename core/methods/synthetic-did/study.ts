import { refuse } from '../../base/problem.ts';
import type { Frame } from '../../frame/frame.ts';
import { columnFor } from '../inputs.ts';
import { readGrid } from '../kit/panels/grid.ts';
import { readBlock } from '../kit/panels/treated-block.ts';
import { type BlockPanel, noiseOf } from './estimate.ts';
import type { SyntheticDidSpec } from './spec.ts';

/** The panel and what its parts are called. */
export interface SdidStudy {
  readonly outcome: string;
  readonly panel: BlockPanel;
  readonly donorNames: readonly string[];
  readonly treatedNames: readonly string[];
  readonly times: readonly number[];
  readonly timeLabels: readonly string[];
  readonly unitsLeftOut: number;
  readonly errors: 'placebo' | 'jackknife' | 'bootstrap';
}

/** From this many treated units on, leaving one out at a time says enough about their spread. */
const MANY_TREATED = 10;

/**
 * Reads the study.
 *
 * @throws as readGrid and readBlock; data/constant when untreated units do not move before the start; option/invalid and
 *   data/too-few-rows when the standard errors that are asked for need more units
 */
export function readStudy(frame: Frame, spec: SyntheticDidSpec): SdidStudy {
  const outcome = columnFor(frame, 'outcome', spec.outcome);
  const unit = columnFor(frame, 'unit', spec.unit);
  const time = columnFor(frame, 'time', spec.time);
  const grid = readGrid(frame, { outcome, unit, time, mayLeaveOut: spec.gaps === 'drop' });
  const block = readBlock(frame, grid, spec);
  const width = grid.times.length;
  const rowOf = (at: number): Float64Array => grid.values.slice(at * width, (at + 1) * width);
  const panel = { rows: [...block.donors, ...block.treated].map(rowOf), donors: block.donors.length, before: block.start };
  const noise = noiseOf(panel);
  if (!(noise > 0))
    refuse(
      'data/constant',
      'Untreated units all move in the same way before the start, so noise cannot be measured.',
      'Choose another outcome, or more units.',
      { column: outcome },
    );
  const errors = spec.standardErrors ?? (block.treated.length >= MANY_TREATED ? 'jackknife' : 'placebo');
  if (errors === 'placebo' && block.donors.length <= block.treated.length)
    refuse(
      'data/too-few-rows',
      `Placebos need more untreated units (${block.donors.length}) than treated ones (${block.treated.length}).`,
      'Set standardErrors to "jackknife" or "bootstrap".',
      {
        option: 'standardErrors',
      },
    );
  if (errors !== 'placebo' && block.treated.length < 2)
    refuse('option/invalid', `With one treated unit the ${errors} cannot tell its own noise.`, 'Set standardErrors to "placebo".', {
      option: 'standardErrors',
    });
  return {
    outcome,
    panel,
    donorNames: block.donors.map((at) => grid.units[at] as string),
    treatedNames: block.treated.map((at) => grid.units[at] as string),
    times: grid.times,
    timeLabels: grid.timeLabels,
    unitsLeftOut: grid.unitsLeftOut,
    errors,
  };
}
