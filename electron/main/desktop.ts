import { join } from 'node:path';
import { app, type BrowserWindow, ipcMain, type MenuItemConstructorOptions, type Session } from 'electron';
import type { Settings } from '../../core/api/types.ts';
import type { Outcome } from '../../core/base/outcome.ts';
import type { Language } from '../../core/base/text.ts';
import { CHANNEL, type PageRequest } from '../channels.ts';
import type { QuestionToMain } from '../compute/messages.ts';
import { answerPage } from '../guard/page-answers.ts';
import { isOwnSender } from '../guard/sender.ts';
import { guardSession } from '../guard/session-guard.ts';
import { outcomeOf } from '../questions.ts';
import { chooseFile } from './choose-file.ts';
import { Engine } from './engine.ts';
import { menuTemplate } from './menu.ts';
import type { Places } from './places.ts';
import { printToPdf } from './printer.ts';
import { dressWindow, openWindow } from './window.ts';
import { languageOf } from './words.ts';

export interface DesktopOptions {
  readonly places: Places;
  readonly dataFolder: string;
  readonly stateFile: string;
  readonly session: Session;
  setMenu(template: readonly MenuItemConstructorOptions[]): void;
  /** The engine is not started again; told in the language that was chosen. */
  onGivenUp(language: Language): void;
}

/** The running app: its window, its engine, and what passes between them. */
export class Desktop {
  readonly #options: DesktopOptions;
  readonly #engine: Engine;
  #window: BrowserWindow | undefined;
  #theme: Settings['theme'] = 'system';
  #language: Language = languageOf('system', app.getLocale());

  constructor(options: DesktopOptions) {
    this.#options = options;
    const { places, dataFolder, session, onGivenUp } = options;
    guardSession(session);
    this.#engine = new Engine({
      entry: places.compute,
      dataFolder,
      samplesFolder: places.samples,
      answer: (question) => this.#answer(question),
      onSettings: (settings) => this.#dress(settings),
      onGivenUp: () => onGivenUp(this.#language),
    });
    session.protocol.handle('app', (request) =>
      answerPage(request, { pageFolder: places.page, offered: (ticket) => this.#engine.ask({ what: 'offered', ticket }) }),
    );
    this.#listen();
    this.#drawMenu();
  }

  /** Brings the window to the front, opening it where there is none. */
  show(): void {
    const window = this.#window;
    if (window === undefined) {
      const { places, stateFile } = this.#options;
      this.#window = openWindow({ preload: places.preload, stateFile, theme: this.#theme });
      this.#window.on('closed', () => {
        this.#window = undefined;
      });
      return;
    }
    if (window.isMinimized()) window.restore();
    window.focus();
  }

  /** Hands a file that came from outside to the page, as if it had been dropped there. */
  async openFile(path: string): Promise<void> {
    this.show();
    const admitted = await outcomeOf(() => this.#engine.ask({ what: 'admit', path }));
    // A file that is gone by now is nothing to interrupt anybody for.
    if (!admitted.ok) return;
    app.addRecentDocument(path);
    this.#request({ type: 'file', ticket: admitted.value as Extract<PageRequest, { type: 'file' }>['ticket'] });
  }

  end(): Promise<void> {
    return this.#engine.end();
  }

  #listen(): void {
    ipcMain.on(CHANNEL.connect, (event) => {
      if (isOwnSender(event)) this.#engine.connect(event.sender);
    });
    ipcMain.handle(CHANNEL.offer, async (event, path: unknown): Promise<Outcome<unknown>> => {
      if (!isOwnSender(event) || typeof path !== 'string' || path === '') return { ok: false, problem: NO_FILE };
      return outcomeOf(() => this.#engine.ask({ what: 'admit', path }));
    });
  }

  /** The page keeps requests that come before it listens; one that is still loading gets them when it is there. */
  #request(request: PageRequest): void {
    const contents = this.#window?.webContents;
    if (contents === undefined) return;
    const send = (): void => contents.send(CHANNEL.request, request);
    if (contents.isLoading()) contents.once('did-finish-load', send);
    else send();
  }

  async #answer(question: QuestionToMain): Promise<unknown> {
    if (question.what === 'print') return printToPdf(question.htmlPath, join(this.#options.dataFolder, 'exports'));
    if (this.#window === undefined) return null;
    const path = await chooseFile(this.#window, question.purpose, this.#language);
    if (path !== null) app.addRecentDocument(path);
    return path;
  }

  #dress({ theme, language }: Settings): void {
    this.#theme = theme;
    dressWindow(this.#window, theme);
    const chosen = languageOf(language, app.getLocale());
    if (chosen === this.#language) return;
    this.#language = chosen;
    this.#drawMenu();
  }

  #drawMenu(): void {
    this.#options.setMenu(
      menuTemplate({
        language: this.#language,
        isMac: process.platform === 'darwin',
        command: (id) => {
          this.show();
          this.#request({ type: 'command', id });
        },
      }),
    );
  }
}

const NO_FILE = {
  kind: 'input',
  code: 'data/file-missing',
  message: 'What was dropped is not a file.',
  fix: 'Drop a file from a folder, or choose one.',
} as const;
