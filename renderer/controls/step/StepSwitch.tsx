import type { ProjectState, StepView } from '../../../core/api/types.ts';
import { StateMark } from '../../app/frame/ThreadStrip.tsx';
import { stageOf } from '../../app/stages.ts';
import { hrefOfStep } from '../../screens/registry.ts';
import { appWords, stepIs } from '../../text/app.ts';
import { stepWords } from '../../text/step.ts';
import { useWords } from '../../text/words.tsx';
import './step.css';

/** The steps of this stage, to go from one to the other; nothing where there is only one. */
export function StepSwitch({ project, step }: { readonly project: ProjectState; readonly step: StepView }) {
  const { say } = useWords();
  const siblings = project.steps.filter((other) => stageOf(other.kind) === stageOf(step.kind));
  if (siblings.length < 2) return null;
  return (
    <nav className="step-switch" aria-label={say(stepWords.steps)}>
      {siblings.map((sibling) => (
        <a
          key={sibling.id}
          href={hrefOfStep(sibling)}
          aria-current={sibling.id === step.id ? 'page' : undefined}
          aria-label={say(stepIs(sibling.title, appWords[sibling.state]))}
        >
          <StateMark state={sibling.state} />
          <span>{say(sibling.title)}</span>
        </a>
      ))}
    </nav>
  );
}
