import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Loopback, openLoopback } from '../../../core/host/loopback.ts';
import { ensurePage, PAGE_FOLDER } from '../../../tools/build/page.ts';
import { type Misdeeds, openBrowser, watchPage } from '../../support/browser.ts';
import { askHost, runAll, settle } from '../../support/tour.ts';

/** Names that try to be something else stay text on every screen, and the layout holds. */

const MARKUP = '<img src=x onerror=document.title="pwned">';
const TURNED = '\u202eevil\u202c name';
const LONG = 'long '.repeat(2000).trim();
const FAMILY = '👩‍👩‍👧‍👦 "quoted"; DROP TABLE x';
const COLUMNS = { id: 'constructor', arm: MARKUP, outcome: TURNED, first: LONG, second: FAMILY, third: '客户 ‏名称' } as const;
const ARMS = ['none', `arm ${MARKUP}`] as const;

function quoted(words: string): string {
  return `"${words.replaceAll('"', '""')}"`;
}

function hostileFile(): string {
  const lines = [Object.values(COLUMNS).map(quoted).join(',')];
  for (let row = 0; row < 600; row++) {
    const treated = row % 2;
    lines.push(
      [
        `K${row}`,
        quoted(ARMS[treated] ?? ''),
        (10 + treated + (row % 7)).toString(),
        (row % 13).toString(),
        (row % 5).toString(),
        quoted(row % 3 === 0 ? MARKUP : TURNED),
      ].join(','),
    );
  }
  return lines.join('\n');
}

let folder = '';
let host: Loopback;
let browser: Browser;
let page: Page;
let misdeeds: Misdeeds;

beforeAll(async () => {
  await ensurePage();
  folder = mkdtempSync(join(tmpdir(), 'causeway-names-'));
  const file = join(folder, 'names.csv');
  writeFileSync(file, hostileFile());
  host = await openLoopback({ pageFolder: PAGE_FOLDER, dataFolder: join(folder, 'home'), threads: 2 });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  misdeeds = watchPage(page, `http://127.0.0.1:${host.port}`);
  await askHost(host, 'app.set', { role: 'analyst', language: 'en' });
  await page.goto(host.url);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page
      .getByRole('button', { name: /Open a file/ })
      .first()
      .click(),
  ]);
  await chooser.setFiles(file);
  await page.locator('.import-ruler').waitFor();
  await settle(page);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await host?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Nothing came to life, and nothing sticks out of the window. */
async function expectCalm(): Promise<void> {
  expect(await page.title()).not.toBe('pwned');
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expect(await page.getByText('This part of the page failed').count()).toBe(0);
}

describe('hostile names', { timeout: 120_000 }, () => {
  it('are columns of the import preview, and of the data', async () => {
    await expectCalm();
    expect(await page.locator('main').innerText()).toContain(MARKUP);
    await page.locator('.page-actions').getByRole('button', { name: 'Import' }).click();
    await page.waitForURL(/#\/data(?!\/import)/);
    await settle(page);
    await expectCalm();
  });

  it('are arms, segments and projects on every other screen', async () => {
    const state = await askHost(host, 'project.state', {});
    const [name = ''] = Object.keys(state?.document.data ?? {});
    const entry = state?.document.data[name];
    const roles = {
      [COLUMNS.id]: 'id',
      [COLUMNS.arm]: 'treatment',
      [COLUMNS.outcome]: 'outcome',
      [COLUMNS.first]: 'covariate',
      [COLUMNS.second]: 'covariate',
      [COLUMNS.third]: 'covariate',
    };
    const segment = { rule: { all: [{ column: COLUMNS.third, is: 'equals', value: MARKUP }] }, keep: 'all', name: MARKUP };
    const document = {
      ...state?.document,
      name: { en: `${MARKUP} ${TURNED}`, zh: LONG.slice(0, 300) },
      data: { [name]: { ...entry, roles, control: ARMS[0] } },
      steps: [
        { id: 'segment', method: 'rule-segment', from: [name], spec: segment },
        { id: 'test', method: 'ab-test', from: ['segment'], spec: {} },
        { id: 'effects', method: 't-learner', from: ['segment'], spec: { folds: 1, learner: { learner: 'gbdt', trees: 10, leaves: 4 } } },
        { id: 'plan', method: 'mckp', from: ['effects'], spec: { budget: 100, cost: 1 } },
        { id: 'why', method: 'shap', from: ['effects'], spec: {} },
      ],
    };
    await askHost(host, 'document.edit', { document, label: { en: MARKUP, zh: TURNED } });
    await runAll(host);
    const states = (await askHost(host, 'project.state', {}))?.steps.map(({ id, state: is, problem }) =>
      `${id} ${is} ${problem?.message.slice(0, 200) ?? ''}`.trim(),
    );
    expect(states).toEqual(['segment fresh', 'test fresh', 'effects fresh', 'plan fresh', 'why fresh']);
    for (const hash of [
      'plan',
      'segment',
      'test',
      'decide/uplift',
      'decide/allocation',
      'explain/whole',
      'explain/customer?step=why&row=3',
      'report',
      'report/review',
      'data',
      'home',
    ]) {
      await page.evaluate(`location.hash = ${JSON.stringify(`#/${hash}`)}`);
      await settle(page);
      await expectCalm();
    }
    expect(misdeeds).toEqual({ errors: [], strangers: [] });
  });
});
