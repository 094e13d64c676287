import { Button } from 'antd';
import { useProject } from '../client/session-hooks.ts';
import { appWords } from '../text/app.ts';
import { useWords } from '../text/words.tsx';
import { hrefOf } from './route.ts';
import { STAGE_INFO, type Stage } from './stages.ts';

/** What stands where nothing is yet: one sentence and the next step. */
export function EmptyStage({ stage }: { readonly stage: Stage }) {
  const { say } = useWords();
  const project = useProject();
  const Icon = STAGE_INFO[stage].icon;
  const [title, why] = project === null ? [appWords.needsProject, appWords.needsProjectWhy] : [appWords.emptyStage, appWords.emptyStageWhy];
  return (
    <div className="empty-stage">
      <span className="empty-icon" aria-hidden>
        <Icon />
      </span>
      <h1>{say(title)}</h1>
      <p className="quiet">{say(why)}</p>
      {project === null ? (
        <Button type="primary" href={hrefOf('home')}>
          {say(appWords.toHome)}
        </Button>
      ) : null}
    </div>
  );
}
