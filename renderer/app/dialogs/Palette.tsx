import { SearchOutlined } from '@ant-design/icons';
import { Modal } from 'antd';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { appWords } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';
import { type Command, findCommands } from '../commands/command.ts';
import { printShortcut } from '../commands/shortcuts.ts';
import './palette.css';

interface PaletteProps {
  readonly isOpen: boolean;
  readonly commands: readonly Command[];
  close(): void;
}

/** Every action of the page by name: type a few letters of English, Chinese or pinyin, press Enter. */
export function Palette({ isOpen, close, commands }: PaletteProps) {
  return (
    <Modal
      open={isOpen}
      onCancel={close}
      footer={null}
      closable={false}
      width={620}
      destroyOnHidden
      className="palette"
      styles={{ container: { padding: 0 } }}
    >
      <PaletteBody commands={commands} close={close} />
    </Modal>
  );
}

/** More than these are never read; a few more letters find better. */
const MOST_SHOWN = 40;

function PaletteBody({ commands, close }: Omit<PaletteProps, 'isOpen'>) {
  const { say } = useWords();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  // The palette is opened in order to type.
  useEffect(() => field.current?.focus(), []);
  const found = useMemo(
    () =>
      findCommands(
        commands.filter(({ id }) => id !== 'view/palette'),
        query,
      ).slice(0, MOST_SHOWN),
    [commands, query],
  );
  const chosen = found[Math.min(active, found.length - 1)];
  const optionId = (command: Command): string => `${list}-${command.id}`;
  const activeId = chosen === undefined ? undefined : optionId(chosen);
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  const perform = (command: Command | undefined): void => {
    if (command === undefined) return;
    close();
    command.run();
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive((before) => (Math.min(before, found.length - 1) + step + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) perform(chosen);
  };
  return (
    <>
      <div className="palette-field">
        <SearchOutlined aria-hidden />
        <input
          ref={field}
          role="combobox"
          aria-expanded
          aria-controls={list}
          aria-activedescendant={activeId}
          aria-label={say(appWords.search)}
          placeholder={say(appWords.search)}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={press}
        />
      </div>
      <div id={list} role="listbox" aria-label={say(appWords.search)} className="palette-list" tabIndex={-1}>
        {found.map((command, index) => (
          <PaletteOption
            key={command.id}
            id={optionId(command)}
            command={command}
            isActive={command === chosen}
            isGroupStart={query === '' && command.group !== found[index - 1]?.group}
            perform={() => perform(command)}
          />
        ))}
      </div>
      <p className="palette-empty quiet" role="status">
        {found.length === 0 ? say(appWords.nothingFound) : <span className="spoken">{`${found.length} ${say(appWords.foundCount)}`}</span>}
      </p>
    </>
  );
}

interface PaletteOptionProps {
  readonly id: string;
  readonly command: Command;
  readonly isActive: boolean;
  readonly isGroupStart: boolean;
  perform(): void;
}

function PaletteOption({ id, command, isActive, isGroupStart, perform }: PaletteOptionProps) {
  const { say } = useWords();
  return (
    <button
      type="button"
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className={`palette-option${isGroupStart ? ' starts-group' : ''}`}
      onClick={perform}
    >
      <span className="palette-title">
        <bdi>{say(command.title)}</bdi>
      </span>
      {command.detail === undefined ? null : <span className="quiet small">{say(command.detail)}</span>}
      <span className="palette-group small">{say(command.group)}</span>
      {command.shortcut === undefined ? null : <kbd>{printShortcut(command.shortcut)}</kbd>}
    </button>
  );
}
