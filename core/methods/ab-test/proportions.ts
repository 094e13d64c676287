import { normalTwoSided, normalUpperQuantile } from '../../numeric/distributions.ts';

/**
 * Wilson's score interval of one share.
 *
 * @see Wilson (1927), JASA 22, 209–212
 */
export function wilsonInterval(share: number, count: number, alpha: number): [number, number] {
  const z = normalUpperQuantile(alpha / 2);
  const square = (z * z) / count;
  const center = share + square / 2;
  const half = z * Math.sqrt((share * (1 - share)) / count + square / (4 * count));
  return [Math.max(0, (center - half) / (1 + square)), Math.min(1, (center + half) / (1 + square))];
}

/**
 * Newcombe's hybrid score interval of the difference of two shares, first minus second: stays inside
 * [−1, 1] and covers well for rare events, where the Wald interval does not.
 *
 * @see Newcombe (1998), Statistics in Medicine 17, 873–890, method 10
 */
export function newcombeInterval(first: Sample, second: Sample, alpha: number): [number, number] {
  const [lowFirst, highFirst] = wilsonInterval(first.share, first.count, alpha);
  const [lowSecond, highSecond] = wilsonInterval(second.share, second.count, alpha);
  const difference = first.share - second.share;
  return [
    difference - Math.hypot(first.share - lowFirst, highSecond - second.share),
    difference + Math.hypot(highFirst - first.share, second.share - lowSecond),
  ];
}

/** A share and the rows it was taken from. */
export interface Sample {
  readonly share: number;
  readonly count: number;
}

/** The two-sided p-value of the two-proportion z test with pooled variance; NaN when nobody or everybody said yes. */
export function twoProportionPValue(first: Sample, second: Sample): number {
  const pooled = (first.share * first.count + second.share * second.count) / (first.count + second.count);
  const variance = pooled * (1 - pooled) * (1 / first.count + 1 / second.count);
  return normalTwoSided((first.share - second.share) / Math.sqrt(variance));
}
