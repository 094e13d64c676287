import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { IpcMainInvokeEvent, MenuItemConstructorOptions, Session } from 'electron';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerPage } from '../../electron/guard/page-answers.ts';
import { isOwnSender } from '../../electron/guard/sender.ts';
import { guardSession, isOwnAddress } from '../../electron/guard/session-guard.ts';
import { filesNamed } from '../../electron/main/given-files.ts';
import { menuTemplate } from '../../electron/main/menu.ts';
import { placesOf } from '../../electron/main/places.ts';
import { keepWindowState, readWindowState } from '../../electron/main/window-state.ts';
import { languageOf } from '../../electron/main/words.ts';

/** The parts of the desktop's shell that need no window. */

let folder = '';
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-shell-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the window', () => {
  const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };
  const FIRST = { width: 1440, height: 900, isMaximized: false };

  it('opens where it was closed', () => {
    const state = { x: 100, y: 60, width: 1200, height: 800, isMaximized: true };
    keepWindowState(at('deep/window.json'), state);
    expect(readWindowState(at('deep/window.json'), [SCREEN])).toEqual(state);
  });

  it('comes back to the middle when its screen is gone, in the same size', () => {
    writeFileSync(at('gone.json'), JSON.stringify({ x: 2500, y: 60, width: 1200, height: 800, isMaximized: false }));
    expect(readWindowState(at('gone.json'), [SCREEN])).toEqual({ width: 1200, height: 800, isMaximized: false });
    expect(readWindowState(at('gone.json'), [SCREEN, { ...SCREEN, x: 1920 }])).toMatchObject({ x: 2500 });
  });

  it.each(['', 'no JSON', '[]', 'null', '{"width":10,"height":10}', '{"width":1e9,"height":900}', '{"width":"1200","height":900}'])(
    'starts afresh over a broken state: %s',
    (text) => {
      writeFileSync(at('broken.json'), text);
      expect(readWindowState(at('broken.json'), [SCREEN])).toEqual(FIRST);
    },
  );

  it('does without a place to write to', () => {
    writeFileSync(at('file'), '');
    expect(() => keepWindowState(at('file/window.json'), FIRST)).not.toThrow();
    expect(readWindowState(at('nowhere.json'), [SCREEN])).toEqual(FIRST);
  });
});

describe('the menu', () => {
  const itemsOf = (items: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);
  const chosen: string[] = [];
  const menu = (language: 'en' | 'zh', isMac = false) => itemsOf(menuTemplate({ language, isMac, command: (id) => chosen.push(id) }));

  it('asks the page for every command, by the id that the palette knows', () => {
    for (const item of menu('en')) (item.click as (() => void) | undefined)?.();
    expect(chosen).toEqual(menu('en').flatMap(({ id }) => id ?? []));
    expect(new Set(chosen).size).toBe(chosen.length);
    expect(chosen).toContain('project/run');
  });

  it('has a label in both languages for all that is not the system’s own', () => {
    const [english, chinese] = [menu('en'), menu('zh')];
    expect(chinese.length).toBe(english.length);
    for (const [index, { label }] of chinese.entries()) {
      if (label === undefined) continue;
      expect(label).toMatch(/[\u4e00-\u9fff]/);
      expect(english[index]?.label).not.toBe(label);
    }
  });

  it('never takes a key from the field that has the focus', () => {
    for (const { accelerator, registerAccelerator } of menu('en')) if (accelerator !== undefined) expect(registerAccelerator).toBe(false);
  });

  it('has one Settings and one Quit, wherever a system keeps them', () => {
    for (const isMac of [true, false]) {
      expect(menu('en', isMac).filter(({ id }) => id === 'view/settings')).toHaveLength(1);
      expect(menu('en', isMac).filter(({ role }) => role === 'quit')).toHaveLength(1);
    }
  });
});

describe('the guard', () => {
  it('knows its own address from those that look like it', () => {
    expect(['app://causeway', 'app://causeway/', 'app://causeway/a#b'].map(isOwnAddress)).toEqual([true, true, true]);
    const strange = ['app://causeway.evil/', 'app://causewayx', 'https://causeway/', 'file:///app://causeway/', 'APP://other/', ''];
    expect(strange.filter(isOwnAddress)).toEqual([]);
  });

  it('hears the main frame of its own pages only', () => {
    const main = { url: 'app://causeway/' };
    const event = (senderFrame: unknown, mainFrame: unknown = main) =>
      ({ sender: { mainFrame }, senderFrame }) as unknown as IpcMainInvokeEvent;
    expect(isOwnSender(event(main))).toBe(true);
    expect(isOwnSender(event({ url: 'app://causeway/' }))).toBe(false);
    expect(isOwnSender(event(null))).toBe(false);
    const stranger = { url: 'https://stranger.invalid/' };
    expect(isOwnSender(event(stranger, stranger))).toBe(false);
  });

  it('closes a session: no address but its own, no permission but to copy', () => {
    const told = new Map<string, (...words: unknown[]) => unknown>();
    const keep = (name: string) => (listener: (...words: unknown[]) => unknown) => void told.set(name, listener);
    let isSpelling = true;
    guardSession({
      setSpellCheckerEnabled: (isOn: boolean) => {
        isSpelling = isOn;
      },
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      webRequest: { onBeforeRequest: keep('before') },
      on: (name: string, listener: (...words: unknown[]) => unknown) => told.set(name, listener),
    } as unknown as Session);
    expect(isSpelling).toBe(false);
    const isCancelled = (url: string): unknown => {
      let cancel: unknown;
      told.get('before')?.({ url }, (answer: { cancel: boolean }) => {
        cancel = answer.cancel;
      });
      return cancel;
    };
    expect(['app://causeway/', 'blob:app://causeway/1', 'data:image/png;base64,'].map(isCancelled)).toEqual([false, false, false]);
    const strange = ['https://example.org/', 'http://127.0.0.1/', 'file:///etc/passwd', 'ws://example.org', 'blob:https://example.org/1'];
    expect(strange.map(isCancelled)).toEqual(strange.map(() => true));
    const mayAsk = (permission: string, requestingUrl: string): unknown => {
      let may: unknown;
      told.get('request')?.(null, permission, (answer: boolean) => (may = answer), { requestingUrl });
      return may;
    };
    expect(mayAsk('clipboard-sanitized-write', 'app://causeway/')).toBe(true);
    expect(mayAsk('clipboard-sanitized-write', 'https://example.org/')).toBe(false);
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fileSystem']) {
      expect(mayAsk(permission, 'app://causeway/')).toBe(false);
      expect(told.get('check')?.(null, permission, 'app://causeway/')).toBe(false);
    }
    expect(told.get('device')?.({})).toBe(false);
    let isPrevented = false;
    told.get('will-download')?.({ preventDefault: () => (isPrevented = true) }, { getURL: () => 'https://example.org/x.exe' });
    expect(isPrevented).toBe(true);
  });

  it('answers with files of the page and what was offered, under the policy, and with nothing else', async () => {
    mkdirSync(at('page'));
    writeFileSync(at('page/index.html'), '<!doctype html>');
    writeFileSync(at('page/notes.exe'), 'x');
    writeFileSync(at('secret.html'), 'secret');
    symlinkSync(at('secret.html'), at('page/link.html'));
    const made = { path: at('secret.html'), name: "报告 'A'.html", sizeBytes: 6 };
    const source = { pageFolder: at('page'), offered: async (ticket: string) => (ticket === 'good' ? made : null) };
    const answer = (path: string, method = 'GET') => answerPage(new Request(`app://causeway${path}`, { method }), source);
    const page = await answer('/');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(page.headers.get('content-type')).toContain('text/html');
    const lost = [
      '/../secret.html',
      '/..%2fsecret.html',
      '/%2e%2e/secret.html',
      '/link.html',
      '/notes.exe',
      '/download/bad',
      '/download/good/more',
      '/%00',
    ];
    for (const path of lost) expect((await answer(path)).status, path).toBe(404);
    expect((await answer('/', 'POST')).status).toBe(403);
    expect((await answerPage(new Request('app://other/'), source)).status).toBe(403);
    const download = await answer('/download/good');
    expect(await download.text()).toBe('secret');
    expect(download.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent("报告 'A'.html").replaceAll("'", '%27')}`,
    );
  });
});

describe('what comes from outside', () => {
  it('takes the files of a command line that are there and can be read', () => {
    for (const name of ['a.csv', 'b.causeway', 'c.exe']) writeFileSync(at(name), '');
    mkdirSync(at('folder.csv'));
    const words = ['causeway', '--inspect=a.csv', 'a.csv', 'b.causeway', 'c.exe', 'missing.csv', 'folder.csv', resolve(folder, 'a.csv')];
    expect(filesNamed(words, folder)).toEqual([at('a.csv'), at('b.causeway'), at('a.csv')]);
  });

  it('speaks the language that was chosen, else the system’s', () => {
    expect([languageOf('system', 'zh-Hans-CN'), languageOf('system', 'de-DE'), languageOf('en', 'zh-CN')]).toEqual(['zh', 'en', 'en']);
  });

  it.skipIf(process.platform === 'win32')('finds the engine outside of a package’s archive, and the page inside', () => {
    const places = placesOf('file:///opt/Causeway/resources/app.asar/dist/electron/main.js');
    expect(places.compute).toBe('/opt/Causeway/resources/app.asar.unpacked/dist/electron/compute.js');
    expect(places.samples).toBe('/opt/Causeway/resources/app.asar.unpacked/dist/electron/samples/');
    expect(places.page).toBe('/opt/Causeway/resources/app.asar/dist/renderer/');
    expect(placesOf('file:///home/me/causeway/dist/electron/main.js').compute).toBe('/home/me/causeway/dist/electron/compute.js');
  });
});
