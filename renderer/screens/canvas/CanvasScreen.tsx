import { Segmented } from 'antd';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { ProjectState } from '../../../core/api/types.ts';
import { Page } from '../../app/page/Page.tsx';
import type { Route } from '../../app/route.ts';
import { useRemembered } from '../../app/use-remembered.ts';
import { useMethods, useProject } from '../../client/session-hooks.ts';
import { canvasWords, selectedCount } from '../../text/canvas.ts';
import { useWords } from '../../text/words.tsx';
import type { ScreenProps } from '../screen.ts';
import { FlowView } from './FlowView.tsx';
import type { Edit } from './graph/edits.ts';
import { MethodPalette } from './MethodPalette.tsx';
import { Starter } from './Starter.tsx';
import { StepPanel } from './StepPanel.tsx';
import { StepsTable } from './StepsTable.tsx';
import { useEdits } from './use-edits.ts';
import { useInsert } from './use-insert.ts';
import { usePlaces } from './use-places.ts';
import './canvas.css';

const DocumentTab = lazy(() => import('../../app/drawer/DocumentTab.tsx'));

/** The experiment as it is drawn, listed and written: three views of one document. */
export default function CanvasScreen({ route }: ScreenProps) {
  const project = useProject();
  return project === null ? null : <CanvasPage key={project.id} project={project} route={route} />;
}

function CanvasPage({ project, route }: { readonly project: ProjectState; readonly route: Route }) {
  const { say } = useWords();
  const [view, setView] = useRemembered<string>('canvas/view', 'graph');
  const { step: first, insert: asked } = route.params;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(first === undefined ? [] : [first]));
  const [isBegun, setBegun] = useState(false);
  const select = useCallback((ids: readonly string[]) => setSelected(new Set(ids)), []);
  const places = usePlaces(project.id);
  const edit = useEdits(project, places, select);
  const insert = useInsert({ project, selected, asked, edit });
  const isEmpty = project.document.steps.length === 0 && !isBegun && view !== 'code';
  const surface = { project, places, selected, select, edit };
  const views = useMemo(() => (['graph', 'list', 'code'] as const).map((value) => ({ value, label: say(canvasWords[value]) })), [say]);
  return (
    <Page
      isFilled
      title={say(canvasWords.canvas)}
      subtitle={say(canvasWords.subtitle)}
      actions={<Segmented aria-label={say(canvasWords.view)} value={view} options={views} onChange={(next) => setView(String(next))} />}
      choices={<MethodPalette isDisabled={project.isReadOnly} insert={insert} />}
      reading={<Chosen {...surface} />}
      names={{ choices: canvasWords.palette, reading: canvasWords.panel }}
    >
      {isEmpty ? <Starter project={project} edit={(next) => void edit(next)} startEmpty={() => setBegun(true)} /> : null}
      {!isEmpty && view === 'list' ? <StepsTable {...surface} edit={(next) => void edit(next)} /> : null}
      {view === 'code' ? (
        <Suspense>
          <DocumentTab />
        </Suspense>
      ) : null}
      {!isEmpty && view !== 'list' && view !== 'code' ? <FlowView {...surface} /> : null}
    </Page>
  );
}

interface ChosenProps {
  readonly project: ProjectState;
  readonly selected: ReadonlySet<string>;
  edit(edit: Edit): Promise<boolean>;
}

/** The panel at the right: the one selected step, or how many are selected. */
function Chosen({ project, selected, edit }: ChosenProps) {
  const { say } = useWords();
  const methods = useMethods();
  const [id] = selected;
  const step = selected.size === 1 ? project.steps.find((candidate) => candidate.id === id) : undefined;
  const method = step === undefined ? undefined : methods.get(step.method);
  if (step !== undefined && method !== undefined)
    return <StepPanel key={step.id} project={project} step={step} method={method} edit={(next) => void edit(next)} />;
  return <p className="quiet">{say(selected.size > 1 ? selectedCount(selected.size) : canvasWords.nothingSelected)}</p>;
}
