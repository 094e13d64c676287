import { giveUp, refuse } from '../../base/problem.ts';
import { partOf, type Work } from '../../base/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { type CounterfactualResult, findCounterfactuals } from '../../learners/explain/counterfactual.ts';
import type { MoveRules } from '../../learners/explain/counterfactual-moves.ts';
import { type Neighbour, nearestAcross } from '../../learners/explain/counterfactual-neighbour.ts';
import { allRows } from '../../learners/folds.ts';
import type { Feature, FeatureTable } from '../../learners/model.ts';
import { predictSpread } from '../../learners/train-many.ts';
import { quantileOfSorted, sortedFinite } from '../../numeric/quantiles.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { askedRow, rowName } from '../kit/explanations/one-row.ts';
import { findSubject, prepareSubject, type Subject, type SubjectFacts, type SubjectSource } from '../kit/explanations/subject.ts';
import { readRules } from './rules.ts';
import type { CounterfactualSpec } from './spec.ts';

/** A row of the table that is across the target. */
export interface RealRow {
  readonly name: string;
  readonly row: number;
  readonly answer: number;
  readonly cells: Float64Array;
  /** Gower's distance to the explained row, from 0 to 1. */
  readonly distance: number;
}

export interface CounterfactualFit {
  readonly facts: SubjectFacts;
  readonly features: readonly Feature[];
  readonly rowName: string;
  readonly cells: Float64Array;
  readonly answer: number;
  readonly target: number;
  readonly side: 'above' | 'below';
  /** What was found; null when the row is on the asked side already. */
  readonly result: CounterfactualResult | null;
  /** For every changed feature the share of known cells below a value, by value; categories have none. */
  readonly ranks: ReadonlyMap<number, ReadonlyMap<number, number>>;
  /** The nearest rows across: of those that the rules allow, and of all. */
  readonly allowedRow: RealRow | null;
  readonly nearestRow: RealRow | null;
}

export interface CounterfactualStudy {
  readonly source: SubjectSource;
  readonly asked: number | undefined;
  readonly rules: MoveRules;
}

/** @throws as `findSubject`, `askedRow` and `readRules`; option/invalid for a target that no answer can cross */
export function readCounterfactualStudy(spec: CounterfactualSpec, inputs: Inputs): CounterfactualStudy {
  const source = findSubject(inputs, spec);
  const { target } = spec;
  const link = source.kind === 'model' ? source.model.link : 'identity';
  if (target !== undefined && link === 'logit' && !(target > 0 && target < 1))
    refuseTarget(target, 'probabilities', 'a number between 0 and 1');
  if (target !== undefined && link === 'log' && !(target > 0)) refuseTarget(target, 'positive numbers', 'a number above 0');
  return { source, asked: askedRow(source.frame, spec), rules: readRules(spec, source) };
}

function refuseTarget(target: number, answers: string, fix: string): never {
  return refuse('option/invalid', `The answers are ${answers}, which never cross ${target}.`, `Set target to ${fix}.`, {
    option: 'target',
  });
}

/** Searches for examples across the target, and for the nearest rows that are there. */
export async function fitCounterfactual(spec: CounterfactualSpec, inputs: Inputs, context: FitContext): Promise<CounterfactualFit> {
  const { source, asked, rules } = readCounterfactualStudy(spec, inputs);
  const subject = await prepareSubject(source, false, partOf(context, 'surrogate', 0, 0.4));
  const answers = await answersOf(subject, context);
  const { model, table, facts } = subject;
  const row = asked ?? extremeRow(answers, spec.goal === 'above');
  const answer = answers[row] as number;
  if (!Number.isFinite(answer))
    giveUp('numeric/not-finite', `The model's answer to row ${row + 1} is not a number.`, 'Explain another row, or train the model anew.', {
      row: row + 1,
    });
  const target = spec.target ?? (model.link === 'logit' ? 0.5 : quantileOfSorted(sortedFinite(answers), 0.5));
  const isAbove = answer >= target;
  const side = spec.goal === 'auto' ? (isAbove ? 'below' : 'above') : spec.goal;
  const { diverse, mostChanges, evaluations } = spec;
  const result =
    isAbove === (side === 'above')
      ? null
      : findCounterfactuals(
          { model, table },
          { row, side, target, rules, diverse, mostChanges, evaluations },
          partOf(context, 'search', 0.5, 0.95),
        );
  const isAcross = Uint8Array.from(answers, (each) => Number(Number.isFinite(each) && (side === 'above') === each >= target));
  const realRow = (found: Neighbour | undefined): RealRow | null =>
    found === undefined ? null : describeRow(source.frame, table, answers, found);
  return {
    facts,
    features: model.features,
    rowName: rowName(source.frame, row),
    cells: cellsOf(table, row),
    answer,
    target,
    side,
    result,
    ranks: ranksOf(table, result),
    allowedRow: result === null ? null : realRow(nearestAcross(table, row, isAcross, rules)),
    nearestRow: result === null ? null : realRow(nearestAcross(table, row, isAcross)),
  };
}

/** The answers that are searched: a stand-in's own, as its trees are what is asked. */
async function answersOf({ model, table, answers, facts }: Subject, work: Work): Promise<Float64Array> {
  return facts.fidelity === undefined ? answers : predictSpread({ model, table }, allRows(table.rowCount), work);
}

/** The row with the highest answer, or the lowest one. */
function extremeRow(answers: Float64Array, isLowest: boolean): number {
  const sign = isLowest ? -1 : 1;
  let best = 0;
  answers.forEach((answer, row) => {
    const known = answers[best] as number;
    if (Number.isFinite(answer) && (!Number.isFinite(known) || sign * answer > sign * known)) best = row;
  });
  return best;
}

function cellsOf(table: FeatureTable, row: number): Float64Array {
  return Float64Array.from(table.columns, (column) => column[row] as number);
}

function describeRow(frame: Frame, table: FeatureTable, answers: Float64Array, { row, distance }: Neighbour): RealRow {
  return { name: rowName(frame, row), row, answer: answers[row] as number, cells: cellsOf(table, row), distance };
}

function ranksOf(table: FeatureTable, result: CounterfactualResult | null): Map<number, Map<number, number>> {
  const ranks = new Map<number, Map<number, number>>();
  const shown = result === null ? [] : [...result.examples, ...(result.closest === null ? [] : [result.closest])];
  for (const { feature, from, to } of shown.flatMap(({ changes }) => changes)) {
    if (table.features[feature]?.kind === 'category') continue;
    const known = ranks.get(feature) ?? new Map<number, number>();
    for (const value of [from, to]) if (!Number.isNaN(value)) known.set(value, rankOf(table.columns[feature] as Float64Array, value));
    ranks.set(feature, known);
  }
  return ranks;
}

/** The share of known cells below a value, ties at their middle. */
function rankOf(column: Float64Array, value: number): number {
  let [below, same, known] = [0, 0, 0];
  for (const cell of column) {
    if (Number.isNaN(cell)) continue;
    known++;
    if (cell < value) below++;
    else if (cell === value) same++;
  }
  return known === 0 ? 0.5 : (below + same / 2) / known;
}
