import { giveUp, refuse } from '../../base/problem.ts';
import { partOf, type Work } from '../../base/work.ts';
import { rowsOfAnchor, searchAnchor } from '../../learners/explain/anchors.ts';
import { type AnchorQuestion, anchorSampler } from '../../learners/explain/anchors-draws.ts';
import { type Predicate, type PredicateList, predicatesOf } from '../../learners/explain/anchors-predicates.ts';
import { countRows, countShared, rowsWhere } from '../../learners/explain/row-bits.ts';
import { allRows } from '../../learners/folds.ts';
import type { Feature } from '../../learners/model.ts';
import { predictSpread } from '../../learners/train-many.ts';
import { betaQuantile } from '../../numeric/distributions.ts';
import { quantileOfSorted, sortedFinite } from '../../numeric/quantiles.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { askedRow, chosenRow, rowName } from '../kit/explanations/one-row.ts';
import { findSubject, prepareSubject, type Subject, type SubjectFacts, type SubjectSource } from '../kit/explanations/subject.ts';
import type { AnchorsSpec } from './spec.ts';

/** How a rule with its first k conditions does. */
export interface AnchorStep {
  /** Of fresh draws, which took no part in the search. */
  readonly precision: number;
  readonly interval: readonly [number, number];
  /** Rows of the table for which the rule holds, and those of them with the same decision. */
  readonly rows: number;
  readonly agreeing: number;
}

export interface AnchorsFit {
  readonly facts: SubjectFacts;
  readonly rowCount: number;
  readonly row: number;
  readonly name: string;
  readonly answer: number;
  readonly threshold: number;
  readonly features: readonly Feature[];
  /** The rule's conditions in the order in which they were found. */
  readonly predicates: readonly Predicate[];
  /** Without a condition, with the first one, and so on; the last is the whole rule. */
  readonly steps: readonly AnchorStep[];
  /** The search was sure of tau and fresh draws bear it out, or fresh draws alone leave no doubt. */
  readonly isReached: boolean;
  /** The budget ended the search. */
  readonly isSpent: boolean;
  readonly answers: number;
  /** All rows of the table have the explained row's decision. */
  readonly isUnanimous: boolean;
}

/** @throws as `findSubject` and `askedRow`; option/invalid when checking alone would spend the budget */
export function readAnchorsStudy(spec: AnchorsSpec, inputs: Inputs): SubjectSource {
  const source = findSubject(inputs, spec);
  askedRow(source.frame, spec);
  if (2 * checkingOf(spec) > spec.budget)
    refuse(
      'option/invalid',
      `Checking the rule takes up to ${checkingOf(spec)} answers, more than half of a budget of ${spec.budget}.`,
      `Set budget to at least ${2 * checkingOf(spec)}, or check with fewer draws.`,
      { option: 'budget' },
    );
  return source;
}

function checkingOf({ check, mostConditions }: AnchorsSpec): number {
  return check * (mostConditions + 1);
}

/** Finds the rule that holds the row's decision in place, and judges it on fresh draws. */
export async function fitAnchors(spec: AnchorsSpec, inputs: Inputs, context: FitContext): Promise<AnchorsFit> {
  const source = readAnchorsStudy(spec, inputs);
  const subject = await prepareSubject(source, false, partOf(context, 'subject', 0, 0.4));
  const { model, table, facts } = subject;
  const answers = await answersOf(subject, context);
  const row = chosenRow(askedRow(source.frame, spec), subject.answers);
  const threshold = spec.threshold ?? (facts.link === 'logit' ? 0.5 : quantileOfSorted(sortedFinite(answers), 0.5));
  const question = { model, table, row, threshold };
  const list = predicatesOf(table, row, spec.bins);
  const rules = { ...spec, budget: spec.budget - checkingOf(spec) };
  const found = searchAnchor(question, list, rules, partOf(context, 'search', 0.4, 0.9));
  const steps = checkSteps(question, list, found.predicates, { answers, spec, work: partOf(context, 'check', 0.9, 1) });
  const last = steps.at(-1) as AnchorStep;
  return {
    facts,
    rowCount: table.rowCount,
    row,
    name: rowName(source.frame, row),
    answer: answers[row] as number,
    threshold,
    features: model.features,
    predicates: found.predicates.map((at) => list.predicates[at] as Predicate),
    steps,
    isReached: last.precision >= spec.tau && (found.isReached || last.interval[0] >= spec.tau),
    isSpent: found.isSpent,
    answers: found.answers + steps.length * spec.check,
    isUnanimous: steps[0]?.agreeing === table.rowCount,
  };
}

/** The answers of the model that is asked: where a stand-in explains effects, its own. */
async function answersOf({ model, table, answers, facts }: Subject, work: Work): Promise<Float64Array> {
  const own = facts.fidelity === undefined ? answers : await predictSpread({ model, table }, allRows(table.rowCount), work);
  if (own.every(Number.isFinite)) return own;
  return giveUp(
    'numeric/not-finite',
    'Some answers of the model are not finite numbers, so they lie on no side of a threshold.',
    'Rescale columns with extreme values and train again.',
  );
}

interface Checking {
  readonly answers: Float64Array;
  readonly spec: AnchorsSpec;
  readonly work: Work;
}

function checkSteps(
  question: AnchorQuestion,
  list: PredicateList,
  anchor: readonly number[],
  { answers, spec, work }: Checking,
): AnchorStep[] {
  const prefixes = Array.from({ length: anchor.length + 1 }, (_, length) => anchor.slice(0, length));
  const sampler = anchorSampler(question, list.predicates, checkingOf(spec), work);
  const agree = sampler.agreeing(prefixes.map((prefix) => ({ anchor: prefix, draws: spec.check })));
  const isYes = (answers[question.row] as number) >= question.threshold;
  const same = rowsWhere(answers, (answer) => answer >= question.threshold === isYes);
  return prefixes.map((prefix, at) => {
    const rows = rowsOfAnchor(prefix, list, answers.length);
    const count = agree[at] as number;
    return {
      precision: count / spec.check,
      interval: exactInterval(count, spec.check, spec.alpha),
      rows: countRows(rows),
      agreeing: countShared(rows, same),
    };
  });
}

/** The interval of Clopper & Pearson (1934, Biometrika 26) for k of n draws. */
function exactInterval(k: number, n: number, alpha: number): readonly [number, number] {
  return [k === 0 ? 0 : betaQuantile(alpha / 2, k, n - k + 1), k === n ? 1 : betaQuantile(1 - alpha / 2, k + 1, n - k)];
}
