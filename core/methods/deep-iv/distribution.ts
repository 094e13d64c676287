import type { Rng } from '../../base/rng.ts';
import type { Net } from '../../learners/network/net.ts';
import type { Objective } from '../../learners/network/train.ts';

/** No bump is narrower than e⁻⁴ standard deviations: the likelihood would grow without end on repeated amounts. */
const NARROWEST = -4;
const WIDEST = 3;
const HALF_LOG_TAU = 0.5 * Math.log(2 * Math.PI);

/**
 * How to learn a mixture of normal bumps by maximum likelihood. A network answers 3 × K numbers a row: log shares up to a
 * constant, centres, log widths.
 *
 * @param amounts standardised treatment, one a row
 * @see Bishop (1994), Mixture Density Networks, eqs. 5.21–5.24
 */
export function mixtureObjective(net: Net, columns: readonly Float64Array[], amounts: Float64Array, components: number): Objective {
  const shares = new Float64Array(components);
  return {
    judge({ rows, from, count }, wantsSlopes) {
      const answers = net.read(columns, rows, from, count);
      const slopes = net.answerSlopes;
      let loss = 0;
      for (let i = 0; i < count; i++) {
        const at = 3 * components * i;
        const amount = amounts[rows[from + i] as number] as number;
        const logTotal = logSum(answers, at, components);
        for (let k = 0; k < components; k++) {
          const width = clamp(answers[at + 2 * components + k] as number);
          const off = (amount - (answers[at + components + k] as number)) * Math.exp(-width);
          shares[k] = (answers[at + k] as number) - logTotal - width - 0.5 * off * off - HALF_LOG_TAU;
        }
        const logDensity = logSum(shares, 0, components);
        loss -= logDensity;
        for (let k = 0; k < components; k++) {
          const raw = answers[at + 2 * components + k] as number;
          const width = clamp(raw);
          const behind = Math.exp((shares[k] as number) - logDensity);
          const off = (amount - (answers[at + components + k] as number)) * Math.exp(-width);
          slopes[at + k] = (Math.exp((answers[at + k] as number) - logTotal) - behind) / count;
          slopes[at + components + k] = (-behind * off * Math.exp(-width)) / count;
          slopes[at + 2 * components + k] = raw === width ? (behind * (1 - off * off)) / count : 0;
        }
      }
      if (wantsSlopes) net.learn(count, undefined);
      return loss;
    },
  };
}

/** How to learn the probability of a yes by maximum likelihood. */
export function chanceObjective(net: Net, columns: readonly Float64Array[], amounts: Float64Array): Objective {
  return {
    judge({ rows, from, count }, wantsSlopes) {
      const answers = net.read(columns, rows, from, count);
      let loss = 0;
      for (let i = 0; i < count; i++) {
        const raw = answers[i] as number;
        const taken = amounts[rows[from + i] as number] as number;
        loss += Math.max(raw, 0) + Math.log1p(Math.exp(-Math.abs(raw))) - taken * raw;
        net.answerSlopes[i] = (1 / (1 + Math.exp(-raw)) - taken) / count;
      }
      if (wantsSlopes) net.learn(count, undefined);
      return loss;
    },
  };
}

/** One draw from the mixture that a row's answers describe. */
export function drawAmount(answers: Float64Array, at: number, components: number, rng: Rng): number {
  const logTotal = logSum(answers, at, components);
  let left = rng.next();
  let chosen = 0;
  while (chosen < components - 1) {
    left -= Math.exp((answers[at + chosen] as number) - logTotal);
    if (left < 0) break;
    chosen++;
  }
  return (answers[at + components + chosen] as number) + Math.exp(clamp(answers[at + 2 * components + chosen] as number)) * rng.normal();
}

function clamp(width: number): number {
  return width < NARROWEST ? NARROWEST : width > WIDEST ? WIDEST : width;
}

function logSum(values: Float64Array, from: number, count: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < count; k++) if ((values[from + k] as number) > most) most = values[from + k] as number;
  let sum = 0;
  for (let k = 0; k < count; k++) sum += Math.exp((values[from + k] as number) - most);
  return most + Math.log(sum);
}
