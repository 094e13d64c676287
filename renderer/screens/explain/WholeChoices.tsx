import { Button } from 'antd';
import type { MethodInfo, ProjectState, StepView } from '../../../core/api/types.ts';
import { StateMark } from '../../app/frame/ThreadStrip.tsx';
import { hrefOf } from '../../app/route.ts';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { useMethods } from '../../client/session-hooks.ts';
import { StepForm } from '../../controls/step/StepForm.tsx';
import { useSpecDraft } from '../../controls/step/use-spec-draft.ts';
import { appWords } from '../../text/app.ts';
import { explainWords } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import { hrefOfStep } from '../registry.ts';
import { Questions } from './Questions.tsx';
import { otherExplanations, type Subject } from './subjects.ts';

interface WholeChoicesProps {
  readonly project: ProjectState;
  readonly subject: Subject;
  /** The step whose options are shown. */
  readonly chosen: StepView | undefined;
}

/** The steps that explain a subject, the options of one of them, and the way to explanations of other kinds. */
export function WholeChoices({ project, subject, chosen }: WholeChoicesProps) {
  const { say } = useWords();
  const methods = useMethods();
  const others = otherExplanations(project);
  const own = subject.explanations.filter((step) => !others.includes(step));
  const method = chosen === undefined ? undefined : methods.get(chosen.method);
  return (
    <>
      <StepLinks title={say(explainWords.explanations)} steps={own} chosen={chosen} />
      <StepLinks title={say(explainWords.others)} steps={others} chosen={undefined} />
      <Questions project={project} subject={subject} />
      {chosen === undefined || method === undefined ? null : <Options key={chosen.id} project={project} step={chosen} method={method} />}
    </>
  );
}

interface StepLinksProps {
  readonly title: string;
  readonly steps: readonly StepView[];
  readonly chosen: StepView | undefined;
}

function StepLinks({ title, steps, chosen }: StepLinksProps) {
  const { say } = useWords();
  if (steps.length === 0) return null;
  return (
    <nav className="explain-steps" aria-label={title}>
      <span className="quiet small">{title}</span>
      {steps.map((step) => (
        <a key={step.id} href={hrefOfStep(step)} aria-current={step.id === chosen?.id ? 'page' : undefined}>
          <StateMark state={step.state} />
          <bdi>{step.id}</bdi>
          <span className="quiet small">{say(step.title)}</span>
          <span className="spoken">{say(appWords[step.state])}</span>
        </a>
      ))}
    </nav>
  );
}

/** The options of one step; running it hands on first what was typed. */
function Options({ project, step, method }: { readonly project: ProjectState; readonly step: StepView; readonly method: MethodInfo }) {
  const { say } = useWords();
  const { run } = useProjectActions();
  const draft = useSpecDraft(project, step, method);
  return (
    <section className="explain-options" aria-label={say(explainWords.options)}>
      <header>
        <h3>
          <bdi>{step.id}</bdi>
        </h3>
        {project.isReadOnly ? null : (
          <Button
            size="small"
            disabled={!draft.isGood || step.state === 'running'}
            onClick={() => void draft.commit().then(() => run([step.id]))}
          >
            {say(explainWords.run)}
          </Button>
        )}
        <a href={hrefOf('explain', 'step', { step: step.id })}>{say(explainWords.everything)}</a>
      </header>
      <StepForm project={project} step={step} method={method} draft={draft} />
    </section>
  );
}
