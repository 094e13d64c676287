import { type DragEvent, Suspense, useEffect, useRef, useState } from 'react';
import { useConnection, useProject } from '../../client/session-hooks.ts';
import { screenAt } from '../../screens/registry.ts';
import { appWords } from '../../text/app.ts';
import { clientWords } from '../../text/client.ts';
import { homeWords } from '../../text/home.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyStage } from '../EmptyStage.tsx';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { ReportItems } from '../report/ReportItems.tsx';
import { useRoute } from '../route.ts';
import { STAGE_INFO } from '../stages.ts';
import { useProjectActions } from '../use-project-actions.tsx';
import { Rail } from './Rail.tsx';
import { ScreenTabs } from './ScreenTabs.tsx';
import { ThreadStrip } from './ThreadStrip.tsx';
import { TopBar } from './TopBar.tsx';
import './frame.css';

/** The frame around every screen: bar, thread and rail stay, the stage changes. */
export function Frame() {
  const { say } = useWords();
  const route = useRoute();
  const project = useProject();
  const connection = useConnection();
  const drop = useDrop();
  const screen = screenAt(route, project?.steps ?? []);
  const title = screen?.title ?? STAGE_INFO[route.stage].title;
  const stage = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${say(title)} · ${say(appWords.product)}`;
  }, [title, say]);
  const isEmpty = screen === undefined || (project === null && route.stage !== 'home');
  return (
    // Files may be dropped anywhere; the same is reached by Open, so the drop needs no keys.
    <div className={`frame${project === null ? '' : ' has-thread'}`} {...drop.events}>
      <button type="button" className="skip-link" onClick={() => stage.current?.focus()}>
        {say(appWords.toContent)}
      </button>
      <TopBar />
      {project === null ? null : <ThreadStrip project={project} />}
      <Rail stage={route.stage} />
      <main className="stage" ref={stage} tabIndex={-1}>
        <ScreenTabs route={route} screen={screen} />
        <div className="stage-body">
          <ErrorBoundary reset={`${route.stage}/${screen?.id ?? ''}`}>
            <Suspense fallback={<div className="stage-wait" aria-busy="true" />}>
              <ReportItems>{isEmpty ? <EmptyStage stage={route.stage} /> : <screen.component key={screen.id} route={route} />}</ReportItems>
            </Suspense>
          </ErrorBoundary>
        </div>
      </main>
      {connection === 'lost' ? (
        <div className="frame-lost" role="alert">
          <strong>{say(clientWords.lost)}</strong> {say(clientWords.lostWhy)}
        </div>
      ) : null}
      {drop.isOver ? (
        <div className="frame-drop" aria-hidden>
          {say(homeWords.dropHere)}
        </div>
      ) : null}
    </div>
  );
}

/** Lets a file be dropped anywhere on the window. */
function useDrop() {
  const { openFile } = useProjectActions();
  const [isOver, setIsOver] = useState(false);
  const holdsFile = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  return {
    isOver,
    events: {
      onDragOver: (event: DragEvent) => {
        if (!holdsFile(event)) return;
        event.preventDefault();
        setIsOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (event.relatedTarget === null) setIsOver(false);
      },
      onDrop: (event: DragEvent) => {
        if (!holdsFile(event)) return;
        event.preventDefault();
        setIsOver(false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined) void openFile(file);
      },
    },
  };
}
