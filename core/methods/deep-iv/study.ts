import { refuse } from '../../base/problem.ts';
import type { Frame } from '../../frame/frame.ts';
import { quantilesOfSorted } from '../../numeric/quantiles.ts';
import { type IvStudy, readIvStudy } from '../kit/instruments/study.ts';
import type { DeepIvSpec } from './spec.ts';

/** The study, and the amounts of treatment that are asked about. */
export interface DeepIvStudy {
  readonly iv: IvStudy;
  /** Whether the treatment is 0 or 1: then its distribution is one probability. */
  readonly isYesNo: boolean;
  readonly from: number;
  readonly to: number;
  /** Amounts along which the mean outcome is drawn. */
  readonly grid: Float64Array;
}

const GRID_SIZE = 21;
/** Networks learn nothing from fewer. */
const FEWEST_ROWS = 200;

/**
 * Reads the study as two-stage least squares does.
 *
 * @throws as `readIvStudy`; data/too-few-rows; option/invalid for amounts that were never seen
 */
export function readDeepIv(frame: Frame, spec: DeepIvSpec): DeepIvStudy {
  const iv = readIvStudy(frame, spec);
  if (iv.rowCount < FEWEST_ROWS)
    refuse(
      'data/too-few-rows',
      `${iv.rowCount} rows have all values; two networks need at least ${FEWEST_ROWS}.`,
      'Use iv-2sls, or bring more rows.',
    );
  const { values, column } = iv.treatment;
  const sorted = Float64Array.from(values).sort();
  const isYesNo = values.every((value) => value === 0 || value === 1);
  const [low, first, third, high] = quantilesOfSorted(sorted, [0.02, 0.25, 0.75, 0.98]) as [number, number, number, number];
  const [least, most] = [sorted[0] as number, sorted.at(-1) as number];
  // Where most rows have the same amount its quartiles agree, and the whole range is compared instead.
  const usual = isYesNo ? [0, 1] : third > first ? [first, third] : [least, most];
  const [from, to] = [spec.from ?? (usual[0] as number), spec.to ?? (usual[1] as number)];
  for (const [option, amount] of [
    ['from', from],
    ['to', to],
  ] as const)
    if (amount < least || amount > most)
      refuse(
        'option/invalid',
        `${option} is ${amount}, but "${column}" lies between ${least} and ${most}.`,
        'Ask about amounts that were seen.',
        {
          option,
          column,
        },
      );
  if (from === to) refuse('option/invalid', `from and to are both ${from}.`, 'Compare two different amounts.', { option: 'to', column });
  const [start, end] = high > low ? [low, high] : [least, most];
  const grid = isYesNo
    ? Float64Array.of(0, 1)
    : Float64Array.from({ length: GRID_SIZE }, (_, i) => start + ((end - start) * i) / (GRID_SIZE - 1));
  return { iv, isYesNo, from, to, grid };
}
