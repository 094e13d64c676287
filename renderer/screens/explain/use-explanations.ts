import type { ResultView, StepView } from '../../../core/api/types.ts';
import { type CallState, useCall } from '../../client/use-call.ts';
import { explanationBy, isComputed, type OwnMethod, type Subject } from './subjects.ts';

/** An explaining step with what it found. */
export interface Explanation {
  readonly method: OwnMethod;
  readonly step: StepView | undefined;
  readonly result: CallState<ResultView>;
}

export interface Explanations {
  readonly importance: Explanation;
  readonly shap: Explanation;
  readonly shape: Explanation;
}

/** The results of the steps that explain a subject, each as soon as it is there. */
export function useExplanations(subject: Subject, asked: string | undefined): Explanations {
  return {
    importance: useExplanation(subject, 'importance', asked),
    shap: useExplanation(subject, 'shap', asked),
    shape: useExplanation(subject, 'pdp-ice', asked),
  };
}

function useExplanation(subject: Subject, method: OwnMethod, asked: string | undefined): Explanation {
  const step = explanationBy(subject, method, asked);
  const result = useCall(
    'step.result',
    step !== undefined && isComputed(step) ? { step: step.id } : null,
    step === undefined ? '' : `${step.fingerprint} ${step.state}`,
  );
  return { method, step, result };
}
