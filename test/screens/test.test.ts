import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
  folder = mkdtempSync(join(tmpdir(), 'causeway-test-'));
  host = await openLoopback({ pageFolder: PAGE_FOLDER, dataFolder: folder, sampleRows: 4000, threads: 2 });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  misdeeds = watchPage(page, `http://127.0.0.1:${host.port}`);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await host?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('a test is run, and becomes one row for each metric and arm under lights that judge the split', async () => {
  await page.goto(host.url);
  await page.locator('.sample-open').first().click();
  await page.waitForURL(/#\/test/);
  await page.locator('.page-actions button', { hasText: 'Run' }).click();
  const card = page.locator('[data-block="scorecard"]');
  await card.waitFor({ timeout: 30_000 });
  // Two metrics, three arms against the control.
  expect(await card.locator('tbody tr').count()).toBe(6);
  expect(await page.locator('.test-light').count()).toBe(2);
  expect(await card.locator('.test-bar .range').count()).toBe(6);

  await card
    .getByRole('button', { name: /Scorecard|arm/ })
    .last()
    .click();
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /CSV/ }).click()]);
  const csv = readFileSync(await saved.path(), 'utf8');
  expect(csv.split(/\r?\n/)[0]).toContain('lift');
  expect(misdeeds).toEqual({ errors: [], strangers: [] });
}, 120_000);

it('a new analysis of the same table is an estimate or a check, and stands among the others with its state', async () => {
  await page.locator('#test-add').fill('placebo');
  await page.keyboard.press('Enter');
  await page.waitForURL(/step=placebo/);
  await page.goBack();
  const analyses = page.getByRole('navigation', { name: 'Analyses' });
  await analyses.waitFor();
  expect(await analyses.getByRole('link').count()).toBe(2);
  const found = await analyses.locator('[aria-current] .test-found').innerText();
  expect(found).toMatch(/… /);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await analyses.waitFor({ state: 'detached' });
  expect(misdeeds.errors).toEqual([]);
}, 120_000);
