import type { ProjectState, StepDigest, StepView } from '../../../core/api/types.ts';
import { StateMark } from '../../app/frame/ThreadStrip.tsx';
import { stageOf } from '../../app/stages.ts';
import { appWords, stepIs } from '../../text/app.ts';
import { testWords } from '../../text/test.ts';
import { useWords } from '../../text/words.tsx';
import { hrefOfStep } from '../registry.ts';

interface AnalysesProps {
  readonly project: ProjectState;
  readonly step: StepView;
}

/** Every analysis of this stage with its state and what it found, to go from one to the other. */
export function Analyses({ project, step }: AnalysesProps) {
  const { say } = useWords();
  const siblings = project.steps.filter((other) => stageOf(other.kind) === stageOf(step.kind));
  if (siblings.length < 2) return null;
  return (
    <nav className="test-analyses" aria-label={say(testWords.analyses)}>
      <h3>{say(testWords.analyses)}</h3>
      {siblings.map((sibling) => (
        <a
          key={sibling.id}
          href={hrefOfStep(sibling)}
          aria-current={sibling.id === step.id ? 'page' : undefined}
          aria-label={say(stepIs(sibling.title, appWords[sibling.state]))}
        >
          <StateMark state={sibling.state} />
          <span>
            {say(sibling.title)} <bdi className="quiet small">{sibling.id}</bdi>
            <Found estimate={sibling.digest?.estimate ?? null} state={sibling.state} />
          </span>
        </a>
      ))}
    </nav>
  );
}

/** The interval before the point, as everywhere. */
function Found({ estimate, state }: { readonly estimate: StepDigest['estimate']; readonly state: StepView['state'] }) {
  const { say, number } = useWords();
  if (estimate === null) return <span className="quiet small test-found">{say(appWords[state])}</span>;
  const { label, value, interval } = estimate;
  return (
    <span className="small test-found">
      <bdi className="quiet">{say(label)}</bdi>
      {interval === null ? null : <span className="quiet">{`${number(interval[0])} … ${number(interval[1])}`}</span>}
      <strong>{number(value)}</strong>
    </span>
  );
}
