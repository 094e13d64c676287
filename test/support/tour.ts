import type { Page } from 'playwright-core';
import type { Api, CallName, ResultOf } from '../../core/api/calls.ts';
import type { Loopback } from '../../core/host/loopback.ts';

/** Every screen of the loan-offer sample, by the address behind the #. */
export const SCREENS = {
  home: '#/home',
  data: '#/data',
  plan: '#/plan',
  segment: '#/segment',
  test: '#/test',
  uplift: '#/decide/uplift',
  decide: '#/decide/allocation',
  explain: '#/explain',
  customer: '#/explain/customer?step=why&row=12',
  report: '#/report',
  review: '#/report/review',
} as const;

export type ScreenName = keyof typeof SCREENS;

/** Calls the host as the page would. */
export async function askHost<Name extends CallName>(host: Loopback, name: Name, params: Api[Name]['params']): Promise<ResultOf<Name>> {
  return (await host.workbench.handlers[name](params as never, new AbortController().signal)) as ResultOf<Name>;
}

/** Opens the sample and computes all of it. */
export async function openSampleWhole(host: Loopback): Promise<void> {
  await askHost(host, 'sample.open', { sample: 'loan-offer' });
  await runAll(host);
}

/** Runs every step that is not fresh, and waits for the end. */
export async function runAll(host: Loopback): Promise<void> {
  const { job } = await askHost(host, 'run.start', {});
  for (;;) {
    const view = (await askHost(host, 'jobs.list', {})).find(({ id }) => id === job);
    if (view?.state !== 'running' && view?.state !== 'queued') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Goes to a screen and waits until nothing is loading and the pictures stand. */
export async function visit(page: Page, screen: ScreenName): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(SCREENS[screen])}`);
  await page.locator('main').first().waitFor();
  // The first question about effects trains the model that stands in for them.
  if (screen === 'customer') await page.locator('.answer-card').first().waitFor();
  await settle(page);
}

/** Waits until nothing on the page is busy any more, or five seconds have gone. */
export async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(400);
  const isCalm = `document.querySelector('.ant-spin-spinning, .ant-skeleton, [aria-busy="true"]') === null`;
  // Asked from outside: the page's policy forbids to evaluate text in it.
  for (let round = 0; round < 50 && !(await page.evaluate<boolean>(isCalm)); round++) await page.waitForTimeout(100);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await page.waitForTimeout(300);
}
