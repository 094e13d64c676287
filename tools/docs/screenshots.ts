import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openLoopback } from '../../core/host/loopback.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { askHost, openSampleWhole, SCREENS, type ScreenName, visit } from '../../test/support/tour.ts';
import { ensurePage, PAGE_FOLDER } from '../build/page.ts';

/**
 * Takes the pictures of docs/screens: every screen of the loan-offer sample, English on light and Chinese on dark.
 *
 *     node tools/docs/screenshots.ts [screen …]
 */
const LOOKS = [
  { language: 'en', theme: 'light' },
  { language: 'zh', theme: 'dark' },
] as const;

const out = process.env['CAUSEWAY_SCREENS'] ?? fileURLToPath(new URL('../../docs/screens', import.meta.url));
const asked = process.argv.slice(2);
const names = (Object.keys(SCREENS) as ScreenName[]).filter((name) => asked.length === 0 || asked.includes(name));

await ensurePage();
mkdirSync(out, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'causeway-screens-'));
const host = await openLoopback({ pageFolder: PAGE_FOLDER, dataFolder: folder, threads: 2 });
const browser = await openBrowser();
try {
  await askHost(host, 'app.set', { role: 'analyst' });
  await openSampleWhole(host);
  // A folder of this machine is no part of the picture.
  for (const { id } of (await askHost(host, 'app.info', {})).recent) await askHost(host, 'recent.forget', { id });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  await page.goto(host.url);
  for (const look of LOOKS) {
    await askHost(host, 'app.set', look);
    await page.reload();
    for (const name of names) {
      await visit(page, name);
      if (name === 'plan') await page.getByRole('button', { name: /^(Fit|适应窗口)$/ }).click();
      if (name === 'plan') await page.waitForTimeout(600);
      await page.screenshot({ path: join(out, `${name}-${look.language}-${look.theme}.png`) });
    }
  }
} finally {
  await browser.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
}
