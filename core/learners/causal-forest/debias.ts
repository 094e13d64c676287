import { normalPdf, normalSf } from '../../numeric/distributions.ts';

/**
 * Variance between little bags, freed of the noise of having few trees in each. The plain difference can be negative;
 * its posterior mean under a flat prior on positive variances cannot.
 *
 * @param between mean square of the bags' deviations
 * @param noise what of it comes from the trees within a bag
 * @see Athey, Tibshirani & Wager (2019), section 4.1; the objective-Bayes step as in grf's ObjectiveBayesDebiaser
 */
export function debiasedVariance(between: number, noise: number, bagCount: number): number {
  const first = between - noise;
  const spread = Math.max(between, noise) * Math.sqrt(2 / bagCount);
  if (!(spread > 0)) return 0;
  const ratio = first / spread;
  // Far on the left both parts underflow; their ratio there is −r + 1/r to leading order, which leaves spread/|r|.
  if (ratio < -30) return -spread / ratio;
  return first + (spread * normalPdf(ratio)) / normalSf(-ratio);
}
