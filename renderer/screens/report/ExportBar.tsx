import { DownloadOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import type { ProjectState } from '../../../core/api/types.ts';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { reportWords } from '../../text/report.ts';
import { useWords } from '../../text/words.tsx';
import { type Export, FORMATS } from './use-export.ts';

const WHY = { html: reportWords.htmlWhy, pdf: reportWords.pdfWhy, json: reportWords.jsonWhy, csv: reportWords.csvWhy } as const;

/** One button for each form of the report; HTML is what most readers want. */
export function ExportBar({ work, isEmpty }: { readonly work: Export; readonly isEmpty: boolean }) {
  const { say } = useWords();
  return (
    <fieldset className="report-exports" aria-label={say(reportWords.exportWhat)}>
      {FORMATS.map((format) => (
        <Tooltip key={format} title={say(WHY[format])} mouseEnterDelay={0.4}>
          <Button
            type={format === 'html' ? 'primary' : 'default'}
            icon={format === 'html' ? <DownloadOutlined /> : undefined}
            loading={work.busy === format}
            disabled={isEmpty || work.busy !== null}
            aria-label={format === 'html' ? undefined : `${say(reportWords.exportAs)} ${format.toUpperCase()}`}
            onClick={() => work.start(format)}
          >
            {format === 'html' ? say(reportWords.exportHtml) : format.toUpperCase()}
          </Button>
        </Tooltip>
      ))}
    </fieldset>
  );
}

/** Why an export failed, with the way out beside it. */
export function ExportProblem({ work, project }: { readonly work: Export; readonly project: ProjectState }) {
  const { say } = useWords();
  const { run } = useProjectActions();
  const { problem } = work;
  if (problem === null || problem.kind === 'cancelled') return null;
  const step = problem.where?.step;
  const canRun = step !== undefined && !project.isReadOnly && project.steps.some(({ id }) => id === step);
  return (
    <div className="report-problem" role="alert">
      <ProblemView problem={problem} />
      <div className="report-buttons">
        {problem.code === 'report/no-printer' ? (
          <Button size="small" type="primary" onClick={() => work.start('html')}>
            {say(reportWords.exportHtmlInstead)}
          </Button>
        ) : null}
        {canRun ? (
          <Button size="small" type="primary" onClick={() => void run([step])}>
            {say(reportWords.run)}
          </Button>
        ) : null}
        <Button size="small" onClick={work.dismiss}>
          {say(reportWords.dismiss)}
        </Button>
      </div>
    </div>
  );
}
