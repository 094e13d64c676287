import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Loopback, openLoopback } from '../../core/host/loopback.ts';
import { ensurePage, PAGE_FOLDER } from '../../tools/build/page.ts';
import { type Misdeeds, openBrowser, watchPage } from '../support/browser.ts';

const ROWS = 4000;

/** A busy machine takes its time; what never comes still fails. */

let folder = '';
let host: Loopback;
let browser: Browser;
let page: Page;
let misdeeds: Misdeeds;

beforeAll(async () => {
  await ensurePage();
  folder = mkdtempSync(join(tmpdir(), 'causeway-segment-'));
  host = await openLoopback({ pageFolder: PAGE_FOLDER, dataFolder: folder, sampleRows: ROWS, threads: 2 });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  misdeeds = watchPage(page, `http://127.0.0.1:${host.port}`);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await host?.close();
  rmSync(folder, { recursive: true, force: true });
});

const members = async (): Promise<number> => Number(await page.locator('[data-members]').getAttribute('data-members'));
const membersBecome = (test: (count: number) => boolean) => expect.poll(async () => test(await members())).toBe(true);
const sqlText = async (): Promise<string> => (await page.locator('.seg-sql .view-lines').innerText()).replaceAll('\u00a0', ' ');

it('a condition is counted, stands in the SQL, follows it back, and is undone', async () => {
  await page.goto(host.url);
  await page.getByRole('button', { name: /Loan offer/ }).click();
  await page.waitForURL(/#\/test/);
  await page.locator('a[href="#/segment"]').click();
  await membersBecome((count) => count > 0 && count < ROWS);
  const before = await members();

  // A new condition says what it lacks, and the count stays.
  await page.getByRole('button', { name: 'Add a condition' }).click();
  expect(await page.locator('.seg-condition .seg-trouble').innerText()).toBe('Pick a column.');
  await page.getByRole('combobox', { name: 'Column' }).last().click();
  await page.keyboard.type('region');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Value' }).last().fill('north');
  await membersBecome((count) => count > 0 && count < before);
  const narrow = await members();
  const row = page.locator('.seg-condition').last();
  expect(await row.locator('[data-fact="reached"]').innerText()).toBe(before.toLocaleString('en-US'));
  expect(await row.locator('[data-fact="in"]').innerText()).toContain(narrow.toLocaleString('en-US'));
  await expect.poll(sqlText).toContain(`"region" = 'north'`);
  await expect.poll(() => page.locator('.seg-timeline > li').count()).toBe(2);

  // Text that cannot be read stays and changes nothing; text that can becomes the tree.
  await page.locator('.seg-sql .monaco-editor').first().click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('age >= 40 and ');
  await page.locator('.seg-sql .ant-alert').waitFor();
  expect(await members()).toBe(narrow);
  await page.keyboard.type("region <> 'north'");
  await page.locator('.seg-sql .ant-alert').waitFor({ state: 'detached' });
  await membersBecome((count) => count !== narrow);
  expect(await page.locator('.seg-condition').count()).toBe(2);
  expect(await page.locator('.seg-condition .seg-test').last().innerText()).toContain('is not');
  const typed = await members();

  // One step of the history for each: the SQL, then the condition.
  const undo = page.getByRole('button', { name: /^Undo/ });
  await undo.click();
  await membersBecome((count) => count === narrow);
  await expect.poll(sqlText).toContain(`"region" = 'north'`);
  expect(await page.locator('.seg-timeline > li').count()).toBe(2);
  await page.getByRole('button', { name: /^Redo/ }).click();
  await membersBecome((count) => count === typed);
  // An earlier rule comes back by its card in the timeline.
  await expect.poll(() => page.locator('.seg-timeline > li').count()).toBe(3);
  await page.locator('.seg-timeline > li button').last().click();
  await membersBecome((count) => count === before);

  expect(misdeeds).toEqual({ errors: [], strangers: [] });
}, 120_000);

it('a condition is moved, copied and taken out by keyboard alone, and the profile says how members differ', async () => {
  const names = async (): Promise<string[]> =>
    page.locator('.seg-condition').evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  const [first = '', second = ''] = await names();
  await page.getByRole('combobox', { name: 'Test' }).first().focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(names).toEqual([second, first]);
  await page.getByRole('combobox', { name: 'Test' }).last().focus();
  await page.keyboard.press('Alt+d');
  await expect.poll(names).toEqual([second, first, first]);
  await page.getByRole('combobox', { name: 'Test' }).last().focus();
  await page.keyboard.press('Alt+Delete');
  await expect.poll(names).toEqual([second, first]);
  await expect.poll(() => page.locator('.seg-picture').count()).toBeGreaterThan(3);
  expect(misdeeds.errors).toEqual([]);
}, 120_000);
