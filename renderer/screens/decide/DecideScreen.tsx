import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { MethodInfo, ProjectState, ResultView, StepView } from '../../../core/api/types.ts';
import { EmptyStage } from '../../app/EmptyStage.tsx';
import { Page } from '../../app/page/Page.tsx';
import { go } from '../../app/route.ts';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useMethods, useProject } from '../../client/session-hooks.ts';
import { useCall } from '../../client/use-call.ts';
import { StepForm } from '../../controls/step/StepForm.tsx';
import { StepPicker } from '../../controls/step/StepPicker.tsx';
import { useSpecDraft } from '../../controls/step/use-spec-draft.ts';
import { decideWords } from '../../text/decide.ts';
import { useWords } from '../../text/words.tsx';
import type { ScreenProps } from '../screen.ts';
import { BudgetDesk } from './BudgetDesk.tsx';
import { type BudgetCurve, curveOf, pricesOf, statedTotals } from './budget-curve.ts';
import { Certificate } from './Certificate.tsx';
import { PlanRows } from './PlanRows.tsx';
import { SegmentMatrix } from './SegmentMatrix.tsx';
import { WhyCustomer } from './WhyCustomer.tsx';
import { type Cells, choiceOf, planShape } from './why-customer.ts';
import './decide.css';

/** The allocation that the address names, else the first of the project. */
export default function DecideScreen({ route }: ScreenProps) {
  const project = useProject();
  const methods = useMethods();
  const plans = project?.steps.filter(({ method }) => method === 'mckp') ?? [];
  const step = plans.find(({ id }) => id === route.params['step']) ?? plans[0];
  const method = methods.get('mckp');
  if (project === null || step === undefined || method === undefined) return <EmptyStage stage={route.stage} />;
  return <Allocation key={step.id} project={project} step={step} plans={plans} method={method} />;
}

interface AllocationProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly plans: readonly StepView[];
  readonly method: MethodInfo;
}

function Allocation({ project, step, plans, method }: AllocationProps) {
  const { say } = useWords();
  const { run } = useProjectActions();
  const draft = useSpecDraft(project, step, method);
  const isComputed = step.fingerprint !== null && step.state !== 'missing' && step.state !== 'failed';
  const result = useCall('step.result', isComputed ? { step: step.id } : null, `${step.fingerprint} ${step.state}`);
  const curve = useMemo(() => (result.value === undefined ? null : curveOf(result.value.report)), [result.value]);
  const [exact, setExact] = useState<ResultView | undefined>(undefined);
  const shown = exact ?? result.value;
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
      choices={
        <>
          <StepPicker steps={plans} step={step} go={(id) => go('decide', 'allocation', { step: id })} />
          <StepForm project={project} step={step} method={method} draft={draft} />
        </>
      }
      reading={
        shown === undefined ? undefined : (
          <Certificate result={shown} isTried={exact !== undefined && exact !== result.value} seed={project.document.seed} />
        )
      }
    >
      <div className="decide">
        {step.problem === null ? null : <ProblemView problem={step.problem} />}
        {result.problem === undefined || isRunning ? null : <ProblemView problem={result.problem} retry={result.reload} />}
        {isComputed || step.problem !== null ? null : <p className="quiet">{say(decideWords.notRun)}</p>}
        {result.value === undefined ? null : curve === null ? (
          <p className="quiet">{say(decideWords.noBudget)}</p>
        ) : (
          <BudgetDesk project={project} step={step} result={result.value} curve={curve} onExact={setExact} />
        )}
        {result.value === undefined ? null : <Plan step={step} result={result.value} curve={curve} />}
      </div>
    </Page>
  );
}

interface PlanProps {
  readonly step: StepView;
  readonly result: ResultView;
  readonly curve: BudgetCurve | null;
}

/** The plan as it was last run: by segment, by customer, and for one customer why. */
function Plan({ step, result, curve }: PlanProps) {
  const [customer, open] = useState<Cells | null>(null);
  const columns = step.columns ?? [];
  const options = useMemo(() => statedTotals(result.report).map(({ option }) => option), [result]);
  const prices = useMemo(() => pricesOf(result.report), [result]);
  const spec = (result.spec ?? {}) as Readonly<Record<string, unknown>>;
  const shape = planShape(columns, options, spec);
  if (shape === null) return null;
  const costColumn = columns.find(({ role }) => role === 'cost')?.name ?? null;
  const group = typeof spec['group'] === 'string' ? spec['group'] : null;
  return (
    <>
      <SegmentMatrix step={step} columns={columns} shape={shape} group={group} />
      <PlanRows step={step} shape={shape} onCustomer={open} />
      {customer === null ? null : (
        <WhyCustomer
          cells={customer}
          shape={shape}
          choice={choiceOf(customer, { shape, spec, costColumn, prices, curve })}
          prices={prices}
          onClose={() => open(null)}
        />
      )}
    </>
  );
}
