import { partOf, type Work } from '../../base/work.ts';
import type { ForestData, ForestSettings } from '../../learners/causal-forest/job.ts';
import { growAndAsk } from './grow.ts';

/** Settings that are tried beside the given ones, drawn over the ranges that grf's tuning draws from. */
const CANDIDATES = 12;

/** Trees of a small forest: enough to rank settings, a tenth of the usual forest. */
const SMALL_TREES = 200;

/**
 * Tries settings on small forests and keeps those with the least error Σ (Ỹ − W̃′τ̂₋ᵢ)², each row judged by trees that
 * did not draw it.
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
  const all = [given, ...drawn];
  let [best, least] = [given, Number.POSITIVE_INFINITY];
  for (const [index, settings] of all.entries()) {
    const part = partOf(work, 'small', index / all.length, (index + 1) / all.length);
    const { effect } = await growAndAsk(data, { ...settings, bagTrees: 1, trees: Math.min(SMALL_TREES, given.trees) }, part);
    const loss = lossOf(data, effect);
    if (loss < least) [best, least] = [settings, loss];
  }
  return best;
}

function lossOf({ effects, outcome, treatment, units }: ForestData, effect: Float64Array): number {
  let loss = 0;
  for (const row of units.members) {
    let missed = outcome[row] as number;
    for (let k = 0; k < effects; k++) missed -= (treatment[row * effects + k] as number) * (effect[row * effects + k] as number);
    // A row that no tree can judge counts with its whole outcome.
    loss += Number.isFinite(missed) ? missed * missed : (outcome[row] as number) ** 2;
  }
  return loss;
}
