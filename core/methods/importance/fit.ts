import { giveUp, refuse } from '../../base/problem.ts';
import { partOf } from '../../base/work.ts';
import { columnNamed, type Frame } from '../../frame/frame.ts';
import { gainImportance } from '../../learners/explain/gain-importance.ts';
import type { LossName } from '../../learners/explain/permutation.task.ts';
import { type FeatureGroup, type GroupImportance, permutationImportance } from '../../learners/explain/permutation-importance.ts';
import { tableRows } from '../../learners/features.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { columnFor } from '../inputs.ts';
import { findSubject, prepareSubject, type SubjectFacts, type SubjectSource, sampleRows } from '../kit/explanations/subject.ts';
import { readOutcome } from '../outcome.ts';
import type { ImportanceSpec } from './spec.ts';

/** One line of the ranking. */
export interface RankedGroup extends GroupImportance {
  /** Names of the columns that were shuffled together. */
  readonly members: readonly string[];
  /** Share of the training gain; null where the model keeps none. */
  readonly gainShare: number | null;
}

export interface ImportanceFit {
  readonly facts: SubjectFacts;
  readonly outcome: string;
  readonly metric: LossName;
  /** Loss before anything is shuffled. */
  readonly loss: number;
  /** Greatest importance first. */
  readonly groups: readonly RankedGroup[];
  readonly judged: number;
  readonly available: number;
  readonly isHeldOut: boolean;
}

/** What the answers are judged by: n outcomes, NaN where a row cannot be judged. */
interface Yardstick {
  readonly name: string;
  readonly values: Float64Array;
  readonly metric: LossName;
}

/** Fewer rows cannot be drawn from again and again. */
const FEWEST_ROWS = 10;

/** Checks everything that can be known before the run. */
export function readImportanceStudy(
  spec: ImportanceSpec,
  inputs: Inputs,
): { source: SubjectSource; groups: readonly (readonly [string, readonly string[]])[] } {
  const source = findSubject(inputs, spec);
  if (source.kind === 'model') yardstickOf(source.frame, spec, source.model.link === 'logit');
  const names = source.kind === 'model' ? source.model.features.map(({ name }) => name) : source.covariates;
  if (source.kind === 'effects' && (spec.metric === 'auc' || spec.metric === 'logloss')) {
    refuse('option/invalid', `Effects are numbers; ${spec.metric} judges yes/no outcomes.`, 'Set metric to rmse or auto.', {
      option: 'metric',
    });
  }
  if (spec.heldOut !== undefined) heldOutFlags(source.frame, spec.heldOut);
  return { source, groups: readGroups(spec, names) };
}

/** Judges the answers once as they are and again and again with one group of columns shuffled. */
export async function fitImportance(spec: ImportanceSpec, inputs: Inputs, context: FitContext): Promise<ImportanceFit> {
  const { source, groups } = readImportanceStudy(spec, inputs);
  const { model, table, answers, facts } = await prepareSubject(source, false, partOf(context, 'surrogate', 0, 0.3));
  const yardstick =
    source.kind === 'effects'
      ? { name: facts.outcome ?? '', values: answers, metric: 'rmse' as const }
      : yardstickOf(source.frame, spec, model.link === 'logit');
  const flags = spec.heldOut === undefined ? undefined : heldOutFlags(source.frame, spec.heldOut);
  const able = Int32Array.from(yardstick.values.keys()).filter((row) => !Number.isNaN(yardstick.values[row]) && flags?.[row] !== 0);
  const rows = sampleRows(able.length, spec.rows, context.rng.fork('rows')).map((at) => able[at] as number);
  const actual = Float64Array.from(rows, (row) => yardstick.values[row] as number);
  requireJudgeable(actual, yardstick);
  context.progress(0.3, 'shuffling');
  const judgedTable = tableRows(table, rows);
  const indexOf = (name: string): number => model.features.findIndex((feature) => feature.name === name);
  const asked: FeatureGroup[] = groups.map(([name, members]) => ({ name, features: members.map(indexOf) }));
  const { loss, groups: measured } = await permutationImportance(
    model,
    judgedTable,
    actual,
    { groups: asked, loss: yardstick.metric, repeats: spec.repeats, alpha: spec.alpha },
    partOf(context, 'permutation', 0.3, 1),
  );
  if (!Number.isFinite(loss) || !measured.every(({ value, standardError }) => Number.isFinite(value) && Number.isFinite(standardError))) {
    giveUp(
      'numeric/not-finite',
      `The ${yardstick.metric} of the answers is not a finite number.`,
      'Judge on more rows, or rescale columns with extreme values.',
    );
  }
  const gains = gainImportance(model);
  const ranked = measured.map((entry, index): RankedGroup => {
    const features = asked[index]?.features ?? [];
    const gainShare = gains === undefined ? null : features.reduce((sum, feature) => sum + (gains[feature] as number), 0);
    return { ...entry, members: groups[index]?.[1] ?? [], gainShare };
  });
  return {
    facts,
    outcome: yardstick.name,
    metric: yardstick.metric,
    loss,
    groups: ranked.sort((left, right) => right.value - left.value),
    judged: rows.length,
    available: able.length,
    isHeldOut: spec.heldOut !== undefined,
  };
}

/** Named groups first, then every feature that is in none, on its own. */
function readGroups(spec: ImportanceSpec, names: readonly string[]): (readonly [string, readonly string[]])[] {
  const named = Object.entries(spec.groups);
  const taken = new Set<string>();
  for (const [group, members] of named) {
    for (const member of members) {
      if (!names.includes(member)) {
        refuse(
          'option/invalid',
          `Group "${group}" names "${member}", which the model does not read.`,
          `It reads ${names.slice(0, 12).join(', ')}.`,
          { option: 'groups', column: member },
        );
      }
      if (taken.has(member))
        refuse('option/invalid', `"${member}" is in two groups.`, 'Put each column into one group.', { option: 'groups', column: member });
      taken.add(member);
    }
    if (names.includes(group) && !members.includes(group)) {
      refuse('option/invalid', `A group is called "${group}", which is also a column outside it.`, 'Give the group a name of its own.', {
        option: 'groups',
      });
    }
  }
  return [...named, ...names.filter((name) => !taken.has(name)).map((name) => [name, [name]] as const)];
}

function yardstickOf(frame: Frame, spec: ImportanceSpec, isProbability: boolean): Yardstick {
  const name = columnFor(frame, 'outcome', spec.outcome);
  const needsYesNo = spec.metric === 'auc' || spec.metric === 'logloss';
  const { values, task } = readOutcome(frame, name, {
    use: 'learn',
    task: needsYesNo || isProbability ? 'binary' : spec.metric === 'rmse' ? 'regression' : 'auto',
  });
  const metric = spec.metric === 'auto' ? (task === 'binary' ? 'auc' : 'rmse') : spec.metric;
  return { name, values, metric };
}

function heldOutFlags(frame: Frame, name: string): Uint8Array {
  const column = columnNamed(frame, name);
  if (column.kind === 'boolean') return column.values.map((flag) => Number(flag === 1));
  if (column.kind === 'number' && column.values.every((flag) => flag === 0 || flag === 1 || Number.isNaN(flag))) {
    return Uint8Array.from(column.values, (flag) => Number(flag === 1));
  }
  return refuse(
    'data/wrong-kind',
    `Column "${name}" is not yes/no, so it cannot say which rows are held out.`,
    'Choose a yes/no column, or derive one.',
    {
      column: name,
      option: 'heldOut',
    },
  );
}

function requireJudgeable(actual: Float64Array, { name, metric }: Yardstick): void {
  if (actual.length < FEWEST_ROWS) {
    refuse(
      'data/too-few-rows',
      `${actual.length} rows can be judged; importance needs at least ${FEWEST_ROWS}.`,
      'Use more rows with a known outcome.',
      { column: name },
    );
  }
  if (metric === 'rmse') return;
  const ones = actual.reduce((sum, value) => sum + value, 0);
  // Rows are drawn with replacement; with fewer of either kind a draw may miss it altogether.
  if (Math.min(ones, actual.length - ones) < FEWEST_ROWS) {
    refuse(
      'data/too-few-rows',
      `"${name}" has ${ones} yes among ${actual.length} judged rows; at least ${FEWEST_ROWS} of each are needed.`,
      'Use more rows.',
      { column: name },
    );
  }
}
