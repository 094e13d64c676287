import type Electron from 'electron';
import { app } from './app.ts';
import { serveControl } from './control.ts';
import { dialog, Menu, nativeTheme, screen } from './desk.ts';
import { ipcMain } from './ipc.ts';
import { MessageChannelMain } from './ports.ts';
import { protocol, session } from './session.ts';
import { utilityProcess } from './utility.ts';
import { BrowserWindow } from './window.ts';

/** What the desktop app uses of Electron, and no more: anything else fails as a missing export would. */
export { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, nativeTheme, protocol, screen, session, utilityProcess };

/** Every member has the type that Electron declares for it; events, which Electron overloads by name, are checked where they are sent. */
type Known<Type, Name extends keyof Type> = Pick<Type, Name>;
app satisfies Known<
  Electron.App,
  'enableSandbox' | 'requestSingleInstanceLock' | 'quit' | 'whenReady' | 'getPath' | 'getLocale' | 'addRecentDocument'
>;
dialog satisfies Known<Electron.Dialog, 'showErrorBox'>;
protocol satisfies Known<Electron.Protocol, 'registerSchemesAsPrivileged'>;
nativeTheme satisfies Known<Electron.NativeTheme, 'themeSource' | 'shouldUseDarkColors'>;

serveControl();
