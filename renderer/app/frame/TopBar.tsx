import { AuditOutlined, QuestionCircleOutlined, SearchOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Popover, Switch, Tooltip } from 'antd';
import { useId } from 'react';
import { useConnection, useProject, useSession, useSettings } from '../../client/session-hooks.ts';
import { appWords } from '../../text/app.ts';
import { reviewWords } from '../../text/review.ts';
import { useWords } from '../../text/words.tsx';
import { printShortcut } from '../commands/shortcuts.ts';
import { useDialogs } from '../dialogs/DialogsProvider.tsx';
import { hrefOf } from '../route.ts';
import { useTruthSwitch } from '../truth.tsx';
import { HistoryButtons } from './HistoryButtons.tsx';
import { JobsTray } from './JobsTray.tsx';
import { ProjectMenu } from './ProjectMenu.tsx';
import { ThemeButton } from './ThemeButton.tsx';

/** The bar on top: the project, the command field, and what is always in reach. */
export function TopBar() {
  const { say } = useWords();
  const show = useDialogs();
  return (
    <header className="top-bar">
      <div className="top-left">
        <ProjectMenu />
        <HistoryButtons />
      </div>
      <button type="button" className="command-field" onClick={() => show('palette')} aria-keyshortcuts="Control+K Meta+K">
        <SearchOutlined aria-hidden />
        <span>{say(appWords.search)}</span>
        <kbd>{printShortcut('Mod+K')}</kbd>
      </button>
      <div className="top-right">
        <TruthSwitch />
        <ReviewLink />
        <JobsTray />
        <OfflineBadge />
        <LanguageButton />
        <ThemeButton />
        <IconButton icon={<QuestionCircleOutlined />} title={say(appWords.shortcuts)} act={() => show('shortcuts')} />
        <IconButton icon={<SettingOutlined />} title={say(appWords.settings)} act={() => show('settings')} />
      </div>
    </header>
  );
}

interface IconButtonProps {
  readonly icon: React.ReactNode;
  readonly title: string;
  act(): void;
}

/** A button that is only a picture: its name is told by tooltip and to those who listen. */
export function IconButton({ icon, title, act }: IconButtonProps) {
  return (
    <Tooltip title={title} mouseEnterDelay={0.4}>
      <Button type="text" icon={icon} aria-label={title} onClick={act} />
    </Tooltip>
  );
}

/** Always at hand for whoever reviews. */
function ReviewLink() {
  const { say } = useWords();
  const { role } = useSettings();
  const project = useProject();
  if (role !== 'reviewer' || project === null) return null;
  return (
    <Button icon={<AuditOutlined aria-hidden />} href={hrefOf('report', 'review')}>
      {say(reviewWords.title)}
    </Button>
  );
}

/** Only where somebody teaches: uncovers what was planted. */
function TruthSwitch() {
  const { say } = useWords();
  const field = useId();
  const { isShown, reveal } = useTruthSwitch();
  if (reveal === null) return null;
  return (
    <Tooltip title={say(appWords.revealTruthWhy)} mouseEnterDelay={0.4}>
      <span className="truth-switch">
        <label htmlFor={field}>{say(appWords.revealTruth)}</label>
        <Switch id={field} size="small" checked={isShown} onChange={reveal} />
      </span>
    </Tooltip>
  );
}

function OfflineBadge() {
  const { say } = useWords();
  const isLost = useConnection() === 'lost';
  return (
    <Popover content={<div className="popover-words">{say(appWords.offlineWhy)}</div>} trigger={['click', 'hover']}>
      <button type="button" className={`offline-badge${isLost ? ' is-lost' : ''}`}>
        <span className="offline-dot" aria-hidden />
        {say(isLost ? appWords.reconnecting : appWords.offline)}
      </button>
    </Popover>
  );
}

function LanguageButton() {
  const { say, language } = useWords();
  const { change } = useSession();
  return (
    <Tooltip title={say(appWords.toggleLanguage)} mouseEnterDelay={0.4}>
      <Button
        type="text"
        className="language-button"
        aria-label={say(appWords.toggleLanguage)}
        onClick={() => change({ language: language === 'zh' ? 'en' : 'zh' })}
      >
        <span className={language === 'zh' ? 'is-on' : ''} lang="zh-CN">
          {'中'}
        </span>
        <span aria-hidden>{'/'}</span>
        <span className={language === 'en' ? 'is-on' : ''} lang="en">
          {'EN'}
        </span>
      </Button>
    </Tooltip>
  );
}
