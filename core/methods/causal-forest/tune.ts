import { partOf, type Work } from '../../base/work.ts';
import type { ForestData, ForestSettings } from '../../learners/causal-forest/job.ts';
import { growAndAsk } from './grow.ts';

/** Settings that are tried beside the given ones, drawn over the ranges that grf's tuning draws from. */
const CANDIDATES = 12;

/** Trees of a small forest: enough to rank settings, a tenth of the usual forest. */
const SMALL_TREES = 200;

/**
 * Tries settings on small forests and keeps those with the least error Σ (Ỹ − W̃′τ̂₋ᵢ)², each row judged by trees that
 * did not draw it. Most of that error is noise that no setting removes, so others replace the given ones only where
 * they are better by more than a standard error of the difference.
 *
 * @see Nie & Wager (2021), Biometrika 108, eq. 4 (the loss); grf's tune.parameters = "all" (the ranges)
 * Cost: 13 forests of 200 trees.
 */
export async function tuneSettings(data: ForestData, given: ForestSettings, work: Work): Promise<ForestSettings> {
  const rng = work.rng.fork('candidates');
  const drawn = Array.from({ length: CANDIDATES }, () => ({
    ...given,
    sampleShare: 0.05 + 0.45 * rng.next(),
    triedColumns: Math.max(1, Math.ceil(data.featureCount * rng.next())),
    minLeafRows: Math.max(1, Math.floor(2 ** (rng.next() * Math.max(1, Math.log2(data.units.members.length) - 4)))),
    balance: rng.next() / 4,
    honestShare: given.honestShare === 0 ? 0 : 0.5 + 0.3 * rng.next(),
  }));
  const part = (index: number): Work => partOf(work, index, index / (CANDIDATES + 1), (index + 1) / (CANDIDATES + 1));
  const first = await lossesOf(data, given, part(CANDIDATES));
  let [best, most] = [given, 1];
  for (const [index, settings] of drawn.entries()) {
    const gain = gainInErrors(first, await lossesOf(data, settings, part(index)));
    if (gain > most) [best, most] = [settings, gain];
  }
  return best;
}

/** Squared error of every row that teaches. */
async function lossesOf(data: ForestData, settings: ForestSettings, work: Work): Promise<Float64Array> {
  const { effects, outcome, treatment, units } = data;
  const { effect } = await growAndAsk(data, { ...settings, bagTrees: 1, trees: Math.min(SMALL_TREES, settings.trees) }, work);
  return Float64Array.from(units.members, (row) => {
    let missed = outcome[row] as number;
    for (let k = 0; k < effects; k++) missed -= (treatment[row * effects + k] as number) * (effect[row * effects + k] as number);
    // A row that no tree can judge counts with its whole outcome.
    return Number.isFinite(missed) ? missed * missed : (outcome[row] as number) ** 2;
  });
}

/** Mean fall of the loss in its own standard errors. */
function gainInErrors(before: Float64Array, after: Float64Array): number {
  let [mean, squares] = [0, 0];
  for (let at = 0; at < before.length; at++) {
    const fall = (before[at] as number) - (after[at] as number);
    const step = fall - mean;
    mean += step / (at + 1);
    squares += step * (fall - mean);
  }
  return squares > 0 ? (mean * before.length) / Math.sqrt(squares) : 0;
}
