import type { BinnedMatrix } from '../../learners/trees/binned-matrix.ts';
import type { Centring } from './centring.ts';
import type { ForestStudy } from './study.ts';

/** Whether every kind of row could have been in every arm. */
export interface Overlap {
  /** By effect: the share that was expected of rows, counted in twenty bins, for rows in the arm and for the control. */
  readonly shares: readonly { readonly arm: string; readonly inArm: readonly number[]; readonly inControl: readonly number[] }[];
  /** Share of rows that had to be pulled back from 0 or 1. */
  readonly clippedShare: number;
  /** The column that says most about the treatment, and how much: an adjusted R² between 0 and 1. */
  readonly explainer: { readonly column: string; readonly share: number } | undefined;
  /** Var(W − ŵ)/Var(W) over rows that teach: what is left of the treatment to learn from, least over effects. */
  readonly leftOver: number;
}

export const OVERLAP_BINS = 20;

/** Looks at assignment before any effect is looked at. Cost: a pass per column and effect. */
export function overlapOf(study: ForestStudy, centring: Centring, matrix: BinnedMatrix): Overlap {
  const usable = study.codes.reduce((count, code) => count + Number(code >= 0), 0);
  return {
    shares:
      study.kind === 'arms' && study.instrument === undefined ? study.arms.map((arm, index) => sharesOf(study, centring, arm, index)) : [],
    clippedShare: centring.clipped / Math.max(1, usable),
    explainer: explainerOf(study, matrix, usable),
    leftOver: Math.min(...study.treatments.map((values, index) => leftOverOf(study, values, centring.treatments[index] as Float64Array))),
  };
}

function sharesOf(study: ForestStudy, centring: Centring, arm: string, index: number) {
  const [inArm, inControl] = [new Array<number>(OVERLAP_BINS).fill(0), new Array<number>(OVERLAP_BINS).fill(0)];
  const shares = centring.treatments[index] as Float64Array;
  for (let row = 0; row < shares.length; row++) {
    const code = study.codes[row] as number;
    const into = code === 0 ? inControl : code === index + 1 ? inArm : undefined;
    if (into === undefined) continue;
    const bin = Math.min(OVERLAP_BINS - 1, Math.floor((shares[row] as number) * OVERLAP_BINS));
    into[bin] = (into[bin] as number) + 1;
  }
  return { arm, inArm, inControl };
}

/** The feature whose bins alone predict a treatment best; more bins need more rows to count. */
function explainerOf(study: ForestStudy, { bins, features }: BinnedMatrix, usable: number): Overlap['explainer'] {
  let found: Overlap['explainer'];
  features.forEach(({ name }, feature) => {
    for (const values of study.treatments) {
      const share = explainedShare(values, bins[feature] as Uint8Array, study.codes, usable);
      if (share > (found?.share ?? 0)) found = { column: name, share };
    }
  });
  return found;
}

function explainedShare(values: Float64Array, bins: Uint8Array, codes: Int32Array, usable: number): number {
  const [counts, sums] = [new Float64Array(256), new Float64Array(256)];
  let [sum, squares] = [0, 0];
  for (let row = 0; row < codes.length; row++) {
    if ((codes[row] as number) < 0) continue;
    const [bin, value] = [bins[row] as number, values[row] as number];
    counts[bin] = (counts[bin] as number) + 1;
    sums[bin] = (sums[bin] as number) + value;
    sum += value;
    squares += value * value;
  }
  const total = squares - (sum * sum) / usable;
  let between = -(sum * sum) / usable;
  let used = 0;
  for (let bin = 0; bin < 256; bin++) {
    if (counts[bin] === 0) continue;
    used++;
    between += (sums[bin] as number) ** 2 / (counts[bin] as number);
  }
  if (!(total > 0) || used >= usable) return 0;
  return Math.max(0, 1 - ((1 - between / total) * (usable - 1)) / (usable - used));
}

function leftOverOf({ codes }: ForestStudy, values: Float64Array, expected: Float64Array): number {
  let [n, mean, squares, left] = [0, 0, 0, 0];
  for (let row = 0; row < codes.length; row++) {
    if ((codes[row] as number) < 0) continue;
    const value = values[row] as number;
    const step = value - mean;
    mean += step / ++n;
    squares += step * (value - mean);
    left += (value - (expected[row] as number)) ** 2;
  }
  return squares > 0 ? left / squares : 0;
}
