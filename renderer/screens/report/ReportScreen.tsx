import { FileTextOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { ProjectState } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import { useScreenCommands } from '../../app/commands/command.ts';
import { EmptyStage } from '../../app/EmptyStage.tsx';
import { Page } from '../../app/page/Page.tsx';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useProject } from '../../client/session-hooks.ts';
import { useCall } from '../../client/use-call.ts';
import { appWords } from '../../text/app.ts';
import { pageCount, reportWords } from '../../text/report.ts';
import { useWords } from '../../text/words.tsx';
import type { ScreenProps } from '../screen.ts';
import { Cover } from './Cover.tsx';
import { ExportBar, ExportProblem } from './ExportBar.tsx';
import { PagePaper } from './PagePaper.tsx';
import { PageStrip } from './PageStrip.tsx';
import { type Desk, useDesk } from './use-desk.ts';
import { useExport } from './use-export.ts';
import './report.css';

/** The report of the open project, as it will be handed out. */
export default function ReportScreen({ route }: ScreenProps) {
  const project = useProject();
  if (project === null) return <EmptyStage stage={route.stage} />;
  return <Loaded project={project} page={Number.parseInt(route.params['page'] ?? '0', 10) || 0} />;
}

function Loaded({ project, page }: { readonly project: ProjectState; readonly page: number }) {
  const states = project.steps.map(({ state, fingerprint }) => `${state} ${fingerprint}`).join(' ');
  const preview = useCall('report.preview', {}, `${project.id} ${project.documentHash} ${project.history.current} ${states}`);
  const { say } = useWords();
  if (preview.value === undefined)
    return (
      <Page title={say(reportWords.title)}>
        {preview.problem === undefined ? <div aria-busy="true" /> : <ProblemView problem={preview.problem} retry={preview.reload} />}
      </Page>
    );
  return <ReportDesk project={project} preview={preview.value} page={page} />;
}

interface ReportDeskProps extends Pick<Desk, 'project' | 'preview'> {
  readonly page: number;
}

function ReportDesk({ project, preview, page }: ReportDeskProps) {
  const { say } = useWords();
  const desk = useDesk(project, preview);
  const work = useExport();
  const count = preview.pages.length;
  const current = Math.max(0, Math.min(page, count));
  const { start } = work;
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A page is read from its top.
    if (current >= 0) top.current?.scrollTo(0, 0);
  }, [current]);
  useScreenCommands(
    useMemo(() => [{ id: 'report/html', title: reportWords.exportHtml, group: appWords.groupScreen, run: () => start('html') }], [start]),
  );
  const subtitle = (
    <>
      <bdi>{say(preview.document.name)}</bdi>
      {` · ${say(pageCount(count))}`}
    </>
  );
  return (
    <Page title={say(reportWords.title)} subtitle={subtitle} actions={<ExportBar work={work} isEmpty={count === 0} />} isFilled>
      <div className="report">
        {count === 0 ? null : <PageStrip desk={desk} current={current} />}
        <div className="report-desk" ref={top}>
          <ExportProblem work={work} project={project} />
          {project.isReadOnly ? <p className="quiet small">{say(reportWords.readOnlyNote)}</p> : null}
          <Standing desk={desk} />
          {count === 0 ? null : current === 0 ? <Cover desk={desk} /> : <PagePaper key={current} desk={desk} at={current - 1} />}
        </div>
      </div>
    </Page>
  );
}

/** Whether this is a proposal, or nothing at all yet; and how to go on from there. */
function Standing({ desk }: { readonly desk: Desk }) {
  const { say } = useWords();
  const { run } = useProjectActions();
  const { preview, isReadOnly, plan } = desk;
  const isEmpty = preview.pages.length === 0;
  if (!isEmpty && !preview.isProposed) return null;
  if (!isEmpty)
    return (
      <div className="report-proposal" role="note">
        <p>
          <strong>{say(reportWords.proposed)}</strong> <span className="quiet">{say(reportWords.proposedWhy)}</span>
        </p>
        {isReadOnly ? null : (
          <Button size="small" type="primary" onClick={() => void desk.edit((before) => ({ ...before }), reportWords.tookProposal)}>
            {say(reportWords.take)}
          </Button>
        )}
      </div>
    );
  if (plan === undefined)
    return (
      <Empty title={reportWords.nothing} why={reportWords.nothingWhy}>
        {isReadOnly ? null : (
          <Button type="primary" onClick={() => void run()}>
            {say(reportWords.runAll)}
          </Button>
        )}
      </Empty>
    );
  return (
    <Empty title={reportWords.emptyPlan} why={reportWords.emptyPlanWhy}>
      {isReadOnly ? null : (
        <Button type="primary" onClick={() => void desk.edit(() => undefined, reportWords.droppedPlan)}>
          {say(reportWords.propose)}
        </Button>
      )}
    </Empty>
  );
}

function Empty({ title, why, children }: { readonly title: Text; readonly why: Text; readonly children: ReactNode }) {
  const { say } = useWords();
  return (
    <div className="empty-stage">
      <span className="empty-icon" aria-hidden>
        <FileTextOutlined />
      </span>
      <h2>{say(title)}</h2>
      <p className="quiet">{say(why)}</p>
      {children}
    </div>
  );
}
