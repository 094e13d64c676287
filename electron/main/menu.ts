import type { MenuItemConstructorOptions } from 'electron';
import type { Language, Text } from '../../core/base/text.ts';
import { WORDS } from './words.ts';

export interface MenuOptions {
  readonly language: Language;
  readonly isMac: boolean;
  /** Asks the page to run one of its commands. */
  readonly command: (id: string) => void;
}

/**
 * The application menu. Its commands are the page's own, under the same ids and shortcuts as in the palette, so that menu,
 * palette and keys can never disagree; what belongs to windows and text is the system's.
 */
export function menuTemplate({ language, isMac, command }: MenuOptions): MenuItemConstructorOptions[] {
  const say = (words: Text): string => words[language];
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const role = (words: Text, named: NonNullable<MenuItemConstructorOptions['role']>): MenuItemConstructorOptions => ({
    label: say(words),
    role: named,
  });
  // The page hears the keys itself; registering them here would take them from the field that has the focus.
  const page = (id: string, words: Text, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label: say(words),
    click: () => command(id),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  });
  const settings = page('view/settings', WORDS.settings, 'CmdOrCtrl+,');
  const quit = role(WORDS.quit, 'quit');
  return [
    ...(isMac ? [{ role: 'appMenu' as const, submenu: [{ role: 'about' as const }, line, settings, line, quit] }] : []),
    {
      label: say(WORDS.file),
      submenu: [
        page('project/new', WORDS.newProject, 'CmdOrCtrl+Alt+N'),
        page('project/open', WORDS.open, 'CmdOrCtrl+O'),
        line,
        page('project/backup', WORDS.backup),
        page('project/close', WORDS.closeProject),
        ...(isMac ? [] : [line, settings, line, quit]),
      ],
    },
    {
      label: say(WORDS.edit),
      submenu: [
        page('project/undo', WORDS.undo, 'CmdOrCtrl+Z'),
        page('project/redo', WORDS.redo, 'CmdOrCtrl+Shift+Z'),
        line,
        role(WORDS.cut, 'cut'),
        role(WORDS.copy, 'copy'),
        role(WORDS.paste, 'paste'),
        role(WORDS.selectAll, 'selectAll'),
      ],
    },
    {
      label: say(WORDS.experiment),
      submenu: [
        page('project/run', WORDS.run, 'CmdOrCtrl+Enter'),
        line,
        page('project/replay', WORDS.replay),
        page('project/verify', WORDS.verify),
      ],
    },
    {
      label: say(WORDS.view),
      submenu: [
        page('view/palette', WORDS.palette, 'CmdOrCtrl+K'),
        line,
        role(WORDS.actualSize, 'resetZoom'),
        role(WORDS.zoomIn, 'zoomIn'),
        role(WORDS.zoomOut, 'zoomOut'),
        line,
        role(WORDS.fullScreen, 'togglefullscreen'),
      ],
    },
    { label: say(WORDS.window), submenu: [role(WORDS.minimize, 'minimize'), role(WORDS.closeWindow, 'close')] },
    { label: say(WORDS.help), role: 'help', submenu: [page('view/shortcuts', WORDS.shortcuts)] },
  ];
}
