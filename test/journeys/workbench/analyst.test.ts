import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Loopback, openLoopback } from '../../../core/host/loopback.ts';
import { ensurePage, PAGE_FOLDER } from '../../../tools/build/page.ts';
import { type Misdeeds, openBrowser, watchPage } from '../../support/browser.ts';
import { runCommand } from '../../support/palette.ts';
import { askHost } from '../../support/tour.ts';

/**
 * The analyst's first hour: a role, a sample, a run, another budget, the reasons for one customer, a report. Once with
 * the mouse, English on light; once by keyboard alone, Chinese on dark.
 */

let folder = '';
let host: Loopback;
let browser: Browser;
let page: Page;
let misdeeds: Misdeeds;

beforeAll(async () => {
  await ensurePage();
  browser = await openBrowser();
}, 120_000);
afterAll(() => browser?.close());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-analyst-'));
  host = await openLoopback({ pageFolder: PAGE_FOLDER, dataFolder: folder, sampleRows: 3000, threads: 2 });
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(30_000);
  misdeeds = watchPage(page, `http://127.0.0.1:${host.port}`);
});
afterEach(async () => {
  await page.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every chip of the thread strip says that its step is computed. */
async function allFresh(): Promise<void> {
  await expect.poll(() => page.locator('.step-chip.is-fresh').count(), { timeout: 60_000 }).toBe(9);
}

/** The budget that the document holds. */
async function keptBudget(): Promise<number> {
  const state = await askHost(host, 'project.state', {});
  const spec = state?.document.steps.find(({ id }) => id === 'plan')?.spec;
  return Number((spec as { budget?: number } | undefined)?.budget);
}

/** The customer's page stands: the answer, and the picture of its reasons. */
async function expectReasons(id: string): Promise<void> {
  await page.locator('.answer-card').first().waitFor();
  await expect.poll(() => page.locator('main').innerText()).toContain(id);
  await expect.poll(() => page.locator('.plot svg.main-svg').count()).toBeGreaterThan(0);
}

async function saved(name: string, click: () => Promise<void>): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), click()]);
  const path = join(folder, name);
  await file.saveAs(path);
  return readFileSync(path, 'utf8');
}

describe('the first hour', { timeout: 150_000 }, () => {
  it('with the mouse, in English, on light', async () => {
    await page.goto(host.url);
    await page.getByRole('button', { name: /Explore my data/i }).click();
    await page.getByRole('button', { name: /Loan offer/ }).click();
    await page.waitForURL(/#\/test/);
    await page.keyboard.press('Control+Enter');
    await allFresh();

    await page.locator('a[href="#/decide"]').click();
    await page
      .getByRole('tab', { name: 'Allocation' })
      .or(page.getByRole('link', { name: 'Allocation' }))
      .first()
      .click();
    const before = await keptBudget();
    const box = await page.locator('.frontier').boundingBox();
    if (box === null) throw new Error('The curve is not drawn.');
    const point = await page.locator('.frontier-point').boundingBox();
    await page.mouse.move((point?.x ?? 0) + 4, (point?.y ?? 0) + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.35 * box.width, box.y + 0.5 * box.height, { steps: 8 });
    await page.mouse.up();
    await page.getByText('solved exactly').waitFor();
    await page.getByRole('button', { name: 'Keep this budget' }).click();
    await expect.poll(keptBudget).not.toBe(before);
    await page.keyboard.press('Control+Enter');
    await allFresh();

    await page.locator('a[href="#/explain"]').click();
    await page
      .getByRole('tab', { name: 'One customer' })
      .or(page.getByRole('link', { name: 'One customer' }))
      .first()
      .click();
    const id = page
      .getByRole('region', { name: 'Find a customer' })
      .getByRole('textbox')
      .or(page.getByRole('region', { name: 'Find a customer' }).getByRole('searchbox'));
    await id.first().fill('C000500');
    await page.keyboard.press('Enter');
    await expectReasons('C000500');

    await page.locator('a[href="#/report"]').click();
    await page.getByRole('button', { name: 'Take this proposal' }).click();
    const html = await saved('report.html', () => page.getByRole('button', { name: /Export.*HTML/ }).click());
    expect(html).toContain('lang="en"');
    expect(html).toContain('Loan offer');
    const budget = await keptBudget();
    expect(html.replaceAll(/[,\u202f\u00a0]/g, '')).toContain(String(Math.round(budget)));
    expect(misdeeds).toEqual({ errors: [], strangers: [] });
  });

  it('by keyboard alone, in Chinese, on dark', async () => {
    await askHost(host, 'app.set', { language: 'zh', theme: 'dark' });
    await page.goto(host.url);
    await reach(page.locator('.role-card').first());
    await page.keyboard.press('Enter');
    await runCommand(page, '贷款优惠');
    await page.waitForURL(/#\/test/);
    await page.keyboard.press('Control+Enter');
    await allFresh();

    await runCommand(page, '决策：分配');
    await reach(page.locator('.frontier-point'));
    const before = await keptBudget();
    for (let press = 0; press < 5; press++) await page.keyboard.press('PageDown');
    await page.getByText('精确求解').waitFor();
    await reach(page.getByRole('button', { name: '采用此预算' }));
    await page.keyboard.press('Enter');
    await expect.poll(keptBudget).not.toBe(before);
    await page.keyboard.press('Control+Enter');
    await allFresh();

    await runCommand(page, '解释：单个客户');
    const find = page.getByRole('region', { name: '查找客户' });
    await reach(find.getByRole('textbox').or(find.getByRole('searchbox')).first());
    await page.keyboard.press('Control+a');
    await page.keyboard.type('C000500');
    await page.keyboard.press('Enter');
    await expectReasons('C000500');

    // Out of the field first: there Alt and a digit may be a letter.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Alt+7');
    await reach(page.getByRole('button', { name: /HTML/ }));
    const html = await saved('report.html', () => page.keyboard.press('Enter'));
    expect(html).toContain('lang="zh');
    expect(html).toContain('贷款优惠');
    expect(misdeeds).toEqual({ errors: [], strangers: [] });
  });
});

/** Moves the focus by Tab until the wanted part has it, as somebody without a mouse does. */
async function reach(target: Locator): Promise<void> {
  await target.waitFor();
  for (let press = 0; press < 150; press++) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab never arrives there.');
}
