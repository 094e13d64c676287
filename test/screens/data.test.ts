import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Loopback, openLoopback } from '../../core/host/loopback.ts';
import { ensurePage, PAGE_FOLDER } from '../../tools/build/page.ts';
import { type Misdeeds, openBrowser, watchPage } from '../support/browser.ts';

const ROWS = 30_000;

let folder = '';
let host: Loopback;
let browser: Browser;
let page: Page;
let misdeeds: Misdeeds;

beforeAll(async () => {
  await ensurePage();
  folder = mkdtempSync(join(tmpdir(), 'causeway-data-'));
  host = await openLoopback({ pageFolder: PAGE_FOLDER, dataFolder: join(folder, 'app'), threads: 2 });
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });
  page = await context.newPage();
  misdeeds = watchPage(page, `http://127.0.0.1:${host.port}`);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await host?.close();
  rmSync(folder, { recursive: true, force: true });
});

function table(): string {
  const path = join(folder, 'shops.csv');
  const rows = Array.from({ length: ROWS }, (_, row) => `S${row},${row % 3 === 0 ? 'north' : 'south'},${row % 10 === 0 ? '' : row % 1000}`);
  writeFileSync(path, ['shop,region,sales', ...rows].join('\n'));
  return path;
}

const cell = (row: number, column: number) => page.locator(`[data-row="${row}"][data-column="${column}"]`);
const cellBecomes = (row: number, column: number, words: string) =>
  expect.poll(() => cell(row, column).innerText({ timeout: 2000 })).toBe(words);
const copied = () => page.evaluate('navigator.clipboard.readText()');

it('a long table is walked by keyboard, copied, sorted, filtered and searched', async () => {
  await page.goto(host.url);
  const chooser = page.waitForEvent('filechooser');
  await page
    .getByRole('button', { name: /Open a file/ })
    .first()
    .click();
  await (await chooser).setFiles(table());
  await page.getByRole('button', { name: 'Import', exact: true }).click({ timeout: 15_000 });
  await page.waitForURL(/#\/data\/table/);
  await cellBecomes(0, 0, 'S0');
  await cellBecomes(0, 2, 'missing');
  // Only what is in view is drawn.
  expect(await page.locator('.grid-row').count()).toBeLessThan(80);
  await expect.poll(() => page.locator('.grid-column').last().innerText()).toMatch(/10% missing.*distinct/);

  await cell(0, 0).click();
  await page.keyboard.press('Control+End');
  await cellBecomes(ROWS - 1, 0, `S${ROWS - 1}`);
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Control+c');
  await expect.poll(copied).toBe('region\tsales\nsouth\t998\nsouth\t999');

  const sort = page.getByRole('button', { name: 'Sort by sales' });
  await sort.click();
  await cellBecomes(0, 2, '1');
  await sort.click();
  await cellBecomes(0, 2, '999');
  await sort.click();
  await cellBecomes(0, 0, 'S0');

  await page.getByRole('textbox', { name: 'Filter' }).fill('sales >');
  await expect.poll(() => page.locator('.data-error').innerText()).not.toBe('');
  await page.getByRole('textbox', { name: 'Filter' }).fill("region = 'north' and sales > 900");
  await cellBecomes(0, 2, '903');
  await page.getByRole('textbox', { name: 'Find' }).fill('S29991');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.grid-cell[aria-selected="true"]').first().innerText()).toBe('S29991');
  expect(misdeeds).toEqual({ errors: [], strangers: [] });
}, 120_000);

it('roles and meanings are edits of the document, and are undone', async () => {
  const role = page.getByRole('combobox', { name: 'Role of region' });
  await role.selectOption('treatment');
  await expect.poll(() => role.inputValue()).toBe('treatment');
  await page.getByRole('tab', { name: 'Dictionary' }).click();
  const meaning = page.getByRole('textbox', { name: 'sales: Meaning (English)' });
  await meaning.fill('Sales of the last month');
  await page.keyboard.press('Enter');
  const undo = page.getByRole('button', { name: 'Undo', exact: false }).first();
  await expect.poll(() => undo.isEnabled()).toBe(true);
  await page.waitForTimeout(300);
  await undo.click();
  await expect.poll(() => meaning.inputValue()).toBe('');
  await undo.click();
  await page.getByRole('tab', { name: 'Rows', exact: true }).click();
  await expect.poll(() => role.inputValue()).toBe('');
  expect(misdeeds).toEqual({ errors: [], strangers: [] });
}, 120_000);
