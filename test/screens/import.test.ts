import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Loopback, openLoopback } from '../../core/host/loopback.ts';
import { ensurePage, PAGE_FOLDER } from '../../tools/build/page.ts';
import { type Misdeeds, openBrowser, watchPage } from '../support/browser.ts';

let folder = '';
let host: Loopback;
let browser: Browser;
let page: Page;
let misdeeds: Misdeeds;

beforeAll(async () => {
  await ensurePage();
  folder = mkdtempSync(join(tmpdir(), 'causeway-import-'));
  host = await openLoopback({ pageFolder: PAGE_FOLDER, dataFolder: join(folder, 'app'), threads: 2 });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  misdeeds = watchPage(page, `http://127.0.0.1:${host.port}`);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await host?.close();
  rmSync(folder, { recursive: true, force: true });
});

const HOSTILE = '<img src=x onerror=alert(1)>';

/** 客户,分组,日期,金额 and a hostile name, written in GB18030; one line has too few cells. */
function chineseFile(): string {
  const head = Buffer.concat([gb('bfcdbba7'), ascii(','), gb('b7d6d7e9'), ascii(','), gb('c8d5c6da'), ascii(`,${HOSTILE}\n`)]);
  const rows = Array.from({ length: 60 }, (_, row) =>
    Buffer.concat([
      ascii(`C${row},`),
      row % 2 === 0 ? gb('b6d4d5d5d7e9') : gb('b6ccd0c5'),
      ascii(`,0${(row % 9) + 1}/0${(row % 8) + 1}/2024,${row}\n`),
    ]),
  );
  const path = join(folder, 'customers.csv');
  writeFileSync(path, Buffer.concat([head, ...rows.slice(0, 20), ascii('x,y\n'), ...rows.slice(20)]));
  return path;
}

const gb = (hex: string): Buffer => Buffer.from(hex, 'hex');
const ascii = (words: string): Buffer => Buffer.from(words, 'latin1');
const cell = (row: number, column: number) => page.locator(`[data-row="${row}"][data-column="${column}"]`);

const option = (words: string) =>
  page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: words });

it('a Chinese file is shown as it is, its reading is changed in place, and it comes in with its roles', async () => {
  await page.goto(host.url);
  const chooser = page.waitForEvent('filechooser');
  await page
    .getByRole('button', { name: /Open a file/ })
    .first()
    .click();
  await (await chooser).setFiles(chineseFile());

  await expect.poll(() => cell(0, 1).innerText()).toBe('对照组');
  expect(await page.locator('.import-mark', { hasText: 'Encoding' }).innerText()).toContain('gb18030');
  // A name from the file is words, whatever it looks like.
  expect(await page.locator('.grid-column').last().locator('.head-name').innerText()).toBe(HOSTILE);

  // No date proves which part is the day: a question, settled here.
  const kind = page.getByRole('combobox', { name: 'Kind of 日期' });
  expect(await kind.inputValue()).toBe('category');
  expect(await page.locator('.import-mark.is-question').innerText()).toContain('Date order');
  await page.getByRole('combobox', { name: /Date order/ }).click();
  await option('month day year').click();
  await expect.poll(() => kind.inputValue()).toBe('date');

  // A wrong choice shows at once what it does, and can be taken back.
  await page.getByRole('combobox', { name: /Delimiter/ }).click();
  await option('semicolon').click();
  await expect.poll(() => page.locator('.grid-column').count()).toBe(1);
  await page.getByRole('combobox', { name: /Delimiter/ }).click();
  await option('as the file shows').click();
  await expect.poll(() => page.locator('.grid-column').count()).toBe(4);

  await page.getByRole('combobox', { name: 'Role of 分组' }).selectOption('treatment');
  expect(await page.getByRole('combobox', { name: 'Control arm' }).locator('option:checked').innerText()).toContain('对照组');

  await page.getByRole('tab', { name: 'Rejected rows (1)' }).click();
  expect(await page.locator('.block-table tbody tr').first().innerText()).toMatch(/22[\s\S]*too few cells[\s\S]*x,y/);

  const name = page.getByRole('textbox', { name: 'Name in this project' });
  const start = page.getByRole('button', { name: 'Import', exact: true });
  await name.fill('-no');
  expect(await page.locator('.import-error').innerText()).toContain('begin with a letter');
  expect(await start.isDisabled()).toBe(true);
  await name.fill('customers');
  await start.click();
  await page.waitForURL(/#\/data\/table\?source=customers/);
  await expect.poll(() => cell(0, 1).innerText()).toBe('对照组');
  expect(await page.getByRole('combobox', { name: 'Role of 分组' }).inputValue()).toBe('treatment');
  expect(misdeeds).toEqual({ errors: [], strangers: [] });
});
