import type { StopSignal } from '../../../base/work.ts';
import type { Basis, BasisNumber } from '../../../numeric/basis.ts';
import { gramOf } from '../../../numeric/gram.ts';
import { factorDefinite, solveFactored } from '../../../numeric/linear-algebra.ts';
import type { IvStudy } from './study.ts';
import type { Term } from './terms.ts';

/**
 * The sufficient statistics of an instrument study: cross-products of all columns, centred and scaled, and the
 * same with the covariates taken out (Frisch–Waugh–Lovell). Order of the columns: 1, covariates, then the
 * "rest": instruments, treatment, outcome.
 */
export interface CrossProducts {
  /** n × the correlations: size × size. */
  readonly gram: Float64Array;
  readonly size: number;
  /** Intercept and covariates. */
  readonly exogenous: number;
  readonly instruments: number;
  /** rest × rest: what the covariates leave. The treatment is at `instruments`, the outcome after it. */
  readonly left: Float64Array;
  readonly rest: number;
  /** Coefficients of each rest column on the exogenous ones, one array a column. */
  readonly onExogenous: readonly Float64Array[];
}

/** Columns as a regression basis, centred at their mean and scaled by their standard deviation. */
export function basisOf(terms: readonly Term[]): Basis {
  return { size: terms.length + 1, numbers: terms.map(standardised), categories: [] };
}

function standardised({ values, mean, scale }: Term): BasisNumber {
  return { values, shift: mean, scale: 1 / scale };
}

/**
 * Sums the cross-products in one pass over the columns.
 *
 * @throws numeric/singular naming the first covariate or instrument that those before it already explain
 * Cost: n · size² / 2.
 */
export function crossProducts(study: IvStudy, rows: Int32Array, signal: StopSignal): CrossProducts {
  const { covariates, instruments, treatment, outcome } = study;
  const terms = [...covariates, ...instruments, treatment, outcome];
  const basis = basisOf(terms);
  const gram = gramOf(basis, rows, undefined, signal);
  const exogenous = covariates.length + 1;
  const first = exogenous + instruments.length;
  // Factoring covariates and instruments together names the column that repeats others.
  factorDefinite(block(gram, basis.size, 0, first), first, ['1', ...terms.map(({ name }) => name)]);
  const factor = factorDefinite(block(gram, basis.size, 0, exogenous), exogenous);
  const rest = basis.size - exogenous;
  const left = new Float64Array(rest * rest);
  const onExogenous: Float64Array[] = [];
  for (let a = 0; a < rest; a++) {
    const right = new Float64Array(exogenous);
    for (let j = 0; j < exogenous; j++) right[j] = gram[(exogenous + a) * basis.size + j] as number;
    const slopes = solveFactored(factor, right);
    onExogenous.push(slopes);
    for (let b = 0; b < rest; b++) {
      let explained = 0;
      for (let j = 0; j < exogenous; j++) explained += (slopes[j] as number) * (gram[(exogenous + b) * basis.size + j] as number);
      left[a * rest + b] = (gram[(exogenous + a) * basis.size + exogenous + b] as number) - explained;
    }
  }
  return { gram, size: basis.size, exogenous, instruments: instruments.length, left, rest, onExogenous };
}

/** The square block of `size` rows and columns from `from` on. */
export function block(matrix: Float64Array, stride: number, from: number, size: number): Float64Array {
  const cut = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const start = (from + row) * stride + from;
    cut.set(matrix.subarray(start, start + size), row * size);
  }
  return cut;
}
