import { normalUpperQuantile } from '../../numeric/distributions.ts';
import type { Averaged } from '../kit/meta-learners/average.ts';
import type { Centring } from './centring.ts';
import type { ForestStudy } from './study.ts';

/** Everything that scores are made of. */
export interface Fitted {
  readonly study: ForestStudy;
  readonly centring: Centring;
  /** n × d effects. */
  readonly effect: Float64Array;
  /** n effects of the instrument on the treatment; only with an instrument. */
  readonly compliance: Float64Array | undefined;
}

/**
 * Doubly robust scores by effect: their mean over any group of rows is that group's average effect, whichever of the
 * forest and the shares is right. NaN for rows that teach nothing.
 *
 *   arms:       Γᵢ = τ̂ₖ + (1{k}/êₖ − 1{0}/ê₀)(Yᵢ − μ̂_Wᵢ),  μ̂₀ = ŷ − Σ êₖ τ̂ₖ,  μ̂ₖ = μ̂₀ + τ̂ₖ
 *   otherwise:  Γᵢ = τ̂ + (Zᵢ − ẑ)/(V̂ Δ̂) (Yᵢ − ŷ − τ̂ (Wᵢ − ŵ)),  V̂ = Var(Z | x),  Δ̂ the instrument's effect on W
 *
 * @see Robins, Rotnitzky & Zhao (1994); Athey & Wager (2019), Observational Studies 5; Chernozhukov, Newey & Singh (2022)
 */
export function scoresOf(fitted: Fitted): Float64Array[] {
  const { study, centring } = fitted;
  return study.arms.map((_, index) =>
    study.kind === 'arms' && centring.instrument === undefined ? armScores(fitted, index) : slopeScores(fitted),
  );
}

/** What a row of an arm was expected to show, and the share of that arm. */
export function expectedOf({ study, centring, effect }: Fitted, row: number): { readonly control: number; readonly controlShare: number } {
  const d = study.arms.length;
  let control = centring.outcome[row] as number;
  let controlShare = 1;
  for (let k = 0; k < d; k++) {
    const share = centring.treatments[k]?.[row] as number;
    control -= share * (effect[row * d + k] as number);
    controlShare -= share;
  }
  return { control, controlShare };
}

function armScores(fitted: Fitted, index: number): Float64Array {
  const { study, centring, effect } = fitted;
  const d = study.arms.length;
  return study.values.map((value, row) => {
    const code = study.codes[row] as number;
    if (code < 0) return Number.NaN;
    const own = effect[row * d + index] as number;
    if (code !== 0 && code !== index + 1) return own;
    const { control, controlShare } = expectedOf(fitted, row);
    if (code === 0) return own - (value - control) / controlShare;
    return own + (value - control - own) / (centring.treatments[index]?.[row] as number);
  });
}

function slopeScores({ study, centring, effect, compliance }: Fitted): Float64Array {
  const treatment = study.treatments[0] as Float64Array;
  const [expected, instrument] = [centring.treatments[0] as Float64Array, study.instrument?.values ?? treatment];
  const expectedInstrument = centring.instrument ?? expected;
  return study.values.map((value, row) => {
    if ((study.codes[row] as number) < 0) return Number.NaN;
    const own = effect[row] as number;
    const missed = value - (centring.outcome[row] as number) - own * ((treatment[row] as number) - (expected[row] as number));
    const moved = (centring.spread?.[row] as number) * (compliance?.[row] ?? 1);
    return own + (((instrument[row] as number) - (expectedInstrument[row] as number)) / moved) * missed;
  });
}

/** Who is averaged over: `rows` says which, all without it. */
export interface Averaging {
  readonly alpha: number;
  readonly clusters: Int32Array | undefined;
  readonly isIn?: (row: number) => boolean;
}

/** The mean of scores with its standard error, by clusters where there are any; null for fewer than two rows. */
export function meanScore(scores: Float64Array, { alpha, clusters, isIn }: Averaging): Averaged | null {
  let [n, mean] = [0, 0];
  const takes = (row: number): boolean => !Number.isNaN(scores[row]) && (isIn === undefined || isIn(row));
  for (let row = 0; row < scores.length; row++) if (takes(row)) mean += ((scores[row] as number) - mean) / ++n;
  if (n < 2) return null;
  const sums = new Map<number, number>();
  let squares = 0;
  for (let row = 0; row < scores.length; row++) {
    if (!takes(row)) continue;
    const step = (scores[row] as number) - mean;
    if (clusters === undefined) squares += step * step;
    else sums.set(clusters[row] as number, (sums.get(clusters[row] as number) ?? 0) + step);
  }
  for (const sum of sums.values()) squares += sum * sum;
  const units = clusters === undefined ? n : sums.size;
  if (units < 2) return null;
  const standardError = Math.sqrt((squares * units) / (units - 1)) / n;
  const half = normalUpperQuantile(alpha / 2) * standardError;
  return { value: mean, standardError, interval: [mean - half, mean + half], n };
}
