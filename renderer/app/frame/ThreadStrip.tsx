import { Tooltip } from 'antd';
import type { ProjectState, StepView } from '../../../core/api/types.ts';
import { hrefOfStep } from '../../screens/registry.ts';
import { appWords, stepIs } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';
import { useRoute } from '../route.ts';
import { moveWithArrows } from './Rail.tsx';

/** The experiment as a strip of chips: what was done, in order, and whether it still holds. */
export function ThreadStrip({ project }: { readonly project: ProjectState }) {
  const { say } = useWords();
  const { params } = useRoute();
  return (
    <nav className="thread" aria-label={say(appWords.thread)} onKeyDown={moveWithArrows}>
      <ol className="plain-list">
        {project.steps.map((step) => (
          <li key={step.id}>
            <StepChip step={step} isCurrent={params['step'] === step.id} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepChip({ step, isCurrent }: { readonly step: StepView; readonly isCurrent: boolean }) {
  const { say } = useWords();
  const state = appWords[step.state];
  return (
    <Tooltip title={step.state === 'stale' ? say(appWords.staleWhy) : <bdi>{step.id}</bdi>} mouseEnterDelay={0.4}>
      <a
        href={hrefOfStep(step)}
        className={`step-chip is-${step.state}`}
        aria-current={isCurrent ? 'step' : undefined}
        aria-label={say(stepIs(step.title, state))}
      >
        <StateMark state={step.state} />
        <bdi className="step-chip-title">{say(shortTitle(step))}</bdi>
        {step.state === 'fresh' ? null : <span className="step-chip-state">{say(state)}</span>}
      </a>
    </Tooltip>
  );
}

/** A chip is short: what stands in brackets behind a title is left to the page. */
function shortTitle(step: StepView): StepView['title'] {
  const short = (words: string): string => words.replace(/\s*[(（][^)）]*[)）]\s*$/u, '') || words;
  return { en: short(step.title.en), zh: short(step.title.zh) };
}

/** The state as a shape, so that colour is never the only sign: a full dot, a dashed ring, an empty ring, a moving arc, a cross. */
export function StateMark({ state }: { readonly state: StepView['state'] }) {
  return (
    <svg className={`state-mark is-${state}`} width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      {state === 'failed' ? <path d="M2 2 8 8M8 2 2 8" /> : <circle cx="5" cy="5" r="3.6" />}
    </svg>
  );
}
