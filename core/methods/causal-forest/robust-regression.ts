import { normalTwoSided, normalUpperQuantile } from '../../numeric/distributions.ts';
import { factorIndependent, invertFactored, multiply } from '../../numeric/linear-algebra.ts';

/** A least-squares coefficient with a standard error that allows for unequal spread. */
export interface Coefficient {
  readonly name: string;
  readonly value: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  readonly pValue: number;
}

/** Columns and outcome over the same rows; a row whose outcome or cell is NaN takes no part. */
export interface Regression {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly outcome: Float64Array;
  /** n codes; rows of one cluster may depend on each other. */
  readonly clusters: Int32Array | undefined;
  readonly alpha: number;
}

/**
 * Least squares with HC3 standard errors, or, with clusters, the cluster-robust ones (CR1).
 *
 * @returns one coefficient per column that is not a combination of those before it
 * @see MacKinnon & White (1985), J. Econometrics 29, eq. 12 (HC3); Liang & Zeger (1986) for clusters
 * Cost: O(n k²) for a few dozen columns.
 */
export function robustRegression({ names, columns, outcome, clusters, alpha }: Regression): Coefficient[] {
  const k = columns.length;
  const rows = completeRows(columns, outcome);
  const gram = new Float64Array(k * k);
  const right = new Float64Array(k);
  for (const row of rows) {
    for (let i = 0; i < k; i++) {
      const cell = columns[i]?.[row] as number;
      right[i] = (right[i] as number) + cell * (outcome[row] as number);
      for (let j = 0; j <= i; j++) gram[i * k + j] = (gram[i * k + j] as number) + cell * (columns[j]?.[row] as number);
    }
  }
  for (let i = 0; i < k; i++) for (let j = i + 1; j < k; j++) gram[i * k + j] = gram[j * k + i] as number;
  const factor = factorIndependent(gram, k);
  const bread = invertFactored(factor, k);
  const beta = multiply(bread, right);
  const meat = meatOf({ columns, outcome, clusters }, rows, beta, bread);
  const quantile = normalUpperQuantile(alpha / 2);
  return Array.from(factor.kept, (at) => {
    let variance = 0;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) variance += (bread[at * k + i] as number) * (meat[i * k + j] as number) * (bread[at * k + j] as number);
    }
    const value = beta[at] as number;
    const standardError = Math.sqrt(Math.max(0, variance));
    const half = quantile * standardError;
    const pValue = standardError > 0 ? normalTwoSided(value / standardError) : 1;
    return { name: names[at] ?? '', value, standardError, interval: [value - half, value + half] as const, pValue };
  });
}

function completeRows(columns: readonly Float64Array[], outcome: Float64Array): number[] {
  const rows: number[] = [];
  for (let row = 0; row < outcome.length; row++) {
    if (Number.isFinite(outcome[row]) && columns.every((column) => Number.isFinite(column[row]))) rows.push(row);
  }
  return rows;
}

function meatOf(
  { columns, outcome, clusters }: Pick<Regression, 'columns' | 'outcome' | 'clusters'>,
  rows: readonly number[],
  beta: Float64Array,
  bread: Float64Array,
): Float64Array {
  const k = columns.length;
  const meat = new Float64Array(k * k);
  const sums = new Map<number, Float64Array>();
  for (const row of rows) {
    const cells = Float64Array.from(columns, (column) => column[row] as number);
    let missed = outcome[row] as number;
    for (let i = 0; i < k; i++) missed -= (cells[i] as number) * (beta[i] as number);
    if (clusters === undefined) {
      let leverage = 0;
      const leaned = multiply(bread, cells);
      for (let i = 0; i < k; i++) leverage += (cells[i] as number) * (leaned[i] as number);
      // A row that decides its own fitted value leaves no residual to judge by.
      addSquare(meat, cells, missed / Math.max(1e-6, 1 - leverage));
      continue;
    }
    const own = sums.get(clusters[row] as number) ?? new Float64Array(k);
    for (let i = 0; i < k; i++) own[i] = (own[i] as number) + missed * (cells[i] as number);
    sums.set(clusters[row] as number, own);
  }
  const count = sums.size;
  const scale = Math.sqrt((count / Math.max(1, count - 1)) * ((rows.length - 1) / Math.max(1, rows.length - k)));
  for (const own of sums.values()) addSquare(meat, own, scale);
  return meat;
}

/** meat += (s·v)(s·v)′. */
function addSquare(meat: Float64Array, vector: Float64Array, scale: number): void {
  const k = vector.length;
  for (let i = 0; i < k; i++) {
    const left = scale * (vector[i] as number);
    for (let j = 0; j < k; j++) meat[i * k + j] = (meat[i * k + j] as number) + left * scale * (vector[j] as number);
  }
}
