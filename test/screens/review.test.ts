import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api, CallName, ResultOf } from '../../core/api/calls.ts';
import { type Loopback, openLoopback } from '../../core/host/loopback.ts';
import { ensurePage, PAGE_FOLDER } from '../../tools/build/page.ts';
import { type Misdeeds, openBrowser, watchPage } from '../support/browser.ts';

/** A reviewer in a real browser, over the sample opened for reading. */

let folder = '';
let host: Loopback;
let browser: Browser;
let page: Page;
let misdeeds: Misdeeds;
const home = (): string => `http://127.0.0.1:${host.port}/`;

async function ask<Name extends CallName>(name: Name, params: Api[Name]['params']): Promise<ResultOf<Name>> {
  return (await host.workbench.handlers[name](params as never, new AbortController().signal)) as ResultOf<Name>;
}

/** Asks until the answer is right: the machine may be busy with other things. */
const soon = <T>(look: () => Promise<T>) => expect.poll(look);

beforeAll(async () => {
  await ensurePage();
  folder = mkdtempSync(join(tmpdir(), 'causeway-review-'));
  host = await openLoopback({ dataFolder: folder, pageFolder: PAGE_FOLDER, sampleRows: 1500, threads: 2 });
  await ask('app.set', { role: 'reviewer', language: 'en', theme: 'light' });
  await ask('sample.open', { sample: 'loan-offer' });
  const { job } = await ask('run.start', { steps: ['plan'] });
  const isRunning = async () =>
    (await ask('jobs.list', {})).some(({ id, state }) => id === job && (state === 'running' || state === 'queued'));
  while (await isRunning()) await new Promise((resolve) => setTimeout(resolve, 50));
  const { recent } = await ask('app.info', {});
  await ask('recent.open', { id: recent[0]?.id ?? '', isReadOnly: true });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  misdeeds = watchPage(page, home());
  await page.goto(host.url);
  await page.getByRole('link', { name: 'Review', exact: true }).click();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the review', { timeout: 120_000 }, () => {
  it('verifies the file and replays the run, step by step', async () => {
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('Nothing was altered.').waitFor();
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByText('Every step gave the same bytes again.').waitFor();
    const rows = page.getByRole('table', { name: 'Do the same numbers come out again?' }).getByRole('row');
    expect(await rows.count()).toBe(4);
    expect(await rows.last().textContent()).toContain('equal');
  });

  it('looks a customer up, and says so where there is none', async () => {
    const field = page.getByRole('searchbox', { name: 'Id of the customer' });
    await field.fill('\u202E<img src=x onerror=alert(1)>');
    await field.press('Enter');
    await page.getByText('No table has this id.').waitFor();
    const { columns, cells } = await ask('data.rows', { source: 'plan', from: 5, count: 1 });
    await field.fill(String(cells[columns.findIndex(({ role }) => role === 'id')]?.[0]));
    await field.press('Enter');
    const plan = page.getByRole('region', { name: /^Allocation under limits.* plan$/ });
    await plan.getByText('Chosen option').waitFor();
    expect(await plan.textContent()).toContain('row 6 of');
  });

  it('asks for what is missing, then records a sign-off and a challenge in a project that is open for reading', async () => {
    const panel = page.getByRole('complementary', { name: 'Signatures' });
    await panel.getByRole('button', { name: 'Sign off' }).click();
    await panel.getByText('Enter the name of whoever signs.').waitFor();
    await panel.getByLabel('Your name').fill('Lin 林');
    await panel.getByLabel('Remark').fill('As agreed.');
    await panel.getByRole('button', { name: 'Sign off' }).click();
    await panel.getByText('as it stands').waitFor();
    await panel.getByText('Challenge', { exact: true }).click();
    await panel.getByRole('button', { name: 'Challenge' }).click();
    await panel.getByText('Choose the step that you doubt.').waitFor();
    await panel.getByLabel('Step in doubt').press('ArrowDown');
    await page.keyboard.press('Enter');
    await panel.getByLabel('Remark').fill('Why this budget?');
    await panel.getByRole('button', { name: 'Challenge' }).click();
    await soon(() => panel.getByRole('listitem').count()).toBe(2);
    expect((await ask('project.signatures', {})).map(({ kind, name, isCurrent }) => [kind, name, isCurrent])).toEqual([
      ['challenge', 'Lin 林', true],
      ['sign-off', 'Lin 林', true],
    ]);
  });

  it('finds entries of the trail by words', async () => {
    await page.getByRole('searchbox', { name: 'Search the trail' }).fill('lin challenged');
    await soon(() => page.getByRole('region', { name: 'Who did what, and when?' }).last().getByRole('row').count()).toBe(2);
    expect(misdeeds).toEqual({ errors: [], strangers: [] });
  });
});
