import { mkdtempSync, rmSync } from 'node:fs';
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
  folder = mkdtempSync(join(tmpdir(), 'causeway-graph-'));
  host = await openLoopback({ pageFolder: PAGE_FOLDER, dataFolder: folder, sampleRows: 4000, threads: 2 });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  misdeeds = watchPage(page, `http://127.0.0.1:${host.port}`);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await host?.close();
  rmSync(folder, { recursive: true, force: true });
});

const textField = () => page.locator('.is-choices textarea').first();
const cards = () => page.locator('.graph-node');

async function go(hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
}

/** Picks an entry of a list by keyboard alone. */
async function pick(label: string, words: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
}

async function addVariable(name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Column or new name' }).focus();
  await page.keyboard.type(name);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add the variable' }).press('Enter');
}

async function addArrow(from: string, to: string): Promise<void> {
  await pick('From', from);
  await pick('To', to);
  await page.getByRole('button', { name: 'Add the arrow' }).press('Enter');
}

it('a graph is drawn by keyboard alone, written as text, and answered while it is drawn', async () => {
  await page.goto(host.url);
  await page.locator('.sample-open').first().click();
  await page.waitForURL(/#\/test/);
  await go('#/plan/canvas');
  await page.locator('.react-flow__node', { hasText: 'customers' }).first().click();
  await go('#/plan/canvas?insert=assumption-graph');
  await page.locator('.node-card', { hasText: 'Assumption graph' }).waitFor();
  await go('#/plan/step?step=assumption-graph');
  await page.locator('.graph-desk').waitFor();
  for (const name of ['age', 'offer', 'profit_90d']) await addVariable(name);
  await addArrow('age', 'offer');
  await addArrow('age', 'profit_90d');
  await addArrow('offer', 'profit_90d');
  await expect.poll(() => textField().inputValue()).toContain('offer -> profit_90d');
  expect(await cards().count()).toBe(3);
}, 120_000);

it('an arrow that closes a circle is refused at once, and the circle is named', async () => {
  await addArrow('profit_90d', 'age');
  const alert = page.locator('.graph-desk .ant-alert');
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(/circle: .*age.*->.*profit_90d|circle: .*profit_90d.*->.*age/);
  expect(await textField().inputValue()).not.toContain('profit_90d -> age');
}, 120_000);

it('what is typed is drawn, a bad line is named, and undo brings the picture back', async () => {
  await textField().fill('age -> offer [treatment] -> profit_90d [outcome]\nage -> profit_90d\noffer -> calls -> profit_90d');
  await expect.poll(() => cards().count()).toBe(4);
  await textField().fill('age -> offer\nage -> -> profit_90d');
  await page.locator('.graph-desk .ant-alert', { hasText: 'line 2' }).waitFor();
  expect(await cards().count()).toBe(4);
  await textField().fill('age -> offer [treatment] -> profit_90d [outcome]\nage -> profit_90d\noffer -> calls -> profit_90d');
  await page.getByRole('button', { name: 'Remove: calls', exact: true }).press('Enter');
  await expect.poll(() => cards().count()).toBe(3);
  await page.getByRole('button', { name: 'Undo in the drawing' }).press('Enter');
  await expect.poll(() => cards().count()).toBe(4);
}, 120_000);

it('answers stand beside the picture, and a run holds the graph against the data', async () => {
  const answers = page.locator('.graph-answers');
  await expect.poll(() => answers.locator('[data-answer="ways"]').innerText()).toContain('age');
  expect(await answers.locator('[data-answer="bad"]').innerText()).toContain('calls');
  await page.locator('.page-actions button', { hasText: 'Run' }).click();
  const ways = page.locator('[data-block="ways"]');
  await ways.waitFor({ timeout: 20_000 });
  expect(await ways.innerText()).toContain('age');
  expect(await page.locator('[data-block="graph"]').count()).toBe(1);
  expect(misdeeds).toEqual({ errors: [], strangers: [] });
}, 40_000);
