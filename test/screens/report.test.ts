import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Loopback, openLoopback } from '../../core/host/loopback.ts';
import { ensurePage, PAGE_FOLDER } from '../../tools/build/page.ts';
import { type Misdeeds, openBrowser, watchPage } from '../support/browser.ts';

let folder = '';
let host: Loopback;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let misdeeds: Misdeeds;

beforeAll(async () => {
  await ensurePage();
  folder = mkdtempSync(join(tmpdir(), 'causeway-report-'));
  host = await openLoopback({ pageFolder: PAGE_FOLDER, dataFolder: folder, sampleRows: 3000, threads: 2 });
  browser = await openBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  page = await context.newPage();
  misdeeds = watchPage(page, `http://127.0.0.1:${host.port}`);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await host?.close();
  rmSync(folder, { recursive: true, force: true });
});

const strip = () => page.locator('.report-strip li a');
const titles = () => page.locator('.report-strip li .strip-title').allInnerTexts();
const show = (hash: string) => page.goto(`http://127.0.0.1:${host.port}/${hash}`);

/** A busy machine takes its time. */
const become = <T>(read: () => Promise<T>) => expect.poll(read);

/** Clicks and keeps the file that comes. */
async function download(name: string, click: () => Promise<void>): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), click()]);
  const path = join(folder, name);
  await file.saveAs(path);
  return path;
}

it('any block joins the report from its menu, says so with a link, and is taken out again', async () => {
  await page.goto(host.url);
  await page.getByRole('button', { name: /Loan offer/ }).click();
  await page.waitForURL(/#\/test/);
  await show('#/report');
  await page.getByRole('heading', { name: 'There is nothing to report yet' }).waitFor();
  await show('#/test');
  await page.locator('.page-actions').getByRole('button', { name: 'Run' }).click();
  const menu = page.locator('[data-block="scorecard"]').getByRole('button', { name: /^Menu/ });
  await menu.click({ timeout: 30_000 });
  await page.getByRole('menuitem', { name: 'Add to report' }).click();
  await page.getByRole('link', { name: 'Open the report' }).waitFor();
  await menu.click();
  await page.getByRole('menuitem', { name: 'Take out of the report' }).click();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await show('#/report');
  await page.getByRole('button', { name: 'Take this proposal' }).click();
  await page.getByRole('button', { name: 'Take this proposal' }).waitFor({ state: 'detached' });
  expect(await titles()).toEqual(['Segment by rule', 'A/B test']);
}, 120_000);

it('pages move by keyboard, are written on in place in both languages, and every edit can be undone', async () => {
  await strip().nth(1).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await become(titles).toEqual(['A/B test', 'Segment by rule']);
  await become(() => page.evaluate('[...document.querySelectorAll(".report-strip li a")].indexOf(document.activeElement)')).toBe(0);
  await page.getByRole('button', { name: 'Add a text page' }).click();
  await page.locator('.paper.is-words').waitFor();
  await page.getByLabel('Notes', { exact: true }).fill('We go ahead.');
  await page.keyboard.press('Tab');
  await page.getByText('The same in Chinese').click();
  const chinese = page.getByLabel('The same in Chinese: Notes');
  await become(() => chinese.inputValue()).toBe('We go ahead.');
  await chinese.fill('按计划执行。');
  await page.keyboard.press('Tab');
  await page.getByLabel('Title of the page', { exact: true }).fill('What we decided <b>');
  await page.keyboard.press('Enter');
  await become(titles).toEqual(['A/B test', 'What we decided <b>', 'Segment by rule']);
  await page.getByRole('button', { name: 'Remove page 3: Segment by rule' }).click();
  await become(titles).toEqual(['A/B test', 'What we decided <b>']);
  await page.locator('.page-head h1').click();
  await page.keyboard.press('Control+z');
  await become(titles).toEqual(['A/B test', 'What we decided <b>', 'Segment by rule']);
}, 120_000);

it('a page that is out of date says so and can be run there', async () => {
  await show('#/test');
  await page.locator('.ant-select-selection-item-remove').last().click();
  await page.locator('.step-chip.is-stale').first().waitFor();
  await show('#/report/report?page=1');
  await page.getByRole('link', { name: '1 A/B test out of date' }).waitFor();
  await page.getByRole('button', { name: 'Run it' }).click();
  await page.getByRole('button', { name: 'Run it' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: '1 A/B test' }).click();
  await become(() => page.locator('.paper .plot svg.main-svg').count()).toBeGreaterThan(0);
  expect(await page.locator('.paper-seal').innerText()).toMatch(
    /run [\w-]{12}.*result \w{12}.*data \w{12}.*document \w{12}.*seed 20260401.*Causeway/s,
  );
  const { default: axe } = await import('axe-core');
  await page.evaluate(axe.source);
  const found = await page.evaluate('axe.run({ include: [[".page-head"], [".report"]] }, { resultTypes: ["violations"] })');
  const grave = (found as { violations: { id: string; impact: string; nodes: { html: string }[] }[] }).violations.filter(({ impact }) =>
    /serious|critical/.test(impact),
  );
  expect(grave.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html.slice(0, 200)}`))).toEqual([]);
}, 40_000);

it('a chart is saved as PNG in three sizes, SVG and CSV, and copied, with its Chinese drawn everywhere', async () => {
  await page.getByRole('button', { name: /switch to Chinese/ }).click();
  const chart = page.locator('.paper [data-block].is-figure').first();
  await chart.locator('h3', { hasText: /\p{Script=Han}/u }).waitFor();
  const title = await chart.locator('h3').innerText();
  expect(title).toMatch(/\p{Script=Han}/u);
  const open = () => chart.getByRole('button', { name: /内容块的菜单/ }).click();
  for (const scale of [1, 2, 4]) {
    await open();
    await page.getByRole('menuitem', { name: '另存为 PNG' }).hover();
    const path = await download(`${scale}.png`, () => page.getByRole('menuitem', { name: `${scale}×` }).click());
    expect(readFileSync(path).readUInt32BE(16)).toBe(960 * scale);
    // Boxes in place of missing letters would all look the same.
    expect(await looksOfLetters(readFileSync(path), 5, scale)).toBe(5);
  }
  await open();
  const svg = readFileSync(await download('a.svg', () => page.getByRole('menuitem', { name: '另存为 SVG' }).click()), 'utf8');
  expect(svg).toContain(title.slice(0, 4));
  expect(svg).toMatch(/@font-face\{font-family:'Noto Sans SC';src:url\(data:font\/woff2;base64,/);
  await open();
  const csv = readFileSync(await download('a.csv', () => page.getByRole('menuitem', { name: '另存为 CSV' }).click()), 'utf8');
  expect(csv.split('\r\n').length).toBeGreaterThan(3);
  await open();
  await page.getByRole('menuitem', { name: '复制图片' }).click();
  const copied = () =>
    page.evaluate<number>(`(async () => {
      const [item] = await navigator.clipboard.read();
      return item?.types.includes('image/png') ? (await item.getType('image/png')).size : 0;
    })()`);
  await become(copied).toBeGreaterThan(5000);
}, 120_000);

/** How many of the first letters of a picture's title look different from each other; each is 15 pixels wide. */
function looksOfLetters(png: Buffer, count: number, scale: number): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob('${png.toString('base64')}'), (letter) => letter.charCodeAt(0))]));
    const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    pen.drawImage(picture, 0, 0);
    const looks = Array.from({ length: ${count} }, (_, index) => {
      const cell = pen.getImageData(Math.round(0.01 * picture.width) + ${15 * scale} * index, ${5 * scale}, ${15 * scale}, ${25 * scale}).data;
      return [...cell].filter((_, at) => at % 4 === 0).map((red) => (red < 128 ? 1 : 0)).join('');
    });
    return new Set(looks.filter((look) => look.includes('1'))).size;
  })()`);
}

it('the exported page opens offline in its language, with and without script, and fits on paper', async () => {
  const path = await download('report.html', () => page.getByRole('button', { name: '导出 HTML' }).click());
  const tables = unzipSync(readFileSync(await download('report.zip', () => page.getByRole('button', { name: '导出为 CSV' }).click())));
  expect(Object.keys(tables).length).toBeGreaterThan(0);
  expect(misdeeds).toEqual({ errors: [], strangers: [] });
  const reader = await browser.newContext({ offline: true, viewport: { width: 688, height: 1000 }, colorScheme: 'dark' });
  const sheet = await reader.newPage();
  const errors = watchPage(sheet, 'file:');
  await sheet.goto(pathToFileURL(path).href);
  expect(await sheet.title()).toBe('贷款优惠：哪位客户该得到哪种优惠？');
  expect(await sheet.getByText('按计划执行。').isVisible()).toBe(true);
  expect(await sheet.getByText('We go ahead.').isVisible()).toBe(false);
  await sheet.emulateMedia({ media: 'print' });
  await sheet.evaluate("dispatchEvent(new Event('beforeprint'))");
  await become(() => sheet.locator('.figure svg.main-svg').count()).toBeGreaterThan(0);
  const layout = await sheet.evaluate<{ theme: string; width: number; widest: number }>(`({
    theme: document.documentElement.dataset.theme,
    width: document.documentElement.scrollWidth,
    widest: Math.max(...[...document.querySelectorAll('.figure svg.main-svg')].map((svg) => svg.getBoundingClientRect().right)),
  })`);
  expect(layout.theme).toBe('light');
  expect(Math.max(layout.width, layout.widest)).toBeLessThanOrEqual(688);
  await sheet.evaluate("dispatchEvent(new Event('afterprint'))");
  expect(await sheet.evaluate('document.documentElement.dataset.theme')).toBe('dark');
  expect(errors).toEqual({ errors: [], strangers: [] });
  const plain = await (await browser.newContext({ offline: true, javaScriptEnabled: false })).newPage();
  await plain.goto(pathToFileURL(path).href);
  expect(await plain.locator('details.behind table').first().isVisible()).toBe(true);
}, 120_000);
