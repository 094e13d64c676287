import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Api, CallName, ResultOf } from '../../core/api/calls.ts';
import { type Loopback, openLoopback } from '../../core/host/loopback.ts';
import { ensurePage, PAGE_FOLDER } from '../../tools/build/page.ts';
import { type Misdeeds, openBrowser, watchPage } from '../support/browser.ts';
import { connectTestPage, type TestPage } from '../support/loopback-transport.ts';

/** The explanation screens in a real browser over the real host. */

let folder = '';
let host: Loopback;
let browser: Browser;
let page: Page;
let misdeeds: Misdeeds;
let client: TestPage;

async function call<Name extends CallName>(name: Name, params: Api[Name]['params']): Promise<ResultOf<Name>> {
  const outcome = await client.api.call(name, params);
  if (!outcome.ok) throw new Error(`${name}: ${outcome.problem.code} ${outcome.problem.message}`);
  return outcome.value;
}

async function run(steps: readonly string[]): Promise<void> {
  const { job } = await call('run.start', { steps: [...steps] });
  for (;;) {
    const found = (await call('jobs.list', {})).find((each) => each.id === job);
    if (found?.state === 'done') return;
    if (found?.state === 'failed') throw new Error(found.problem?.message);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const goTo = (hash: string): Promise<unknown> => page.evaluate(`location.hash = ${JSON.stringify(hash)}`);

beforeAll(async () => {
  await ensurePage();
  folder = mkdtempSync(join(tmpdir(), 'causeway-explain-page-'));
  host = await openLoopback({ dataFolder: join(folder, 'app'), pageFolder: PAGE_FOLDER, sampleRows: 2000, threads: 2 });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const { origin } = new URL(host.url);
  misdeeds = watchPage(page, origin);
  await page.goto(host.url);
  const cookies = await page.context().cookies();
  client = await connectTestPage({ origin, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') });
  await call('app.set', { language: 'en', theme: 'light' });
  await call('sample.open', { sample: 'loan-offer' });
  await run(['why', 'shape', 'plan']);
}, 120_000);
afterAll(async () => {
  client?.api.close();
  await browser?.close();
  await host?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('shows a customer by row or id: score, waterfall, reasons, those alike, and the plan', { timeout: 120_000 }, async () => {
  await goTo('#/explain/customer?step=why&id=C000012');
  await page.waitForSelector('[data-block="waterfall"] .plot[aria-busy="false"]');
  const text = await page.innerText('.page-main');
  expect(text).toContain('C000012');
  expect(text).toContain('Customers most alike');
  expect(await page.locator('.reasons ol li').count()).toBeGreaterThan(1);
  await page.waitForSelector('.elsewhere');
  await page.getByRole('button', { name: 'Next row' }).click();
  await expect.poll(() => page.locator('.page-titles').textContent()).not.toContain('C000012');
  await page
    .getByRole('textbox', { name: 'Find a customer' })
    .or(page.getByRole('searchbox', { name: 'Find a customer' }))
    .fill('nobody');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.find-problem').textContent()).toContain('nobody');
});

it('follows a slider by keyboard: before and after, and back again', { timeout: 120_000 }, async () => {
  await goTo('#/explain/customer?step=why&row=5');
  await page.waitForSelector('.answer-card:not(.is-changed)');
  await expect.poll(() => page.locator('.page-titles').textContent()).toContain('effects');
  await page.locator('.knob .ant-slider-handle').first().focus();
  for (let press = 0; press < 12; press++) await page.keyboard.press('ArrowRight');
  await page.waitForSelector('.answer-card.is-changed .answer-change');
  // The last key's answer is still on its way while the first one's stands: picture and card agree once it is there.
  const agree = async (): Promise<boolean> => {
    const after = (await page.locator('.answer-figure').nth(1).innerText()).split('\n').at(-1) ?? '?';
    return (await page.locator('[data-block="waterfall"] h3').innerText()).includes(after);
  };
  await expect.poll(agree).toBe(true);
  await page.getByRole('button', { name: 'Back to how it is' }).click();
  await page.waitForSelector('.answer-card:not(.is-changed)');
});

it('explains the whole, brings brushed customers out, and offers what is lacking', { timeout: 120_000 }, async () => {
  await goTo('#/explain/whole?step=effects');
  await page.waitForSelector('[data-block="beeswarm"] .plot[aria-busy="false"]');
  const box = await page.locator('[data-block="beeswarm"] .nsewdrag').first().boundingBox();
  if (box === null) throw new Error('The swarm has no room.');
  await page.mouse.move(box.x + 2, box.y + 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 30, { steps: 6 });
  await page.mouse.move(box.x + box.width - 2, box.y + 60, { steps: 6 });
  await page.mouse.up();
  await page.waitForSelector('.brush-bar.is-active');
  const link = page.locator('.brush-bar a').first();
  expect(await link.getAttribute('href')).toMatch(/^#\/explain\/customer\?step=why&row=\d+$/);
  await page.getByRole('button', { name: 'Clear the selection' }).click();
  await page.waitForSelector('.brush-bar:not(.is-active)');
  await page.getByRole('button', { name: /permutation importance/ }).click();
  await page.waitForSelector('[data-block="importance-figure"]');
  expect((await call('project.state', {}))?.steps.find(({ method }) => method === 'importance')?.state).toBe('fresh');
  expect(misdeeds).toEqual({ errors: [], strangers: [] });
});

it('answers a question in two clicks: the question, and an explanation that is added, run and shown', { timeout: 120_000 }, async () => {
  await goTo('#/explain');
  await page.locator('.explain-questions summary', { hasText: 'Is there a simple rule?' }).click();
  await page.getByRole('button', { name: 'Add Surrogate tree and run it' }).click();
  await page.waitForSelector('[data-block="tree"] .plot[aria-busy="false"]', { timeout: 60_000 });
  await expect.poll(() => page.innerText('.page-main')).toContain('Surrogate tree');
  const project = await call('project.state', {});
  expect(project?.steps.find(({ method }) => method === 'surrogate-tree')?.state).toBe('fresh');
});
