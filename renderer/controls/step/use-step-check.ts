import type { ProjectState, StepView } from '../../../core/api/types.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { useCall } from '../../client/use-call.ts';
import type { SpecDraft } from './use-spec-draft.ts';

const NONE: readonly Problem[] = [];

/** What the engine finds wrong with the options and inputs of a step before it is run; nothing while a field is being mended. */
export function useStepCheck(project: ProjectState, step: StepView, draft: SpecDraft): readonly Problem[] {
  const entry = project.document.steps.find(({ id }) => id === step.id);
  const isAsked = draft.isGood && entry !== undefined && !project.isReadOnly;
  const question = isAsked ? { method: step.method, spec: { ...draft.spec }, from: [...entry.from], step: step.id } : null;
  // What stands behind the step may have run, or changed, since it was asked.
  const behind = project.steps.filter(({ id }) => entry?.from.includes(id)).map(({ fingerprint, state }) => `${fingerprint} ${state}`);
  const { value } = useCall('step.check', question, [project.documentHash, ...behind].join(' '));
  return isAsked ? (value ?? NONE) : NONE;
}
