import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openLoopback } from '../../core/host/loopback.ts';
import { ensurePage, PAGE_FOLDER } from '../../tools/build/page.ts';
import { type Misdeeds, openBrowser, watchPage } from './browser.ts';

export interface SamplePage {
  readonly page: Page;
  readonly misdeeds: Misdeeds;
  /** Goes to an address behind the #, e.g. "decide/allocation". */
  open(address: string): Promise<void>;
  close(): Promise<void>;
}

/** The loan-offer sample on its first rows in a real browser over the real host, with some of its steps run. */
export async function openSamplePage(rows: number, steps: readonly string[]): Promise<SamplePage> {
  await ensurePage();
  const folder = mkdtempSync(join(tmpdir(), 'causeway-page-'));
  const host = await openLoopback({ pageFolder: PAGE_FOLDER, dataFolder: folder, sampleRows: rows, threads: 2 });
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const home = `http://127.0.0.1:${host.port}`;
  const misdeeds = watchPage(page, home);
  const close = async (): Promise<void> => {
    await browser.close();
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await page.goto(host.url);
    const { handlers } = host.workbench;
    const { signal } = new AbortController();
    await handlers['sample.open']({ sample: 'loan-offer' }, signal);
    const { job } = await handlers['run.start']({ steps: [...steps] }, signal);
    for (let state = 'queued'; state !== 'done'; await new Promise((resolve) => setTimeout(resolve, 100))) {
      const run = (await handlers['jobs.list']({}, signal)).find(({ id }) => id === job);
      state = run?.state ?? 'done';
      if (state === 'failed') throw new Error(run?.problem?.message ?? 'The run failed.');
    }
    // The thread that reads tables takes a moment to start, which no test should count.
    await handlers['data.find']({ source: 'customers', words: 'C', after: -1, isBackward: false }, signal);
    return {
      page,
      misdeeds,
      open: async (address) => {
        await page.goto(`${home}/#/${address}`);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
