import { DownOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import { useProject } from '../../client/session-hooks.ts';
import { appWords } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';
import { printShortcut } from '../commands/shortcuts.ts';
import { useProjectActions } from '../use-project-actions.tsx';

/** More steps back than this are found by name in no list; the document's versions are for that. */
const MOST_LISTED = 30;

/** Undo, redo, and the list of what was done by name. */
export function HistoryButtons() {
  const { say, date } = useWords();
  const project = useProject();
  const actions = useProjectActions();
  if (project === null || project.isReadOnly) return null;
  const { entries, current } = project.history;
  return (
    <div className="history-buttons">
      <Tooltip title={`${say(appWords.undo)} (${printShortcut('Mod+Z')})`} mouseEnterDelay={0.4}>
        <Button
          type="text"
          icon={<UndoOutlined />}
          aria-label={say(appWords.undo)}
          disabled={current <= (entries[0]?.index ?? 0)}
          onClick={actions.undo}
        />
      </Tooltip>
      <Tooltip title={`${say(appWords.redo)} (${printShortcut('Mod+Shift+Z')})`} mouseEnterDelay={0.4}>
        <Button
          type="text"
          icon={<RedoOutlined />}
          aria-label={say(appWords.redo)}
          disabled={current >= (entries.at(-1)?.index ?? 0)}
          onClick={actions.redo}
        />
      </Tooltip>
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          selectedKeys: [String(current)],
          className: 'history-menu',
          items: entries
            .slice(-MOST_LISTED)
            .toReversed()
            .map((entry) => ({
              key: String(entry.index),
              label: (
                <span className="menu-line">
                  <bdi>{say(entry.label)}</bdi>
                  <span className="quiet small">{date(entry.at)}</span>
                </span>
              ),
            })),
          onClick: ({ key }) => actions.goTo(Number(key)),
        }}
      >
        <Tooltip title={say(appWords.history)} mouseEnterDelay={0.4}>
          <Button type="text" className="history-list" icon={<DownOutlined />} aria-label={say(appWords.history)} />
        </Tooltip>
      </Dropdown>
    </div>
  );
}
