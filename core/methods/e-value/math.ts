/** How an effect is stated. */
export type Measure = 'riskRatio' | 'oddsRatio' | 'rateRatio' | 'hazardRatio' | 'standardizedDifference';

/** A ratio of risks, as it is or as close as the stated effect comes to one. */
export interface RiskRatio {
  readonly value: number;
  readonly interval: readonly [number, number] | null;
}

/**
 * The E-value: how strongly, as a risk ratio, an unmeasured confounder would have to be tied to both the treatment
 * and the outcome, beyond the measured covariates, to explain the whole effect away.
 *
 * @param ratio a risk ratio above 0
 * @returns at least 1
 * @see VanderWeele & Ding (2017), Ann. Intern. Med. 167, 268–274: RR + √(RR (RR − 1)), ratios below 1 inverted
 * Cost: O(1).
 */
export function eValue(ratio: number): number {
  const above = ratio < 1 ? 1 / ratio : ratio;
  return above + Math.sqrt(above * (above - 1));
}

/**
 * The E-value of the end of the interval that is nearer to no effect; 1 when the interval holds no effect.
 *
 * @param interval ends as risk ratios, above 0
 */
export function eValueOfLimit(interval: readonly [number, number]): number {
  const [low, high] = interval;
  if (low <= 1 && high >= 1) return 1;
  return eValue(low > 1 ? low : high);
}

/**
 * Turns a stated effect into a risk ratio. Odds and hazards of rare outcomes, and rates, are risk ratios already; of
 * common outcomes the odds ratio enters by its square root and the hazard ratio by (1 − ½^√HR) / (1 − ½^√(1/HR)).
 * A standardised difference d enters as exp(0.91 d).
 *
 * @see VanderWeele & Ding (2017), table 2; VanderWeele (2017), Biometrics 73, 1–2
 */
export function riskRatioOf(measure: Measure, value: number, isRare: boolean): number {
  if (measure === 'standardizedDifference') return Math.exp(0.91 * value);
  if (isRare || measure === 'riskRatio' || measure === 'rateRatio') return value;
  if (measure === 'oddsRatio') return Math.sqrt(value);
  return (1 - 0.5 ** Math.sqrt(value)) / (1 - 0.5 ** Math.sqrt(1 / value));
}

/**
 * The confounder's tie to the outcome that just explains a ratio, given its tie to the treatment.
 *
 * @param ratio above 1
 * @param withTreatment above the ratio
 * @see Ding & VanderWeele (2016), Epidemiology 27, 368–377: the bounding factor solved for its second part
 */
export function tieToOutcome(ratio: number, withTreatment: number): number {
  return (ratio * (withTreatment - 1)) / (withTreatment - ratio);
}
