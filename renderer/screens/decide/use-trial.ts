import { useDeferredValue, useEffect, useState } from 'react';
import type { ProjectState, ResultView, StepView } from '../../../core/api/types.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { useCall } from '../../client/use-call.ts';

/** A hand that rests this long has let go: then the plan is solved exactly. */
const REST_MS = 250;

export interface BudgetTrial {
  /** The exact plan at the budget; undefined until it is solved. */
  readonly exact: ResultView | undefined;
  readonly problem: Problem | undefined;
  readonly isSolving: boolean;
}

/** Solves the plan at a budget once the hand rests; the kept budget needs no solving while its result is fresh. */
export function useTrial(project: ProjectState, step: StepView, result: ResultView, budget: number, kept: number | null): BudgetTrial {
  const rested = useRested(budget);
  const entry = project.document.steps.find(({ id }) => id === step.id);
  const isKept = budget === kept && !result.isStale;
  const question =
    isKept || entry === undefined
      ? null
      : { method: step.method, step: step.id, from: [...entry.from], spec: { ...entry.spec, budget: rested } };
  const trial = useCall('step.try', question, `${project.documentHash} ${result.fingerprint}`);
  if (isKept) return { exact: result, problem: undefined, isSolving: false };
  // An answer stays until the next one is there: only the budget that it was solved for tells whose it is.
  const exact = trial.value !== undefined && budgetOf(trial.value) === budget ? trial.value : undefined;
  const problem = rested === budget && !trial.isLoading ? trial.problem : undefined;
  return { exact, problem, isSolving: exact === undefined && problem === undefined };
}

/** The budget that a result was solved for; null without one. */
export function budgetOf({ spec }: ResultView): number | null {
  const budget = typeof spec === 'object' && spec !== null && 'budget' in spec ? spec.budget : null;
  return typeof budget === 'number' ? budget : null;
}

/** A value once it has not changed for a moment. */
function useRested(value: number): number {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const wait = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(wait);
  }, [value]);
  return useDeferredValue(rested);
}
