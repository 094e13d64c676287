import type { ProfileBin, RuleProfile } from '../../../core/api/segment-types.ts';

/** How a group differs from everybody else in one column. */
export interface Difference {
  readonly column: string;
  /** Null: means of numbers. Else the value whose shares are compared. */
  readonly value: string | boolean | null;
  readonly inside: number;
  readonly outside: number;
  /** Difference in standard deviations. */
  readonly apart: number;
}

/** The columns in which a group stands out most, by standardised difference. */
export function differencesIn({ columns }: RuleProfile, isTold: (column: string) => boolean, most: number): readonly Difference[] {
  return columns
    .filter(({ name, kind, role }) => kind !== 'date' && role !== 'id' && isTold(name))
    .flatMap(({ name, kind, bins }) => (kind === 'number' ? meansOf(name, bins) : sharesOf(name, bins)))
    .filter(({ apart }) => Number.isFinite(apart) && apart !== 0)
    .sort((left, right) => Math.abs(right.apart) - Math.abs(left.apart))
    .slice(0, most);
}

/** Means and spreads of numbers from the bars of their histogram. */
function meansOf(column: string, bins: readonly ProfileBin[]): readonly Difference[] {
  const middles = bins.map(({ from, to }) => ((from ?? 0) + (to ?? from ?? 0)) / 2);
  const moments = (counts: readonly number[]) => {
    const n = sum(counts);
    const mean = sum(counts.map((count, at) => count * (middles[at] ?? 0))) / n;
    const variance = sum(counts.map((count, at) => count * ((middles[at] ?? 0) - mean) ** 2)) / n;
    return { mean, variance };
  };
  const [inside, outside] = [moments(bins.map((bin) => bin.inside)), moments(bins.map((bin) => bin.outside))];
  const apart = (inside.mean - outside.mean) / Math.sqrt((inside.variance + outside.variance) / 2);
  return [{ column, value: null, inside: inside.mean, outside: outside.mean, apart }];
}

/** The value whose share differs most. */
function sharesOf(column: string, bins: readonly ProfileBin[]): readonly Difference[] {
  const [members, others] = [sum(bins.map(({ inside }) => inside)), sum(bins.map(({ outside }) => outside))];
  const differences = bins.flatMap(({ value, inside, outside }): readonly Difference[] => {
    if (value === null) return [];
    const [p, q] = [inside / members, outside / others];
    return [{ column, value, inside: p, outside: q, apart: (p - q) / Math.sqrt((p * (1 - p) + q * (1 - q)) / 2) }];
  });
  return differences.sort((left, right) => Math.abs(right.apart) - Math.abs(left.apart)).slice(0, 1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
