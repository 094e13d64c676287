import { PlayCircleOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { MethodInfo, ProjectState, StepView } from '../../../core/api/types.ts';
import type { Block, Report } from '../../../core/report/blocks.ts';
import { EmptyStage } from '../../app/EmptyStage.tsx';
import { Page } from '../../app/page/Page.tsx';
import { go } from '../../app/route.ts';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { FigureView } from '../../blocks/figure/FigureView.tsx';
import { IntervalBar } from '../../blocks/IntervalBar.tsx';
import { scaleOf } from '../../blocks/interval-scale.ts';
import { ReportView } from '../../blocks/ReportView.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useMethods, useProject } from '../../client/session-hooks.ts';
import { useCall } from '../../client/use-call.ts';
import { Reading } from '../../controls/step/Reading.tsx';
import { StepForm } from '../../controls/step/StepForm.tsx';
import { StepPicker } from '../../controls/step/StepPicker.tsx';
import { useSpecDraft } from '../../controls/step/use-spec-draft.ts';
import { stepWords } from '../../text/step.ts';
import { betweenAnd, perCustomer, upliftWords } from '../../text/uplift.ts';
import { useWords } from '../../text/words.tsx';
import type { ScreenProps } from '../screen.ts';
import { type ArmEffects, armsOf, effectsOfArm } from './effects-report.ts';
import { distributionFigure } from './figures.ts';
import { PlaneCard } from './PlaneCard.tsx';
import { QiniCard } from './QiniCard.tsx';
import { TenthsCard } from './TenthsCard.tsx';
import './uplift.css';

/** The effects that the address names, or those that the evaluation it names judges; else the first of the project. */
export default function UpliftScreen({ route }: ScreenProps) {
  const project = useProject();
  const methods = useMethods();
  const steps = project?.steps.filter(({ kind }) => kind === 'effect') ?? [];
  const named = route.params['step'];
  const judged = project?.document.steps.find(({ id, method }) => id === named && method === 'uplift-evaluation')?.from[0];
  const step = steps.find(({ id }) => id === (judged ?? named)) ?? steps[0];
  const method = step === undefined ? undefined : methods.get(step.method);
  if (project === null || step === undefined || method === undefined) return <EmptyStage stage={route.stage} />;
  return <Uplift key={step.id} project={project} step={step} steps={steps} method={method} />;
}

interface UpliftProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly steps: readonly StepView[];
  readonly method: MethodInfo;
}

function Uplift({ project, step, steps, method }: UpliftProps) {
  const { say } = useWords();
  const { run } = useProjectActions();
  const draft = useSpecDraft(project, step, method);
  const isComputed = step.fingerprint !== null && step.state !== 'missing' && step.state !== 'failed';
  const result = useCall('step.result', isComputed ? { step: step.id } : null, `${step.fingerprint} ${step.state}`);
  const report = result.value?.report;
  const start = (): void => void draft.commit().then(() => run([step.id]));
  const isRunning = step.state === 'running';
  return (
    <Page
      title={say(upliftWords.title)}
      subtitle={
        <>
          <bdi>{step.id}</bdi> · {say(step.title)}
        </>
      }
      actions={
        project.isReadOnly ? undefined : (
          <Button
            type={step.state === 'fresh' ? 'default' : 'primary'}
            icon={<PlayCircleOutlined />}
            loading={isRunning}
            disabled={isRunning || !draft.isGood}
            onClick={start}
          >
            {say(step.state === 'fresh' ? stepWords.runAgain : stepWords.run)}
          </Button>
        )
      }
      choices={
        <>
          <StepPicker steps={steps} step={step} go={(id) => go('decide', 'uplift', { step: id })} />
          <StepForm project={project} step={step} method={method} draft={draft} />
        </>
      }
      reading={<Reading project={project} step={step} method={method} report={report} />}
    >
      <div className="uplift">
        {step.problem === null ? null : <ProblemView problem={step.problem} />}
        {result.problem === undefined || isRunning ? null : <ProblemView problem={result.problem} retry={result.reload} />}
        {report === undefined && step.problem === null && !isComputed ? <p className="quiet">{say(stepWords.notRunWhy)}</p> : null}
        {report === undefined ? null : (
          <div className={result.value?.isStale === true ? 'uplift is-stale-result' : 'uplift'}>
            <Arms project={project} step={step} report={report} />
          </div>
        )}
      </div>
    </Page>
  );
}

/** Blocks that this screen draws its own way, one arm at a time. */
const DRAWN = new Set(['reading', 'effects', 'distribution', 'deciles', 'quadrants', 'heterogeneity']);
const isDrawn = ({ id }: Block): boolean => DRAWN.has(id);
const NOTHING_DRAWN = (): boolean => false;

interface ArmsProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly report: Report;
}

function Arms({ project, step, report }: ArmsProps) {
  const { say } = useWords();
  const arms = useMemo(() => armsOf(report), [report]);
  const [picked, pick] = useState<string | null>(null);
  const arm = picked !== null && arms.includes(picked) ? picked : arms[0];
  const effects = useMemo(() => (arm === undefined ? null : effectsOfArm(report, arm)), [report, arm]);
  if (arm === undefined || effects === null) return <ReportView report={report} hasReadingBeside except={NOTHING_DRAWN} />;
  const outcome = effects.average?.name ?? '';
  const place = arms.indexOf(arm);
  return (
    <>
      {arms.length < 2 ? null : (
        <Segmented className="uplift-arms" aria-label={say(upliftWords.arm)} value={arm} options={[...arms]} onChange={pick} />
      )}
      <Average effects={effects} />
      {effects.plane === null ? null : (
        <PlaneCard
          key={`plane ${arm}`}
          step={step}
          arm={arm}
          outcome={outcome}
          title={effects.titles.quadrants ?? upliftWords.plane}
          plane={effects.plane}
        />
      )}
      <QiniCard project={project} step={step} arm={arm} />
      {effects.tenths.length === 0 ? null : (
        <TenthsCard key={`tenths ${arm}`} project={project} step={step} effects={effects} armPlace={place} outcome={outcome} />
      )}
      <Distribution effects={effects} outcome={outcome} />
      <ReportView report={report} hasReadingBeside except={isDrawn} />
    </>
  );
}

function Distribution({ effects, outcome }: { readonly effects: ArmEffects; readonly outcome: string }) {
  const block = useMemo(() => distributionFigure(effects, outcome), [effects, outcome]);
  return effects.bins.length === 0 ? null : <FigureView block={block} />;
}

/** The one number, its interval first. */
function Average({ effects: { average } }: { readonly effects: ArmEffects }) {
  const { say, number } = useWords();
  if (average === null) return null;
  const { interval, value, name, contrast } = average;
  const scale = scaleOf([average]);
  return (
    <section className="block uplift-average" aria-label={say(upliftWords.average)}>
      <h3>{say(upliftWords.average)}</h3>
      <p className="uplift-number">
        {interval === undefined
          ? `${number(value)} (${say(upliftWords.noInterval)})`
          : say(betweenAnd(number(interval[0]), number(interval[1]), number(value)))}
      </p>
      <p className="quiet small">{say(perCustomer(name, contrast ?? ''))}</p>
      {scale === undefined ? null : <IntervalBar estimate={average} scale={scale} width={360} />}
    </section>
  );
}
