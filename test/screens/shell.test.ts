import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api, CallName, ResultOf } from '../../core/api/calls.ts';
import { type Loopback, openLoopback } from '../../core/host/loopback.ts';
import { ensurePage, PAGE_FOLDER } from '../../tools/build/page.ts';
import { type Misdeeds, openBrowser, watchPage } from '../support/browser.ts';
import { runCommand } from '../support/palette.ts';

/** The frame around the screens in a real browser: palette, settings, jobs, and a lesson in which the truth is covered. */

let folder = '';
let host: Loopback;
let browser: Browser;
let page: Page;
let misdeeds: Misdeeds;

async function ask<Name extends CallName>(name: Name, params: Api[Name]['params']): Promise<ResultOf<Name>> {
  return (await host.workbench.handlers[name](params as never, new AbortController().signal)) as ResultOf<Name>;
}

/** Asks until the answer is right: the machine may be busy with other things. */
const soon = <T>(look: () => Promise<T>) => expect.poll(look);

beforeAll(async () => {
  await ensurePage();
  folder = mkdtempSync(join(tmpdir(), 'causeway-shell-'));
  host = await openLoopback({ dataFolder: folder, pageFolder: PAGE_FOLDER, sampleRows: 600, threads: 2 });
  await ask('app.set', { language: 'en', theme: 'light', role: 'analyst' });
  await ask('sample.open', { sample: 'loan-offer' });
  const { job } = await ask('run.start', { steps: ['truth'] });
  const isRunning = async () =>
    (await ask('jobs.list', {})).some(({ id, state }) => id === job && (state === 'running' || state === 'queued'));
  while (await isRunning()) await new Promise((resolve) => setTimeout(resolve, 50));
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(30_000);
  misdeeds = watchPage(page, `http://127.0.0.1:${host.port}/`);
  await page.goto(host.url);
  await page.getByRole('button', { name: 'Settings' }).waitFor();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the shell', { timeout: 120_000 }, () => {
  it('lists the finished run in the tray of jobs, with how it ended', async () => {
    await page.getByRole('button', { name: 'Jobs' }).click();
    await page.locator('.job.is-done').first().getByText('done').waitFor();
    await page.keyboard.press('Escape');
  });

  it('goes to a step by the palette, and changes language, theme and role there', async () => {
    await runCommand(page, 'reveal truth (truth)');
    await page.getByRole('heading', { name: 'Reveal truth', level: 1 }).waitFor();
    await runCommand(page, 'theme: high contrast');
    await soon(() => page.locator('html').getAttribute('data-theme')).toBe('contrast');
    await runCommand(page, 'language: 中文');
    await page.getByRole('heading', { name: '揭示真值', level: 1 }).waitFor();
    await runCommand(page, 'language: english');
    await page.getByRole('heading', { name: 'Reveal truth', level: 1 }).waitFor();
    await runCommand(page, 'theme: light');
    await soon(() => page.locator('html').getAttribute('data-theme')).toBe('light');
  });

  it('covers the planted truth in a lesson until the switch reveals it', async () => {
    const figure = page.locator('[data-block^="truth-"]').first();
    const steps = figure.locator('.scatterlayer .js-line');
    const comparison = page.locator('[data-block="comparison"]').getByRole('columnheader');
    await soon(() => steps.count()).toBe(1);
    const all = await comparison.count();
    await runCommand(page, 'how you work: trainer');
    const truth = page.getByRole('switch', { name: 'Reveal truth' });
    expect(await truth.isChecked()).toBe(false);
    expect(await page.locator('html').getAttribute('data-size')).toBe('large');
    await soon(() => steps.count()).toBe(0);
    expect(await comparison.count()).toBe(2);
    await page.getByText('Covered until the truth is revealed.').first().waitFor();
    await truth.click();
    await soon(() => steps.count()).toBe(1);
    expect(await comparison.count()).toBe(all);
    await runCommand(page, 'how you work: analyst');
    await soon(() => truth.count()).toBe(0);
    expect(misdeeds).toEqual({ errors: [], strangers: [] });
  });
});
