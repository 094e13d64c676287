import { PlayCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { ProjectState, StepView } from '../../../core/api/types.ts';
import type { Block, TableData } from '../../../core/report/blocks.ts';
import { Page } from '../../app/page/Page.tsx';
import { go } from '../../app/route.ts';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import type { BlockSurroundings } from '../../blocks/block-actions.ts';
import { DataTable } from '../../blocks/table/DataTable.tsx';
import { explainWords } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import { BrushBar } from './BrushBar.tsx';
import { type Brushed, placesOf, rowsBehind } from './brushing.ts';
import { Missing } from './Missing.tsx';
import { ReadingOfAll } from './ReadingOfAll.tsx';
import { SubjectSelect } from './SubjectSelect.tsx';
import { doorOf, explanationBy, OWN_METHODS, type Subject } from './subjects.ts';
import { useExplanations } from './use-explanations.ts';
import { WholeCharts } from './WholeCharts.tsx';
import { WholeChoices } from './WholeChoices.tsx';

interface WholePageProps {
  readonly project: ProjectState;
  readonly subjects: readonly Subject[];
  readonly subject: Subject;
  readonly step: string | undefined;
}

/** What moves the answers of a model, or the effects: ranked, in which direction, for whom, and how. */
export function WholePage({ project, subjects, subject, step }: WholePageProps) {
  const { say } = useWords();
  const { run } = useProjectActions();
  const explanations = useExplanations(subject, step);
  const { brushed, setBrushed, behind, surroundings } = useBrush(doorOf(subject, step));
  const shown = OWN_METHODS.flatMap((method) => explanationBy(subject, method, step) ?? []);
  const open = shown.filter(({ state }) => state !== 'fresh');
  const lacking = OWN_METHODS.filter((method) => explanationBy(subject, method, step) === undefined);
  const isRunning = shown.some(({ state }) => state === 'running');
  return (
    <Page
      title={say(explainWords.wholeTitle)}
      subtitle={<bdi>{subject.id}</bdi>}
      actions={
        project.isReadOnly || shown.length === 0 ? undefined : (
          <Button
            type={open.length > 0 ? 'primary' : 'default'}
            icon={<PlayCircleOutlined />}
            loading={isRunning}
            disabled={isRunning}
            onClick={() => void run((open.length > 0 ? open : shown).map(({ id }) => id))}
          >
            {say(isRunning ? explainWords.running : open.length > 0 ? explainWords.run : explainWords.runAgain)}
          </Button>
        )
      }
      choices={
        <div className="explain-choices">
          <SubjectSelect subjects={subjects} subject={subject} choose={(next) => go('explain', 'whole', { step: next.id })} />
          <WholeChoices project={project} subject={subject} chosen={chosenOf(subject, shown, step)} />
        </div>
      }
      drawer={
        behind === null
          ? {}
          : { dataBehind: <DataTable table={behind.table} name={behind.block.id} label={say(behind.block.title)} maxHeight={2000} /> }
      }
      reading={shown.length === 0 ? undefined : <ReadingOfAll explanations={explanations} />}
    >
      <div className="explain-main">
        <Missing project={project} subject={subject} methods={lacking} isAlone={shown.length === 0} />
        {shown.length === 0 ? null : <BrushBar brushed={brushed} step={doorOf(subject, step)} clear={() => setBrushed(null)} />}
        <WholeCharts explanations={explanations} brushed={brushed} surroundings={surroundings} />
      </div>
    </Page>
  );
}

/** The step whose options are shown: the one that was asked for, else the first. */
function chosenOf(subject: Subject, shown: readonly StepView[], step: string | undefined): StepView | undefined {
  return subject.explanations.find(({ id }) => id === step) ?? shown.find(({ method }) => method === 'shap') ?? shown[0];
}

/** Rows that were brushed in one picture and come out in all of them; a click on a point leads to its customer. */
function useBrush(step: string) {
  const [brushed, setBrushed] = useState<Brushed | null>(null);
  const [behind, setBehind] = useState<{ readonly block: Block; readonly table: TableData } | null>(null);
  const surroundings = useMemo<BlockSurroundings>(() => {
    const places = new WeakMap<object, readonly (readonly number[] | null)[]>();
    return {
      click: (_, { customdata }) => typeof customdata === 'number' && go('explain', 'customer', { step, row: String(customdata) }),
      showBehind: (block, table) => setBehind({ block, table }),
      // Drawing a selection anew tells of an empty one: only a selection that was given up is none.
      select: (_, points) => points?.length !== 0 && setBrushed(rowsBehind(points)),
      selected(block) {
        if (brushed === null || block.kind !== 'figure') return null;
        const known = places.get(block) ?? placesOf(block.figure, brushed);
        places.set(block, known);
        return known;
      },
    };
  }, [brushed, step]);
  return { brushed, setBrushed, behind, surroundings };
}
