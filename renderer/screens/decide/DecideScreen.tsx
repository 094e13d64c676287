import { Button } from 'antd';
import { useMemo } from 'react';
import type { MethodInfo, ProjectState, StepView } from '../../../core/api/types.ts';
import { EmptyStage } from '../../app/EmptyStage.tsx';
import { Page } from '../../app/page/Page.tsx';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useMethods, useProject } from '../../client/session-hooks.ts';
import { useCall } from '../../client/use-call.ts';
import { StepForm } from '../../controls/step/StepForm.tsx';
import { useSpecDraft } from '../../controls/step/use-spec-draft.ts';
import { decideWords } from '../../text/decide.ts';
import { useWords } from '../../text/words.tsx';
import type { ScreenProps } from '../screen.ts';
import { BudgetDesk } from './BudgetDesk.tsx';
import { curveOf } from './budget-curve.ts';
import { Certificate } from './Certificate.tsx';
import { PlanRows } from './PlanRows.tsx';
import './decide.css';

/** The allocation that the address names, else the first of the project. */
export default function DecideScreen({ route }: ScreenProps) {
  const project = useProject();
  const methods = useMethods();
  const plans = project?.steps.filter(({ method }) => method === 'mckp') ?? [];
  const step = plans.find(({ id }) => id === route.params['step']) ?? plans[0];
  const method = methods.get('mckp');
  if (project === null || step === undefined || method === undefined) return <EmptyStage stage={route.stage} />;
  return <Allocation key={step.id} project={project} step={step} method={method} />;
}

interface AllocationProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly method: MethodInfo;
}

function Allocation({ project, step, method }: AllocationProps) {
  const { say } = useWords();
  const { run } = useProjectActions();
  const draft = useSpecDraft(project, step, method);
  const isComputed = step.fingerprint !== null && step.state !== 'missing' && step.state !== 'failed';
  const result = useCall('step.result', isComputed ? { step: step.id } : null, `${step.fingerprint} ${step.state}`);
  const curve = useMemo(() => (result.value === undefined ? null : curveOf(result.value.report)), [result.value]);
  const start = (): void => void draft.commit().then(() => run([step.id]));
  const isRunning = step.state === 'running';
  return (
    <Page
      title={say(decideWords.title)}
      subtitle={<bdi>{step.id}</bdi>}
      actions={
        project.isReadOnly ? undefined : (
          <Button loading={isRunning} disabled={isRunning || !draft.isGood} onClick={start}>
            {say(decideWords.run)}
          </Button>
        )
      }
      choices={<StepForm project={project} step={step} method={method} draft={draft} />}
      reading={result.value === undefined ? undefined : <Certificate result={result.value} seed={project.document.seed} />}
    >
      <div className="decide">
        {step.problem === null ? null : <ProblemView problem={step.problem} />}
        {result.problem === undefined ? null : <ProblemView problem={result.problem} retry={result.reload} />}
        {isComputed || step.problem !== null ? null : <p className="quiet">{say(decideWords.notRun)}</p>}
        {result.value === undefined ? null : curve === null ? (
          <p className="quiet">{say(decideWords.noBudget)}</p>
        ) : (
          <BudgetDesk project={project} step={step} result={result.value} curve={curve} />
        )}
        {result.value === undefined ? null : <PlanRows step={step} />}
      </div>
    </Page>
  );
}
