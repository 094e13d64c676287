import { Modal } from 'antd';
import { appWords } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';
import type { Command } from '../commands/command.ts';
import { printShortcut } from '../commands/shortcuts.ts';
import './shortcuts.css';

interface ShortcutsDialogProps {
  readonly isOpen: boolean;
  readonly commands: readonly Command[];
  close(): void;
}

/** Every key that does something here, by group: drawn from the commands themselves, so it is never out of date. */
export function ShortcutsDialog({ isOpen, close, commands }: ShortcutsDialogProps) {
  const { say } = useWords();
  const groups = Map.groupBy(
    commands.filter(({ shortcut, keys }) => (shortcut ?? keys) !== undefined),
    ({ group }) => group,
  );
  return (
    <Modal open={isOpen} onCancel={close} footer={null} title={say(appWords.shortcuts)} width={640} destroyOnHidden>
      <div className="shortcuts">
        {[...groups].map(([group, members]) => (
          <section key={say(group)}>
            <h3>{say(group)}</h3>
            <dl>
              {members.map((command) => (
                <div key={command.id}>
                  <dt>{say(command.title)}</dt>
                  <dd>
                    <kbd>{printShortcut(command.shortcut ?? command.keys ?? '')}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
