import type { IvStudy } from '../kit/instruments/study.ts';
import type { Clusters, Term } from '../kit/instruments/terms.ts';
import type { Encouragement } from './propensity.ts';

/** A mean with its error; null where there is no such group. */
export interface GroupMean {
  readonly value: number;
  readonly standardError: number;
}

/** One column, described for everybody and for the three kinds of people. */
export interface Described {
  readonly name: string;
  readonly everyone: GroupMean | null;
  readonly compliers: GroupMean | null;
  readonly alwaysTakers: GroupMean | null;
  readonly neverTakers: GroupMean | null;
}

/** The shares of the three kinds, and what they look like. */
export interface Compliance {
  readonly compliers: GroupMean;
  readonly alwaysTakers: GroupMean;
  readonly neverTakers: GroupMean;
  readonly profile: readonly Described[];
}

/** Weights whose mean is a group's share, and their slopes in the log odds of being encouraged. */
interface Weights {
  readonly weight: Float64Array;
  readonly slope: Float64Array;
}

/** A share below this has no mean worth printing. */
const SMALLEST_SHARE = 0.005;

/**
 * Who the compliers are: shares and means of columns, weighted with κ.
 *
 * κ = 1 − D(1−Z)/(1−p) − (1−D)Z/p, E[X | complier] = E[κX]/E[κ]; always-takers have weight D(1−Z)/(1−p), never-takers
 * (1−D)Z/p. Errors come from the influence function and count in that p was fitted.
 *
 * @see Abadie (2003), J. Econometrics 113(2), theorem 3.1; Angrist & Pischke (2009), section 4.5.2
 * Cost: O(n) per column.
 */
export function complianceOf(study: IvStudy, profile: readonly Term[], encouragement: Encouragement): Compliance {
  const { always, never, compliers } = weightsOf(study, encouragement.chance);
  const everyone: Weights = { weight: new Float64Array(study.rowCount).fill(1), slope: new Float64Array(study.rowCount) };
  const share = (weights: Weights): GroupMean =>
    meanOf({ weight: everyone.weight, slope: everyone.slope }, weights.weight, { study, encouragement, numerator: weights }) ?? {
      value: 0,
      standardError: 0,
    };
  const mean = (weights: Weights, { values }: Term): GroupMean | null => meanOf(weights, values, { study, encouragement });
  return {
    compliers: share(compliers),
    alwaysTakers: share(always),
    neverTakers: share(never),
    profile: profile.map((term) => ({
      name: term.name,
      everyone: mean(everyone, term),
      compliers: mean(compliers, term),
      alwaysTakers: mean(always, term),
      neverTakers: mean(never, term),
    })),
  };
}

function weightsOf(study: IvStudy, chance: Float64Array): { always: Weights; never: Weights; compliers: Weights } {
  const n = study.rowCount;
  const blank = (): Weights => ({ weight: new Float64Array(n), slope: new Float64Array(n) });
  const [always, never, compliers] = [blank(), blank(), blank()];
  const flags = study.instruments[0]?.values ?? new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const [z, d, p] = [flags[i] as number, study.treatment.values[i] as number, chance[i] as number];
    const [a, b] = [(d * (1 - z)) / (1 - p), ((1 - d) * z) / p];
    always.weight[i] = a;
    never.weight[i] = b;
    compliers.weight[i] = 1 - a - b;
    // d/dη of 1/(1−p) is p/(1−p), and of 1/p it is −(1−p)/p.
    always.slope[i] = a * p;
    never.slope[i] = -b * (1 - p);
    compliers.slope[i] = b * (1 - p) - a * p;
  }
  return { always, never, compliers };
}

interface How {
  readonly study: IvStudy;
  readonly encouragement: Encouragement;
  /** Set when the values are weights themselves, whose own slope counts. */
  readonly numerator?: Weights;
}

/** Σwx/Σw with the error of its influence function, by cluster where the study has clusters. */
function meanOf({ weight, slope }: Weights, values: Float64Array, { study, encouragement, numerator }: How): GroupMean | null {
  let [size, total] = [0, 0];
  for (let i = 0; i < weight.length; i++) {
    size += weight[i] as number;
    total += (weight[i] as number) * (values[i] as number);
  }
  if (size < SMALLEST_SHARE * weight.length) return null;
  const value = total / size;
  const load = slope.map((cell, i) => cell * ((values[i] as number) - value) + (numerator?.slope[i] ?? 0));
  const influence = encouragement.influence(load);
  for (let i = 0; i < influence.length; i++)
    influence[i] = (influence[i] as number) + (weight[i] as number) * ((values[i] as number) - value);
  return { value, standardError: Math.sqrt(squaresOf(influence, study.clusters)) / size };
}

function squaresOf(influence: Float64Array, clusters: Clusters | undefined): number {
  const sums = clusters === undefined ? influence : new Float64Array(clusters.count);
  if (clusters !== undefined)
    for (let i = 0; i < influence.length; i++) {
      const code = clusters.codes[i] as number;
      sums[code] = (sums[code] as number) + (influence[i] as number);
    }
  let squares = 0;
  for (const sum of sums) squares += sum * sum;
  return squares;
}
