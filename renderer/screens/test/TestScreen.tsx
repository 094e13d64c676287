import { PlayCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { MethodInfo, ProjectState, StepView } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import type { Report } from '../../../core/report/blocks.ts';
import { EmptyStage } from '../../app/EmptyStage.tsx';
import { Page } from '../../app/page/Page.tsx';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { ReportView } from '../../blocks/ReportView.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useMethods, useProject } from '../../client/session-hooks.ts';
import { useCall } from '../../client/use-call.ts';
import { Reading } from '../../controls/step/Reading.tsx';
import { useDataBehind } from '../../controls/step/use-data-behind.tsx';
import { stepWords } from '../../text/step.ts';
import { testWords } from '../../text/test.ts';
import { useWords } from '../../text/words.tsx';
import type { ScreenProps } from '../screen.ts';
import { Analyses } from './Analyses.tsx';
import { Scorecard } from './Scorecard.tsx';
import { TestTools } from './TestTools.tsx';
import './test.css';

/** The A/B test that the address names, else the first. */
export default function TestScreen({ route }: ScreenProps) {
  const project = useProject();
  const methods = useMethods();
  const tests = project?.steps.filter(({ method }) => method === 'ab-test') ?? [];
  const step = tests.find(({ id }) => id === route.params['step']) ?? tests[0];
  const method = step === undefined ? undefined : methods.get(step.method);
  if (project === null || step === undefined || method === undefined) return <EmptyStage stage={route.stage} />;
  return <TestPage key={step.id} project={project} step={step} method={method} />;
}

interface TestPageProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly method: MethodInfo;
}

function TestPage({ project, step, method }: TestPageProps) {
  const { say } = useWords();
  const { run } = useProjectActions();
  const isComputed = step.fingerprint !== null && step.state !== 'missing' && step.state !== 'failed';
  const result = useCall('step.result', isComputed ? { step: step.id } : null, `${step.fingerprint} ${step.state}`);
  const report = result.value?.report;
  const { surroundings, dataBehind } = useDataBehind(step, report);
  return (
    <Page
      title={say(step.title)}
      subtitle={<bdi>{step.id}</bdi>}
      actions={
        project.isReadOnly ? null : (
          <Button
            type={step.state === 'fresh' ? 'default' : 'primary'}
            icon={<PlayCircleOutlined />}
            loading={step.state === 'running'}
            onClick={() => void run([step.id])}
          >
            {say(step.state === 'fresh' ? stepWords.runAgain : stepWords.run)}
          </Button>
        )
      }
      choices={
        <>
          <Analyses project={project} step={step} />
          {project.isReadOnly ? <p className="quiet small">{say(stepWords.readOnlyWhy)}</p> : null}
          <TestTools project={project} step={step} />
        </>
      }
      reading={<Reading project={project} step={step} method={method} report={report} />}
      drawer={dataBehind === undefined ? {} : { dataBehind }}
    >
      {step.problem === null ? null : <ProblemView problem={step.problem} />}
      {result.problem === undefined ? null : <ProblemView problem={result.problem} retry={result.reload} />}
      {report === undefined ? <p className="quiet">{isComputed || step.problem !== null ? null : say(stepWords.notRunWhy)}</p> : null}
      {report === undefined ? null : (
        <div className={`test-result${result.value?.isStale === true ? ' is-stale-result' : ''}`}>
          <Lights report={report} />
          <Scorecard report={report} />
          <ReportView report={report} hasReadingBeside except={({ id }) => SHOWN_ABOVE.has(id)} surroundings={surroundings} />
        </div>
      )}
    </Page>
  );
}

/** Blocks that the scorecard draws its own way: its table, and the same intervals as numbers and as a picture. */
const SHOWN_ABOVE: ReadonlySet<string> = new Set(['scorecard', 'forest', 'effects']);

/** Whether the split itself can be trusted, before any number is read. */
function Lights({ report }: { readonly report: Report }) {
  const has = (code: string): boolean => report.notes.some((note) => note.code === code);
  return (
    <div className="test-lights">
      <Light name={testWords.split} isWrong={has('ab-test/sample-ratio-mismatch')} fix={testWords.splitFix} />
      <Light name={testWords.balance} isWrong={has('ab-test/imbalance')} fix={testWords.balanceFix} />
    </div>
  );
}

function Light({ name, isWrong, fix }: { readonly name: Text; readonly isWrong: boolean; readonly fix: Text }) {
  const { say } = useWords();
  return (
    <div className={`test-light${isWrong ? ' is-wrong' : ''}`} role="status">
      <strong>{say(name)}</strong> <span className="quiet">{say(isWrong ? testWords.wrong : testWords.fine)}</span>
      {isWrong ? <p className="small">{say(fix)}</p> : null}
    </div>
  );
}
