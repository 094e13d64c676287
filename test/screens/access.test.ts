import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Loopback, openLoopback } from '../../core/host/loopback.ts';
import { ensurePage, PAGE_FOLDER } from '../../tools/build/page.ts';
import { type Misdeeds, openBrowser, watchPage } from '../support/browser.ts';
import { askHost, openSampleWhole, SCREENS, type ScreenName, visit } from '../support/tour.ts';

/** Every screen, in both themes and languages: no serious finding of axe, no policy broken, nothing fetched from elsewhere. */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LOOKS = [
  { language: 'en', theme: 'light' },
  { language: 'zh', theme: 'dark' },
] as const;

let folder = '';
let host: Loopback;
let browser: Browser;
let page: Page;
let misdeeds: Misdeeds;

beforeAll(async () => {
  await ensurePage();
  folder = mkdtempSync(join(tmpdir(), 'causeway-access-'));
  host = await openLoopback({ pageFolder: PAGE_FOLDER, dataFolder: folder, sampleRows: 3000, threads: 2 });
  await askHost(host, 'app.set', { role: 'analyst' });
  await openSampleWhole(host);
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  misdeeds = watchPage(page, `http://127.0.0.1:${host.port}`);
  await page.goto(host.url);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await host?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Finding {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe calls serious or critical, shortened. The script runs as the page's own evaluation, past its policy. */
async function seriousFindings(): Promise<string[]> {
  await page.evaluate(axe);
  const findings = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  )) as readonly Finding[];
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} — ${failureSummary.slice(0, 300)}`));
}

describe.each(LOOKS)('$language, $theme', (look) => {
  beforeAll(async () => {
    await askHost(host, 'app.set', look);
    await page.reload();
  });

  it.each(Object.keys(SCREENS) as ScreenName[])('%s can be used by everybody', async (name) => {
    await visit(page, name);
    expect(await page.getByText(/This part of the page failed|此部分页面出错/).count()).toBe(0);
    expect(await seriousFindings()).toEqual([]);
  });
});

it('breaks no policy and asks nobody else for anything', () => {
  expect(misdeeds.errors).toEqual([]);
  expect(misdeeds.strangers).toEqual([]);
});
