import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, BrowserWindow as ElectronWindow, Rectangle } from 'electron';
import { app } from './app.ts';
import { WebContentsDouble } from './contents.ts';
import { Happening } from './happening.ts';
import { type SessionDouble, session } from './session.ts';

const open = new Set<BrowserWindow>();

/** A window as a page of Chromium: no frame, no screen, but the page, its session and its life are real. */
export class BrowserWindow
  extends EventEmitter
  implements Pick<ElectronWindow, 'show' | 'close' | 'destroy' | 'getNormalBounds' | 'loadURL'>
{
  readonly webContents: WebContentsDouble;
  readonly options: BrowserWindowConstructorOptions;
  background: string | undefined;
  #bounds: Rectangle;
  #isMaximized = false;
  #isDestroyed = false;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    requireGuards(options);
    this.options = options;
    this.background = options.backgroundColor;
    const { x = 240, y = 90, width = 800, height = 600, webPreferences = {} } = options;
    this.#bounds = { x, y, width, height };
    // What the app made here is the double's own session, whatever its declared type.
    const own = webPreferences.session as unknown as SessionDouble | undefined;
    this.webContents = new WebContentsDouble(own ?? session.defaultSession, webPreferences.preload);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    open.add(this);
  }

  show(): void {}
  focus(): void {}
  restore(): void {}
  isMinimized = (): boolean => false;
  isDestroyed = (): boolean => this.#isDestroyed;
  isMaximized = (): boolean => this.#isMaximized;
  getNormalBounds = (): Rectangle => this.#bounds;

  maximize(): void {
    this.#isMaximized = true;
  }

  setBackgroundColor(color: string): void {
    this.background = color;
  }

  setBounds(bounds: Rectangle): void {
    this.#bounds = bounds;
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url);
  }

  close(): void {
    const event = new Happening();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    open.delete(this);
    void this.webContents.destroy().then(() => {
      // Apart from the standard one a session lives only as long as its window here.
      if (this.webContents.session !== session.defaultSession) void this.webContents.session.close();
    });
    this.emit('closed');
    if (open.size === 0) app.hearAllClosed();
  }
}

/** The window that opened first and is still there. */
export function firstWindow(): BrowserWindow | undefined {
  return [...open][0];
}

app.closeWindows = () => {
  for (const window of [...open]) window.close();
  return open.size === 0;
};

/** Whatever opens must be shut in: the double runs no page that Electron's checklist would object to. */
function requireGuards({ webPreferences = {} }: BrowserWindowConstructorOptions): void {
  const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = webPreferences;
  if (!sandbox || !contextIsolation || nodeIntegration || webSecurity === false || webviewTag)
    throw new Error('This window is not shut in.');
}
