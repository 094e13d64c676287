import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { PrintToPDFOptions, WebContents } from 'electron';
import type { Frame, Page } from 'playwright-core';
import { inside, outside } from './addresses.ts';
import { followTheme } from './desk.ts';
import { Happening } from './happening.ts';
import { type FrameDouble, ipcMain } from './ipc.ts';
import { note } from './journal.ts';
import type { PortDouble } from './ports.ts';
import type { SessionDouble } from './session.ts';

const PAGE_SIDE = readFileSync(new URL('./page-side.js', import.meta.url), 'utf8');
const BINDING = 'electronDoubleTell';

/** What the page's side of the double tells. */
export type FromPage =
  | { readonly type: 'document' }
  | { readonly type: 'popup'; readonly url: string }
  | { readonly type: 'download'; readonly url: string; readonly name: string }
  | { readonly type: 'send' | 'invoke'; readonly channel: string; readonly words: readonly unknown[] }
  | { readonly type: 'port'; readonly id: number; readonly data: unknown }
  | { readonly type: 'port-closed'; readonly id: number };

const known = new Map<Page, WebContentsDouble>();

/** Runs in the page, which knows nothing of this file. */
const hearInPage = (message: unknown): void => {
  (Reflect.get(globalThis, 'electronDouble') as { hear(message: unknown): void } | undefined)?.hear(message);
};

/** The contents that a page belongs to; a page that the app never opened belongs to none. */
export function contentsOf(page: Page): WebContentsDouble | undefined {
  return known.get(page);
}

/** The web contents of a window: a page of Chromium, with the real preload in it. */
export class WebContentsDouble extends EventEmitter implements Pick<WebContents, 'send' | 'isLoading' | 'printToPDF'> {
  readonly session: SessionDouble;
  readonly page: Promise<Page>;
  readonly #frames = new WeakMap<Frame, FrameDouble>();
  readonly #ports = new Map<number, PortDouble>();
  #main: Frame | undefined;
  #count = 0;
  #isLoading = false;
  #isExpected = false;
  #openHandler: (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' } = () => ({ action: 'allow' });
  #told: Promise<unknown> = Promise.resolve();

  constructor(session: SessionDouble, preload: string | undefined) {
    super();
    this.session = session;
    this.page = this.#open(preload === undefined ? '' : readFileSync(preload, 'utf8'));
  }

  get mainFrame(): FrameDouble | undefined {
    return this.#main === undefined ? undefined : this.#frameOf(this.#main);
  }

  isLoading(): boolean {
    return this.#isLoading;
  }

  setWindowOpenHandler(handler: (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' }): void {
    this.#openHandler = handler;
  }

  send(channel: string, ...words: unknown[]): void {
    this.#tell({ type: 'message', channel, words, ports: [] });
  }

  postMessage(channel: string, message: unknown, ports: readonly PortDouble[] = []): void {
    this.#tell({ type: 'message', channel, words: [message], ports: ports.map((port) => this.#adopt(port)) });
  }

  async printToPDF({ printBackground = false, preferCSSPageSize = false, pageSize = 'Letter' }: PrintToPDFOptions): Promise<Buffer> {
    const page = await this.page;
    return page.pdf({ printBackground, preferCSSPageSize, format: String(pageSize) });
  }

  async load(url: string): Promise<void> {
    const page = await this.page;
    this.#isLoading = true;
    this.#isExpected = true;
    await page.goto(inside(url));
  }

  /** Whether the app lets a frame go to an address. What the app itself loads is never asked about. */
  allows(url: string, isMain: boolean): boolean {
    if (this.#isExpected) {
      this.#isExpected = false;
      return true;
    }
    const event = new Happening(url);
    this.emit('will-frame-navigate', event);
    if (isMain) this.emit('will-navigate', event, url);
    if (event.defaultPrevented) note('navigation', url);
    else if (isMain) this.#isLoading = true;
    return !event.defaultPrevented;
  }

  async destroy(): Promise<void> {
    this.#losePorts();
    this.emit('destroyed');
    const page = await this.page;
    known.delete(page);
    await page.close().catch(() => {});
  }

  async #open(preload: string): Promise<Page> {
    const { context } = await this.session.profile();
    const page = context.pages().find((idle) => !known.has(idle)) ?? (await context.newPage());
    known.set(page, this);
    this.#main = page.mainFrame();
    page.on('load', () => {
      this.#isLoading = false;
      this.emit('did-finish-load');
    });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') note('console', message.text());
    });
    page.on('pageerror', (error) => note('console', String(error)));
    page.on('popup', (popup) => {
      this.#mayOpen(popup.url());
      void popup.close();
    });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.exposeBinding(BINDING, ({ frame }, message: FromPage) => this.#hear(frame, message));
    await page.addInitScript({ content: `${PAGE_SIDE}\nstartElectronDouble(${JSON.stringify(preload)});` });
    followTheme((isDark) => void page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' }).catch(() => {}));
    return page;
  }

  #mayOpen(url: string): void {
    if (this.#openHandler({ url }).action === 'deny') note('popup', url);
    else throw new Error('The double opens no further windows.');
  }

  #hear(frame: Frame, message: FromPage): unknown {
    const event = { sender: this, senderFrame: this.#frameOf(frame) };
    switch (message.type) {
      case 'document':
        // The ports of a document end with it.
        this.#losePorts();
        return;
      case 'popup':
        return this.#mayOpen(message.url);
      case 'download':
        return this.session.download(outside(message.url), message.name);
      case 'send':
        ipcMain.emit(message.channel, event, ...message.words);
        return;
      case 'invoke':
        return ipcMain.invoke(message.channel, event, message.words);
      case 'port':
        this.#ports.get(message.id)?.postMessage(message.data);
        return;
      case 'port-closed':
        this.#ports.get(message.id)?.close();
    }
  }

  #adopt(port: PortDouble): number {
    const id = ++this.#count;
    this.#ports.set(id, port);
    queueMicrotask(() =>
      port.settle({ deliver: (data) => this.#tell({ type: 'port', id, data }), close: () => this.#tell({ type: 'port-closed', id }) }),
    );
    return id;
  }

  #losePorts(): void {
    for (const port of this.#ports.values()) port.close();
    this.#ports.clear();
  }

  /** One after another, in the order in which they were sent; a page that is gone hears nothing. */
  #tell(message: unknown): void {
    this.#told = this.#told.then(async () => (await this.page).evaluate(hearInPage, message)).catch(() => {});
  }

  #frameOf(frame: Frame): FrameDouble {
    const found = this.#frames.get(frame) ?? {
      get url() {
        return outside(frame.url());
      },
    };
    this.#frames.set(frame, found);
    return found;
  }
}
