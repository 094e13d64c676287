import type { Nuisances } from './nuisances.ts';
import type { LinearScore } from './scores.ts';
import type { Comparison, DmlStudy } from './study.ts';

const BINS = 20;

/** What can be seen of a design before its estimate. */
export interface DmlDiagnosis {
  /** Shares of the spread that models explain on rows that they never saw; below 0 they do worse than the mean. */
  readonly treatmentR2: number;
  readonly outcomeR2: number;
  /** For arms: how many rows of the control and of the arm have which chance of the arm, in twentieths. */
  readonly bins: { readonly control: readonly number[]; readonly arm: readonly number[] } | null;
  readonly chances: readonly [number, number];
  readonly clipped: number;
  readonly n: number;
}

/** Measures models and overlap on the rows of one comparison. Cost: one pass. */
export function diagnose(study: DmlStudy, { rows, treatment }: Comparison, nuisances: Nuisances, score: LinearScore): DmlDiagnosis {
  const control = new Array<number>(BINS).fill(0);
  const arm = new Array<number>(BINS).fill(0);
  const fit = { treatment: spreadOf(treatment, rows), outcome: spreadOf(study.values, rows) };
  let [leftOfTreatment, leftOfOutcome, low, high] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const expected = nuisances.treatment[row] as number;
    leftOfTreatment += ((treatment[row] as number) - expected) ** 2;
    leftOfOutcome += (score.rest[i] as number) ** 2;
    [low, high] = [Math.min(low, expected), Math.max(high, expected)];
    const side = treatment[row] === 1 ? arm : control;
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor(BINS * expected)));
    side[bin] = (side[bin] as number) + 1;
  }
  return {
    treatmentR2: 1 - leftOfTreatment / fit.treatment,
    outcomeR2: 1 - leftOfOutcome / fit.outcome,
    bins: study.isAmount ? null : { control, arm },
    chances: [low, high],
    clipped: nuisances.clipped,
    n: rows.length,
  };
}

function spreadOf(values: Float64Array, rows: Int32Array): number {
  let mean = 0;
  for (const row of rows) mean += (values[row] as number) / rows.length;
  let squares = 0;
  for (const row of rows) squares += ((values[row] as number) - mean) ** 2;
  return squares;
}
