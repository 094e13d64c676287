import { CausewayError, problemOf } from '../base/problem.ts';
import { checkStep, methodNamed, parseSpec } from '../jobs/perform.ts';
import type { ExperimentDocument, StepEntry } from './document.ts';
import { orderSteps } from './graph.ts';
import type { LoadedData } from './runner.ts';

/**
 * Finds what can be known to be wrong before anything is computed or written: the wiring, every method and
 * option, and, where a step reads datasets only, its own checks on them.
 *
 * @throws the first problem, with the step named
 */
export function precheck(document: ExperimentDocument, data: ReadonlyMap<string, LoadedData>): void {
  for (const step of orderSteps(document)) {
    try {
      checkOne(step, data);
    } catch (error) {
      throw located(step.id, error);
    }
  }
}

function checkOne(step: StepEntry, data: ReadonlyMap<string, LoadedData>): void {
  const method = methodNamed(step.method);
  const spec = parseSpec(method, step.spec);
  const sources = step.from.flatMap((name) => {
    const values = data.get(name)?.values;
    return values === undefined ? [] : [{ name, values }];
  });
  if (sources.length < step.from.length) return;
  const [problem] = checkStep(method, spec, { sources });
  if (problem !== undefined) throw new CausewayError(problem);
}

/** The same error with the step named, so that a reader knows which of nine boxes to open. */
export function located(step: string, error: unknown): CausewayError {
  const problem = problemOf(error);
  return new CausewayError({ ...problem, where: { ...problem.where, step } }, { cause: error });
}
