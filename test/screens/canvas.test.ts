import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api, CallName, ResultOf } from '../../core/api/calls.ts';
import { type Loopback, openLoopback } from '../../core/host/loopback.ts';
import { ensurePage, PAGE_FOLDER } from '../../tools/build/page.ts';
import { type Misdeeds, openBrowser, watchPage } from '../support/browser.ts';

/** The canvas in a real browser, over a small copy of the sample that is never run. */

let folder = '';
let host: Loopback;
let browser: Browser;
let page: Page;
let misdeeds: Misdeeds;

async function ask<Name extends CallName>(name: Name, params: Api[Name]['params']): Promise<ResultOf<Name>> {
  return (await host.workbench.handlers[name](params as never, new AbortController().signal)) as ResultOf<Name>;
}
const steps = async () => (await ask('project.state', {}))?.document.steps ?? [];
const ids = async () => (await steps()).map(({ id }) => id);
const from = async (step: string) => (await steps()).find(({ id }) => id === step)?.from;
const card = (name: string): Locator => page.locator(`.react-flow__node[data-id="${name}"]`);
const port = (name: string, side: 'source' | 'target', kind: string): Locator => card(name).locator(`.${side}.is-${kind}`);
const panel = (): Locator => page.getByRole('complementary', { name: 'Step' });

/** Asks until the answer is right: the machine may be busy with other things. */
const soon = <T>(look: () => Promise<T>) => expect.poll(look);

beforeAll(async () => {
  await ensurePage();
  folder = mkdtempSync(join(tmpdir(), 'causeway-canvas-'));
  host = await openLoopback({ dataFolder: folder, pageFolder: PAGE_FOLDER, sampleRows: 300, threads: 1 });
  await ask('app.set', { language: 'en', theme: 'light' });
  await ask('sample.open', { sample: 'loan-offer' });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(30_000);
  misdeeds = watchPage(page, `http://127.0.0.1:${host.port}/`);
  await page.goto(host.url);
  await page.goto(`http://127.0.0.1:${host.port}/#/plan/canvas`);
  await card('plan').waitFor();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Draws a connection with the mouse. */
async function draw(start: Locator, end: Locator): Promise<void> {
  await start.hover();
  await page.mouse.down();
  await end.hover();
  await page.mouse.up();
}

describe('the canvas', { timeout: 120_000 }, () => {
  it('shows every dataset and step, large enough to read, and no link to anywhere else', async () => {
    expect(await page.locator('.react-flow__node').count()).toBe((await ids()).length + 1);
    const { width = 0 } = (await card('customers').boundingBox()) ?? {};
    expect(width).toBeGreaterThan(140);
    expect(await page.locator('.react-flow__attribution').count()).toBe(0);
    expect(await page.locator('a[href^="http"]').count()).toBe(0);
  });

  it('inserts a step after the selected one by keyboard, and connects it by keyboard', async () => {
    await card('effects').focus();
    await page.keyboard.press('Enter');
    const search = page.getByRole('searchbox', { name: 'Find a method' });
    await search.fill('allocation under limits');
    await search.press('Enter');
    await soon(() => from('mckp')).toEqual(['effects']);
    await panel().getByRole('combobox', { name: 'Reads from' }).press('Backspace');
    await soon(() => from('mckp')).toEqual([]);
    await soon(() => panel().getByText('method/missing-input').count()).toBe(1);
    await panel().getByRole('combobox', { name: 'Reads from' }).fill('effects');
    await page.keyboard.press('Enter');
    await soon(() => from('mckp')).toEqual(['effects']);
    await page.keyboard.press('Escape');
  });

  it('connects by drawing, and refuses a circle with its reason', async () => {
    await page.getByRole('button', { name: 'Fit', exact: true }).click();
    await soon(async () => (await card('truth').boundingBox())?.x ?? 9999).toBeLessThan(1000);
    await draw(port('eligible', 'source', 'frame'), port('customers', 'source', 'frame'));
    await draw(port('effects', 'source', 'frame'), port('eligible', 'target', 'frame'));
    await page.getByText('That would make a circle').waitFor();
    expect(await from('eligible')).toEqual(['customers']);
    await draw(port('customers', 'source', 'frame'), port('plan', 'target', 'frame'));
    await soon(() => from('plan')).toContain('customers');
  });

  it('undoes and redoes all of it', async () => {
    const after = await ids();
    const depth = (await ask('project.state', {}))?.history.current ?? 0;
    await card('plan').focus();
    // Faster than the answers come.
    for (let back = 0; back < depth; back++) await page.keyboard.press('Control+z');
    await card('mckp').waitFor({ state: 'detached' });
    await soon(async () => (await ask('project.state', {}))?.history.current).toBe(0);
    for (let on = 0; on < depth; on++) await page.keyboard.press('Control+Shift+z');
    await card('mckp').waitFor();
    await soon(async () => (await ask('project.state', {}))?.history.current).toBe(depth);
    expect(await ids()).toEqual(after);
  });

  it('copies, pastes, duplicates and deletes by keyboard', async () => {
    await card('mckp').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+c');
    await page.keyboard.press('Control+v');
    await soon(ids).toContain('mckp-2');
    expect(await from('mckp-2')).toEqual(['effects']);
    await card('mckp-2').focus();
    await page.keyboard.press('Control+d');
    await soon(ids).toContain('mckp-3');
    await card('mckp-3').focus();
    await page.keyboard.press('Delete');
    await soon(ids).not.toContain('mckp-3');
  });

  it('renames a step where it stands, and says why a name cannot be', async () => {
    await card('mckp').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    const before = await card('mckp').boundingBox();
    const name = panel().getByRole('textbox', { name: 'Name' });
    await name.fill('plan');
    await panel().getByText('Something else has this name.').waitFor();
    await name.fill('second');
    await name.press('Enter');
    await card('second').waitFor();
    expect(await card('second').boundingBox()).toEqual(before);
    expect(await from('second')).toEqual(['effects']);
  });

  it('has a list of the same steps, and its commands in the palette and on the shortcuts sheet', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').last().fill('insert data profile');
    await page.keyboard.press('Enter');
    await soon(ids).toContain('profile-2');
    await page.getByText('List', { exact: true }).click();
    const table = page.getByRole('table', { name: 'Steps of the experiment' });
    expect(await table.getByRole('row').count()).toBe((await ids()).length + 1);
    await table.getByRole('button', { name: 'Delete: profile-2' }).click();
    await soon(ids).not.toContain('profile-2');
    await page.getByText('Graph', { exact: true }).click();
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await page.getByRole('dialog').getByText('Zoom in').waitFor();
    await page.keyboard.press('Escape');
  });

  it('applies what is written into the document, and keeps what cannot be applied', async () => {
    await page.getByText('Document', { exact: true }).first().click();
    // The editor's own text box has no size: its lines are drawn beside it.
    await page.getByRole('textbox', { name: /Experiment document/ }).waitFor({ state: 'attached' });
    const seed = async () => (await ask('project.state', {}))?.document.seed;
    const was = String(await seed());
    await page.locator('.view-line').filter({ hasText: '"seed"' }).getByText(was).last().dblclick();
    await page.keyboard.type('77');
    await soon(seed).toBe(77);
    await page.getByText('Everything is applied.').waitFor();
    await page.keyboard.type(',');
    await page.getByText(/^Line \d+, column \d+: Not valid JSON yet/).waitFor();
    const index = (await ask('project.state', {}))?.history.current ?? 1;
    await ask('document.go', { index: index - 1 });
    await page.waitForTimeout(300);
    expect(await page.locator('.view-lines').first().textContent()).toContain('77,,');
    await page.getByRole('button', { name: 'Revert' }).click();
    await soon(() => page.locator('.view-lines').first().textContent()).toContain(was);
    expect(misdeeds).toEqual({ errors: [], strangers: [] });
  });
});
