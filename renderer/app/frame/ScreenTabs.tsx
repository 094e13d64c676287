import { useProject } from '../../client/session-hooks.ts';
import { tabsOf } from '../../screens/registry.ts';
import type { Screen } from '../../screens/screen.ts';
import { useWords } from '../../text/words.tsx';
import { hrefOf, type Route } from '../route.ts';
import { STAGE_INFO } from '../stages.ts';
import { moveWithArrows } from './Rail.tsx';

interface ScreenTabsProps {
  readonly route: Route;
  readonly screen: Screen | undefined;
}

/** The screens of a stage side by side; nothing where there is only one. */
export function ScreenTabs({ route, screen }: ScreenTabsProps) {
  const { say } = useWords();
  const project = useProject();
  const tabs = project === null ? [] : tabsOf(route.stage, project.steps);
  if (tabs.length < 2) return null;
  return (
    <nav className="screen-tabs" aria-label={say(STAGE_INFO[route.stage].title)} onKeyDown={moveWithArrows}>
      {tabs.map((tab) => (
        <a key={tab.id} href={hrefOf(tab.stage, tab.id)} aria-current={tab.id === screen?.id ? 'page' : undefined}>
          {say(tab.title)}
        </a>
      ))}
    </nav>
  );
}
