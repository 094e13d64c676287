import type { Rng } from '../../base/rng.ts';
import type { StopSignal } from '../../base/work.ts';
import { normalUpperQuantile } from '../../numeric/distributions.ts';
import type { Measured } from './fit.ts';
import type { ArmStudy } from './study.ts';

/** Does the ranking find those who gain more than the rest? */
export interface Rate {
  /** Area under the targeting operator curve: all shares count alike. */
  readonly autoc: Measured;
  /** The same weighted by the share treated, as the Qini curve does. */
  readonly qini: Measured;
  /** The gain of the best-ranked share over everyone's. */
  readonly curve: readonly (Measured & { readonly share: number })[];
}

const GRID = 20;
const AUTOC = 0;
const QINI = 1;

/**
 * Rank-weighted average treatment effects:
 *
 *   TOC(q) = E[τ | S among the highest q] − E[τ],   AUTOC = ∫ TOC(q) dq,   Qini = ∫ q·TOC(q) dq,
 *
 * from each row's score ψ = ȳ₁ − ȳ₀ ± (Y − ȳ)/e, ȳ and e the (weighted) means and shares of the arms, which is what a test
 * licenses without any model. Rows with equal ranking scores share their mean. Errors are the standard deviation over
 * random halves of the rows.
 *
 * @param replicates halves that are drawn; 0 gives no errors
 * @see Yadlowsky, Fleming, Shah, Brunskill & Wager (2025), JASA 120(549), definitions 1–3 and section 3.2 on half-samples
 * Cost: one sort, and O(n) a replicate.
 */
export function rateOf(
  study: ArmStudy,
  { replicates, alpha }: { readonly replicates: number; readonly alpha: number },
  rng: Rng,
  signal: StopSignal,
): Rate {
  const n = study.score.length;
  const order = Int32Array.from({ length: n }, (_, row) => row).sort(
    (left, right) => (study.score[right] as number) - (study.score[left] as number) || left - right,
  );
  const psi = scoresOf(study);
  const sorted = Float64Array.from(order, (row) => psi[row] as number);
  const starts = tieStarts(Float64Array.from(order, (row) => study.score[row] as number));
  const value = curveOf(sorted, starts, new Uint8Array(n).fill(1), n);
  const draws: Float64Array[] = [];
  const [shuffled, isIn] = [Int32Array.from({ length: n }, (_, i) => i), new Uint8Array(n)];
  const half = n >> 1;
  for (let replicate = 0; replicate < replicates && half > 1; replicate++) {
    signal.throwIfAborted();
    isIn.fill(0);
    for (let i = 0; i < half; i++) {
      const j = i + rng.below(n - i);
      [shuffled[i], shuffled[j]] = [shuffled[j] as number, shuffled[i] as number];
      isIn[shuffled[i] as number] = 1;
    }
    draws.push(curveOf(sorted, starts, isIn, half));
  }
  const z = normalUpperQuantile(alpha / 2);
  const measured = (at: number): Measured => {
    const own = value[at] as number;
    const standardError = deviationOf(draws, at);
    return { value: own, standardError, interval: standardError === null ? null : [own - z * standardError, own + z * standardError] };
  };
  return {
    autoc: measured(AUTOC),
    qini: measured(QINI),
    curve: Array.from({ length: GRID }, (_, point) => ({ share: (point + 1) / GRID, ...measured(2 + point) })),
  };
}

/** ψ of every row; weights are inverse propensities that average 1 within either arm. */
function scoresOf({ outcome, treated, weight, treatedCount, controlCount }: ArmStudy): Float64Array {
  const n = outcome.length;
  const sums = [0, 0];
  const weights = [0, 0];
  for (let i = 0; i < n; i++) {
    const [arm, own] = [treated[i] as 0 | 1, weight === undefined ? 1 : (weight[i] as number)];
    sums[arm] = (sums[arm] as number) + own * (outcome[i] as number);
    weights[arm] = (weights[arm] as number) + own;
  }
  const means = sums.map((sum, arm) => sum / (weights[arm] as number)) as [number, number];
  const counts = [controlCount, treatedCount] as const;
  return outcome.map((y, i) => {
    const arm = treated[i] as 0 | 1;
    const own = weight === undefined ? 1 : (weight[i] as number);
    return means[1] - means[0] + ((arm === 1 ? 1 : -1) * own * n * (y - means[arm])) / counts[arm];
  });
}

/** Where runs of equal ranking scores begin, and the end. */
function tieStarts(scores: Float64Array): Int32Array {
  const starts: number[] = [];
  for (let i = 0; i < scores.length; i++) if (i === 0 || scores[i] !== scores[i - 1]) starts.push(i);
  return Int32Array.from([...starts, scores.length]);
}

/** AUTOC, Qini and TOC at the grid, over the rows that are in. */
function curveOf(psi: Float64Array, starts: Int32Array, isIn: Uint8Array, count: number): Float64Array {
  const out = new Float64Array(2 + GRID);
  let total = 0;
  for (let i = 0; i < psi.length; i++) if (isIn[i] === 1) total += psi[i] as number;
  const average = total / count;
  let [rank, sum, point] = [0, 0, 0];
  for (let run = 0; run + 1 < starts.length; run++) {
    let [own, members] = [0, 0];
    for (let i = starts[run] as number; i < (starts[run + 1] as number); i++) {
      if (isIn[i] === 0) continue;
      own += psi[i] as number;
      members++;
    }
    for (let j = 0; j < members; j++) {
      rank++;
      sum += own / members;
      const toc = sum / rank - average;
      out[AUTOC] = (out[AUTOC] as number) + toc / count;
      out[QINI] = (out[QINI] as number) + ((rank / count) * toc) / count;
      while (point < GRID && rank >= Math.ceil(((point + 1) * count) / GRID)) out[2 + point++] = toc;
    }
  }
  return out;
}

function deviationOf(draws: readonly Float64Array[], at: number): number | null {
  if (draws.length < 2) return null;
  const mean = draws.reduce((sum, draw) => sum + (draw[at] as number), 0) / draws.length;
  return Math.sqrt(draws.reduce((sum, draw) => sum + ((draw[at] as number) - mean) ** 2, 0) / (draws.length - 1));
}
