import { FilterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ProjectState } from '../../../core/api/types.ts';
import { EmptyStage } from '../../app/EmptyStage.tsx';
import { go, hrefOf } from '../../app/route.ts';
import { useProject } from '../../client/session-hooks.ts';
import { useAct } from '../../client/use-act.tsx';
import { madeSegment, segmentWords } from '../../text/segment.ts';
import { useWords } from '../../text/words.tsx';
import type { ScreenProps } from '../screen.ts';
import { SegmentPage } from './SegmentPage.tsx';
import { freeName, withNewSegment } from './segments.ts';
import './segment.css';

/** The segment that the address names, else the first. */
export default function SegmentScreen({ route }: ScreenProps) {
  const project = useProject();
  const act = useAct();
  if (project === null) return <EmptyStage stage={route.stage} />;
  const segments = project.steps.filter(({ method }) => method === 'rule-segment');
  const step = segments.find(({ id }) => id === route.params['step']) ?? segments[0];
  const add = async (): Promise<void> => {
    const entry = project.document.steps.find(({ id }) => id === step?.id);
    const source = entry?.from[0] ?? project.datasets[0]?.name;
    if (source === undefined) return;
    const id = freeName('segment', project.document);
    const done = await act('document.edit', { document: withNewSegment(project.document, id, source), label: madeSegment(id) });
    if (done !== undefined) go('segment', 'rules', { step: id });
  };
  if (step === undefined) return <NoSegments project={project} add={() => void add()} />;
  return <SegmentPage key={step.id} project={project} step={step} segments={segments} add={() => void add()} />;
}

function NoSegments({ project, add }: { readonly project: ProjectState; add(): void }) {
  const { say } = useWords();
  const hasData = project.datasets.length > 0;
  return (
    <div className="empty-stage">
      <span className="empty-icon" aria-hidden>
        <FilterOutlined />
      </span>
      <h1>{say(segmentWords.emptyTitle)}</h1>
      <p className="quiet">{say(hasData ? segmentWords.emptyWhy : segmentWords.noData)}</p>
      {hasData && !project.isReadOnly ? (
        <Button type="primary" onClick={add}>
          {say(segmentWords.newSegment)}
        </Button>
      ) : null}
      {hasData ? null : <Button href={hrefOf('data')}>{say(segmentWords.toData)}</Button>}
    </div>
  );
}
