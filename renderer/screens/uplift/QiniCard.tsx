import { Button } from 'antd';
import { useMemo } from 'react';
import type { ProjectState, StepView } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import type { EstimatesBlock, FigureBlock, Report } from '../../../core/report/blocks.ts';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { EstimatesView } from '../../blocks/EstimatesView.tsx';
import { FigureView } from '../../blocks/figure/FigureView.tsx';
import { NoteView } from '../../blocks/NoteView.tsx';
import { upliftWords } from '../../text/uplift.ts';
import { useWords } from '../../text/words.tsx';
import { estimatesIn, figureIn, rowsOfArm } from './effects-report.ts';
import { type QiniCurve, qiniFigure } from './qini-figure.ts';
import { useReports } from './use-reports.ts';

interface QiniCardProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly arm: string;
}

/** How well the ranking targets, with its band; beside it every other ranking of the experiment that was evaluated. */
export function QiniCard({ project, step, arm }: QiniCardProps) {
  const { say } = useWords();
  const { run } = useProjectActions();
  const evaluations = project.steps.filter(({ method }) => method === 'uplift-evaluation');
  const reports = useReports(evaluations);
  const sourceOf = (id: string): string => project.document.steps.find((entry) => entry.id === id)?.from[0] ?? id;
  const own = evaluations.find(({ id }) => sourceOf(id) === step.id);
  // The ranking that is looked at comes first, and keeps the first colour.
  const ranked = [...reports].sort(([left], [right]) => Number(right === own?.id) - Number(left === own?.id));
  const rankings = ranked.map(([id, report]) => ({ name: sourceOf(id), report }));
  const ownReport = own === undefined ? undefined : reports.get(own.id);
  const title = (ownReport === undefined ? undefined : figureIn(ownReport, 'qini')?.title) ?? upliftWords.qini;
  const block = useQini(rankings, arm, title);
  if (own === undefined || ownReport === undefined)
    return (
      <section className="block" aria-label={say(upliftWords.qini)}>
        <h3>{say(upliftWords.qini)}</h3>
        <p className="quiet">{say(own === undefined ? upliftWords.notEvaluated : upliftWords.evaluationNotRun)}</p>
        {own === undefined || project.isReadOnly ? null : (
          <Button size="small" loading={own.state === 'running'} onClick={() => void run([own.id])}>
            {say(upliftWords.runEvaluation)}
          </Button>
        )}
      </section>
    );
  const compared = comparison(rankings, arm);
  return (
    <>
      {ownReport.notes
        .filter(({ severity }) => severity !== 'info')
        .map((note) => (
          <NoteView key={note.code + note.message.en} note={note} />
        ))}
      <FigureView block={block} />
      {compared.rows.length === 0 ? null : <EstimatesView block={compared} />}
    </>
  );
}

interface Ranking {
  readonly name: string;
  readonly report: Report;
}

function useQini(rankings: readonly Ranking[], arm: string, title: Text): FigureBlock {
  const curves = rankings.map((ranking) => curveOf(ranking, arm)).filter(({ points }) => points.length > 0);
  const key = JSON.stringify(curves);
  return useMemo(() => {
    const drawn = JSON.parse(key) as readonly QiniCurve[];
    return { kind: 'figure', id: 'qini', title, ...qiniFigure(drawn) };
  }, [key, title]);
}

function curveOf({ name, report }: Ranking, arm: string): QiniCurve {
  const points = rowsOfArm(figureIn(report, 'qini')?.table, arm).flatMap(([share, value, low, high]) =>
    typeof share === 'number' && typeof value === 'number'
      ? [{ share, value, interval: typeof low === 'number' && typeof high === 'number' ? ([low, high] as const) : null }]
      : [],
  );
  return { name, points };
}

/** Qini, AUUC and the uplift of the best-ranked, one row for each ranking. */
function comparison(rankings: readonly Ranking[], arm: string): EstimatesBlock {
  const rows = rankings.flatMap(({ name, report }) =>
    estimatesIn(report, 'estimates')
      .filter(({ name: measure, contrast }) => (measure === 'qini' || measure === 'auuc') && contrast?.startsWith(`${arm} vs `) === true)
      .map((row) => (rankings.length > 1 ? { ...row, group: name } : row)),
  );
  return { kind: 'estimates', id: 'rankings', title: upliftWords.compare, rows };
}
