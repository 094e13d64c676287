import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensurePage } from '../../../tools/build/page.ts';
import { openBrowser } from '../../support/browser.ts';

/** An analyst's own file: Chinese in GB18030, roles, a segment, an experiment from nothing, and all of it still there after a kill. */

const CLI = fileURLToPath(new URL('../../../core/host/cli.ts', import.meta.url));

/** The letters of the file in GB18030; Node only writes UTF-8. */
const GB: Readonly<Record<string, string>> = {
  客: 'bfcd',
  户: 'bba7',
  城: 'b3c7',
  市: 'cad0',
  上: 'c9cf',
  海: 'baa3',
  北: 'b1b1',
  京: 'bea9',
  短: 'b6cc',
  信: 'd0c5',
  无: 'cede',
  组: 'd7e9',
  别: 'b1f0',
};

function inGb18030(words: string): Buffer {
  return Buffer.concat([...words].map((letter) => (GB[letter] === undefined ? Buffer.from(letter) : Buffer.from(GB[letter], 'hex'))));
}

/** 客户, 组别 (短信/无), 城市, age, spend. */
function ownFile(): Buffer {
  const lines = ['客户,组别,城市,age,spend'];
  for (let row = 0; row < 400; row++) {
    const arm = row % 2 === 0 ? '短信' : '无';
    lines.push(
      `K${row},${arm},${row % 3 === 0 ? '上海' : '北京'},${20 + (row % 50)},${(10 + (row % 7) + (row % 2 === 0 ? 2 : 0)).toFixed(1)}`,
    );
  }
  return inGb18030(`${lines.join('\r\n')}\r\n`);
}

let folder = '';
let browser: Browser;
let page: Page;
let host: ChildProcess | undefined;

beforeAll(async () => {
  await ensurePage();
  folder = mkdtempSync(join(tmpdir(), 'causeway-own-'));
  writeFileSync(join(folder, '活动.csv'), ownFile());
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(30_000);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  host?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the program as a person does, and answers the address that it prints. */
function start(): Promise<string> {
  host = spawn(process.execPath, [CLI, 'start', '--no-open', '--data', join(folder, 'home')], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let said = '';
    host?.stdout?.on('data', (bytes: Buffer) => {
      said += bytes.toString('utf8');
      const address = /http:\/\/127\.0\.0\.1:\S+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    });
    host?.once('exit', (code) => reject(new Error(`It ended with ${code}: ${said}`)));
  });
}

/** Ends the program without any warning, as a power cut would. */
async function kill(): Promise<void> {
  const gone = new Promise((resolve) => host?.once('exit', resolve));
  host?.removeAllListeners('exit');
  host?.once('exit', () => undefined);
  const over = new Promise((resolve) => host?.once('close', resolve));
  host?.kill('SIGKILL');
  await Promise.race([gone, over]);
}

it('comes in right, becomes a segment and an experiment, and survives a kill', { timeout: 150_000 }, async () => {
  await page.goto(await start());
  await page.locator('.role-card').first().click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page
      .getByRole('button', { name: /Open a file|打开/ })
      .first()
      .click(),
  ]);
  await chooser.setFiles(join(folder, '活动.csv'));

  // The preview reads the encoding by itself, and takes the roles.
  await page.getByText('上海').first().waitFor();
  expect(await page.locator('.import-ruler').innerText()).toMatch(/gb18030/i);
  await setRole('客户', 'id');
  await setRole('组别', 'treatment');
  await setRole('spend', 'outcome');
  await setRole('age', 'covariate');
  await page.getByRole('combobox', { name: 'Control arm' }).selectOption({ label: 'Control arm: 无' });
  await page.locator('.page-actions').getByRole('button', { name: 'Import' }).click();
  await page.waitForURL(/#\/data(?!\/import)/);
  await page.getByText('北京').first().waitFor();

  // From nothing to a plan: the canvas proposes a thread that fits the roles.
  await page.locator('a[href="#/plan"]').click();
  await page.getByRole('button', { name: 'Lay out these steps' }).click();
  const nodes = page.locator('.react-flow__node');
  await expect.poll(() => nodes.count()).toBeGreaterThan(2);
  const proposed = await nodes.count();
  await page.keyboard.press('Control+z');
  await expect.poll(() => nodes.count()).toBeLessThan(proposed);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => nodes.count()).toBe(proposed);

  // A segment by rule.
  await page.locator('a[href="#/segment"]').click();
  await page
    .getByRole('button', { name: /New segment/ })
    .first()
    .click();
  // The page of the proposed segment stays until the new one is in the document.
  await page.locator('li.is-current', { hasText: 'segment-2' }).waitFor();
  await page.getByRole('button', { name: 'Add a condition' }).first().click();
  await page.getByRole('combobox', { name: 'Column' }).last().click();
  await page.keyboard.type('城市');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Value' }).last().fill('上海');
  await expect.poll(async () => Number(await page.locator('[data-members]').getAttribute('data-members'))).toBe(134);

  // The edit is in the document once the timeline of versions holds it.
  await page.locator('.seg-timeline > li').first().waitFor();

  await kill();
  await page.goto(await start());
  const home = page.url();
  await page.locator('.recent-entry').first().click();
  // Opening leads to a page of its own; a click before that would be taken back.
  await page.waitForURL((address) => address.href !== home);
  await page.locator('a[href="#/segment"]').click();
  await page.getByText('segment-2', { exact: true }).first().click();
  await expect.poll(async () => Number(await page.locator('[data-members]').getAttribute('data-members'))).toBe(134);
  await page.locator('a[href="#/plan"]').click();
  await expect.poll(() => nodes.count()).toBe(proposed + 1);
});

/** Chooses a role in the head of a column. */
async function setRole(column: string, role: string): Promise<void> {
  await page.locator(`[aria-label*="${column}"]`).and(page.locator('select')).last().selectOption(role);
}
