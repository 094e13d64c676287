import { useInfo, useProject, useSettings } from '../../client/session-hooks.ts';
import { homeWords } from '../../text/home.ts';
import { useWords } from '../../text/words.tsx';
import { OpenArea } from './OpenArea.tsx';
import { RecentList } from './RecentList.tsx';
import { RoleCards } from './RoleCards.tsx';
import { SampleGallery } from './SampleGallery.tsx';
import './home.css';

/** Where everybody starts: who are you (once), what were you at, and what is there to try. */
export function Home() {
  const { say } = useWords();
  const info = useInfo();
  const { role } = useSettings();
  const project = useProject();
  const isFirstRun = role === null;
  return (
    <div className="home">
      <div className="home-inner">
        <section className="home-left">
          <header className="home-head">
            <h1>{say(isFirstRun ? homeWords.welcome : homeWords.welcomeBack)}</h1>
            <p className="quiet">{say(homeWords.promise)}</p>
          </header>
          {isFirstRun ? <RoleCards /> : null}
          <OpenArea />
          {isFirstRun && (info?.recent.length ?? 0) === 0 ? null : <RecentList recent={info?.recent ?? []} project={project} />}
        </section>
        <SampleGallery samples={info?.samples ?? []} />
      </div>
    </div>
  );
}
