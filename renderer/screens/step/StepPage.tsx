import { PlayCircleOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import { useMemo, useState } from 'react';
import type { MethodInfo, ProjectState, StepView } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import type { FigureBlock, TableData } from '../../../core/report/blocks.ts';
import { useScreenCommands } from '../../app/commands/command.ts';
import { Page } from '../../app/page/Page.tsx';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import type { BlockSurroundings } from '../../blocks/block-actions.ts';
import { ReportView } from '../../blocks/ReportView.tsx';
import { DataTable } from '../../blocks/table/DataTable.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useCall } from '../../client/use-call.ts';
import { SpecForm } from '../../controls/form/SpecForm.tsx';
import { appWords } from '../../text/app.ts';
import { stepWords } from '../../text/step.ts';
import { useWords } from '../../text/words.tsx';
import { Reading } from './Reading.tsx';
import { StepSwitch } from './StepSwitch.tsx';
import { columnsFor } from './step-inputs.ts';
import { useSpecDraft } from './use-spec-draft.ts';

interface StepPageProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly method: MethodInfo;
}

/** One step: its options left, what it found in the middle, what that means at the right, the numbers below. */
export function StepPage({ project, step, method }: StepPageProps) {
  const { say, number, duration } = useWords();
  const { run } = useProjectActions();
  const draft = useSpecDraft(project, step, method);
  const hasResult = step.state === 'fresh' || step.state === 'stale' || (step.state === 'running' && step.fingerprint !== null);
  const result = useCall('step.result', hasResult ? { step: step.id } : null, `${step.fingerprint} ${step.state}`);
  const [behind, setBehind] = useState<{ readonly title: Text; readonly table: TableData }>();
  const report = result.value?.report;
  const firstFigure = report?.blocks.find((block) => block.kind === 'figure') as FigureBlock | undefined;
  const shownBehind = behind ?? firstFigure;
  const surroundings = useMemo<BlockSurroundings>(() => ({ showBehind: ({ title }, table) => setBehind({ title, table }) }), []);
  const columns = useMemo(() => columnsFor(project, step), [project, step]);
  const isRunning = step.state === 'running';
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
      subtitle={
        <>
          <bdi>{step.id}</bdi>
          {step.rowCount === null ? null : ` · ${number(step.rowCount)} ${say(stepWords.rows)}`}
          {step.elapsedMs === null ? null : ` · ${duration(step.elapsedMs)}`}
          {` · ${say(method.text.purpose)}`}
        </>
      }
      actions={
        <>
          {step.state === 'fresh' ? null : <Tag className={`state-tag is-${step.state}`}>{say(appWords[step.state])}</Tag>}
          {project.isReadOnly ? null : (
            <Button
              type={step.state === 'fresh' ? 'default' : 'primary'}
              icon={<PlayCircleOutlined />}
              loading={isRunning}
              disabled={isRunning || !draft.isGood}
              onClick={() => void start()}
            >
              {say(isRunning ? stepWords.running : step.state === 'fresh' ? stepWords.runAgain : stepWords.run)}
            </Button>
          )}
        </>
      }
      choices={
        <>
          <StepSwitch project={project} step={step} />
          {Object.keys(method.text.options).length === 0 ? (
            <p className="quiet">{say(stepWords.noChoices)}</p>
          ) : (
            <SpecForm
              method={method}
              spec={draft.spec}
              onChange={draft.change}
              columns={columns}
              problems={step.problem === null ? [] : [step.problem]}
              isDisabled={project.isReadOnly}
            />
          )}
        </>
      }
      reading={<Reading project={project} step={step} method={method} report={report} />}
      drawer={
        shownBehind === undefined
          ? {}
          : { dataBehind: <DataTable table={shownBehind.table} name={step.id} label={say(shownBehind.title)} maxHeight={2000} /> }
      }
    >
      {step.problem === null ? null : <ProblemView problem={step.problem} retry={() => void start()} />}
      {result.problem === undefined ? null : <ProblemView problem={result.problem} retry={result.reload} />}
      {report === undefined ? (
        hasResult || step.problem !== null ? null : (
          <NotRun />
        )
      ) : (
        <div className={result.value?.isStale === true ? 'is-stale-result' : undefined}>
          <ReportView report={report} hasReadingBeside surroundings={surroundings} />
        </div>
      )}
    </Page>
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
