import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import type { Command, CommandShelf } from '../commands/command.ts';
import { CommandShelfContext } from '../commands/command.ts';
import { useShortcuts } from '../commands/shortcuts.ts';
import { useDesktopRequests } from '../commands/use-desktop-requests.ts';
import { useFrameCommands } from '../commands/use-frame-commands.ts';
import { NewProjectDialog } from './NewProjectDialog.tsx';
import { Palette } from './Palette.tsx';
import { SettingsDialog } from './SettingsDialog.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';

export type DialogName = 'palette' | 'settings' | 'shortcuts' | 'new-project';

const DialogsContext = createContext<(name: DialogName | null) => void>(() => {});

/** Opens one of the frame's dialogs. */
export function useDialogs(): (name: DialogName | null) => void {
  return use(DialogsContext);
}

/** The dialogs of the frame and the commands behind them: what any part of the page can call up. */
export function DialogsProvider({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState<DialogName | null>(null);
  const [offered, setOffered] = useState<ReadonlyMap<symbol, readonly Command[]>>(new Map());
  const shelf = useMemo<CommandShelf>(
    () => ({
      put: (owner, commands) => setOffered((before) => new Map(before).set(owner, commands)),
      take: (owner) => setOffered((before) => new Map([...before].filter(([key]) => key !== owner))),
    }),
    [],
  );
  const frame = useFrameCommands(setOpen);
  const commands = useMemo(() => [...[...offered.values()].flat(), ...frame], [offered, frame]);
  useShortcuts(commands);
  useDesktopRequests(commands);
  const close = (): void => setOpen(null);
  return (
    <DialogsContext value={setOpen}>
      <CommandShelfContext value={shelf}>
        {children}
        <Palette isOpen={open === 'palette'} close={close} commands={commands} />
        <SettingsDialog isOpen={open === 'settings'} close={close} />
        <ShortcutsDialog isOpen={open === 'shortcuts'} close={close} commands={commands} />
        <NewProjectDialog isOpen={open === 'new-project'} close={close} />
      </CommandShelfContext>
    </DialogsContext>
  );
}
