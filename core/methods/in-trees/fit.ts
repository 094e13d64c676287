import { giveUp, refuse } from '../../base/problem.ts';
import type { Text } from '../../base/text.ts';
import { partOf } from '../../base/work.ts';
import { simplifyTrees } from '../../learners/explain/in-trees.ts';
import { type Judge, judgeOf } from '../../learners/explain/in-trees-judge.ts';
import { answerByList, predictionOf } from '../../learners/explain/in-trees-list.ts';
import { tableRows } from '../../learners/features.ts';
import { splitRows } from '../../learners/folds.ts';
import type { LearningTask } from '../../learners/learner.ts';
import type { FitContext, Inputs } from '../contract.ts';

import { findSubject, type SubjectFacts, type SubjectSource, sampleRows } from '../kit/explanations/subject.ts';
import { type Comparison, compare } from './compare.ts';
import type { InTreesSpec } from './spec.ts';
import { readTarget, type TargetSource } from './target.ts';
import { readTrees } from './trees.ts';
import { ruleWords } from './words.ts';

/** One rule as the report shows it. */
export interface ShownRule {
  /** Empty for the default. */
  readonly words: readonly string[];
  readonly frequency: number;
  readonly error: number;
  readonly prediction: number;
}

export interface ListLine extends ShownRule {
  /** Among held-out rows: the share that this line answers, and its error there; null where there are none. */
  readonly heldOutShare: number;
  readonly heldOutError: number | null;
}

export interface InTreesFit {
  readonly facts: SubjectFacts;
  readonly task: LearningTask;
  readonly classes: readonly [Text, Text];
  /** Name of the outcome column; without it rules are measured against the model. */
  readonly outcome?: string;
  readonly rowCount: number;
  readonly used: number;
  readonly measuredRows: number;
  readonly heldOutRows: number;
  readonly treeCount: number;
  readonly treesRead: number;
  readonly pathsRead: number;
  readonly isCut: boolean;
  readonly conditionsBefore: number;
  readonly conditionsAfter: number;
  /** All that are left after pruning and dropping repeats. */
  readonly rules: readonly ShownRule[];
  /** Positions in `rules`, in order of choice. */
  readonly selected: readonly number[];
  readonly list: readonly ListLine[];
  readonly comparison: Comparison;
}

const FEWEST_ROWS = 20;
/** Paths that are read, at most: 200 trees of 100 leaves. */
export const MOST_PATHS = 20_000;

export interface InTreesStudy {
  readonly source: SubjectSource;
  readonly target: TargetSource;
}

/** @throws as `findSubject` and `readTarget`; data/too-few-rows */
export function readInTreesStudy(spec: InTreesSpec, inputs: Inputs): InTreesStudy {
  const source = findSubject(inputs, spec);
  const target = readTarget(spec, source);
  const known = target.outcome?.values.filter((value) => !Number.isNaN(value)).length ?? source.frame.rowCount;
  if (known < FEWEST_ROWS)
    refuse('data/too-few-rows', `${known} rows with a known target are too few for rules.`, `Use at least ${FEWEST_ROWS} rows.`);
  return { source, target };
}

/** Reads rules from the trees, measures them on most of the rows, and judges the list made of them on the others. */
export async function fitInTrees(spec: InTreesSpec, inputs: Inputs, context: FitContext): Promise<InTreesFit> {
  const { source, target } = readInTreesStudy(spec, inputs);
  const { model, table, answers, facts } = await readTrees(source, partOf(context, 'trees', 0, 0.4));
  if (model.feature.every((feature) => feature < 0))
    refuse('model/unsupported', 'The trees of this model have no splits, and so no rules.', 'Train it on columns that tell rows apart.');
  const said = target.task === 'binary' ? answers.map((answer) => Number(answer >= spec.threshold)) : answers;
  if (!answers.every(Number.isFinite))
    giveUp(
      'numeric/not-finite',
      'Some answers of the model are not finite numbers.',
      'Rescale columns with extreme values and train again.',
    );
  const wanted = target.outcome?.values ?? said;
  const { rows, train, heldOut } = dealRows(wanted, spec, context);
  const judge = judgeOf(target.task, take(wanted, train));
  if (judge.values.every((value) => value === judge.values[0]))
    refuse('data/constant', 'What rules are to predict is the same for every row.', 'Set threshold or target to something that differs.');
  const measured = tableRows(table, train);
  const options = { ...spec, most: MOST_PATHS, mostSelected: spec.rules };
  const found = simplifyTrees(model, measured, judge, options, partOf(context, 'rules', 0.4, 0.95));
  const held = { table: tableRows(table, heldOut), target: take(wanted, heldOut), said: take(said, heldOut) };
  const { answers: listed, lines } = answerByList(found.list, held.table);
  const shown = (conditions: Parameters<typeof ruleWords>[0]): string[] => ruleWords(conditions, measured);
  return {
    facts,
    task: target.task,
    classes: target.classes,
    ...(target.outcome === undefined ? {} : { outcome: target.outcome.name }),
    rowCount: table.rowCount,
    used: rows,
    measuredRows: train.length,
    heldOutRows: heldOut.length,
    treeCount: model.treeStart.length - 1,
    treesRead: Math.min(spec.trees, model.treeStart.length - 1),
    pathsRead: found.read,
    isCut: found.isCut,
    conditionsBefore: found.conditionsBefore,
    conditionsAfter: found.conditionsAfter,
    rules: found.rules.map(({ conditions, verdict }) => ({
      words: shown(conditions),
      frequency: verdict.rows / train.length,
      error: verdict.error,
      prediction: predictionOf(verdict, judge),
    })),
    selected: found.selected,
    list: found.list.map(({ conditions, taken, prediction }, line) => ({
      words: shown(conditions),
      frequency: taken.rows / train.length,
      error: taken.error,
      prediction,
      ...heldOutLine(line, lines, { listed, target: held.target, judge }),
    })),
    comparison: compare(target.task, { listed, said: held.said, target: held.target }),
  };
}

interface Dealt {
  readonly rows: number;
  readonly train: Int32Array;
  readonly heldOut: Int32Array;
}

/** Rows with a known target, at most so many, parted into those that measure and those that judge. */
function dealRows(wanted: Float64Array, { rows, heldOutShare }: InTreesSpec, { rng }: FitContext): Dealt {
  const known = Int32Array.from(wanted.keys()).filter((row) => Number.isFinite(wanted[row]));
  const used = sampleRows(known.length, rows, rng.fork('rows')).map((at) => known[at] as number);
  const { train, heldOut } = splitRows(wanted.length, heldOutShare, rng.fork('held-out'), { rows: used });
  return { rows: used.length, train, heldOut };
}

function take(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row] as number);
}

interface HeldOut {
  readonly listed: Float64Array;
  readonly target: Float64Array;
  readonly judge: Judge;
}

/** The error of a line on held-out rows, in the measure of the table: wrong answers, or squares as a share of the variance. */
function heldOutLine(line: number, lines: Int32Array, { listed, target, judge }: HeldOut): Pick<ListLine, 'heldOutShare' | 'heldOutError'> {
  const unit = judge.restore(1) - judge.restore(0);
  let [count, squares] = [0, 0];
  for (let row = 0; row < lines.length; row++) {
    if (lines[row] !== line) continue;
    count++;
    squares += (((target[row] as number) - (listed[row] as number)) / unit) ** 2;
  }
  return { heldOutShare: count / lines.length, heldOutError: count === 0 ? null : squares / count };
}
