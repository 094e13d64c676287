import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOKENS } from '../../core/report/tokens.ts';
import { DESKTOP_FOLDER, ensureDesktop } from '../../tools/build/desktop.ts';
import { ensurePage } from '../../tools/build/page.ts';
import { readPdf } from '../support/pdf.ts';
import { DesktopApp, type LaunchOptions } from './double/driver.ts';

/** The desktop app's own bundles, unchanged, over a double of Electron and a real Chromium; each test goes on where the last one ended. */

const folder = mkdtempSync(join(tmpdir(), 'causeway-desktop-'));
const appFolder = join(folder, 'app');
const table = join(folder, 'visits of 客户.csv');
const apps: DesktopApp[] = [];
let app: DesktopApp;

function launch(options: Partial<LaunchOptions> = {}): DesktopApp {
  const opened = new DesktopApp({ main: join(DESKTOP_FOLDER, 'main.js'), folder: appFolder, ...options });
  apps.push(opened);
  return opened;
}

const evaluate = (script: string): Promise<unknown> => app.page('evaluate', script);

/** Programs that still run over the app's folder. */
function leftovers(): readonly string[] {
  if (!existsSync('/proc/self/cmdline')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((id) => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .filter((words) => words.includes(folder));
}

beforeAll(async () => {
  mkdirSync(appFolder);
  writeFileSync(
    table,
    `id,visits,region\n${Array.from({ length: 200 }, (_, row) => `${row},${row % 7},${row % 2 ? '北' : '南'}`).join('\n')}\n`,
  );
  await ensurePage();
  await ensureDesktop();
  app = launch();
}, 120_000);

afterAll(async () => {
  await Promise.all(apps.map((each) => each.kill()));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

describe('the desktop app', () => {
  it('opens its window on the page, isolated and without a word on the console', async () => {
    await app.sees('.sample-open');
    expect(await evaluate('[location.origin, isSecureContext, crossOriginIsolated, typeof require, typeof process].join(" ")')).toMatch(
      /app\.invalid true true undefined undefined$/,
    );
    expect(await app.journal('console')).toEqual([]);
  });

  it('opens the sample over the port, with no server in between', async () => {
    await app.page('click', '.sample-open');
    await app.sees('.thread .step-chip');
    const asked = await app.journal('request');
    expect(asked.filter((line) => !/^200 app:\/\/causeway\/(assets\/.*)?$/.test(line))).toEqual([]);
  });

  it('runs steps from the menu, with progress', async () => {
    await app.ask({ do: 'click-menu', id: 'project/run' });
    await app.sees('.step-chip.is-running');
    await app.sees('.jobs-share');
    await app.sees('.thread li:nth-child(3) .is-fresh');
  });

  it('outlives its engine: the page goes on with the same project and what was finished', async () => {
    await app.ask({ do: 'abort-engine' });
    await app.page('waitForSelector', '.step-chip.is-running', { state: 'detached', timeout: 40_000 });
    await app.page('waitForSelector', '.frame-lost', { state: 'detached', timeout: 40_000 });
    await app.sees('.thread li:nth-child(3) .is-fresh');
    await evaluate('location.hash = "#/test"');
    await app.sees('.scorecard, .step-page, main table');
  });

  it('speaks the language that is chosen in its menu too', async () => {
    expect(await app.ask({ do: 'menu-labels' })).toContain('File');
    await app.page('click', '.language-button');
    await expect.poll(() => app.ask({ do: 'menu-labels' }), { timeout: 10_000 }).toContain('文件');
  });

  it('prints the report with its charts and its Chinese letters', async () => {
    await evaluate('location.hash = "#/report/report"');
    await app.page('click', '.report-exports button:has-text("PDF")');
    await expect.poll(() => app.ask({ do: 'downloads' }), { timeout: 30_000 }).toHaveLength(1);
    const [[name, path] = []] = (await app.ask({ do: 'downloads' })) as string[][];
    expect(name).toMatch(/\.pdf$/);
    const facts = readPdf(readFileSync(path ?? ''));
    expect(facts.pageCount).toBeGreaterThanOrEqual(3);
    // Only charts draw in the colours of arms.
    expect([...facts.colors]).toContain(TOKENS.light['arm-2'].toLowerCase());
    expect(facts.letters).toMatch(/[\u4e00-\u9fff]/);
  });

  it('leads from the menu over the dialog and a ticket to the preview of an import', async () => {
    await app.ask({ do: 'choose', path: table });
    await app.ask({ do: 'click-menu', id: 'project/open' });
    await app.sees('.import-ruler');
    expect((await app.journal('dialog')).join()).toContain('数据表: csv');
    expect(await app.journal('recent')).toEqual([table]);
    expect(await evaluate('document.documentElement.outerHTML')).not.toContain(folder);
  });

  it('holds a dropped file under a ticket, and nothing that a script made up', async () => {
    await evaluate(`electronDouble.paths.set('dropped.csv', ${JSON.stringify(table)})`);
    const offer = (name: string) => evaluate(`causeway.offer(new File(['a'], '${name}'))`);
    expect(await offer('dropped.csv')).toMatchObject({ ok: true, value: { name: 'visits of 客户.csv' } });
    expect(JSON.stringify(await offer('dropped.csv'))).not.toContain(folder);
    expect(await offer('made-up.csv')).toMatchObject({ ok: false, problem: { code: 'data/file-missing' } });
  });

  it('opens what the system hands it', async () => {
    await evaluate('location.hash = "#/home"');
    await app.sees('.sample-open');
    await app.ask({ do: 'open-file', path: table });
    await app.sees('.import-ruler');
  });

  it('lets nothing leave while all of that happened', async () => {
    expect(await app.journal('left')).toEqual([]);
    expect(await app.journal('refused')).toEqual([]);
    expect(await app.journal('console')).toEqual([]);
  });
});

describe('the guard', () => {
  it('keeps the window where it is, and alone', async () => {
    const home = await evaluate('location.href');
    await evaluate('location.href = "https://elsewhere.invalid/"');
    await expect.poll(() => app.journal('navigation'), { timeout: 10_000 }).toEqual(['https://elsewhere.invalid/']);
    expect(await evaluate('String(window.open("https://elsewhere.invalid/popup"))')).toBe('null');
    await evaluate('Object.assign(document.createElement("a"), { href: "https://elsewhere.invalid/link", target: "_blank" }).click()');
    await expect.poll(async () => (await app.journal('popup')).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(1);
    expect(await evaluate('location.href')).toBe(home);
  });

  it('lets the page reach its own files only', async () => {
    const asks = (url: string, method = 'GET') =>
      evaluate(`fetch('${url}', { method: '${method}' }).then(({ status }) => status, () => 'nothing')`);
    expect(await asks('/..%2f..%2fpackage.json')).toBe(404);
    expect(await asks('/download/unknown')).toBe(404);
    expect(await asks('/', 'POST')).toBe(403);
    expect(await asks('https://elsewhere.invalid/data')).toBe('nothing');
    expect(await asks('file:///etc/passwd')).toBe('nothing');
    expect(await app.journal('left')).toEqual([]);
  });

  it('runs no script that was put into the page', async () => {
    await evaluate('document.body.append(Object.assign(document.createElement("script"), { textContent: "window.isIn = true" }))');
    expect(await evaluate('String(window.isIn)')).toBe('undefined');
  });

  it('gives no port and no ticket to a frame inside the page, nor to a page of somebody else', async () => {
    const inFrame = `new Promise((resolve) => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      frame.contentWindow.electronDoubleTell({ type: 'invoke', channel: 'causeway:offer', words: [${JSON.stringify(table)}] }).then(resolve);
    })`;
    expect(await evaluate(inFrame)).toMatchObject({ ok: false });
    await app.ask({ do: 'stray' });
    expect(await evaluate('document.body.textContent')).toBe('A stranger.');
    await evaluate(`electronDouble.paths.set('mine.csv', ${JSON.stringify(table)})`);
    expect(await evaluate("causeway.offer(new File(['a'], 'mine.csv'))")).toMatchObject({ ok: false });
    const port = `new Promise((resolve) => {
      addEventListener('message', () => resolve('a port'));
      causeway.connect();
      setTimeout(() => resolve('nothing'), 500);
    })`;
    expect(await evaluate(port)).toBe('nothing');
  });
});

describe('the life of the app', () => {
  it('keeps the project through a kill of everything', async () => {
    await app.kill();
    expect(leftovers()).toEqual([]);
    app = launch();
    await app.page('click', '.recent-entry');
    await app.sees('.thread li:nth-child(3) .is-fresh');
    expect(await app.ask({ do: 'menu-labels' })).toContain('文件');
  });

  it('stays one: a second start hands its file over and ends', async () => {
    const second = launch({ files: [table] });
    expect(await second.ended()).toBe(0);
    await app.sees('.import-ruler');
  });

  it('closes the project, then ends well, and leaves nothing running', async () => {
    await app.ask({ do: 'close-window' });
    expect(await app.ended(), app.words).toBe(0);
    expect(app.words).toBe('');
    await expect.poll(leftovers, { timeout: 5000 }).toEqual([]);
    expect(JSON.parse(readFileSync(join(appFolder, 'window.json'), 'utf8'))).toEqual({
      x: 240,
      y: 90,
      width: 1440,
      height: 900,
      isMaximized: false,
    });
  });

  it('says so when the engine keeps stopping, and stays open', async () => {
    app = launch({ folder: join(folder, 'other'), locale: 'zh-CN' });
    await app.sees('.sample-open');
    for (let losses = 0; losses < 4; losses++) await app.ask({ do: 'abort-engine' });
    await expect.poll(async () => (await app.journal('dialog')).join(), { timeout: 10_000 }).toContain('计算引擎反复停止');
    await app.sees('.frame-lost');
  });
});
