import { PlayCircleOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import { useMemo } from 'react';
import type { MethodInfo, ProjectState, StepView } from '../../../core/api/types.ts';
import { useScreenCommands } from '../../app/commands/command.ts';
import { Page } from '../../app/page/Page.tsx';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { ReportView } from '../../blocks/ReportView.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useCall } from '../../client/use-call.ts';
import { GraphDesk, graphOptionOf } from '../../controls/graph/GraphDesk.tsx';
import { Reading } from '../../controls/step/Reading.tsx';
import { StepForm } from '../../controls/step/StepForm.tsx';
import { StepSwitch } from '../../controls/step/StepSwitch.tsx';
import { useDataBehind } from '../../controls/step/use-data-behind.tsx';
import { type SpecDraft, useSpecDraft } from '../../controls/step/use-spec-draft.ts';
import { appWords } from '../../text/app.ts';
import { stepWords } from '../../text/step.ts';
import { useWords } from '../../text/words.tsx';

interface StepPageProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly method: MethodInfo;
}

/** One step: its options left, what it found in the middle, what that means at the right, the numbers below. */
export function StepPage(props: StepPageProps) {
  const { project, step, method } = props;
  const { say } = useWords();
  const { run } = useProjectActions();
  const draft = useSpecDraft(project, step, method);
  const graphOption = graphOptionOf(method);
  const isComputed = step.fingerprint !== null && step.state !== 'missing' && step.state !== 'failed';
  const result = useCall('step.result', isComputed ? { step: step.id } : null, `${step.fingerprint} ${step.state}`);
  const report = result.value?.report;
  const { surroundings, dataBehind } = useDataBehind(step, report);
  const start = async (): Promise<void> => {
    await draft.commit();
    await run([step.id]);
  };
  useScreenCommands(
    useMemo(
      () => [
        {
          id: `run/${step.id}`,
          title: stepWords.run,
          group: appWords.groupScreen,
          shortcut: 'Mod+Shift+Enter',
          run: () => void run([step.id]),
        },
      ],
      [step.id, run],
    ),
  );
  return (
    <Page
      title={say(step.title)}
      subtitle={<Facts {...props} />}
      actions={<RunButton {...props} draft={draft} start={() => void start()} />}
      choices={<Choices {...props} draft={draft} />}
      reading={<Reading project={project} step={step} method={method} report={report} />}
      drawer={dataBehind === undefined ? {} : { dataBehind }}
    >
      {step.problem === null ? null : <ProblemView problem={step.problem} retry={() => void start()} />}
      {result.problem === undefined ? null : <ProblemView problem={result.problem} retry={result.reload} />}
      {graphOption === undefined ? null : <GraphDesk project={project} step={step} draft={draft} option={graphOption} />}
      {report === undefined ? null : (
        <div className={result.value?.isStale === true ? 'is-stale-result' : undefined}>
          <ReportView report={report} hasReadingBeside surroundings={surroundings} />
        </div>
      )}
      {isComputed || step.problem !== null ? null : <NotRun />}
    </Page>
  );
}

function Facts({ step, method }: StepPageProps) {
  const { say, number, duration } = useWords();
  const facts = [
    ...(step.rowCount === null ? [] : [`${number(step.rowCount)} ${say(stepWords.rows)}`]),
    ...(step.elapsedMs === null ? [] : [duration(step.elapsedMs)]),
    say(method.text.purpose),
  ];
  return (
    <>
      <bdi>{step.id}</bdi>
      {facts.map((fact) => ` · ${fact}`).join('')}
    </>
  );
}

function RunButton({ project, step, draft, start }: StepPageProps & { readonly draft: SpecDraft; start(): void }) {
  const { say } = useWords();
  const isFresh = step.state === 'fresh';
  const isRunning = step.state === 'running';
  return (
    <>
      {isFresh ? null : <Tag className={`state-tag is-${step.state}`}>{say(appWords[step.state])}</Tag>}
      {project.isReadOnly ? null : (
        <Button
          type={isFresh ? 'default' : 'primary'}
          icon={<PlayCircleOutlined aria-hidden />}
          loading={isRunning}
          disabled={isRunning || !draft.isGood}
          onClick={start}
        >
          {say(isRunning ? stepWords.running : isFresh ? stepWords.runAgain : stepWords.run)}
        </Button>
      )}
    </>
  );
}

function Choices({ project, step, method, draft }: StepPageProps & { readonly draft: SpecDraft }) {
  return (
    <>
      <StepSwitch project={project} step={step} />
      <StepForm project={project} step={step} method={method} draft={draft} />
    </>
  );
}

function NotRun() {
  const { say } = useWords();
  return (
    <div className="empty-stage">
      <span className="empty-icon" aria-hidden>
        <PlayCircleOutlined />
      </span>
      <h2>{say(stepWords.notRun)}</h2>
      <p className="quiet">{say(stepWords.notRunWhy)}</p>
    </div>
  );
}
