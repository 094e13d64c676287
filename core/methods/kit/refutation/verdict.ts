import { normalTwoSided } from '../../../numeric/distributions.ts';
import type { RefutedEffect } from './simulate.ts';

/** What simulations say about one effect. */
export interface Verdict {
  readonly isPassed: boolean;
  readonly mean: number;
  readonly deviation: number;
  readonly pValue: number;
}

/** Simulations meet an interval's level within three binomial standard deviations, or the level is wrong. */
const REACH = 3;

/** The smallest p-value at which a mean of simulations counts as off: they are many, and chance has many tries. */
const STRICT = 0.01;

/** A move by less than this many standard errors changes nobody's mind. */
const MATERIAL = 0.5;

/** Mean and standard deviation of the simulated estimates. */
export function spreadOf(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / Math.max(1, values.length - 1)) };
}

/**
 * Where there is nothing to find: the simulated effects centre on zero and are called significant no more often than
 * alpha, and, for `isPermuted`, an effect that calls itself significant is larger than theirs.
 *
 * @returns p-value: of the permutation test when `isPermuted`, else that the simulated mean is zero
 */
export function nothingToFind(effect: RefutedEffect, alpha: number, isPermuted: boolean): Verdict {
  const { mean, deviation } = spreadOf(effect.simulated);
  const count = effect.simulated.length;
  const ofMean =
    deviation > 0 ? normalTwoSided((mean / deviation) * Math.sqrt(count)) : Math.abs(mean) < 1e-12 * Math.abs(effect.value) ? 1 : 0;
  const isOff = ofMean < STRICT && Math.abs(mean) > MATERIAL * (effect.standardError ?? deviation);
  const limit = alpha + REACH * Math.sqrt((alpha * (1 - alpha)) / count);
  const isOversure = (effect.significantShare ?? 0) > limit;
  const larger = effect.simulated.filter((value) => Math.abs(value) >= Math.abs(effect.value)).length;
  const permutation = (1 + larger) / (1 + count);
  const isUnfounded = isPermuted && (effect.pValue ?? 1) < alpha && permutation >= Math.max(alpha, 2 / (1 + count));
  return { isPassed: !isOff && !isOversure && !isUnfounded, mean, deviation, pValue: isPermuted ? permutation : ofMean };
}

/**
 * Where nothing should change: the simulated effects stay near the original.
 *
 * @param expected the standard deviation that chance alone gives the change, in standard errors
 * @returns p-value: how far out the original lies among the simulated estimates
 */
export function nothingToChange(effect: RefutedEffect, expected: number): Verdict {
  const { mean, deviation } = spreadOf(effect.simulated);
  const below = effect.simulated.filter((value) => value <= effect.value).length;
  const above = effect.simulated.filter((value) => value >= effect.value).length;
  const pValue = Math.min(1, (2 * (1 + Math.min(below, above))) / (1 + effect.simulated.length));
  const unit = effect.standardError ?? Math.abs(effect.value);
  const isMoved = Math.abs(mean - effect.value) > MATERIAL * unit;
  return { isPassed: !isMoved && deviation <= Math.max(MATERIAL, 2 * expected) * unit, mean, deviation, pValue };
}
