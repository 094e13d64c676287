import type { MethodInfo, ProjectState, StepView } from '../../../core/api/types.ts';
import { EmptyStage } from '../../app/EmptyStage.tsx';
import { stageOf } from '../../app/stages.ts';
import { useMethods, useProject } from '../../client/session-hooks.ts';
import { stepWords } from '../../text/step.ts';
import { useWords } from '../../text/words.tsx';
import { screenOf } from '../registry.ts';
import type { ScreenProps } from '../screen.ts';
import { StepPage } from './StepPage.tsx';

/** The step that the address names, else the first of the stage that no other screen shows. */
export default function StepScreen({ route }: ScreenProps) {
  const { say } = useWords();
  const project = useProject();
  const methods = useMethods();
  if (project === null) return <EmptyStage stage={route.stage} />;
  const step = chosenStep(project, route);
  if (step === undefined) return <EmptyStage stage={route.stage} />;
  const method: MethodInfo | undefined = methods.get(step.method);
  if (method === undefined) return <p className="quiet">{say(stepWords.notInThread)}</p>;
  return <StepPage key={step.id} project={project} step={step} method={method} />;
}

function chosenStep(project: ProjectState, { stage, params }: ScreenProps['route']): StepView | undefined {
  const named = project.steps.find(({ id }) => id === params['step']);
  if (named !== undefined) return named;
  const own = project.steps.filter((step) => stageOf(step.kind) === stage);
  return own.find((step) => screenOf(step)?.id === 'step') ?? own[0];
}
