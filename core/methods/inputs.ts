import { inputProblem, type Problem, refuse } from '../base/problem.ts';
import type { Role } from '../frame/column.ts';
import type { Effects } from '../frame/effects.ts';
import { columnsWithRole, type Frame, listNames } from '../frame/frame.ts';
import type { Inputs, StepValues, ValueKind } from './contract.ts';

/**
 * The first value of a kind among the sources, in `from` order.
 *
 * @throws method/missing-input
 */
export function inputOf<Kind extends ValueKind>(inputs: Inputs, kind: Kind): NonNullable<StepValues[Kind]> {
  const found = findInput(inputs, kind);
  if (found !== undefined) return found;
  return refuse(
    'method/missing-input',
    `This step needs ${NOUNS[kind]}, and none of its inputs gives one.`,
    `Connect a step that gives ${NOUNS[kind]}.`,
  );
}

/** The first value of a kind, or undefined. */
export function findInput<Kind extends ValueKind>(inputs: Inputs, kind: Kind): NonNullable<StepValues[Kind]> | undefined {
  for (const source of inputs.sources) {
    const value = source.values[kind];
    if (value !== undefined) return value as NonNullable<StepValues[Kind]>;
  }
  return undefined;
}

/**
 * Effects together with the frame that their rows are aligned with.
 *
 * @throws method/missing-input
 */
export function effectsWithFrame(inputs: Inputs): { readonly effects: Effects; readonly frame: Frame } {
  for (const { values } of inputs.sources) {
    if (values.effects !== undefined && values.frame?.rowCount === values.effects.rowCount)
      return { effects: values.effects, frame: values.frame };
  }
  const effects = inputOf(inputs, 'effects');
  const frame = inputOf(inputs, 'frame');
  if (frame.rowCount === effects.rowCount) return { effects, frame };
  return refuse(
    'method/missing-input',
    `The effects have ${effects.rowCount} rows, the table has ${frame.rowCount}.`,
    'Connect the table that the effects were estimated on.',
  );
}

const NOUNS: Readonly<Record<ValueKind, string>> = { frame: 'a table', effects: 'effects', model: 'a model', plan: 'a plan' };

/** The column an option names, else the only column with that role. */
export function columnFor(frame: Frame, role: Role, chosen: string | undefined, option: string = role): string {
  if (chosen !== undefined) {
    if (!frame.columns.has(chosen))
      refuse('data/unknown-column', `There is no column "${chosen}".`, `Columns here: ${listNames(frame)}.`, { column: chosen, option });
    return chosen;
  }
  const [first, ...others] = columnsWithRole(frame, role);
  if (first !== undefined && others.length === 0) return first;
  const why = first === undefined ? `No column has the role ${role}` : `Columns ${[first, ...others].join(', ')} all have the role ${role}`;
  return refuse('option/invalid', `${why}, and the option "${option}" is not set.`, `Set ${option} to a column: ${listNames(frame)}.`, {
    option,
  });
}

/** The columns an option names, else all columns with that role. */
export function columnsFor(frame: Frame, role: Role, chosen: readonly string[] | undefined, option: string = role): string[] {
  if (chosen === undefined || chosen.length === 0) return columnsWithRole(frame, role);
  for (const name of chosen) columnFor(frame, role, name, option);
  return [...chosen];
}

/** Runs checks that throw and gives their problems as values: the body of most `validate`s. */
export function problemsOf(...checks: readonly (() => unknown)[]): Problem[] {
  const problems: Problem[] = [];
  for (const check of checks) {
    try {
      check();
    } catch (error) {
      const problem = (error as { problem?: Problem }).problem;
      problems.push(problem ?? inputProblem('bug/unexpected', String(error), 'Please report this.'));
    }
  }
  return problems;
}
