import { ExperimentOutlined, FileSearchOutlined, ReadOutlined } from '@ant-design/icons';
import type { ComponentType } from 'react';
import type { RoleOfUser } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import { useSession } from '../../client/session-hooks.ts';
import { homeWords } from '../../text/home.ts';
import { useWords } from '../../text/words.tsx';

const ROLES: readonly { readonly role: RoleOfUser; readonly icon: ComponentType; readonly title: Text; readonly text: Text }[] = [
  { role: 'analyst', icon: ExperimentOutlined, title: homeWords.analystTitle, text: homeWords.analystText },
  { role: 'reviewer', icon: FileSearchOutlined, title: homeWords.reviewerTitle, text: homeWords.reviewerText },
  { role: 'trainer', icon: ReadOutlined, title: homeWords.trainerTitle, text: homeWords.trainerText },
];

/** The one question of the first run: three cards, no account, no wrong answer. */
export function RoleCards() {
  const { say } = useWords();
  const { change } = useSession();
  return (
    <>
      <div className="role-cards">
        {ROLES.map(({ role, icon: Icon, title, text }) => (
          <button key={role} type="button" className="role-card" onClick={() => change({ role })}>
            <span className="role-icon" aria-hidden>
              <Icon />
            </span>
            <span>
              <strong>{say(title)}</strong>
              <span className="quiet">{say(text)}</span>
            </span>
          </button>
        ))}
      </div>
      <p className="quiet small">{say(homeWords.changeAnyTime)}</p>
    </>
  );
}
