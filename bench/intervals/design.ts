import type { Rng } from '../../core/base/rng.ts';
import { type Frame, makeFrame, numberColumn } from '../../core/frame/frame.ts';
import type { FitContext, Method } from '../../core/methods/contract.ts';

/** What one interval said about one sample. */
export interface Answer {
  /** The row of the table that it counts for. */
  readonly cell: string;
  /** The estimate less the truth. */
  readonly error: number;
  /** How far from end to end; infinite for an unbounded region. */
  readonly length: number;
  readonly covers: boolean;
  /** Whether no effect is rejected at 5 %; looked at in samples without an effect only. */
  readonly rejects: boolean;
}

/** A way to draw data of which the truth is known, and what is asked of the draws. */
export interface Design {
  readonly method: string;
  /** What is drawn, in a few words; unique within the method. */
  readonly data: string;
  /** The planted effect of the draws that coverage is counted over. */
  readonly effect: number;
  /** The share that intervals are to hold the truth; 0.95 without it. */
  readonly nominal?: number;
  /** Samples for coverage; the null draws twice as many. For slow methods; 1,000 without it. */
  readonly draws?: number;
  sample(rng: Rng, effect: number): Frame;
  /** None where the method has no interval for this sample. */
  ask(frame: Frame, effect: number, context: FitContext): Promise<readonly Answer[]>;
}

/** Anything with an interval that methods hand out. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Null or absent where the method has none; then the interval is asked whether it holds 0. */
  readonly pValue?: number | null;
}

/** An answer from an interval. */
export function answer(cell: string, truth: number, { value, low, high, pValue }: Interval): Answer {
  const rejects = pValue === null || pValue === undefined ? low > 0 || high < 0 : pValue < 0.05;
  return { cell, error: value - truth, length: high - low, covers: low <= truth && truth <= high, rejects };
}

/** The same with the ends as a pair. */
export function answerOf(
  cell: string,
  truth: number,
  found:
    | { readonly value: number; readonly interval: readonly [number, number] | null; readonly pValue?: number | null }
    | null
    | undefined,
): Answer {
  if (found?.interval === null || found === null || found === undefined) throw new Error(`${cell} has no interval.`);
  return answer(cell, truth, { value: found.value, low: found.interval[0], high: found.interval[1], pValue: found.pValue ?? null });
}

/** Runs a method on a table with the options that a person would give. */
export async function fitOn<Spec, Fit>(method: Method<Spec, Fit>, frame: Frame, options: object, context: FitContext): Promise<Fit> {
  return method.fit(method.spec.parse(options), { sources: [{ name: 'table', values: { frame } }] }, context);
}

/** A table of numbers, one call per row. */
export function tableOf(rowCount: number, draw: (row: number) => Readonly<Record<string, number>>): Frame {
  return columnsOf(Array.from({ length: rowCount }, (_, row) => draw(row)));
}

/** A table of numbers from rows with the same names. */
export function columnsOf(rows: readonly Readonly<Record<string, number>>[]): Frame {
  const names = Object.keys(rows[0] ?? {});
  return makeFrame(names.map((name) => [name, numberColumn(rows.map((row) => row[name] ?? Number.NaN))] as const));
}

/** 1 with the given chance, else 0. */
export function flip(rng: Rng, chance: number): number {
  return Number(rng.next() < chance);
}

export function logistic(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

/**
 * The mean of a function of a standard normal number, to about 1e-10 for smooth functions.
 * The trapezoid rule on −8 … 8: errors vanish faster than any power of the step.
 */
export function normalMean(value: (x: number) => number): number {
  const step = 1 / 32;
  let sum = 0;
  for (let x = -8; x <= 8; x += step) sum += Math.exp((-x * x) / 2) * value(x);
  return (sum * step) / Math.sqrt(2 * Math.PI);
}
