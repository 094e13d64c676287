import { DownOutlined, LockOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useInfo, useProject } from '../../client/session-hooks.ts';
import { appWords } from '../../text/app.ts';
import { reviewWords } from '../../text/review.ts';
import { useWords } from '../../text/words.tsx';
import { printShortcut } from '../commands/shortcuts.ts';
import { useDialogs } from '../dialogs/DialogsProvider.tsx';
import { go } from '../route.ts';
import { useProjectActions } from '../use-project-actions.tsx';

/** The project's name, and what can be done with the project as a whole. */
export function ProjectMenu() {
  const { say } = useWords();
  const project = useProject();
  const info = useInfo();
  const actions = useProjectActions();
  const show = useDialogs();
  const recent = (info?.recent ?? []).filter((entry) => !entry.isMissing).slice(0, 8);
  const withKeys = (words: string, shortcut: string) => (
    <span className="menu-line">
      {words}
      <kbd>{printShortcut(shortcut)}</kbd>
    </span>
  );
  const items: MenuProps['items'] = [
    { key: 'new', label: withKeys(say(appWords.newProject), 'Mod+Alt+N'), onClick: () => show('new-project') },
    { key: 'open', label: withKeys(say(appWords.open), 'Mod+O'), onClick: () => void actions.open() },
    {
      key: 'recent',
      label: say(appWords.recent),
      disabled: recent.length === 0,
      children: recent.map((entry) => ({
        key: entry.id,
        label: <bdi>{entry.name}</bdi>,
        onClick: () => void actions.openRecent(entry.id),
      })),
    },
    ...(project === null
      ? []
      : ([
          { type: 'divider' },
          { key: 'review', label: say(reviewWords.review), onClick: () => go('report', 'review') },
          { key: 'backup', label: say(appWords.backup), onClick: () => void actions.backup() },
          { key: 'replay', label: say(appWords.replay), onClick: () => void actions.replay() },
          { key: 'verify', label: say(appWords.verify), onClick: () => void actions.verify() },
          { type: 'divider' },
          { key: 'close', label: say(appWords.close), onClick: () => void actions.close() },
        ] satisfies MenuProps['items'])),
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button type="text" className="project-button">
        <img src={new URL('../icon.svg', import.meta.url).href} width={20} height={20} alt="" />
        <bdi className="project-name">{project === null ? say(appWords.product) : say(project.name)}</bdi>
        {project?.isReadOnly === true ? (
          <span className="read-only small">
            <LockOutlined /> {say(appWords.readOnly)}
          </span>
        ) : null}
        <DownOutlined className="project-arrow" />
      </Button>
    </Dropdown>
  );
}
