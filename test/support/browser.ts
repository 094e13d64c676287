import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where distributions put their Chromium; a test machine may name another. */
const PLACES = [process.env['CAUSEWAY_CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where Chromium is and what it must be started with: the machine's own where there is one, else the one of the packages. */
export async function chromiumProgram(): Promise<{ readonly executablePath: string; readonly args: readonly string[] }> {
  const own = PLACES.find((path) => path !== '' && existsSync(path));
  if (own !== undefined) return { executablePath: own, args: ['--no-sandbox', '--disable-gpu'] };
  const { default: packaged } = await import('@sparticuz/chromium');
  // Its own switches are for a single process without web security: no page could be judged under them.
  return { executablePath: await packaged.executablePath(), args: ['--no-sandbox'] };
}

/** Starts a real Chromium. */
export async function openBrowser(): Promise<Browser> {
  const { executablePath, args } = await chromiumProgram();
  return chromium.launch({ executablePath, args: [...args] });
}

/** What a page did that it must not do; filled as it goes. */
export interface Misdeeds {
  /** Messages of the content policy, errors on the console, errors that nobody caught. */
  readonly errors: string[];
  /** Addresses outside of the host that were asked for. */
  readonly strangers: string[];
}

/** Watches a page from its first request on. Call before it goes anywhere. */
export function watchPage(page: Page, home: string): Misdeeds {
  const misdeeds: Misdeeds = { errors: [], strangers: [] };
  page.on('console', (message) => {
    if (message.type() === 'error') misdeeds.errors.push(message.text());
  });
  page.on('pageerror', (error) => misdeeds.errors.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !/^(data|blob):/.test(url)) misdeeds.strangers.push(url);
  });
  return misdeeds;
}
