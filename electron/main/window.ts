import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Settings } from '../../core/api/types.ts';
import { TOKENS } from '../../core/report/tokens.ts';
import { ORIGIN } from '../channels.ts';
import { guardContents, WINDOW_GUARDS } from '../guard/session-guard.ts';
import { keepWindowState, LEAST, readWindowState } from './window-state.ts';

export interface WindowOptions {
  readonly preload: string;
  readonly stateFile: string;
  readonly theme: Settings['theme'];
}

/** Opens the window where it was last, in the ground colour of its theme, so that nothing flashes before the page is there. */
export function openWindow({ preload, stateFile, theme }: WindowOptions): BrowserWindow {
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const { isMaximized, ...place } = readWindowState(stateFile, areas);
  const window = new BrowserWindow({
    ...place,
    minWidth: LEAST.width,
    minHeight: LEAST.height,
    show: false,
    title: 'Causeway',
    backgroundColor: groundOf(theme),
    webPreferences: { ...WINDOW_GUARDS, preload },
  });
  guardContents(window.webContents);
  if (isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => keepWindowState(stateFile, { ...window.getNormalBounds(), isMaximized: window.isMaximized() }));
  void window.loadURL(`${ORIGIN}/`);
  return window;
}

/** Makes menus, dialogs and the window's ground follow the theme of the page. */
export function dressWindow(window: BrowserWindow | undefined, theme: Settings['theme']): void {
  nativeTheme.themeSource = theme === 'contrast' ? 'system' : theme;
  window?.setBackgroundColor(groundOf(theme));
}

function groundOf(theme: Settings['theme']): string {
  const isDark = theme === 'dark' || (theme !== 'light' && nativeTheme.shouldUseDarkColors);
  return TOKENS[isDark ? 'dark' : 'light'].paper;
}
