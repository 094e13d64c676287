import { ArrowRightOutlined, CloseOutlined, FileOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ProjectState, RecentProject } from '../../../core/api/types.ts';
import { hrefOf } from '../../app/route.ts';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { homeWords } from '../../text/home.ts';
import { useWords } from '../../text/words.tsx';

interface RecentListProps {
  readonly recent: readonly RecentProject[];
  readonly project: ProjectState | null;
}

/** The open project, and those that were open before; one whose file is gone says so and stays. */
export function RecentList({ recent, project }: RecentListProps) {
  const { say, date } = useWords();
  const { openRecent, forgetRecent } = useProjectActions();
  return (
    <section aria-label={say(homeWords.recent)}>
      <h2>{say(homeWords.recent)}</h2>
      <ul className="plain-list recent-list">
        {project === null ? null : (
          <li>
            <a className="recent-entry is-current" href={hrefOf('test')}>
              <ArrowRightOutlined aria-hidden />
              <span className="recent-name">
                {say(homeWords.current)} <bdi>{say(project.name)}</bdi>
              </span>
            </a>
          </li>
        )}
        {recent.map((entry) => (
          <li key={entry.id} className="recent-line">
            <button type="button" className="recent-entry" disabled={entry.isMissing} onClick={() => void openRecent(entry.id)}>
              <FileOutlined aria-hidden />
              <span className="recent-name">
                <bdi>{entry.name}</bdi>
                <bdi className="quiet small">{entry.place}</bdi>
              </span>
              <span className="quiet small recent-date">{entry.isMissing ? say(homeWords.missing) : date(entry.openedAt)}</span>
            </button>
            <Button
              type="text"
              size="small"
              className="recent-forget"
              icon={<CloseOutlined />}
              aria-label={`${say(homeWords.forget)}: ${entry.name}`}
              title={say(homeWords.forget)}
              onClick={() => void forgetRecent(entry.id)}
            />
          </li>
        ))}
      </ul>
      {recent.length === 0 && project === null ? <p className="quiet">{say(homeWords.noRecent)}</p> : null}
    </section>
  );
}
