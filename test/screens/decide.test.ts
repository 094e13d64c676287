import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSamplePage, type SamplePage } from '../support/sample-page.ts';

let sample: SamplePage;

beforeAll(async () => {
  sample = await openSamplePage(3000, ['plan']);
  await sample.open('decide/allocation');
  await sample.page.locator('.frontier-point').waitFor();
}, 120_000);
afterAll(() => sample?.close());

/** In the page: how long after a movement of the hand the frame with the moved point has been drawn. */
const WATCH = `(() => {
  globalThis.lags = [];
  let moved = null;
  document.querySelector('.frontier').addEventListener('pointermove', () => { moved ??= performance.now(); });
  new MutationObserver(() => {
    if (moved === null) return;
    const since = moved;
    moved = null;
    requestAnimationFrame(() => setTimeout(() => globalThis.lags.push(performance.now() - since)));
  }).observe(document.querySelector('.frontier-point'), { attributes: true, attributeFilter: ['cx'] });
})()`;

const numberIn = (words: string): number => Number(words.replaceAll(/[^\d.−-]/g, '').replace('−', '-'));

it('the point is dragged, everything follows within 100 ms, and the exact plan follows when the hand rests', async () => {
  const { page } = sample;
  const worth = page.locator('.decide-worth strong');
  await page.evaluate(WATCH);
  const box = await page.locator('.frontier').boundingBox();
  if (box === null) throw new Error('The curve is not drawn.');
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.5 * box.height);
  await page.mouse.down();
  const before = numberIn(await worth.innerText());
  for (let step = 1; step <= 30; step++) {
    await page.mouse.move(box.x + (0.3 + 0.01 * step) * box.width, box.y + 0.5 * box.height);
    await page.waitForTimeout(16);
  }
  const point = await page.locator('.frontier-point').boundingBox();
  await page.mouse.up();
  // The point is under the hand.
  expect(Math.abs((point?.x ?? 0) + (point?.width ?? 0) / 2 - (box.x + 0.6 * box.width))).toBeLessThan(3);
  const lags = ((await page.evaluate('lags')) as number[]).sort((left, right) => left - right);
  expect(lags.length).toBeGreaterThan(10);
  expect(lags[lags.length >> 1]).toBeLessThan(100);
  expect(numberIn(await worth.innerText())).toBeGreaterThan(before);
  await page.getByText('solved exactly').waitFor();
  await page.getByText('A budget that is tried, not kept').waitFor();
});

it('an amount that is none says so at the field, and the kept budget comes back', async () => {
  const { page } = sample;
  const field = page.getByRole('textbox', { name: 'Budget' }).last();
  await field.fill('plenty');
  expect(await page.locator('.budget-field [role=alert]').innerText()).toBe('Type an amount of at least 0.');
  await page.getByRole('button', { name: 'Back to the kept budget' }).click();
  await expect.poll(() => field.inputValue()).toBe('150000');
  await page.locator('.frontier-point').focus();
  await page.keyboard.press('Home');
  await expect.poll(() => field.inputValue()).toBe('0');
});

it('segments stand against options, and everybody is counted', async () => {
  const total = sample.page.locator('.segment-matrix .is-total td');
  await total.first().waitFor();
  const counts = (await total.allInnerTexts()).map(numberIn);
  const everybody = counts.pop() ?? 0;
  expect(everybody).toBeGreaterThan(2000);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(everybody);
});

it('a customer is found, and a row says why', async () => {
  const { page, misdeeds } = sample;
  await page.getByPlaceholder('Find a customer').fill('C000500');
  await page.keyboard.press('Enter');
  const found = page.locator('.plan-table tr.is-marked');
  await found.waitFor();
  expect(await found.innerText()).toContain('C000500');
  await found.getByRole('button').focus();
  await page.keyboard.press('Enter');
  const why = page.getByRole('dialog', { name: 'Why C000500 got this' });
  await why.waitFor();
  expect(await why.locator('tbody tr').count()).toBe(4);
  // What is left = value − price × cost, for every option.
  const price = numberIn((await why.locator('caption').innerText()).replace(/^.*value −/, '').replace(/×.*$/, ''));
  for (const row of await why.locator('tbody tr').all()) {
    const [value = 0, cost = 0, left = 0] = (await row.locator('td.number').allInnerTexts()).map(numberIn);
    expect(Math.abs(value - price * cost - left)).toBeLessThan(0.02);
  }
  expect(await why.locator('li').count()).toBeGreaterThanOrEqual(3);
  await page.keyboard.press('Escape');
  await why.waitFor({ state: 'hidden' });
  expect(misdeeds).toEqual({ errors: [], strangers: [] });
});
