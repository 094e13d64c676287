import { refuse } from '../../base/problem.ts';
import { type Arms, readArms } from '../../frame/arms.ts';
import { type Effects, effectsOfArm } from '../../frame/effects.ts';
import { type Frame, listNames, numbersOf } from '../../frame/frame.ts';
import type { Inputs } from '../contract.ts';
import { columnFor, effectsWithFrame, findInput, inputOf } from '../inputs.ts';
import { readOutcome } from '../outcome.ts';
import type { UpliftEvaluationSpec } from './spec.ts';

/** One arm against the control: the rows of both, in table order. */
export interface ArmStudy {
  readonly arm: string;
  readonly score: Float64Array;
  readonly outcome: Float64Array;
  /** 1 for the arm, 0 for the control. */
  readonly treated: Uint8Array;
  /** Inverse-propensity weights that average 1 within either group; absent when the propensity is constant. */
  readonly weight?: Float64Array;
  readonly treatedCount: number;
  readonly controlCount: number;
}

export interface UpliftStudy {
  readonly control: string;
  readonly outcome: string;
  readonly isBinary: boolean;
  readonly arms: readonly ArmStudy[];
  /** Rows left out because arm, outcome or score is missing. */
  readonly dropped: number;
  readonly isCrossFitted?: boolean;
}

/** Fewer rows than this on either side leave nothing to rank. */
const FEWEST_ROWS = 2;

/**
 * Reads arms, outcome and scores: the scores are the effects that come in, or columns that the user names.
 *
 * @throws data/empty, data/arm-missing, data/arm-too-small, data/unknown-column, data/not-numeric, option/invalid
 */
export function readUpliftStudy(spec: UpliftEvaluationSpec, inputs: Inputs): UpliftStudy {
  const usesColumns = spec.scores !== undefined && spec.scores.length > 0;
  if (!usesColumns && findInput(inputs, 'effects') === undefined && findInput(inputs, 'frame') !== undefined) {
    refuse(
      'method/missing-input',
      'Nothing says how the customers are ranked.',
      'Connect a step that gives effects, or set scores to one column per arm.',
      {
        option: 'scores',
      },
    );
  }
  const { effects, frame } = usesColumns ? { effects: undefined, frame: inputOf(inputs, 'frame') } : effectsWithFrame(inputs);
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or widen the segment.');
  const treatment = columnFor(frame, 'treatment', spec.treatment ?? known(frame, effects?.treatment));
  const outcome = columnFor(frame, 'outcome', spec.outcome ?? known(frame, effects?.outcome));
  const arms = readArms(frame, treatment, spec.control ?? effects?.control);
  const { values, task } = readOutcome(frame, outcome);
  const scored = effects === undefined ? columnScores(frame, arms, spec.scores ?? []) : effectScores(effects, arms);
  const studies = scored.map(({ arm, score }) => studyOf({ frame, arms, arm, score, values }, spec));
  const dropped = countDropped(arms, values, scored);
  const read = { control: arms.names[0] ?? '', outcome, isBinary: task === 'binary', arms: studies, dropped };
  return effects?.isCrossFitted === undefined ? read : { ...read, isCrossFitted: effects.isCrossFitted };
}

/** A name that effects carry from their own table counts only if this table has it. */
function known(frame: Frame, name: string | undefined): string | undefined {
  return name !== undefined && frame.columns.has(name) ? name : undefined;
}

interface Scored {
  readonly arm: string;
  readonly score: Float64Array;
}

function effectScores(effects: Effects, arms: Arms): Scored[] {
  return effects.arms.map((arm, at) => {
    if (arms.names.indexOf(arm) < 1) {
      refuse(
        'data/arm-missing',
        `The effects speak of arm "${arm}", but nobody in "${arms.column}" was in it.`,
        'Evaluate on the table of the test, or rename the arm.',
        { column: arms.column },
      );
    }
    return { arm, score: effectsOfArm(effects, at) };
  });
}

function columnScores(frame: Frame, arms: Arms, columns: readonly string[]): Scored[] {
  const others = arms.names.slice(1);
  if (columns.length !== others.length) {
    refuse(
      'option/invalid',
      `scores names ${columns.length} columns, but there are ${others.length} arms beside the control: ${others.join(', ')}.`,
      `Give one score column per arm, in this order. Columns here: ${listNames(frame)}.`,
      { option: 'scores' },
    );
  }
  return others.map((arm, at) => ({ arm, score: numbersOf(frame, columns[at] ?? '') }));
}

/** Rows that no comparison can use: without an arm or an outcome, or without the score that they would be ranked by. */
function countDropped(arms: Arms, values: Float64Array, scored: readonly Scored[]): number {
  const ownScore = arms.names.map((name) => scored.filter(({ arm }) => name === arm || name === arms.names[0]));
  let dropped = 0;
  for (let row = 0; row < arms.codes.length; row++) {
    const code = arms.codes[row] as number;
    const usable = code < 0 ? [] : (ownScore[code] ?? []);
    if (code >= 0 && usable.length === 0) continue;
    if (code < 0 || !Number.isFinite(values[row]) || !usable.some(({ score }) => Number.isFinite(score[row]))) dropped++;
  }
  return dropped;
}

interface Parts {
  readonly frame: Frame;
  readonly arms: Arms;
  readonly arm: string;
  readonly score: Float64Array;
  readonly values: Float64Array;
}

function studyOf({ frame, arms, arm, score, values }: Parts, spec: UpliftEvaluationSpec): ArmStudy {
  const code = arms.names.indexOf(arm);
  const rows: number[] = [];
  for (let row = 0; row < frame.rowCount; row++) {
    const own = arms.codes[row] as number;
    if (own !== 0 && own !== code) continue;
    if (Number.isFinite(values[row]) && Number.isFinite(score[row])) rows.push(row);
  }
  const treated = Uint8Array.from(rows, (row) => (arms.codes[row] === code ? 1 : 0));
  const treatedCount = treated.reduce((sum, flag) => sum + flag, 0);
  const controlCount = rows.length - treatedCount;
  requireSize(arm, treatedCount, arms.column);
  requireSize(arms.names[0] ?? '', controlCount, arms.column);
  const study = {
    arm,
    score: Float64Array.from(rows, (row) => score[row] as number),
    outcome: Float64Array.from(rows, (row) => values[row] as number),
    treated,
    treatedCount,
    controlCount,
  };
  const weight = spec.propensity === undefined ? undefined : weightsOf(frame, arms, { arm, rows, treated }, spec.propensity);
  return weight === undefined ? study : { ...study, weight };
}

function requireSize(arm: string, count: number, column: string): void {
  if (count >= FEWEST_ROWS) return;
  refuse(
    'data/arm-too-small',
    `Arm "${arm}" has ${count} rows with an outcome and a score; at least ${FEWEST_ROWS} are needed.`,
    'Collect more rows, or widen the segment.',
    {
      column,
    },
  );
}

/** 1 / P(own arm), scaled to average 1 in either group, so that the curves keep the size of the table. */
function weightsOf(
  frame: Frame,
  arms: Arms,
  { arm, rows, treated }: { readonly arm: string; readonly rows: readonly number[]; readonly treated: Uint8Array },
  propensity: Readonly<Record<string, string>>,
): Float64Array {
  const [own, other] = [arm, arms.names[0] ?? ''].map((name) => {
    const column = propensity[name];
    if (column !== undefined) return { column, values: numbersOf(frame, column) };
    return refuse(
      'option/invalid',
      `propensity has no column for arm "${name}".`,
      'Name one column of probabilities for every arm, the control included.',
      {
        option: 'propensity',
      },
    );
  }) as [{ column: string; values: Float64Array }, { column: string; values: Float64Array }];
  const weight = new Float64Array(rows.length);
  const sums = [0, 0];
  const counts = [0, 0];
  rows.forEach((row, at) => {
    const flag = treated[at] as 0 | 1;
    const { column, values } = flag === 1 ? own : other;
    const chance = values[row] as number;
    if (!(chance > 0 && chance <= 1)) {
      refuse(
        'numeric/no-overlap',
        `The propensity in column "${column}" is ${chance} in row ${row + 1}; it must lie above 0 and at most at 1.`,
        'Leave out rows that could not get the arm they got.',
        {
          column,
          row: row + 1,
        },
      );
    }
    weight[at] = 1 / chance;
    sums[flag] = (sums[flag] as number) + 1 / chance;
    counts[flag] = (counts[flag] as number) + 1;
  });
  for (let at = 0; at < weight.length; at++) {
    const flag = treated[at] as number;
    weight[at] = ((weight[at] as number) * (counts[flag] as number)) / (sums[flag] as number);
  }
  return weight;
}
