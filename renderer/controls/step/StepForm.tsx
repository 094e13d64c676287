import { useMemo } from 'react';
import type { MethodInfo, ProjectState, StepView } from '../../../core/api/types.ts';
import { ProblemView } from '../../client/ProblemView.tsx';
import { stepWords } from '../../text/step.ts';
import { useWords } from '../../text/words.tsx';
import { SpecForm } from '../form/SpecForm.tsx';
import { columnsFor } from './step-inputs.ts';
import type { SpecDraft } from './use-spec-draft.ts';
import { useStepCheck } from './use-step-check.ts';

interface StepFormProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly method: MethodInfo;
  readonly draft: SpecDraft;
}

/** The options of a step as a form, with what the engine finds wrong at the fields, and above them what belongs to none. */
export function StepForm({ project, step, method, draft }: StepFormProps) {
  const { say } = useWords();
  const columns = useMemo(() => columnsFor(project, step), [project, step]);
  const checked = useStepCheck(project, step, draft);
  const problems = useMemo(() => [...(step.problem === null ? [] : [step.problem]), ...checked], [step.problem, checked]);
  // The problem that the step has already stands beside its form.
  const known = step.problem;
  const general = checked.filter(({ where, code }) => where?.option === undefined && code !== known?.code);
  return (
    <>
      {project.isReadOnly ? <p className="quiet small">{say(stepWords.readOnlyWhy)}</p> : null}
      {general.map((problem) => (
        <ProblemView key={problem.code + problem.message} problem={problem} />
      ))}
      {Object.keys(method.text.options).length === 0 ? (
        <p className="quiet">{say(stepWords.noChoices)}</p>
      ) : (
        <SpecForm
          method={method}
          spec={draft.spec}
          onChange={draft.change}
          columns={columns}
          problems={problems}
          isDisabled={project.isReadOnly}
        />
      )}
    </>
  );
}
