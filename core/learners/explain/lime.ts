import type { Rng } from '../../base/rng.ts';
import type { StopSignal } from '../../base/work.ts';
import { explainedShare } from '../evaluation/losses.ts';
import type { Measured } from '../evaluation/measured.ts';
import type { FeatureTable, Model } from '../model.ts';
import { predict } from '../predict.ts';
import { fitLocalLine, type LineOptions, type LocalLine, type LocalSums, solveLocally, sumLocally } from './local-line.ts';
import { type ColumnSpread, drawNeighbours, effectiveRows, type NeighbourOptions, type Neighbours } from './neighbourhood.ts';

/** A line that stands in for a model near one row, and how far it can be trusted. */
export interface Lime {
  readonly line: LocalLine;
  /** Weighted R² on made-up rows that it was not fitted to; null where the answers there do not vary. */
  readonly fidelity: Measured | null;
  /** Standard deviation of each coefficient between draws, the features held still. */
  readonly spread: Float64Array;
  /** Share of the draws that chose each feature. */
  readonly chosenShare: Float64Array;
  /** Mean Jaccard index of the features that two draws choose. */
  readonly agreement: number;
  /** How many equally near rows would say as much as the first draw. */
  readonly effective: number;
  /** What the line says of the row itself. */
  readonly answer: number;
}

export interface LimeOptions extends NeighbourOptions, LineOptions {
  /** Draws, from 2 on: the first is explained, the second judges it, all tell how stable it is. */
  readonly repeats: number;
}

/**
 * Explains a model's answer for one row by a weighted line on made-up rows near it.
 *
 * @param cells the row, one number a feature
 * @param onDraw hears how many draws are done
 * @see Ribeiro, Singh & Guestrin (2016), KDD; stability after Visani, Bagli, Chesani, Poluzzi & Capuzzo (2022), Journal of
 *   the Operational Research Society 73(1), whose VSI compares chosen features and whose CSI coefficients between draws
 * Cost: repeats × (samples predictions + samples × d²/2).
 */
export function explainByLine(
  { model, table, spreads }: { readonly model: Model; readonly table: FeatureTable; readonly spreads: readonly ColumnSpread[] },
  cells: readonly number[],
  options: LimeOptions,
  rng: Rng,
  { signal, onDraw }: { readonly signal: StopSignal; readonly onDraw?: (done: number) => void },
): Lime {
  const lines: LocalLine[] = [];
  const sums: LocalSums[] = [];
  let [effective, answer] = [0, 0];
  let fidelity: Measured | null = null;
  for (let draw = 0; draw < options.repeats; draw++) {
    signal.throwIfAborted();
    const near = drawNeighbours(table.features, spreads, cells, options, rng.fork(draw));
    const answers = predict(model, near.table);
    const own = sumLocally(near.design, answers, near.weight);
    sums.push(own);
    const line = fitLocalLine(own, options);
    lines.push(line);
    if (draw === 0) {
      effective = effectiveRows(near.weight);
      answer = answersOfLine(line, near)[0] as number;
    }
    if (draw === 1) fidelity = judged(lines[0] as LocalLine, near, answers);
    onDraw?.(draw + 1);
  }
  const line = lines[0] as LocalLine;
  return { line, fidelity, ...stability(line, lines, sums, options.ridge), effective, answer };
}

/** What a line says of made-up rows. */
export function answersOfLine({ chosen, coefficients, intercept }: LocalLine, { design, table }: Neighbours): Float64Array {
  const answers = new Float64Array(table.rowCount).fill(intercept);
  chosen.forEach((at, k) => {
    const column = design[at] as Float64Array;
    for (let row = 0; row < answers.length; row++)
      answers[row] = (answers[row] as number) + (coefficients[k] as number) * (column[row] as number);
  });
  return answers;
}

function judged(line: LocalLine, near: Neighbours, answers: Float64Array): Measured | null {
  return weightedFidelity(answersOfLine(line, near), answers, near.weight);
}

/** Weighted R² of answers that stand in for others; null where those do not vary. */
export function weightedFidelity(predicted: Float64Array, actual: Float64Array, weight: Float64Array): Measured | null {
  const first = actual[0];
  if (actual.every((value) => value === first)) return null;
  const measured = explainedShare({ predicted, actual, weight }, 0.95);
  return Number.isFinite(measured.value) && measured.interval.every(Number.isFinite) ? measured : null;
}

function stability(line: LocalLine, lines: readonly LocalLine[], sums: readonly LocalSums[], ridge: number) {
  const refits = sums.map((own) => solveLocally(own, line.chosen, ridge));
  const spread = Float64Array.from(line.chosen, (_, k) => deviationOf(refits.map((refit) => refit[k] as number)));
  const chosenShare = Float64Array.from(line.chosen, (at) => lines.filter(({ chosen }) => chosen.includes(at)).length / lines.length);
  return { spread, chosenShare, agreement: meanAgreement(lines.map(({ chosen }) => chosen)) };
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1));
}

/** Mean over pairs of sets of the share of their members that both have; 1 for empty ones. */
export function meanAgreement(sets: readonly (readonly number[])[]): number {
  let [sum, pairs] = [0, 0];
  sets.forEach((one, at) => {
    for (const other of sets.slice(at + 1)) {
      const both = one.filter((member) => other.includes(member)).length;
      const either = one.length + other.length - both;
      sum += either === 0 ? 1 : both / either;
      pairs++;
    }
  });
  return pairs === 0 ? 1 : sum / pairs;
}
