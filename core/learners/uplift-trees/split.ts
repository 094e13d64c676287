import { type GainRoom, gainOf } from './criteria.ts';

/** Bins of a feature; bin 0 is missing. */
export const BINS = 256;

/** Words of a set of bins. */
export const MASK_WORDS = 8;

/** The best split of a node so far. */
export interface BestSplit {
  gain: number;
  /** −1: none. */
  feature: number;
  /** Numbers: the last bin on the left; −1 for categories and for missing values against all others. */
  cut: number;
  /** The bins that go left. */
  readonly mask: Uint32Array;
}

/** Gains below this are rounding. */
const LEAST_GAIN = 1e-12;

export function resetBest(best: BestSplit): void {
  best.gain = LEAST_GAIN;
  best.feature = -1;
}

export function isInMask(masks: Uint32Array, at: number, bin: number): boolean {
  return (((masks[at + (bin >> 5)] as number) >>> (bin & 31)) & 1) === 1;
}

function addToMask(mask: Uint32Array, bin: number): void {
  mask[bin >> 5] = ((mask[bin >> 5] as number) | (1 << (bin & 31))) >>> 0;
}

/** The histogram of one feature: per bin K counts, then K sums of outcomes. */
export interface FeatureBins {
  readonly feature: number;
  readonly isCategory: boolean;
  readonly bins: Float64Array;
}

/**
 * Looks for the best split of one feature. Numbers are cut between bins with missing values on either side, and missing
 * values are tried against all others. Categories, the missing one among them, are ordered by their mean effect.
 * Ties keep the first split found.
 *
 * Cost: O(bins · K); categories allocate a list of their bins.
 */
export function searchFeature(room: GainRoom, { feature, isCategory, bins }: FeatureBins, best: BestSplit): void {
  if (isCategory) searchSets(room, feature, bins, best);
  else searchCuts(room, feature, bins, best);
}

function searchCuts(room: GainRoom, feature: number, bins: Float64Array, best: BestSplit): void {
  const { left } = room;
  const arms = left.length / 2;
  const hasMissing = rowsIn(bins, 0, arms) > 0;
  left.fill(0);
  if (hasMissing) {
    addBin(left, bins, 0, 1);
    if (isBetter(room, feature, best)) setCut(best, -1, true);
    addBin(left, bins, 0, -1);
  }
  for (let bin = 1; bin < BINS; bin++) {
    if (rowsIn(bins, bin, arms) === 0) continue;
    addBin(left, bins, bin, 1);
    if (isBetter(room, feature, best)) setCut(best, bin, false);
    if (!hasMissing) continue;
    addBin(left, bins, 0, 1);
    if (isBetter(room, feature, best)) setCut(best, bin, true);
    addBin(left, bins, 0, -1);
  }
}

function searchSets(room: GainRoom, feature: number, bins: Float64Array, best: BestSplit): void {
  const { left, rates } = room;
  const arms = rates.length;
  const present: number[] = [];
  const effect = new Float64Array(BINS);
  for (let bin = 0; bin < BINS; bin++) {
    if (rowsIn(bins, bin, arms) === 0) continue;
    present.push(bin);
    for (let arm = 0; arm < arms; arm++) effect[bin] = (effect[bin] as number) + (arm === 0 ? 1 - arms : 1) * rateIn(bins, bin, arm, rates);
  }
  present.sort((one, other) => (effect[one] as number) - (effect[other] as number) || one - other);
  left.fill(0);
  for (let taken = 1; taken < present.length; taken++) {
    addBin(left, bins, present[taken - 1] as number, 1);
    if (!isBetter(room, feature, best)) continue;
    best.cut = -1;
    best.mask.fill(0);
    for (let at = 0; at < taken; at++) addToMask(best.mask, present[at] as number);
  }
}

/** A category's rate, drawn towards the node's by one row, so that rare categories do not lead the order. */
function rateIn(bins: Float64Array, bin: number, arm: number, rates: Float64Array): number {
  const at = bin * 2 * rates.length + arm;
  return ((bins[at + rates.length] as number) + (rates[arm] as number)) / ((bins[at] as number) + 1);
}

function isBetter(room: GainRoom, feature: number, best: BestSplit): boolean {
  const gain = gainOf(room);
  if (!(gain > best.gain)) return false;
  best.gain = gain;
  best.feature = feature;
  return true;
}

function setCut(best: BestSplit, cut: number, missingLeft: boolean): void {
  best.cut = cut;
  best.mask.fill(0);
  if (missingLeft) addToMask(best.mask, 0);
  for (let bin = 1; bin <= cut; bin++) addToMask(best.mask, bin);
}

function addBin(into: Float64Array, bins: Float64Array, bin: number, sign: 1 | -1): void {
  const at = bin * into.length;
  for (let k = 0; k < into.length; k++) into[k] = (into[k] as number) + sign * (bins[at + k] as number);
}

function rowsIn(bins: Float64Array, bin: number, arms: number): number {
  let rows = 0;
  for (let arm = 0; arm < arms; arm++) rows += bins[bin * 2 * arms + arm] as number;
  return rows;
}
