import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { STRANGER } from './addresses.ts';
import { app } from './app.ts';
import { answers, menuItems } from './desk.ts';
import { type Entry, journal } from './journal.ts';
import { closeSessions } from './session.ts';
import { abortUtility } from './utility.ts';
import { firstWindow } from './window.ts';

/** What a test asks of the app that it started: what a person could do, and what only the double can show. */
export type Ask =
  | { readonly do: 'page'; readonly method: string; readonly words: readonly unknown[] }
  | { readonly do: 'click-menu'; readonly id: string }
  | { readonly do: 'menu-labels' }
  | { readonly do: 'choose'; readonly path: string }
  | { readonly do: 'journal' }
  | { readonly do: 'downloads' }
  | { readonly do: 'open-file'; readonly path: string }
  | { readonly do: 'abort-engine' }
  | { readonly do: 'stray' }
  | { readonly do: 'close-window' };

interface Asked {
  readonly id: number;
  readonly ask: Ask;
}

/** Answers the test over the process's own channel. Without a test the double ends. */
export function serveControl(): void {
  app.closeSessions = closeSessions;
  process.on('message', ({ id, ask }: Asked) => {
    void answer(ask).then(
      (value) => process.send?.({ id, ok: true, value }),
      (error: unknown) => process.send?.({ id, ok: false, why: error instanceof Error ? error.message : String(error) }),
    );
  });
  process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
}

async function answer(ask: Ask): Promise<unknown> {
  switch (ask.do) {
    case 'page':
      return act(await pageNow(), ask.method, ask.words);
    case 'click-menu':
      return clickMenu(ask.id);
    case 'menu-labels':
      return menuItems().map(({ label, role, type }) => label ?? role ?? type);
    case 'choose':
      return answers.push(ask.path);
    case 'journal':
      return journal satisfies readonly Entry[];
    case 'downloads':
      return firstWindow()?.webContents.session.downloads ?? [];
    case 'open-file':
      return app.emit('open-file', { preventDefault() {} }, ask.path);
    case 'abort-engine':
      return abortUtility();
    case 'stray':
      // Not even the guard can be trusted here: what if a stranger's page were in the window after all?
      return act(await pageNow(), 'goto', [STRANGER]);
    case 'close-window':
      return firstWindow()?.close();
  }
}

/** The page of the window; a test that asks early waits for it. */
async function pageNow(): Promise<Page> {
  for (let tries = 0; tries < 100; tries++) {
    const window = firstWindow();
    if (window !== undefined) return window.webContents.page;
    await setTimeout(100);
  }
  throw new Error('There is no window.');
}

/** Calls a method of the driver's page by name, and answers what can be sent. */
async function act(page: Page, method: string, words: readonly unknown[]): Promise<unknown> {
  const methods = page as unknown as Readonly<Record<string, (...words: readonly unknown[]) => unknown>>;
  const value = await methods[method]?.call(page, ...words);
  return typeof value === 'object' && value !== null && value.constructor !== Object && !Array.isArray(value) && !Buffer.isBuffer(value)
    ? null
    : value;
}

function clickMenu(id: string): void {
  const item = menuItems().find((each) => each.id === id);
  if (item?.click === undefined) throw new Error(`The menu has no item ${id}.`);
  // The app's own items take none of what Electron would hand them.
  (item.click as () => void)();
}
